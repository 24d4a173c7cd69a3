from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from lotrinh.core import vietnamese
from lotrinh.core.keys import key_in
from lotrinh.organizations.forms import DayField, StyledForm
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import administrator, only
from lotrinh.organizations.succession import Batch, HoldsMore, NoSuccessor, apply_succession, plan_succession


class PrepareForm(StyledForm):
    """Who takes over, from which day, by which act."""

    on = DayField(label="Kế tục từ ngày")
    legal_act = forms.CharField(label="Theo văn bản", max_length=300, help_text="Số, ký hiệu, ngày của văn bản.")
    successors = forms.ModelMultipleChoiceField(
        Organization.objects.none(), label="Đơn vị kế tục", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, organization: Organization, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organization.objects.exclude(pk=organization.pk).filter(valid_to=None)
        self.fields["successors"].queryset = others
        self.fields["successors"].widget.attrs["class"] = "form-check-input"


@require_http_methods(["GET", "POST"])
@only(administrator)
def prepare(request, pk):
    organization = get_object_or_404(Organization, pk=pk)
    steps = list(organization.successions.all())
    initial = {"on": localdate(), "successors": [step.successor_id for step in steps]}
    if steps:
        initial |= {"on": steps[0].on, "legal_act": steps[0].legal_act}
    form = PrepareForm(request.POST or None, organization=organization, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        asked = {
            "tu": vietnamese.format_date(chosen["on"]),
            "theo": chosen["legal_act"],
            "cho": ",".join(str(unit.pk) for unit in chosen["successors"]),
        }
        return redirect(f"{reverse('organizations:review_succession', args=[pk])}?{urlencode(asked)}")
    return render(request, "organizations/prepare_succession.html", {"organization": organization, "form": form})


@require_http_methods(["GET", "POST"])
@only(administrator)
def review(request, pk):
    """Each thing with its proposed successor, to be changed and confirmed; the address carries who, when, which act."""
    organization = get_object_or_404(Organization, pk=pk)
    batch, legal_act = _asked(request, organization)
    if batch is None:
        return redirect("organizations:prepare_succession", pk)
    added: tuple = ()
    if request.method == "POST":
        try:
            entry = apply_succession(batch, _choices(request.POST, batch), legal_act=legal_act, by=request.user)
        except HoldsMore as error:
            added = tuple(item.key for item in error.items)
        except NoSuccessor:
            return redirect("organizations:prepare_succession", pk)
        else:
            messages.success(request, f"Đã bàn giao; một mục nhật ký ghi {entry.rows} dòng sổ.")
            return redirect("organizations:unit", pk)
    context = {"organization": organization, "batch": batch, "legal_act": legal_act, "added": added}
    return render(request, "organizations/review_succession.html", context, status=409 if added else 200)


def _asked(request, organization: Organization) -> tuple[Batch | None, str]:
    keys = [key for text in request.GET.get("cho", "").split(",") if (key := key_in(text)) is not None]
    legal_act = request.GET.get("theo", "").strip()[:300]
    try:
        on = vietnamese.parse_date(request.GET.get("tu", ""))
    except ValueError:
        return None, legal_act
    successors = list(Organization.objects.filter(pk__in=keys, valid_to=None).select_related("area"))
    if not successors or not legal_act:
        return None, legal_act
    return plan_succession(organization, on=on, successors=successors), legal_act


def _choices(posted, batch: Batch) -> dict[str, Organization | None]:
    """What the page chose for each item it showed; an item the page did not show is left out."""
    receivers = {str(unit.pk): unit for unit in batch.receivers}
    return {item.key: receivers.get(posted[item.key]) for item in batch.items if item.key in posted}

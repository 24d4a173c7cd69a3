"""Pages where somebody entrusts another, and where the deputy begins and stops to act for them."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from lotrinh.core.acting import standing_of
from lotrinh.core.models import User
from lotrinh.core.registers import Refused
from lotrinh.organizations import deputies
from lotrinh.organizations.choices import Role
from lotrinh.organizations.forms import DayField, StyledForm
from lotrinh.organizations.middleware import CHOSEN
from lotrinh.organizations.models import Deputising


class AppointForm(StyledForm):
    deputy = forms.ModelChoiceField(User.objects.none(), label="Người làm thay")
    valid_from = DayField(label="Từ ngày", initial=localdate)
    valid_to = DayField(label="Đến hết ngày", help_text="Tự hết hiệu lực sau ngày này.")
    document = forms.CharField(
        label="Theo văn bản", max_length=300, help_text="Số, ký hiệu, ngày của văn bản ủy quyền."
    )
    roles = forms.MultipleChoiceField(
        label="Chỉ các vai trò",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: mọi vai trò của người ủy quyền. Quyền quản trị không ủy quyền được.",
    )
    may_decide = forms.BooleanField(
        label="Được duyệt báo cáo, nhận số liệu, xác nhận kết quả thay", required=False, initial=True
    )

    def __init__(self, *args, principal: User, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        found = deputies.candidates(principal, by, localdate())
        self.has_candidates = bool(found)
        self.fields["deputy"].queryset = User.objects.filter(pk__in=[user.pk for user in found]).order_by("full_name")
        held = principal.role_holdings.held_on(localdate()).values_list("role", flat=True)
        self.fields["roles"].choices = [
            (role.value, role.label) for role in Role if role in set(held) and role != Role.ADMINISTRATOR
        ]
        for name in ("roles", "may_decide"):
            self.fields[name].widget.attrs["class"] = "form-check-input"


@require_http_methods(["GET", "POST"])
def deputising(request, pk):
    """Who acts for one person, and for whom that person acts; a form to entrust somebody."""
    principal = get_object_or_404(User, pk=pk)
    if not deputies.may_appoint_for(request.user, principal):
        raise PermissionDenied
    form = AppointForm(request.POST or None, principal=principal, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            deputies.appoint(principal=principal, **form.cleaned_data, by=request.user)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi ủy quyền.")
            return redirect("organizations:deputising", pk)
    day = localdate()
    mine = Deputising.objects.with_names()
    context = {
        "principal": principal,
        "form": form,
        "given": [(one, one.is_on(day), one.end_entry_id is None and one.valid_to >= day) for one in
                  mine.filter(principal=principal)[:100]],
        "received": mine.filter(deputy=principal).not_over(day),
        "is_own": principal.pk == request.user.pk,
    }  # fmt: skip
    return render(request, "organizations/deputising.html", context, status=422 if form.errors else 200)


@require_POST
def end(request, pk):
    found = get_object_or_404(Deputising.objects.with_names(), pk=pk)
    if not deputies.may_end(request.user, found):
        raise PermissionDenied
    deputies.end(deputising=found, by=request.user, reason=request.POST.get("reason", "")[:300])
    messages.success(request, f"Đã chấm dứt: {found}.")
    own = request.user.pk == found.deputy_id
    return redirect("accounts:mine") if own else redirect("organizations:deputising", found.principal_id)


@require_POST
def begin(request, pk):
    """From now on, on every page, this deputy acts for the principal."""
    found = get_object_or_404(Deputising.objects.on(localdate()).with_names(), pk=pk, deputy=request.user)
    if standing_of(request.user) is not None:
        messages.info(request, "Bạn đang làm thay người khác; hãy thôi rồi chọn lại.")
        return redirect("accounts:mine")
    request.session[CHOSEN] = found.pk
    messages.success(request, f"Từ đây mọi việc bạn làm được ghi là “{found}”.")
    return redirect("/")


@require_POST
def stop(request):
    request.session.pop(CHOSEN, None)
    messages.success(request, "Bạn làm việc với tên của mình.")
    return redirect("/")

"""Minutes become orders: paste or upload, look through every line, confirm once."""

from datetime import date
from io import BytesIO

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from lotrinh.core.deed_forms import DeedForm
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.forms import dress
from lotrinh.core.vietnamese import format_date, nfc
from lotrinh.documents.choices import DocumentKind
from lotrinh.documents.models import OfficialDocument
from lotrinh.followups import actions
from lotrinh.followups.actions.minutes import Wanted
from lotrinh.followups.models import Minutes
from lotrinh.followups.rights import giver_for, may_order, within_reach
from lotrinh.monitoring.minutes import read_minutes
from lotrinh.organizations.forms import DayField
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import only
from lotrinh.plans.compiler.values import UnreadableDocument

LARGEST = 10 << 20
"""Bytes of minutes; a meeting's notice is some pages."""
MOST_UNITS = 300
"""Offered in every line, beside those that the paper names."""
LONGEST = 60_000
"""Characters of pasted text."""


class MinutesForm(forms.Form):
    words = forms.CharField(
        label="Dán nội dung thông báo, biên bản",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(label="Hoặc chọn tệp Word (docx) hay văn bản (txt)", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)

    def clean(self):
        given = super().clean()
        file = given.get("file")
        if not given.get("words", "").strip() and not file and not self.errors:
            raise forms.ValidationError("Hãy dán nội dung hoặc chọn một tệp.")
        if file and (file.size > LARGEST or not file.name.lower().endswith((".docx", ".txt"))):
            self.add_error("file", "Chỉ nhận tệp .docx hoặc .txt, nhiều nhất 10 MB.")
        return given


@require_http_methods(["GET", "POST"])
@only(may_order)
def new(request):
    """Read what was pasted or uploaded; nothing is ordered yet."""
    form = MinutesForm(request.POST, request.FILES) if request.method == "POST" else MinutesForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read() if file else nfc(form.cleaned_data["words"]).encode()
        name = file.name if file else "bien-ban.txt"
        first = within_reach(request.user).order_by("pk").first()
        home = giver_for(request.user, first) if first else None
        try:
            read = read_minutes(data, name, home)
            kept = actions.keep_minutes(
                name=read.header["title"] or name,
                header=read.header,
                proposals=read.proposals,
                by=request.user,
                file=BytesIO(data),
                filename=name,
            )
            return redirect(kept)
        except UnreadableDocument as error:
            form.add_error("file" if file else "words", str(error))
        except Refused as error:
            form.add_error(None, str(error))
    mine = Minutes.objects.visible_to(request.user).filter(confirmed=None)[:10]
    context = {"form": form, "unfinished": mine}
    return render(request, "monitoring/minutes_new.html", context, status=422 if form.errors else 200)


class _LineForm(forms.Form):
    """One proposed order; what is not ticked is left alone, however it is filled."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)

    def clean(self):
        given = super().clean()
        if not given.get("chosen"):
            self.errors.clear()
            return given
        for name in ("what", "unit", "due"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, "Hãy điền.")
        if given.get("due") and given["due"] < localdate():
            self.add_error("due", "Hạn phải từ hôm nay trở đi.")
        if given.get("verifier") and given["verifier"] == given.get("unit"):
            self.add_error("verifier", "Đơn vị thực hiện không tự kiểm chứng.")
        return given


def _offered(reach, minutes: Minutes) -> dict[int, Organization]:
    """Key → unit: those that were read, then the first of all within reach. One query, however many lines there are."""
    read = {proposal["unit"] for proposal in minutes.proposals} - {None}
    found = list(reach.filter(pk__in=read)) + list(reach.exclude(pk__in=read).order_by("sort_key")[:MOST_UNITS])
    return {unit.pk: unit for unit in sorted(found, key=lambda unit: unit.sort_key)}


def _unit_field(label: str, units: dict[int, Organization], nothing: str) -> forms.TypedChoiceField:
    choices = [("", nothing), *((str(key), unit.label) for key, unit in units.items())]
    return forms.TypedChoiceField(
        label=label, choices=choices, required=False, empty_value=None, coerce=lambda key: units[int(key)]
    )


def _lines(request, minutes: Minutes) -> list[forms.Form]:
    units = _offered(within_reach(request.user), minutes)
    fields = {
        "chosen": forms.BooleanField(label="Giao việc này", required=False),
        "what": forms.CharField(
            label="Việc", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
        ),
        "unit": _unit_field("Giao cho", units, "chọn đơn vị"),
        "due": DayField(label="Hạn", required=False),
        "verifier": _unit_field("Kiểm chứng", units, "không cần"),
    }
    made = type("LineForm", (_LineForm,), fields)
    found = []
    for place, proposal in enumerate(minutes.proposals):
        unit = proposal["unit"] if proposal["unit"] in units else None
        initial = {
            "chosen": unit is not None,
            "what": proposal["what"],
            "unit": unit,
            "due": date.fromisoformat(proposal["due"]),
        }
        form = made(request.POST if request.method == "POST" else None, initial=initial, prefix=f"v{place}")
        form.proposal = proposal
        found.append(form)
    return found


class HeaderForm(DeedForm):
    number = forms.CharField(label="Số, ký hiệu", max_length=100)
    kind = forms.ChoiceField(label="Loại văn bản", choices=DocumentKind.choices)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=300)
    issued_on = DayField(label="Ngày ban hành")
    title = forms.CharField(label="Trích yếu", max_length=1000)

    def document(self) -> OfficialDocument:
        """The one in the register with this number, issuer and day; else a new one."""
        given = self.cleaned_data
        key = {name: given[name] for name in ("number", "issuer", "issued_on")}
        return OfficialDocument.objects.filter(**key).first() or OfficialDocument(**given)


@require_http_methods(["GET", "POST"])
@only(may_order)
def review(request, pk):
    """Every proposal as a line that can be changed or left out; one button gives all that are ticked."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).select_related("document"), pk=pk)
    lines = _lines(request, minutes)
    initial = minutes.header | {"issued_on": minutes.header["issued_on"] and _as_day(minutes.header["issued_on"])}
    head = HeaderForm(request.POST if request.method == "POST" else None, initial=initial)
    refused = ""
    # every line is asked, so that all that is wrong is shown at once
    if request.method == "POST" and all([head.is_valid(), *(line.is_valid() for line in lines)]):
        wanted = [
            Wanted(
                unit=line.cleaned_data["unit"],
                what=nfc(line.cleaned_data["what"]),
                due=line.cleaned_data["due"],
                verifier=line.cleaned_data["verifier"],
                quote=line.proposal["quote"],
            )
            for line in lines
            if line.cleaned_data.get("chosen")
        ]
        try:
            given = actions.confirm_minutes(minutes=minutes, document=head.document(), wanted=wanted, by=request.user)
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, f"Đã giao {len(given)} việc theo {minutes.document}.")
            return redirect("followups:orders")
    wrong = bool(refused or head.errors or any(line.errors for line in lines))
    context = {"minutes": minutes, "lines": lines, "head": head, "refused": refused, "wrong": wrong}
    return render(request, "monitoring/minutes.html", context, status=422 if wrong else 200)


def _as_day(iso: str) -> str:
    return format_date(date.fromisoformat(iso))

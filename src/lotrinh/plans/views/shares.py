"""A target shared out: the officer's sheet, and the unit's answer to its part of it."""

from decimal import Decimal

from django import forms as fields
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.keys import keys_in
from lotrinh.core.registers.errors import Changed, Refused
from lotrinh.indicators.models import Indicator, readable_period
from lotrinh.organizations.models import Organization
from lotrinh.plans import actions, forms
from lotrinh.plans.actions.allotting import computed
from lotrinh.plans.allotting import Sheet, sheet_of
from lotrinh.plans.choices import ShareKey
from lotrinh.plans.models import ShareProposal, Target
from lotrinh.plans.rights import runs, units_of
from lotrinh.plans.views.shared import new_token, say_refusal, visible_target

MOST_UNITS = 200


@require_GET
def shares(request, pk):
    """Who holds which part, whether all adds up, what was proposed, what held before."""
    found = visible_target(request, pk)
    sheet = sheet_of(found)
    mine = {one.share.organization_id for one in sheet.of(units_of(request.user))}
    context = {
        "target": found,
        "programme": found.version.programme,
        "sheet": sheet,
        "mine": mine,
        "may_run": runs(request.user, found.version.programme),
        "propose_form": _propose_form(),
        "sent_as": new_token(),
    }
    return render(request, "plans/shares.html", context)


# --- the officer's sheet ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def share_out(request, pk):
    """The sheet as a form. “thêm” and “tính thử” show it again with more rows or computed numbers; “ghi” writes."""
    targets = Target.objects.editable_by(request.user).in_force()
    found = get_object_or_404(targets.select_related("version__programme", "contract__indicator"), pk=pk)
    sheet = sheet_of(found)
    filling = _Filling(request, sheet)
    status, theirs = 200, False
    if request.method == "POST":
        try:
            if filling.do():
                messages.success(request, "Đã ghi bảng phân bổ.")
                return redirect("plans:shares", pk)
        except Changed as error:
            theirs = True
            filling.head.refuse(error)
        except Refused as error:
            filling.refuse(error)
        status = 409 if theirs else 422 if filling.head.errors or filling.problems else 200
    context = {"target": found, "sheet": sheet, "filling": filling, "theirs": theirs}
    return render(request, "plans/share_out.html", context, status=status)


class _Row:
    """One unit's line of the form."""

    def __init__(self, unit: Organization, form):
        self.unit = unit
        self.value = form[f"gia_tri_{unit.pk}"]
        self.number = form[f"so_goc_{unit.pk}"]


class _Filling:
    """The sheet's form in one request: its head, the units on it, a line each."""

    def __init__(self, request, sheet: Sheet):
        self.request, self.sheet = request, sheet
        self.data = request.POST if request.method == "POST" else None
        self.deed = request.POST.get("lam", "")
        self.problems: list[str] = []
        self.head = _head_form(request.user, self.data, sheet)
        self.adding = forms.small_form(
            self.data if self.deed == "them" else None, unit=forms.unit_field(request.user, label="Thêm đơn vị")
        )
        self.units = self._units()
        self.lines = self._lines(self.data)

    @property
    def rows(self) -> list[_Row]:
        return [_Row(unit, self.lines) for unit in self.units]

    @property
    def seen(self) -> str:
        return self.request.POST.get("seen", "") or str(self.sheet.allotment.entry_id if self.sheet.allotment else 0)

    def do(self) -> bool:
        """What the pressed button asks; True when the sheet was written."""
        if self.deed == "them":
            if self.adding.is_valid():
                self._add([self.adding.cleaned_data["unit"]])
            return False
        if self.deed == "them_don_vi":
            units = self.sheet.target.version.programme.units.valid_on(localdate())
            self._add(list(units.order_by("sort_key")[:MOST_UNITS]))
            return False
        if not self.head.is_valid() or not self.lines.is_valid():
            return False
        asked = self._asked()
        if self.deed == "tinh":
            self._show(computed(self.sheet.target, self.units, **asked))
            return False
        given = self.head.cleaned_data
        actions.share_out(
            target=self.sheet.target,
            units=self.units,
            by=self.request.user,
            source=given["source"],
            why=given["why"],
            seen=int(self.seen) if self.seen.isdecimal() else None,
            **asked,
        )
        return True

    def refuse(self, error: Refused) -> None:
        """Said at the unit's line where it is about one, else above the sheet."""
        for problem in error.problems:
            self.lines.add_error(problem.field if problem.field in self.lines.fields else None, problem.message)
        if error.problems:
            self.problems = [problem.message for problem in error.problems]
        else:
            self.head.refuse(error)

    def _asked(self) -> dict:
        given = self.head.cleaned_data
        lines = self.lines.cleaned_data
        return {
            "key": given["key"],
            "indicator": given["indicator"],
            "period": given["period"],
            "decimals": given["decimals"],
            "values": {unit: lines[f"gia_tri_{unit.pk}"] for unit in self.units},
            "numbers": {unit: lines[f"so_goc_{unit.pk}"] for unit in self.units},
        }

    def _units(self) -> list[Organization]:
        if self.data is None:
            return [one.unit for one in self.sheet.held]
        dropped = keys_in(self.data.getlist("bo"))
        chosen = [key for key in keys_in(self.data.getlist("don_vi")) if key not in dropped]
        found = Organization.objects.in_bulk(chosen[:MOST_UNITS])
        return sorted(found.values(), key=lambda unit: unit.sort_key)

    def _add(self, units: list[Organization]) -> None:
        together = {unit.pk: unit for unit in [*self.units, *units]}
        self.units = sorted(together.values(), key=lambda unit: unit.sort_key)[:MOST_UNITS]
        self.lines = self._lines(self.data)

    def _lines(self, data, shown: dict | None = None):
        made = {}
        for unit in self.units:
            for name, label in (("gia_tri", "Phần được giao của"), ("so_goc", self.number_label)):
                made[f"{name}_{unit.pk}"] = fields.DecimalField(
                    label=f"{label} {unit.label}",
                    required=False,
                    min_value=Decimal(0),
                    max_digits=20,
                    decimal_places=4,
                    localize=True,
                )
        held = {one.share.organization_id: one.share for one in self.sheet.held}
        initial = {}
        for unit, share in held.items():
            number = share.denominator if self.sheet.is_ratio else share.weight
            initial |= {f"gia_tri_{unit}": _plain(share.value), f"so_goc_{unit}": _plain(number)}
        return forms.small_form(data, initial={**initial, **(shown or {})}, **made)

    @property
    def number_label(self) -> str:
        return "Mẫu số của" if self.sheet.is_ratio else "Số gốc của"

    def _show(self, parts) -> None:
        """The computed numbers in the lines, to be looked at before they are written."""
        shown = {}
        for unit, part in parts.items():
            number = part.denominator if self.sheet.is_ratio else part.weight
            shown |= {f"gia_tri_{unit}": _plain(part.value), f"so_goc_{unit}": _plain(number)}
        self.lines = self._lines(None, shown)


def _plain(number: Decimal | None) -> Decimal | None:
    """As people write it: without the zeros that the column keeps behind the comma."""
    if number is None:
        return None
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


class _HeadForm(forms.ActionForm):
    def clean(self):
        given = super().clean()
        if given.get("key") == ShareKey.INDICATOR:
            if not given.get("indicator"):
                self.add_error("indicator", "Hãy chọn chỉ số dùng làm số gốc.")
            if not given.get("period"):
                self.add_error("period", "Hãy ghi kỳ của chỉ số, ví dụ 2025.")
        if given.get("key") == ShareKey.WEIGHTS and not given.get("source"):
            self.add_error("source", "Hãy ghi số gốc lấy từ đâu, ví dụ niên giám thống kê 2025.")
        return given


def _head_form(who, data, sheet: Sheet) -> forms.ActionForm:
    row = sheet.allotment
    initial = {name: getattr(row, name) for name in ("key", "indicator", "period", "source", "decimals")} if row else {}
    made = {
        "key": fields.ChoiceField(label="Cách phân bổ", choices=ShareKey.choices),
        "indicator": fields.ModelChoiceField(
            Indicator.objects.visible_to(who).order_by("name_sort"),
            label="Chỉ số làm số gốc",
            required=False,
            empty_label="không dùng",
            help_text="Chỉ khi phân bổ theo chỉ số: dân số, số dòng trong sổ, kết quả năm trước.",
        ),
        "period": fields.CharField(
            label="Kỳ của chỉ số", required=False, max_length=12, validators=[readable_period], help_text="Ví dụ 2025."
        ),
        "source": fields.CharField(label="Nguồn của số gốc khai tay", required=False, max_length=300),
        "decimals": fields.TypedChoiceField(
            label="Làm tròn đến", coerce=int, choices=[(n, f"{n} số lẻ" if n else "số nguyên") for n in range(5)]
        ),
        "why": fields.CharField(label="Lý do, nếu sửa phần đã giao", required=False, max_length=500),
    }
    return type("Form", (_HeadForm,), made)(data, initial=initial)


# --- the unit's answer -----------------------------------------------------------------------------------------------


def _propose_form(data=None):
    return forms.small_form(
        data,
        value=fields.DecimalField(
            label="Phần đề xuất", min_value=Decimal(0), max_digits=20, decimal_places=4, localize=True
        ),
        reason=forms.words_field("Lý do"),
        evidence=fields.CharField(
            label="Bằng chứng",
            max_length=500,
            help_text="Số văn bản, hoặc địa chỉ trang số liệu mà người khác mở được.",
        ),
    )


@require_POST
def propose(request, pk, unit):
    found = visible_target(request, pk)
    held = next((one for one in sheet_of(found).of(units_of(request.user)) if one.unit.pk == unit), None)
    if held is None:
        raise Http404
    form = _propose_form(request.POST)
    if not form.is_valid():
        problems = [f"{form.fields[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()]
        messages.error(request, "Chưa gửi được. " + " ".join(problems))
        return redirect("plans:shares", pk)
    try:
        actions.propose_share(
            target=found, organization=held.unit, by=request.user, sent_as=form.token, **form.cleaned_data
        )
        messages.success(request, "Đã gửi đề xuất; cơ quan thường trực sẽ trả lời tại đây.")
    except Refused as error:
        say_refusal(request, error)
    return redirect("plans:shares", pk)


@require_POST
def answer(request, pk):
    """The officer's answer (`lam`: nhan, tu_choi, de_nghi), or the unit's consent to an offer (dong_y)."""
    proposals = ShareProposal.objects.visible_to(request.user).select_related("allotment__target", "organization")
    proposal = get_object_or_404(proposals, pk=pk)
    deed, words = request.POST.get("lam", ""), request.POST.get("tra_loi", "")[:4000]
    try:
        _answer(request, proposal, deed, words)
        messages.success(request, "Đã ghi.")
    except Refused as error:
        say_refusal(request, error)
    return redirect("plans:shares", proposal.allotment.target_id)


def _answer(request, proposal: ShareProposal, deed: str, words: str) -> None:
    by = request.user
    if deed == "nhan":
        actions.accept_proposal(proposal=proposal, answer=words, by=by)
    elif deed == "tu_choi":
        actions.refuse_proposal(proposal=proposal, answer=words, by=by)
    elif deed == "dong_y":
        actions.agree_to_offer(proposal=proposal, by=by)
    elif deed == "de_nghi":
        field = fields.DecimalField(min_value=Decimal(0), max_digits=20, decimal_places=4, localize=True)
        try:
            offered = field.clean(request.POST.get("so", ""))
        except fields.ValidationError as error:
            raise Refused(summary=f"Phần đề nghị lại: {' '.join(error.messages)}") from error
        actions.offer_share(proposal=proposal, offered=offered, answer=words, by=by)
    else:
        raise Http404

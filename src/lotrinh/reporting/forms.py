"""Forms of reports. Their choices come from the same scoped querysets as the pages."""

import uuid
from datetime import date

from django import forms
from django.utils.timezone import localdate

from lotrinh.core.periods import Period
from lotrinh.core.registers.forms import dress
from lotrinh.core.vietnamese import nfc
from lotrinh.organizations.forms import DayField
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import Programme
from lotrinh.reporting.choices import ReportPeriod
from lotrinh.reporting.models import Report, ReportRegime
from lotrinh.reporting.querysets import EDITORS, units_as
from lotrinh.reporting.text import lines_of
from lotrinh.rules.calendar import office_calendar

PERIODS_BACK = 6


def periods_of(kind: str, day: date) -> list[Period]:
    """The periods a report may be begun for: the running one and those just before it, newest first."""
    try:
        running = Period.covering(day, kind, "report")
    except ValueError:  # nine months are over for this year
        running = Period(kind, day.year, 1, "report")
    periods = [running]
    while len(periods) < PERIODS_BACK:
        periods.append(periods[-1].previous())
    return periods


class NewReportForm(forms.Form):
    """Regime and period of a new report."""

    regime = forms.ModelChoiceField(
        ReportRegime.objects.none(), label="chế độ báo cáo", empty_label="Chọn chế độ báo cáo"
    )
    period = forms.CharField(label="kỳ")
    sent_as = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, who, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regime"].queryset = ReportRegime.objects.editable_by(who).in_force().select_related("programme")
        choices = [
            (kind.label.capitalize(), [(period.key, period.label) for period in periods_of(kind, localdate())])
            for kind in ReportPeriod
        ]
        self.fields["period"].widget = forms.Select(choices=[("", "Chọn kỳ"), *choices])
        self.initial.setdefault("sent_as", uuid.uuid4())
        dress(self)

    def clean(self):
        cleaned = super().clean()
        regime, key = cleaned.get("regime"), cleaned.get("period")
        if regime is None or not key:
            return cleaned
        try:
            period = Period.parse(key)
        except ValueError as error:
            raise forms.ValidationError({"period": str(error)}) from error
        if period.kind != regime.period_kind or period.window != "report":
            raise forms.ValidationError(
                {"period": f"Báo cáo này lập theo {regime.get_period_kind_display()}; hãy chọn kỳ loại đó."}
            )
        if period.first > localdate():
            raise forms.ValidationError({"period": f"Kỳ này chưa bắt đầu (từ {period.first:%d/%m/%Y})."})
        return cleaned | {"period": period}


class RegimeForm(forms.ModelForm):
    """All that must be reported, to whom and when."""

    recipient_units = forms.CharField(
        label="đơn vị nhận trong hệ thống",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tên đầy đủ, mỗi đơn vị một dòng; những đơn vị này đọc được báo cáo đã ban hành.",
    )

    class Meta:
        model = ReportRegime
        fields = (
            *("programme", "name", "kind", "period_kind", "content", "legal_basis", "cut_off_basis"),
            *("reporter", "superior", "issuer", "symbol", "place", "signer_lines", "signer_name"),
            *("addressees", "recipients", "recipient_units", "sending", "due_day", "due_months_after", "is_active"),
        )

    def __init__(self, who, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(who)
        units = units_as(who, EDITORS)
        offices = Organization.objects.valid_on(localdate())
        self.fields["reporter"].queryset = offices if units is None else offices.filter(pk__in=units)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
        named = self.instance.recipient_units.values_list("name", flat=True) if self.instance.pk else ()
        self.initial["recipient_units"] = "\n".join(named)
        dress(self)

    def clean_recipient_units(self):
        names = [nfc(name) for name in lines_of(self.cleaned_data["recipient_units"])]
        found = {unit.name: unit for unit in Organization.objects.filter(name__in=names)}
        if unknown := [name for name in names if name not in found]:
            raise forms.ValidationError(
                f"Không có đơn vị “{unknown[0]}”; hãy ghi đúng tên đầy đủ như trong danh mục đơn vị."
            )
        return list(found.values())

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["period_kind"] == ReportPeriod.NINE and not cleaned["cut_off_basis"].strip():
            self.add_error(
                "cut_off_basis", "Nghị định 09/2019 không định thời gian chốt 9 tháng; hãy ghi văn bản đã định."
            )
        year = localdate().year
        calendar = office_calendar(localdate())
        rule = ReportRegime(**{name: cleaned[name] for name in ("period_kind", "due_day", "due_months_after")})
        if not rule.leaves_a_workday(calendar, year):
            self.add_error("due_day", "Giữa ngày chốt số liệu (14) và hạn gửi phải còn ít nhất một ngày làm việc.")
        return cleaned

    def _save_m2m(self):
        """The deed sets the units, so that they stand under its audit entry."""


class TemplateForm(forms.Form):
    file = forms.FileField(label="mẫu Word (.docx)")


class IssueForm(forms.Form):
    """Number, day and signer of a report that leaves, and the signed PDF when it is there already."""

    number = forms.IntegerField(label="số", min_value=1, max_value=99_999)
    issued_on = DayField(label="ngày ban hành")
    signer_lines = forms.CharField(label="thẩm quyền và chức vụ người ký", widget=forms.Textarea(attrs={"rows": 2}))
    signer_name = forms.CharField(label="họ tên người ký", max_length=150)
    signed = forms.FileField(label="bản PDF đã ký", required=False, help_text="Có thể kèm sau khi ký số.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


class SignedForm(forms.Form):
    signed = forms.FileField(label="bản PDF đã ký")


class WithdrawForm(forms.Form):
    """Why a report is taken back, and which of its figures were wrong."""

    reason = forms.CharField(label="lý do thu hồi", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    wrong = forms.MultipleChoiceField(
        label="số liệu sai",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Đã chọn sẵn những số nay đọc ra khác.",
    )

    def __init__(self, report: Report, changed: dict[str, str], *args, **kwargs):
        super().__init__(*args, **kwargs)
        figures = report.figures.all()
        self.fields["wrong"].choices = [
            (
                figure.name,
                f"{figure.label}: {figure.text()}{f' → {changed[figure.name]}' if figure.name in changed else ''}",
            )
            for figure in figures
        ]
        self.initial.setdefault("wrong", list(changed))
        self.fields["reason"].widget.attrs["class"] = "form-control"

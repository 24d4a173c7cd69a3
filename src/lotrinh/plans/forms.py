"""Forms of plans, made of the models' own fields: their labels, choices in scope, Vietnamese numbers and dates."""

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.db import models

from lotrinh.core.deed_forms import DeedForm
from lotrinh.core.registers.declaration import all_registers
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.forms import form_field
from lotrinh.indicators.labels import scope_label
from lotrinh.indicators.measures.figures import FigureAddress
from lotrinh.indicators.measures.scopes import MeasureScope
from lotrinh.indicators.parts import parts_offered
from lotrinh.indicators.reading import measure_of
from lotrinh.organizations.forms import DayField
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import Review, TaskRole
from lotrinh.plans.models import Claim, Duty, PlanVersion, Programme, Target, TargetContract, Task, TaskAssignment

ITEM_FIELDS = {
    Target: ("name", "comparator", "value", "value_high", "unit", "by", "per", "direction", "territory"),
    Task: ("name", "verb_class", "period_kind", "due", "product", "serves", "registers"),
    Claim: ("subject", "value", "unit", "whole", "said_by", "said_on"),
}
HEADER_FIELDS = ("number", "dated", "kind", "issuer", "title")
CONTRACT_FIELDS = (
    "definition",
    "denominator",
    "unit",
    "direction",
    "threshold",
    "indicator",
    "scope",
    "baseline",
    "baseline_on",
    "baseline_finder",
    "baseline_due",
    "contestant",
)
DUTY_FIELDS = (
    "period_kind",
    "window",
    "amount",
    "unit",
    "proof",
    "proves",
    "starts_on",
    "ends_on",
    "each_unit",
    "register",
)
_HELP = {
    "value_high": "Chỉ khi so sánh là “trong khoảng”.",
    "by": "Ngày cuối phải đạt.",
    "baseline_finder": "Khi chưa rõ số gốc: đơn vị phải tìm ra, và hạn tìm.",
    "contestant": "Đơn vị có quyền nêu cách hiểu, cách đếm khác.",
    "proves": "Ví dụ: có ít nhất một buổi phát thanh trong tháng.",
}


class ActionForm(DeedForm):
    """A form in front of a deed of plans: shows what the deed refuses at its field."""

    def refuse(self, error: Refused) -> None:
        if not error.problems:
            self.add_error(None, str(error))
        for problem in error.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)


def _field(f: models.Field, who) -> forms.Field:
    if isinstance(f, models.DateField):
        field = DayField(label=f.verbose_name, required=not f.blank)
    else:
        field = form_field(f, who)
    field.help_text = _HELP.get(f.name, field.help_text)
    return field


def model_form(model: type[models.Model], names: Iterable[str], who, data=None, row=None, **extra) -> ActionForm:
    """A form with some fields of `model`, filled from `row`; `extra` fields take the place of those of their name."""
    names = tuple(names)
    initial = {name: _shown(getattr(row, row._meta.get_field(name).attname)) for name in names} if row else {}
    fields = {name: extra.get(name) or _field(model._meta.get_field(name), who) for name in names}
    form_class = type("Form", (ActionForm,), fields)
    return form_class(data, initial=initial)


def _shown(value):
    """A number as people write it: without the zeros that the column keeps behind the comma."""
    if not isinstance(value, Decimal):
        return value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


class ScopeField(forms.CharField):
    """The key of a `MeasureScope`, or the address of a figure that is counted there."""

    def clean(self, value):
        text = super().clean(value).strip()
        try:
            if "/" in text:
                return FigureAddress.parse(text).scope.key
            return MeasureScope.parse(text).key if text else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def item_form(model, who, version: PlanVersion, data=None, row=None) -> ActionForm:
    """The form of a target, task or claim; what it may hang on stands in the same text."""
    extra: dict[str, forms.Field] = {}
    if model is Target:
        extra["per"] = forms.ChoiceField(label="Mỗi", choices=[("", "một lần"), ("year", "năm")], required=False)
    elif model is Task:
        extra["serves"] = _of_version(Target, version, "Phục vụ chỉ tiêu")
        extra["registers"] = forms.MultipleChoiceField(
            label="Sổ theo dõi kết quả", choices=_registers(who), required=False, widget=forms.SelectMultiple
        )
    else:
        extra["whole"] = _of_version(Claim, version, "Là phần của")
    return model_form(model, ITEM_FIELDS[model], who, data, row, **extra)


def _of_version(model, version: PlanVersion, label: str) -> forms.ModelChoiceField:
    offered = model.objects.filter(version=version).exclude(review=Review.REJECTED)
    return forms.ModelChoiceField(offered, label=label, required=False, empty_label="không gắn")


def _registers(who) -> list[tuple[str, str]]:
    return [(register.slug, register.title) for register in all_registers() if register.may.view(who)]


def header_form(who, data=None, version: PlanVersion | None = None) -> ActionForm:
    title = words_field("Trích yếu", rows=2, required=False, limit=1000)
    return model_form(PlanVersion, HEADER_FIELDS, who, data, version, title=title)


def contract_form(who, data=None, contract: TargetContract | None = None) -> ActionForm:
    scope = ScopeField(
        label="Phạm vi tính",
        required=False,
        widget=forms.Select(choices=_scopes_offered(who, contract) if contract else ()),
        help_text="Cụm và nhóm của chỉ số nguồn hiện ra để chọn sau khi ghi chỉ số đó.",
    )
    return model_form(TargetContract, CONTRACT_FIELDS, who, data, contract, scope=scope)


def _scopes_offered(who, contract: TargetContract) -> list:
    """The whole territory, its parts, and whatever the contract says now."""
    whole = contract.target.version.programme.measure_scope()
    parts = parts_offered(contract.indicator, whole, who)
    known = {key for _, choices in parts for key, _ in choices}
    if contract.scope and contract.scope not in known:
        measure = measure_of(contract.indicator) if contract.indicator else None
        parts.insert(0, ("Đang ghi", [(contract.scope, scope_label(contract.measure_scope, measure))]))
    return [("", "cả địa bàn của kế hoạch"), *parts]


def duty_form(who, data=None, duty: Duty | None = None) -> ActionForm:
    register = forms.ChoiceField(
        label="Sổ làm minh chứng",
        choices=[("", "không dùng"), *_registers(who)],
        required=False,
        help_text="Khi minh chứng là dòng trong sổ.",
    )
    return model_form(Duty, DUTY_FIELDS, who, data, duty, register=register)


def programme_form(who, data=None, programme: Programme | None = None) -> ActionForm:
    name = words_field("Tên", rows=2, limit=500)
    return model_form(Programme, ("name", "starts_on", "ends_on"), who, data, programme, name=name)


def unit_field(who, *, label: str, required: bool = True) -> forms.Field:
    """A unit, searched among all that `who` knows."""
    field = form_field(TaskAssignment._meta.get_field("organization"), who)
    field.label, field.required = label, required
    return field


def area_field(who, *, label: str) -> forms.Field:
    field = form_field(Organization._meta.get_field("area"), who)
    field.label, field.required = label, True
    return field


def programme_field(who, *, but: Programme) -> forms.ModelChoiceField:
    """Another plan that `who` sees; none is chosen for one that is not kept here."""
    offered = Programme.objects.visible_to(who).exclude(pk=but.pk).order_by("sort_key")
    return forms.ModelChoiceField(offered, label="Kế hoạch có ở đây", required=False, empty_label="không có ở đây")


def small_form(data=None, *, initial: dict | None = None, **fields: forms.Field) -> ActionForm:
    return type("Form", (ActionForm,), fields)(data, initial=initial)


def assign_form(who, data=None) -> ActionForm:
    return small_form(
        data,
        organization=unit_field(who, label="Đơn vị"),
        role=forms.ChoiceField(label="Vai", choices=TaskRole.choices),
        about=forms.CharField(label="Về phần việc", max_length=500, required=False),
        since=DayField(label="Từ ngày", required=False, help_text="Để trống: từ hôm nay."),
    )


def words_field(label: str, *, rows: int = 3, required: bool = True, limit: int = 4000) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=limit, widget=forms.Textarea(attrs={"rows": rows})
    )

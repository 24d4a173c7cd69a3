"""Forms in front of the deeds: few fields, filled in as far as is known."""

from datetime import date
from uuid import uuid4

from django import forms
from django.utils.timezone import localdate

from lotrinh.core.deed_forms import DeedForm
from lotrinh.core.registers.forms import FEW, form_field
from lotrinh.core.vietnamese import format_date
from lotrinh.core.workdays import Calendar
from lotrinh.documents.choices import FileKind
from lotrinh.followups.actions.orders import MOST_FILES
from lotrinh.followups.choices import StepKind
from lotrinh.followups.matters import Matter
from lotrinh.followups.models import Block, Order
from lotrinh.followups.rights import units_spoken_for, within_reach
from lotrinh.organizations.forms import DayField, NamedField
from lotrinh.organizations.models import Organization
from lotrinh.rules.calendar import office_calendar

WORKDAYS = (3, 5, 10)
"""Offered as a day without typing; the middle one is chosen already."""
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class FollowUpForm(DeedForm):
    """A form in front of a deed, which carries its token itself."""

    sent_as = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("sent_as", str(uuid4()))


def unit_choice(units, label: str, who, *, field: str, required: bool = True) -> forms.ModelChoiceField:
    """A plain list of few units; of many, the box in which one types, held to the same units when it is sent."""
    offered = units.order_by("sort_key")
    found = form_field(Order._meta.get_field(field), who)
    if offered[: FEW + 1].count() <= FEW:
        found.widget = forms.Select()
        found.widget.is_required = required
    found.queryset, found.label, found.required, found.empty_label = offered, label, required, "chọn đơn vị"
    return found


MOST_NAMED = 100
"""Lines that are looked up: each is a question to the database."""


class UnitNames(forms.CharField):
    """Units by name, one a line, without tone marks as well; held to `units`."""

    def __init__(self, units, **kwargs):
        self.named = NamedField(queryset=lambda: units, exact="name", address="", required=False)
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000, **kwargs)

    def clean(self, value) -> list[Organization]:
        lines = list(dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip()))
        if len(lines) > MOST_NAMED:
            raise forms.ValidationError(
                f"Ghi nhiều nhất {MOST_NAMED} đơn vị một lần; nhiều hơn thì mở một đợt thu thập."
            )
        return [self.named.clean(line) for line in lines]


def more_units(units) -> forms.Field:
    """Boxes to tick for few units; of many, lines to write or paste."""
    label = "Giao cùng việc này cho"
    if units[: FEW + 1].count() > FEW:
        return UnitNames(units, label=label, required=False, help_text="Mỗi dòng một đơn vị, không cần dấu.")
    return forms.ModelMultipleChoiceField(
        units.order_by("sort_key"), label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


def due_choices(today: date) -> list[tuple[str, str]]:
    """“5 ngày làm việc (thứ Tư 02/12/2026)”, and a day of one's own."""
    calendar = office_calendar(today)
    days = [(count, calendar.add_workdays(today, count)) for count in WORKDAYS]
    told = [(str(n), f"{n} ngày làm việc ({WEEKDAYS[day.weekday()]} {format_date(day)})") for n, day in days]
    return [*told, ("ngay", "Ngày khác")]


def order_form(who, matter: Matter, data=None) -> FollowUpForm:
    today = localdate()
    reach = within_reach(who)
    fields = {
        "unit": unit_choice(reach, "Giao cho", who, field="unit"),
        "also": more_units(reach),
        "what": forms.CharField(label="Việc phải làm", max_length=4000, widget=forms.Textarea(attrs={"rows": 3})),
        "within": forms.ChoiceField(
            label="Hạn", choices=due_choices(today), widget=forms.RadioSelect, initial=str(WORKDAYS[1]), required=False
        ),
        "due": DayField(label="Ngày khác", required=False),
        "verifier": unit_choice(
            Organization.objects.valid_on(today), "Đơn vị khác phải kiểm chứng", who, field="verifier", required=False
        ),
    }
    fields["verifier"].empty_label = "không cần"
    known = matter.unit if matter.unit and reach.filter(pk=matter.unit.pk).exists() else None
    initial = {"what": proposed_words(matter), "unit": known.pk if known else None, "within": str(WORKDAYS[1])}
    counted = {"today": today, "calendar": office_calendar(today)}
    return type("OrderForm", (_Dated,), fields | counted)(data, initial=initial)


class _Dated(FollowUpForm):
    """A day by counting working days, or by its date; the unit first chosen and those beside it, each once."""

    today: date
    calendar: Calendar

    @property
    def units(self) -> list[Organization]:
        return list(dict.fromkeys([self.cleaned_data["unit"], *self.cleaned_data["also"]]))

    def clean(self):
        given = super().clean()
        within, due = given.get("within") or "ngay", given.get("due")
        if within != "ngay" and not due:
            given["due"] = self.calendar.add_workdays(self.today, int(within))
        elif not due and "due" not in self.errors:
            self.add_error("due", "Hãy chọn hạn.")
        elif due and due < self.today:
            self.add_error("due", "Hạn phải từ hôm nay trở đi.")
        return given


def proposed_words(matter: Matter) -> str:
    return f"Báo cáo nguyên nhân và cách xử lý: {matter.words}."


class ManyFiles(forms.FileField):
    """Some files in one box; an empty list when none is chosen."""

    class Input(forms.ClearableFileInput):
        allow_multiple_selected = True

    widget = Input

    def clean(self, data, initial=None):
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Mỗi lần gửi nhiều nhất {MOST_FILES} tệp.")
        return files


def answer_form(data=None, files=None) -> FollowUpForm:
    fields = {
        "words": forms.CharField(label="Trả lời", max_length=4000, widget=forms.Textarea(attrs={"rows": 4})),
        "number": forms.DecimalField(
            label="Con số, nếu hỏi số",
            required=False,
            localize=True,
            max_digits=20,
            decimal_places=4,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}),
        ),
        "number_unit": forms.CharField(label="Đơn vị tính", required=False, max_length=60),
        "files": ManyFiles(
            label="Tệp, ảnh",
            required=False,
            help_text=f"Nhiều nhất {MOST_FILES} tệp: {', '.join(FileKind(kind).label for kind in FileKind)}.",
        ),
    }
    return type("AnswerForm", (FollowUpForm,), fields)(data, files)


WORDS = {
    StepKind.ASK: "Hỏi lại bên giao điều gì",
    StepKind.REPLY: "Trả lời câu hỏi",
    StepKind.RETURN: "Cần làm thêm điều gì",
    StepKind.VERIFY: "Đã kiểm chứng thế nào",
    StepKind.CLOSE: "Nhận xét khi kết thúc (không bắt buộc)",
    StepKind.WITHDRAW: "Vì sao rút",
}


def step_form(kind: StepKind, data=None) -> FollowUpForm:
    """The words of one step; the giver may move the day where the unit has to go on."""
    needed = kind != StepKind.CLOSE
    fields: dict[str, forms.Field] = {
        "words": forms.CharField(
            label=WORDS[kind], max_length=4000, required=needed, widget=forms.Textarea(attrs={"rows": 2})
        )
    }
    if kind in {StepKind.REPLY, StepKind.RETURN}:
        fields["due"] = DayField(label="Hạn mới, nếu đổi", required=False)
    form = type("StepForm", (FollowUpForm,), fields)(data)
    form.auto_id = f"{kind}-%s"
    return form


def block_form(who, data=None, unit: Organization | None = None) -> FollowUpForm:
    """Why a unit cannot go on, who can clear the way, by when."""
    own = units_spoken_for(who)
    clearer = form_field(Block._meta.get_field("clearer"), who)
    clearer.label, clearer.empty_label = "Ai gỡ được", "chọn đơn vị"
    fields = {
        "unit": unit_choice(own, "Đơn vị bị vướng", who, field="unit"),
        "why": forms.CharField(label="Vướng ở đâu, vì sao", max_length=4000, widget=forms.Textarea(attrs={"rows": 3})),
        "clearer": clearer,
        "by_when": DayField(label="Cần gỡ trước ngày"),
    }
    first = unit or own.first()
    return type("BlockForm", (FollowUpForm,), fields)(data, initial={"unit": first.pk if first else None})

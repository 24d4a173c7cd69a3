"""The forms of a round: what is asked of whom, and the answer itself."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate

from lotrinh.areas import territory
from lotrinh.areas.models import Area
from lotrinh.collection.cells import worded
from lotrinh.collection.choices import Adding, QuestionKind, RoundState
from lotrinh.collection.models import Question, Round
from lotrinh.collection.reach import askable_units, asking_units
from lotrinh.collection.ready import usable_forms
from lotrinh.core import vietnamese
from lotrinh.core.periods import Period
from lotrinh.core.registers import all_registers
from lotrinh.core.registers.forms import dress
from lotrinh.documents.actions import LARGEST_MIB
from lotrinh.indicators.forms import NUMBER
from lotrinh.organizations.choices import OrganizationKind, OrganizationLevel
from lotrinh.organizations.scope import scope_of
from lotrinh.plans.models import Programme

OWN = "rieng"
_DAY = forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric"})


def sources(who) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a round may ask, grouped: own columns, printed forms, registers, programmes, earlier rounds."""
    named = {register.slug for register in all_registers() if register.may.change(who)}
    printed = [
        (f"bieu/{form.code}", form.title) for form in usable_forms() if not form.register or form.register in named
    ]
    registers = [
        (f"so/{register.slug}", register.title)
        for register in all_registers()
        if register.slug in named and register.room not in ("Đơn vị", "Địa bàn")
    ]
    programmes = Programme.objects.editable_by(who).order_by("pk")
    rounds = Round.objects.editable_by(who).exclude(state=RoundState.PREPARED).order_by("-pk")[:20]
    found = [
        ("", [(OWN, "Các mục tự đặt ở dưới")]),
        ("Biểu có sẵn", printed),
        ("Hỏi lại như đợt trước", [(f"dot/{one.pk}", one.title) for one in rounds]),
        ("Chỉ tiêu của chương trình", [(f"ct/{one.pk}", str(one)) for one in programmes]),
        ("Dòng của sổ", registers),
    ]
    return [(title, choices) for title, choices in found if choices]


def periods_to_ask(day) -> list[tuple[str, str]]:
    """Years, halves, quarters and months of this year and the last that have begun, by cut-off and by the calendar."""
    found = []
    for window, words in (("report", "chốt số ngày 14"), ("calendar", "theo lịch")):
        years = [Period("year", day.year - back, 1, window) for back in range(3)]
        shorter = [p for year in years[:2] for kind in ("half", "quarter", "month") for p in year.subperiods(kind)]
        nine = [Period("nine", year.year, 1, window) for year in years[:2]]
        found += [(p.key, f"{p.label} ({words})") for p in [*years, *nine, *shorter] if p.first <= day]
    return found


class RoundForm(forms.Form):
    """Ask in minutes: what, of whom, by when."""

    asker = forms.ModelChoiceField(None, label="đơn vị hỏi")
    title = forms.CharField(label="tên đợt", max_length=300)
    source = forms.ChoiceField(label="hỏi gì")
    period = forms.ChoiceField(label="kỳ")
    due = forms.DateField(label="hạn trả lời", widget=_DAY)
    instructions = forms.CharField(
        label="hướng dẫn cho đơn vị", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    levels = forms.MultipleChoiceField(
        label="cấp", choices=OrganizationLevel.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    kinds = forms.MultipleChoiceField(
        label="loại cơ quan", choices=OrganizationKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    area = forms.CharField(
        label="chỉ trong địa bàn", required=False, max_length=200, help_text="Tên tỉnh, phường, xã; để trống là tất cả."
    )
    names = forms.CharField(
        label="hoặc chỉ các đơn vị này",
        required=False,
        max_length=200_000,
        help_text="Mỗi dòng một tên, gõ có dấu hoặc không dấu; khi có tên ở đây thì bỏ qua cấp, loại, địa bàn.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rules = forms.CharField(
        label="ràng buộc giữa các mục số",
        required=False,
        max_length=4000,
        help_text="Mỗi dòng một ràng buộc, ví dụ 3 = 1 + 2 hoặc 2 <= 1.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, who, **kwargs):
        super().__init__(*args, **kwargs)
        self.who = who
        self.fields["asker"].queryset = asking_units(who)
        if len(first := self.fields["asker"].queryset[:2]) == 1:
            self.fields["asker"].initial = first[0].pk
        self.fields["source"].choices = [(title, choices) if title else choices[0] for title, choices in sources(who)]
        self.fields["period"].choices = periods_to_ask(localdate())
        dress(self)
        for name in ("levels", "kinds"):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    def _group(self, *names: str) -> list:
        return [self[name] for name in names if name in self.fields]

    @property
    def basics(self) -> list:
        return self._group("asker", "title", "source", "period", "due", "instructions")

    @property
    def ticks(self) -> list:
        return self._group("levels", "kinds")

    @property
    def whom(self) -> list:
        return self._group("area", "names")

    @property
    def between(self) -> list:
        return self._group("rules")

    def clean_period(self) -> Period:
        return Period.parse(self.cleaned_data["period"])

    def clean_area(self) -> frozenset[int] | None:
        """Keys of the areas inside the one that was named; None: everywhere."""
        if not (name := self.cleaned_data["area"].strip()):
            return None
        wanted = vietnamese.fold(name)
        areas = Area.objects.filter(fold__contains=wanted, valid_to=None)
        reach = scope_of(self.who).area_ids
        areas = areas if reach is None else areas.filter(pk__in=reach)
        found = list(areas[:30])
        exact = [area for area in found if vietnamese.fold(area.name) == wanted] or found
        if len(exact) != 1:
            names = "; ".join(area.full_name for area in exact[:4])
            raise forms.ValidationError(
                f"Có {len(exact)} địa bàn hợp với tên này: {names}. Hãy ghi rõ hơn." if exact
                else f"Không tìm thấy “{name}” trong địa bàn của bạn."
            )  # fmt: skip
        return territory.within([exact[0].pk])[exact[0].pk]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            cleaned["units"] = self._named() if cleaned["names"].strip() else self._chosen()
        return cleaned

    def _chosen(self) -> list:
        cleaned = self.cleaned_data
        units = askable_units(self.who).exclude(pk=cleaned["asker"].pk)
        if not (cleaned["levels"] or cleaned["kinds"] or cleaned["area"]):
            self.add_error("levels", "Hãy chọn cấp, loại cơ quan hay địa bàn, hoặc ghi tên các đơn vị.")
            return []
        if cleaned["levels"]:
            units = units.filter(level__in=cleaned["levels"])
        if cleaned["kinds"]:
            units = units.filter(kind__in=cleaned["kinds"])
        if cleaned["area"] is not None:
            units = units.filter(area__in=cleaned["area"])
        found = list(units.select_related("area").order_by("sort_key"))
        if not found:
            self.add_error("levels", "Không có đơn vị nào hợp với lựa chọn này trong địa bàn của bạn.")
        return found

    def _named(self) -> list:
        """Units by their full or short names; each line must mean exactly one."""
        by_name: dict[str, list] = {}
        for unit in askable_units(self.who).select_related("area"):
            for name in {vietnamese.fold(unit.name), vietnamese.fold(unit.short_name)} - {""}:
                by_name.setdefault(name, []).append(unit)
        found = {}
        for line in filter(None, (line.strip() for line in self.cleaned_data["names"].splitlines())):
            units = by_name.get(vietnamese.fold(re.sub(r"\s+", " ", line)), [])
            if len(units) == 1:
                found[units[0].pk] = units[0]
            elif units:
                self.add_error("names", f"“{line}”: có {len(units)} đơn vị cùng tên này; hãy ghi tên đầy đủ.")
            else:
                self.add_error("names", f"“{line}”: không có đơn vị nào tên này trong địa bàn của bạn.")
        return sorted(found.values(), key=lambda unit: unit.sort_key)


class QuestionForm(forms.Form):
    """One column that the asker defines."""

    label = forms.CharField(label="nội dung", max_length=300, required=False)
    kind = forms.ChoiceField(label="loại", choices=QuestionKind.choices, initial=QuestionKind.NUMBER)
    unit = forms.CharField(label="đơn vị tính", max_length=50, required=False)
    required = forms.BooleanField(label="bắt buộc", required=False, initial=True)
    least = forms.DecimalField(label="nhỏ nhất", required=False, max_digits=20, decimal_places=4, **NUMBER)
    most = forms.DecimalField(label="lớn nhất", required=False, max_digits=20, decimal_places=4, **NUMBER)
    options = forms.CharField(
        label="các lựa chọn", max_length=1000, required=False, help_text="Ngăn bằng dấu chấm phẩy."
    )
    adding = forms.ChoiceField(label="cách cộng", choices=Adding.choices, initial=Adding.FLOW)
    numerator = forms.CharField(label="tử số là mục", max_length=20, required=False)
    denominator = forms.CharField(label="mẫu số hoặc trọng số là mục", max_length=20, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("least"), cleaned.get("most")
        if not cleaned.get("label"):
            return cleaned
        if least is not None and most is not None and most < least:
            self.add_error("most", "Mức lớn nhất nhỏ hơn mức nhỏ nhất.")
        cleaned["options"] = [part.strip() for part in cleaned.get("options", "").split(";") if part.strip()]
        if cleaned.get("kind") == QuestionKind.CHOICE and len(cleaned["options"]) < 2:
            self.add_error("options", "Hãy ghi ít nhất hai lựa chọn, ngăn bằng dấu chấm phẩy.")
        if cleaned.get("adding") == Adding.RATIO and not (cleaned.get("numerator") and cleaned.get("denominator")):
            self.add_error("numerator", "Tỷ lệ cần mục tử số và mục mẫu số để cộng được nhiều đơn vị.")
        if cleaned.get("adding") == Adding.MEAN and not cleaned.get("denominator"):
            self.add_error("denominator", "Bình quân cần mục làm trọng số để cộng được nhiều đơn vị.")
        return cleaned

    def question(self, key: str) -> Question:
        cleaned = self.cleaned_data
        is_number = cleaned["kind"] == QuestionKind.NUMBER
        return Question(
            key=key,
            **{name: cleaned[name] for name in ("label", "kind", "unit", "required")},
            least=cleaned["least"] if is_number else None,
            most=cleaned["most"] if is_number else None,
            options=cleaned["options"] if cleaned["kind"] == QuestionKind.CHOICE else [],
            adding=cleaned["adding"] if is_number else Adding.NONE,
            numerator=cleaned["numerator"] if is_number else "",
            denominator=cleaned["denominator"] if is_number else "",
        )


QuestionFormSet = forms.formset_factory(QuestionForm, extra=0, max_num=200, validate_max=True)


def own_questions(formset) -> list[Question]:
    """The columns that were given a name, numbered 1, 2, … in their order."""
    named = [form for form in formset if form.cleaned_data.get("label")]
    return [form.question(str(number)) for number, form in enumerate(named, start=1)]


def copied(questions) -> list[Question]:
    """Questions of another round, to be asked anew."""
    names = [f.attname for f in Question._meta.concrete_fields if f.name not in ("id", "round", "place")]
    return [Question(**{name: getattr(question, name) for name in names}) for question in questions]


class AnswerForm(forms.Form):
    """One field a question; what is typed is judged by `cells`, the same for every way in."""

    def __init__(
        self, *args, questions: list[Question], content: dict[str, Any], notes: dict[str, str], hints, **kwargs
    ):
        kwargs["initial"] = {one.key: worded(one, content.get(one.key)) for one in questions}
        kwargs.setdefault("prefix", "m")
        super().__init__(*args, **kwargs)
        for question in questions:
            field = self.fields[question.key] = _field(question)
            field.label = f"{question.key}. {question.heading}"
            field.help_text = " ".join(filter(None, [_bounds(question), hints.get(question.key, "")]))
            field.question, field.note = question, notes.get(question.key, "")
            field.kept = content.get(question.key) if question.kind == QuestionKind.FILE else None
        dress(self)

    def mark(self, flaws) -> None:
        """Show what is wrong beside its field."""
        for flaw in flaws:
            self.add_error(flaw.place if flaw.place in self.fields else None, flaw.message)


def _field(question: Question) -> forms.Field:
    if question.kind == QuestionKind.CHOICE:
        choices = [("", "–"), *((option, option) for option in question.options)]
        return forms.CharField(required=False, widget=forms.Select(choices=choices))
    if question.kind == QuestionKind.FILE:
        return forms.FileField(required=False, help_text=f"Tối đa {LARGEST_MIB} MB.")
    if question.kind == QuestionKind.DATE:
        return forms.CharField(required=False, max_length=40, widget=_DAY)
    if question.kind == QuestionKind.NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num", "autocomplete": "off"})
        return forms.CharField(required=False, max_length=60, widget=widget)
    return forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def _bounds(question: Question) -> str:
    words = [
        f"{word} {vietnamese.format_number(Decimal(bound))}"
        for word, bound in (("từ", question.least), ("đến", question.most))
        if bound is not None and (word == "đến" or bound)
    ]
    return f"{' '.join(words).capitalize()}." if words else ""

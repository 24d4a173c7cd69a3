"""Columns: what a declared path means, how its value is worded, read back from a cell, sorted and added up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone

from lotrinh.core import vietnamese
from lotrinh.core.registers.models import FoldedField, SortKeyField

YES, NO = "có", "không"
_YES_WORDS, _NO_WORDS = {"co", "x", "1", "true", "dung"}, {"khong", "0", "false", "sai", ""}


class BadCell(ValueError):
    """A cell that cannot be read; the message says what is wrong and what was expected."""


def worded(field: models.Field | None, value: Any) -> str:
    """A stored value as people read it in Vietnamese."""
    if value is None or value == "":
        return "–"
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return vietnamese.format_date(value)
    if isinstance(value, (int, float, Decimal)):
        return vietnamese.format_number(value)
    return str(value)


@dataclass(frozen=True)
class Column:
    """One column of a register: a field, a path through foreign keys, or an annotation of `rows(day)`."""

    path: str
    label: str
    field: models.Field | None  # None: an annotation

    @property
    def name(self) -> str:
        return self.path

    @cached_property
    def kind(self) -> str:
        """text, number, date, datetime, yes_no, choice or reference."""
        f = self.field
        if f is None:
            return "number"
        if f.is_relation:
            return "reference"
        if f.choices:
            return "choice"
        for kinds, name in _KINDS:
            if isinstance(f, kinds):
                return name
        return "text"

    @property
    def is_number(self) -> bool:
        return self.kind == "number"

    def value(self, row) -> Any:
        for name in self.path.split("__"):
            row = getattr(row, name, None)
            if row is None:
                return None
        return row

    def text(self, row) -> str:
        value = self.value(row)
        return worded(self.field if self.kind == "choice" else None, value)

    def cell(self, row) -> Any:
        """The value as a spreadsheet keeps it: numbers, dates and texts, choices by their words."""
        value = self.value(row)
        if value is None or value == "":
            return None
        if self.kind == "choice":
            return worded(self.field, value)
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None)
        if isinstance(value, (date, int, float, Decimal, str)):
            return value
        return str(value)

    @cached_property
    def read(self) -> Callable[[Any], Any]:
        """A function from a cell to the stored value of this field. Raises BadCell. References are read elsewhere."""
        f = self.field
        if f is None or f.is_relation:
            raise TypeError(f"{self.path} cannot be read from one cell")
        inner = {
            "number": _read_number(f),
            "date": _read_date,
            "datetime": _read_date,
            "yes_no": _read_yes_no,
            "choice": _read_choice(f),
        }.get(self.kind, _read_text(f))
        empty = (
            f.get_default()
            if f.has_default()
            else None
            if f.null or not isinstance(f, (models.CharField, models.TextField))
            else ""
        )
        optional = f.blank or f.has_default()

        def read(cell):
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                if not optional:
                    raise BadCell(f"“{self.label}” để trống; cột này bắt buộc.")
                return empty
            value = inner(cell)
            try:
                f.run_validators(value)
            except ValidationError as error:
                raise BadCell(f"“{self.label}”: {' '.join(error.messages)}") from error
            return value

        return read


_KINDS = (
    (models.BooleanField, "yes_no"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    ((models.IntegerField, models.DecimalField, models.FloatField), "number"),
)


MOST_DIGITS = 25
"""Before the comma: more than any column keeps, few enough to be rounded."""


def _read_number(f):
    whole = isinstance(f, models.IntegerField)
    places = getattr(f, "decimal_places", None)

    def read(cell):
        if isinstance(cell, bool):
            raise BadCell(f"“{cell}” không phải là số.")
        try:
            number = vietnamese.parse_number(cell) if isinstance(cell, str) else Decimal(str(cell))
        except (ValueError, ArithmeticError) as error:
            raise BadCell(str(error) or f"“{cell}” không phải là số.") from error
        if not number.is_finite() or number.adjusted() >= MOST_DIGITS:
            raise BadCell(f"“{str(cell)[:40]}” không phải là số ghi được vào sổ.")
        if whole:
            if number != number.to_integral_value():
                raise BadCell(f"“{cell}” phải là số nguyên.")
            return int(number)
        if isinstance(f, models.FloatField):
            return float(number)
        rounded = round(number, places)
        if rounded != number and abs(rounded - number) > Decimal("1e-9"):
            raise BadCell(f"“{cell}” có quá {places} chữ số thập phân.")
        return rounded

    return read


def _read_date(cell):
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return vietnamese.parse_date(cell)
    except (ValueError, ArithmeticError) as error:
        raise BadCell(str(error)) from error


def _read_yes_no(cell):
    if isinstance(cell, bool):
        return cell
    word = vietnamese.fold(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell))
    if word in _YES_WORDS:
        return True
    if word in _NO_WORDS:
        return False
    raise BadCell(f"“{cell}” không đọc được; hãy ghi “{YES}” hoặc “{NO}”.")


def _read_choice(f):
    by_word = {vietnamese.fold(str(word)): value for value, word in f.flatchoices}
    by_word |= {vietnamese.fold(str(value)): value for value, _ in f.flatchoices}

    def read(cell):
        word = vietnamese.fold(_plain(cell))
        if word not in by_word:
            words = ", ".join(str(word) for _, word in f.flatchoices)
            raise BadCell(f"“{cell}” không có trong danh mục; hãy chọn một trong: {words}.")
        return by_word[word]

    return read


def _read_text(f):
    longest = f.max_length

    def read(cell):
        text = vietnamese.nfc(_plain(cell)).strip()
        if "\x00" in text:
            raise BadCell("Ô có ký tự không đọc được (NUL); hãy gõ lại.")
        if longest and len(text) > longest:
            raise BadCell(f"Dài {len(text)} ký tự; cột này nhận tối đa {longest}.")
        return text

    return read


def _plain(cell) -> str:
    """A number cell that holds a code loses the ".0" which spreadsheets give it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return vietnamese.format_date(cell)
    return str(cell)


def field_at(model: type[models.Model], path: str) -> models.Field | None:
    """The field a path ends in, or None when it names an annotation."""
    found = None
    for name in path.split("__"):
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found


def companion(model: type[models.Model], name: str, kind: type) -> str | None:
    """The derived column that folds, or orders, the field `name`."""
    for f in model._meta.concrete_fields:
        if isinstance(f, kind) and (name in f.sources if kind is FoldedField else f.sources == (name,)):
            return f.name
    return None


def sort_path(model: type[models.Model], path: str) -> str:
    """Order text columns by their Vietnamese sort key where the model keeps one."""
    head, _, last = path.rpartition("__")
    owner = field_at(model, head).related_model if head else model
    key = companion(owner, last, SortKeyField)
    return f"{head}__{key}" if head and key else key or path

"""Which column of the file is which column of the register, and how its cells are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lotrinh.core.registers.columns import BadCell, Column
from lotrinh.core.registers.declaration import Register
from lotrinh.core.registers.exporting import SAMPLE
from lotrinh.core.registers.storing import stored_fields
from lotrinh.core.sheets import ERROR_CELL, REASON_HEADING, SheetProblem, match_headings

REMEMBERED = 20_000
"""Different texts of one column whose reading is remembered: dates, choices and units repeat in every row."""


@dataclass(frozen=True, slots=True)
class Place:
    """One column of the file that means something to the register."""

    at: int
    column: Column
    read: Callable[[Any], Any]

    @property
    def path(self) -> str:
        return self.column.path


@dataclass(frozen=True, slots=True)
class Layout:
    """The file's columns sorted by what they fill: plain fields, and foreign keys given by their natural keys."""

    plain: tuple[Place, ...]
    references: dict[str, tuple[Place, ...]]
    """Foreign key → the columns that together name the row it points to."""
    notes: tuple[str, ...]
    missing_for_new: tuple[str, ...]
    """Labels of required fields that the file does not have: existing rows keep theirs, new rows cannot be made."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields it fills, in the order in which their values are kept."""
        return tuple(place.path for place in self.plain) + tuple(self.references)

    @property
    def places(self) -> tuple[Place, ...]:
        """All columns in the order of the file."""
        found = [*self.plain, *(place for places in self.references.values() for place in places)]
        return tuple(sorted(found, key=lambda place: place.at))


def offered_columns(register: Register, who) -> list[Column]:
    """The columns `who` may import: those of the exported sheet, personal ones only with the right to see them."""
    return [column for column in register.sheet_columns if register.lets_see(who, field_name(column.path))]


def field_name(path: str) -> str:
    """The register's own field that a column belongs to."""
    return path.split("__")[0]


def lay_out(register: Register, who, header: Sequence[str]) -> Layout:
    """Raises SheetProblem when a column stands twice or the key cannot be read from the file."""
    columns = offered_columns(register, who)
    by_label = {column.label: column for column in columns}
    derived = [column.label for column in register.derived_columns]
    matched = match_headings(header, list(by_label), ignored=[REASON_HEADING, SAMPLE, *derived])
    places = [Place(at, by_label[label], reader(by_label[label])) for label, at in matched.places.items()]
    found = {field_name(place.path) for place in places}
    if lacking := [name for name in register.key if name not in found]:
        labels = ", ".join(f"“{column.label}”" for column in columns if field_name(column.path) in lacking)
        raise SheetProblem(
            f"Tệp thiếu cột khoá {labels}, nên không biết mỗi dòng là dòng nào của sổ. "
            "Hãy xuất sổ ra tệp mẫu rồi điền vào đó."
        )
    return Layout(
        plain=tuple(place for place in places if "__" not in place.path),
        references=_references(places),
        notes=tuple(_notes(columns, places, matched.unknown)),
        missing_for_new=tuple(_required(register, found)),
    )


def _references(places: Sequence[Place]) -> dict[str, tuple[Place, ...]]:
    grouped: dict[str, list[Place]] = {}
    for place in places:
        if "__" in place.path:
            grouped.setdefault(field_name(place.path), []).append(place)
    return {name: tuple(parts) for name, parts in grouped.items()}


def _notes(columns: Sequence[Column], places: Sequence[Place], unknown: Sequence[str]):
    if unknown:
        yield f"Bỏ qua cột không có trong sổ: {', '.join(unknown)}."
    found = {place.path for place in places}
    if absent := [column.label for column in columns if column.path not in found]:
        yield f"Tệp không có cột {', '.join(absent)}: các dòng đã có giữ nguyên giá trị cũ."


def _required(register: Register, found: set[str]):
    for field in stored_fields(register.model):
        if field.editable and not field.blank and not field.has_default() and field.name not in found:
            yield str(field.verbose_name)


def reader(column: Column) -> Callable[[Any], Any]:
    """From a cell to the field's value. Raises BadCell. An empty part of a reference is None, and judged as a whole."""
    read = column.read
    is_part = "__" in column.path
    known: dict[str, Any] = {}

    def remembering(cell):
        if type(cell) is not str:
            return read(cell)
        if cell in known:
            return known[cell]
        if cell == ERROR_CELL:
            raise BadCell("công thức trong ô bị lỗi; hãy thay bằng giá trị.")
        value = None if is_part and not cell.strip() else read(cell)
        if len(known) < REMEMBERED:
            known[cell] = value
        return value

    return remembering

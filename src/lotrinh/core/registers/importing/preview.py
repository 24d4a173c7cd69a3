"""The preview worded for a page: what each row would do, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from lotrinh.core.models import ImportBatch, ImportRow, RowState
from lotrinh.core.registers.columns import Column, worded
from lotrinh.core.registers.declaration import Register
from lotrinh.core.registers.importing import kept
from lotrinh.core.registers.importing.layout import field_name
from lotrinh.core.registers.importing.returned import REFUSED

_ORDER = (RowState.WRONG, RowState.OVERTAKEN, RowState.NEW, RowState.CHANGED, RowState.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Tab:
    state: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    text: str
    before: str | None = None
    """The old value of a cell that changes."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    cells: Sequence[Cell]
    reason: str
    """What concerns the row as a whole."""
    target: int | None


@dataclass(frozen=True, slots=True)
class PreviewTable:
    heads: Sequence[str]
    lines: Sequence[Line]


def tabs(batch: ImportBatch) -> list[Tab]:
    counts = {state: batch.counts.get(state, 0) for state in _ORDER}
    return [Tab(state, RowState(state).label, count) for state, count in counts.items() if count]


def table(register: Register, batch: ImportBatch, state: str, rows: Sequence[ImportRow]) -> PreviewTable:
    """The rows of one page. Wrong ones show the file's cells, the others the values that would be stored."""
    rows = list(rows)
    if state in REFUSED:
        columns = _columns(register, batch.columns)
        return PreviewTable([c.label for c in columns], [_refused_line(row, columns) for row in rows])
    names = list(dict.fromkeys(field_name(path) for path in _field_order(batch.columns)))
    fields = [register.model._meta.get_field(name) for name in names]
    wording = _Wording(fields, rows, register)
    return PreviewTable(list(wording.labels.values()), [wording.line(row) for row in rows])


def _columns(register: Register, paths: Sequence[str]) -> list[Column]:
    by_path = {column.path: column for column in register.sheet_columns}
    return [by_path[path] for path in paths]


def _field_order(paths: Sequence[str]) -> list[str]:
    """Plain columns first, then references: the order in which values are kept."""
    return [path for path in paths if "__" not in path] + [path for path in paths if "__" in path]


def _refused_line(row: ImportRow, columns: Sequence[Column]) -> Line:
    places = {column.path: at for at, column in enumerate(columns)}
    problems: dict[int, list[str]] = {}
    whole = []
    for path, message in row.problems or ():
        if path in places:
            problems.setdefault(places[path], []).append(message)
        else:
            whole.append(message)
    texts = [*row.content, *[""] * len(columns)]
    cells = [
        Cell(column.label, text, problem=" ".join(problems.get(at, ())))
        for at, (column, text) in enumerate(zip(columns, texts, strict=False))
    ]
    return Line(row.number, cells, " ".join(whole), row.target)


class _Wording:
    """Words the kept values of some rows; names of references are fetched once for all of them."""

    def __init__(self, fields: Sequence[models.Field], rows: Sequence[ImportRow], register: Register):
        self.fields = fields
        self.labels = {f.name: register.column(f.name).label for f in fields}
        self.revive = kept.revivers(register.model, [f.attname for f in fields])
        self.stored = register.model._base_manager.in_bulk({row.target for row in rows if row.state != RowState.NEW})
        self.names = {f.attname: self._names(f, rows) for f in fields if f.is_relation}

    def _names(self, field: models.Field, rows: Sequence[ImportRow]) -> dict[int, str]:
        keys = {value for row in rows for value in self._raw(field, row) if value is not None}
        return {row.pk: str(row) for row in field.related_model._base_manager.filter(pk__in=keys)}

    def _raw(self, field: models.Field, row: ImportRow) -> list[Any]:
        """The value after, and before when it changes."""
        if row.state == RowState.NEW:
            return [row.content[self.fields.index(field)]]
        if row.state == RowState.CHANGED and field.attname in row.content:
            return row.content[field.attname][::-1]
        stored = self.stored.get(row.target)
        return [getattr(stored, field.attname)] if stored is not None else [None]

    def line(self, row: ImportRow) -> Line:
        return Line(row.number, [self._cell(field, row) for field in self.fields], "", row.target)

    def _cell(self, field: models.Field, row: ImportRow) -> Cell:
        after, *before = [self._worded(field, value) for value in self._raw(field, row)]
        return Cell(self.labels[field.name], after, before[0] if before else None)

    def _worded(self, field: models.Field, value: Any) -> str:
        if field.is_relation:
            return "–" if value is None else self.names[field.attname].get(value, "(đã xoá)")
        return worded(field, self.revive[field.attname](value) if isinstance(value, str) else value)

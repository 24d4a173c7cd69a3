"""Preview rows as they are kept: verdicts made JSON and back, in large numbers."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connections, models, router

from lotrinh.core.models import ImportBatch, ImportRow, RowState
from lotrinh.core.registers.importing.judge import Verdict
from lotrinh.core.registers.models import Row
from lotrinh.core.vietnamese import format_date, format_number

_COLUMNS = ("batch", "number", "state", "target", "token", "content", "problems")


@contextmanager
def no_search_for_cycles():
    """Millions of small values come and go here, none in a cycle: looking for cycles takes an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep(batch: ImportBatch, verdicts: Iterable[Verdict], attributes: Sequence[str]) -> None:
    """Store verdicts as preview rows. Plain SQL: building a model instance for each would take longer than judging."""
    connection = connections[router.db_for_write(ImportRow)]
    fields = [ImportRow._meta.get_field(name) for name in _COLUMNS]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    rows = [_kept(batch.pk, verdict, attributes) for verdict in verdicts]
    marks = f"({', '.join(['%s'] * len(fields))})"
    table = quote(ImportRow._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES {marks}", rows)


def _kept(batch: int, verdict: Verdict, attributes: Sequence[str]) -> tuple:
    stored = verdict.stored
    content = problems = None
    if verdict.state == RowState.NEW:
        content = [verdict.values[name] for name in attributes]
    elif verdict.state == RowState.CHANGED:
        content = changes(stored, verdict.values)
    elif verdict.state == RowState.WRONG:
        content = texts(verdict.cells)
        problems = verdict.problems
    return (
        batch,
        verdict.number,
        verdict.state,
        stored.pk if stored is not None else None,
        stored.entry_id if stored is not None else None,
        None if content is None else _dump(content),
        None if problems is None else _dump(problems),
    )


def changes(stored: Row, values: dict[str, Any]) -> dict[str, list]:
    """Attribute → [before, after] of what differs."""
    return {name: [getattr(stored, name), new] for name, new in values.items() if getattr(stored, name) != new}


def _plain(value: Any) -> str:
    """Dates as ISO text, exact numbers as their digits: what JSON itself has no form for."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


_dump = json.JSONEncoder(ensure_ascii=False, default=_plain, separators=(",", ":")).encode


def texts(cells: Sequence[Any]) -> list[str]:
    """A row's cells as a person would type them: what the preview of a wrong row shows."""
    return [_typed(cell) for cell in cells]


def _typed(cell: Any) -> str:
    if isinstance(cell, date):
        return format_date(cell)
    return format_number(cell) if isinstance(cell, float) else str(cell)


def revivers(model: type[Row], attributes: Iterable[str]) -> dict[str, Callable[[Any], Any]]:
    """For each attribute, from its JSON form to the value the model stores."""
    by_attribute = {f.attname: f for f in model._meta.concrete_fields}
    return {name: _reviver(by_attribute[name]) for name in attributes}


def _reviver(field: models.Field) -> Callable[[Any], Any]:
    for kinds, make in (
        (models.DateTimeField, datetime.fromisoformat),
        (models.DateField, date.fromisoformat),
        (models.DecimalField, Decimal),
    ):
        if isinstance(field, kinds):
            return lambda value, make=make: None if value is None else make(value)
    return lambda value: value


def chunks(batch: ImportBatch, states: Sequence[str], size: int) -> Iterator[list[ImportRow]]:
    """The rows in `states`, in the order of the file, so many at a time."""
    last = -1
    while chunk := list(batch.rows.filter(state__in=states, number__gt=last).order_by("number")[:size]):
        yield chunk
        last = chunk[-1].number


def count(batch: ImportBatch) -> dict[str, int]:
    """Preview rows by state; states without rows are left out."""
    rows = batch.rows.order_by().values_list("state").annotate(count=models.Count("pk"))
    return dict(rows)

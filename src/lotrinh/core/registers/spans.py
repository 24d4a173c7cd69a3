"""Spans of days with a first, a last, and possibly an open end: the questions and the check every such register has."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db.models import F, Func, IntegerField, Q


def overlapping_span(first_field: str, last_field: str, first: date, last: date | None) -> Q:
    """Rows whose span shares a day with `first`–`last`; no `last` means without end."""
    open_or_after = Q(**{last_field: None}) | Q(**{f"{last_field}__gte": first})
    return open_or_after if last is None else open_or_after & Q(**{f"{first_field}__lte": last})


def clashes(rows: Iterable, stored: Iterable, owner: Callable, span: Callable) -> Iterator[tuple]:
    """Pairs (row, other) of one owner whose spans share a day; `span(row)` gives first and last (None: open).

    `stored` are the owner's other rows in the database, those being rewritten left out.
    """
    by_owner = defaultdict(list)
    for row in [*stored, *rows]:
        by_owner[owner(row)].append(row)
    for row in rows:
        first, last = span(row)
        for other in by_owner[owner(row)]:
            other_first, other_last = span(other)
            if other is not row and first <= (other_last or date.max) and other_first <= (last or date.max):
                yield row, other
                break


class DaysUntil(Func):
    """Whole days from `day` until a date column; null where the column is."""

    output_field = IntegerField()

    def __init__(self, column: str, day: date):
        self.day = day
        super().__init__(F(column))

    def as_sqlite(self, compiler, connection, **context):
        sql, params = compiler.compile(self.source_expressions[0])
        return f"CAST(julianday({sql}) - julianday(%s) AS INTEGER)", [*params, self.day.isoformat()]

    def as_postgresql(self, compiler, connection, **context):
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql} - %s::date)", [*params, self.day.isoformat()]

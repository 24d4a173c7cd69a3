"""How rows get into the table: many by one INSERT, those of the same values by one UPDATE; then their history."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from django.db import connections, models, router

from lotrinh.core.registers import history
from lotrinh.core.registers.declaration import Register
from lotrinh.core.registers.errors import OutOfScope, Problem
from lotrinh.core.registers.models import DerivedField, Row

CHUNK = 500
"""Keys in one IN list, rows in one INSERT: below SQLite's limit of 999 parameters a query for keys."""
MANY = 2_000
"""From here on rows are sent by executemany and found again by their entry instead of by their keys."""


def stored_fields(model: type[Row]) -> list[models.Field]:
    """The columns a person writes: not the key, not the entry, not what is derived."""
    return [
        f
        for f in model._meta.concrete_fields
        if not f.primary_key and f.name != "entry" and not isinstance(f, DerivedField)
    ]


def store(register: Register, created: list[Row], changed: list[Row], before: dict[int, Row], *, entry, by) -> None:
    """Write rows and history under `entry`. Raises OutOfScope where a row, as it now is, is none `by` may edit."""
    for row in [*created, *changed]:
        row.entry = entry
    _update(register.model, changed, before)
    for keys in chunks([row.pk for row in changed]):
        history.keep(register.model, entry, "~", keys=keys)
    if len(created) < MANY:
        register.model.objects.bulk_create(created, batch_size=CHUNK)
        for keys in chunks([row.pk for row in created]):
            history.keep(register.model, entry, "+", keys=keys)
            _refuse_outside(register, keys, by)
        for keys in chunks([row.pk for row in changed]):
            _refuse_outside(register, keys, by)
        return
    above = register.model.objects.aggregate(last=models.Max("pk"))["last"] or 0
    _insert_many(register.model, created)
    history.keep(register.model, entry, "+", above=above)
    mine = register.model.objects.filter(entry=entry)
    if register.editable(by).filter(entry=entry).count() != mine.count():
        outside = mine.exclude(pk__in=register.editable(by).filter(entry=entry).values("pk"))[:20]
        raise OutOfScope([Problem(row, "", f"{row}: không thuộc phạm vi của bạn.") for row in outside])


def _refuse_outside(register: Register, keys: list[int], by) -> None:
    inside = set(register.editable(by).filter(pk__in=keys).values_list("pk", flat=True))
    if len(inside) < len(keys):
        outside = register.model.objects.filter(pk__in=set(keys) - inside)
        raise OutOfScope([Problem(row, "", f"{row}: không thuộc phạm vi của bạn.") for row in outside])


def _insert_many(model: type[Row], rows: Sequence[Row]) -> None:
    connection = connections[router.db_for_write(model)]
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    quote = connection.ops.quote_name
    columns, marks = ", ".join(quote(f.column) for f in fields), ", ".join(["%s"] * len(fields))
    prepare = [_preparing(f, connection) for f in fields]
    prepared = [[value_of(row) for value_of in prepare] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", prepared)
        # Without fresh statistics both databases choose the wrong index for the list of a table that has just grown.
        cursor.execute(f"ANALYZE {quote(model._meta.db_table)}")


_AS_THEY_ARE = (models.CharField, models.TextField, models.BooleanField)


def _preparing(f: models.Field, connection):
    """A function from a row to the value of `f` as the database takes it; the field's own way, without its detours."""
    if isinstance(f, DerivedField):
        return lambda row: f.pre_save(row, True)
    if isinstance(f, _AS_THEY_ARE) or f.is_relation:
        return attrgetter(f.attname)
    return lambda row: f.get_db_prep_save(getattr(row, f.attname), connection)


def _update(model: type[Row], rows: Sequence[Row], before: dict[int, Row]) -> None:
    """One UPDATE for all rows that take the same values; executemany for the rest."""
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    alone: dict[tuple[str, ...], list[list]] = defaultdict(list)
    with connection.cursor() as cursor:
        for changes, keys in _keys_by_changes(model, rows, before, connection).items():
            columns, values = zip(*changes, strict=True)
            if len(keys) == 1:
                alone[columns].append([*values, keys[0]])
                continue
            for chunk in chunks(keys):
                marks = ", ".join(["%s"] * len(chunk))
                update = f"UPDATE {table} SET {_assignments(columns, quote)} WHERE {key} IN ({marks})"
                cursor.execute(update, [*values, *chunk])
        for columns, values in alone.items():
            cursor.executemany(f"UPDATE {table} SET {_assignments(columns, quote)} WHERE {key} = %s", values)


def _keys_by_changes(model: type[Row], rows: Sequence[Row], before: dict[int, Row], connection) -> dict[tuple, list]:
    """((column, value as the database takes it), …) → keys of the rows that take all of them."""
    stored = stored_fields(model)
    derived = [f for f in model._meta.concrete_fields if isinstance(f, DerivedField)]
    entry = model._meta.get_field("entry")
    groups: dict[tuple, list[int]] = defaultdict(list)
    for row in rows:
        old = before[row.pk]
        changed = [f for f in stored if getattr(row, f.attname) != getattr(old, f.attname)]
        names = {f.name for f in changed}
        fresh = [(f, getattr(row, f.attname)) for f in changed]
        fresh += [(f, f.pre_save(row, False)) for f in derived if not names.isdisjoint(f.sources)]
        changes = tuple((f.column, f.get_db_prep_save(value, connection)) for f, value in fresh)
        groups[(*changes, (entry.column, row.entry_id))].append(row.pk)
    return groups


def _assignments(columns: Sequence[str], quote: Callable[[str], str]) -> str:
    return ", ".join(f"{quote(column)} = %s" for column in columns)


def chunks(items: Sequence) -> Iterator[list]:
    for start in range(0, len(items), CHUNK):
        yield list(items[start : start + CHUNK])

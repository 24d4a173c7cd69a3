"""History rows written by the database itself, from the rows as they now stand; and history told in sentences."""

from dataclasses import dataclass
from datetime import datetime, time

from django.core.paginator import Paginator
from django.db import connections, models, router
from django.utils import timezone

from lotrinh.core.registers.models import DerivedField


def keep(model, entry, kind: str, *, keys: list[int] | None = None, above: int | None = None) -> None:
    """Copy rows into the history table under `entry`: those named by `keys`, or its own with a key above `above`.

    `kind` is simple-history's letter: + created, ~ changed, - deleted.
    """
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    table, past = model._meta, model.history.model._meta
    columns = [f.column for f in table.concrete_fields]
    entry_column = table.get_field("entry").column
    selected = ["%s" if column == entry_column else quote(column) for column in columns]
    extra = ["history_date", "history_type", "history_user_id", "history_change_reason"]
    values = [entry.pk, timezone.now(), kind, entry.by_id, entry.deed[:100]]
    if keys is not None:
        condition = f"{quote(table.pk.column)} IN ({', '.join(['%s'] * len(keys))})"
        values += keys
    else:
        condition = f"{quote(entry_column)} = %s AND {quote(table.pk.column)} > %s"
        values += [entry.pk, above]
    prepared = [connection.ops.adapt_datetimefield_value(v) if hasattr(v, "tzinfo") else v for v in values]
    into = ", ".join(quote(column) for column in [*columns, *extra])
    sql = (
        f"INSERT INTO {quote(past.db_table)} ({into}) SELECT {', '.join(selected)}, %s, %s, %s, %s "
        f"FROM {quote(table.db_table)} WHERE {condition}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, prepared)


@dataclass(frozen=True, slots=True)
class Telling:
    """One entry of a row's history, as a reader wants it: who, when, what, and which values became which."""

    entry: models.Model
    kind: str
    changes: list[tuple[str, str, str]]  # label, before, after


def tell(register, row, *, hide: frozenset[str] = frozenset()) -> list[Telling]:
    """The history of `row`, newest first; columns in `hide` (personal ones) are left out."""
    columns = [
        f
        for f in register.model._meta.concrete_fields
        if not f.primary_key and f.name not in {"entry", *hide} and not isinstance(f, DerivedField)
    ]
    versions = list(
        register.model.history.filter(**{row._meta.pk.attname: row.pk}).order_by("history_date", "history_id")
    )
    entries = {
        e.pk: e
        for e in type(row).entry.get_queryset().filter(pk__in={v.entry_id for v in versions}).select_related("by")
    }
    names = _names_of_references(columns, versions)
    told, previous = [], None
    for version in versions:
        changes = [
            (str(f.verbose_name), _worded(f, previous, names), _worded(f, version, names))
            for f in columns
            if previous is not None and getattr(previous, f.attname) != getattr(version, f.attname)
        ]
        told.append(Telling(entries.get(version.entry_id), version.history_type, changes))
        previous = version
    return told[::-1]


def _names_of_references(columns, versions) -> dict[str, dict]:
    """For each foreign key the names of all rows it ever pointed at, one query a column."""
    names = {}
    for f in columns:
        if f.is_relation:
            keys = {getattr(v, f.attname) for v in versions} - {None}
            names[f.name] = {o.pk: str(o) for o in f.related_model._default_manager.filter(pk__in=keys)} if keys else {}
    return names


def _worded(f, version, names) -> str:
    from lotrinh.core.registers.columns import worded

    value = getattr(version, f.attname)
    if f.is_relation:
        return names[f.name].get(value, "–" if value is None else f"(đã xoá) {value}")
    return worded(f, value)


def known_on(register, who, day, *, page: str = "1") -> dict:
    """The page of rows as they were known at the end of `day`, for who may see these rows today.

    Foreign keys are named as they are called today, and said so on the page: history tables hold keys, not names.
    """
    instant = timezone.make_aware(datetime.combine(day, time.max))
    past = register.model.history.model
    latest = (
        past.objects.filter(history_date__lte=instant)
        .values(register.model._meta.pk.attname)
        .annotate(last=models.Max("history_id"))
    )
    versions = (
        past.objects.filter(history_id__in=latest.values("last"))
        .exclude(history_type="-")
        .filter(**{f"{register.model._meta.pk.attname}__in": register.visible(who).values("pk")})
        .order_by(register.model._meta.pk.attname)
    )
    shown = Paginator(versions, 50).get_page(page)
    columns = [
        c
        for c in map(register.column, [*register.key, *register.form_fields])
        if "__" not in c.path and register.lets_see(who, c.path)
    ]
    columns = list({c.path: c for c in columns}.values())
    names = _names_of_references([c.field for c in columns], shown.object_list)
    body = [[_worded(c.field, version, names) for c in columns] for version in shown.object_list]
    return {"page": shown, "columns": columns, "body": body}

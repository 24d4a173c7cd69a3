"""The one writer. Form, import, bulk edit and API all end here, with one row or a hundred thousand.

Order: right → scope before → version → locks → checks → write → scope after → history, in one transaction.
Everything is asked of the whole batch at once; the number of queries grows with chunks, not with rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from django.db import IntegrityError, connections, models, router

from lotrinh.core.models import PeriodLock
from lotrinh.core.registers import history
from lotrinh.core.registers.auditing import audit
from lotrinh.core.registers.declaration import Register, register_of
from lotrinh.core.registers.errors import Changed, Invalid, Locked, NotAllowed, OutOfScope, Problem
from lotrinh.core.registers.models import Row, _DerivedField

CHUNK = 500
"""Keys in one IN list, rows in one INSERT: below SQLite's limit of 999 parameters a query for keys."""
MANY = 2_000
"""From here on rows are sent by executemany and found again by their entry instead of by their keys."""

TAKEN = "Có người vừa ghi một dòng cùng khoá, hoặc các ô không khớp nhau; hãy tải lại trang, xem rồi ghi lại."


@dataclass(frozen=True)
class Batch:
    """What `Register.check` is asked about: the rows as they would be, and the stored rows they replace, by key."""

    rows: Sequence[Row]
    before: dict[int, Row]


@dataclass
class Written:
    entry: models.Model | None
    created: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)

    @property
    def rows(self):
        return self.created + self.changed


def write(rows: Row | Iterable[Row], *, by, deed: str = "", reason: str = "") -> Written:
    """Create the rows without a key, change the others; all or none.

    A row read from the database carries the entry that last wrote it: when another was faster, Changed is raised.
    Raises NotAllowed, OutOfScope, Changed, Locked, Invalid; each names the rows at fault.
    """
    rows = [rows] if isinstance(rows, Row) else list(rows)
    if not rows:
        return Written(entry=None)
    register = register_of(type(rows[0]))
    if not register.may.change(by):
        raise NotAllowed()
    with audit(deed or _deed_name(register, rows), by=by, reason=reason, register=register.slug) as entry:
        before = _stored(register, rows, by)
        written = _sort_out(register, rows, before)
        written.entry = entry
        if not written.rows:
            return written
        refuse_locked(register, written.rows, before)
        if problems := problems_of(register, Batch(written.rows, before)):
            raise Invalid(problems)
        try:
            _store(register, written, before, entry, by)
        except IntegrityError as error:  # what no check could see yet: another wrote the same key meanwhile
            raise Changed(summary=TAKEN) from error
        type(entry).objects.filter(pk=entry.pk).update(rows=models.F("rows") + len(written.rows))
    return written


def delete(rows: Row | Iterable[Row], *, by, deed: str = "", reason: str = "") -> int:
    """Take rows out of the register; their history stays. Raises NotAllowed, OutOfScope, Changed, Locked, Invalid."""
    rows = [rows] if isinstance(rows, Row) else list(rows)
    if not rows:
        return 0
    register = register_of(type(rows[0]))
    if not register.may.delete(by):
        raise NotAllowed()
    with audit(deed or f"Xoá khỏi {register.title}", by=by, reason=reason, register=register.slug) as entry:
        before = _stored(register, rows, by)
        refuse_locked(register, [], before)
        try:
            for keys in _chunks([row.pk for row in rows]):
                history.keep(register.model, entry, "-", keys=keys)
                register.model.objects.filter(pk__in=keys).delete()
        except models.ProtectedError as error:
            used = ", ".join(sorted({str(used._meta.verbose_name) for used in error.protected_objects}))
            raise Invalid(summary=f"Không xoá được vì còn được dùng ở: {used}. Hãy xử lý các dòng đó trước.") from error
        type(entry).objects.filter(pk=entry.pk).update(rows=models.F("rows") + len(rows))
    return len(rows)


def problems_of(register: Register, batch: Batch) -> list[Problem]:
    """Everything wrong with the batch: keys that stand twice, then what the register itself checks."""
    problems = list(_repeated_keys(register, batch))
    problems += [problem if isinstance(problem, Problem) else Problem(*problem) for problem in register.check(batch)]
    return problems


def refuse_locked(register: Register, after: Sequence[Row], before: dict[int, Row]) -> None:
    """Raise Locked when a row lies, or lay, in a closed period of its unit, or of its unit and form."""
    if not register.lock_day or not _locks_named_after(register).exists():
        return
    places = [(row, *_place(register, row)) for row in [*after, *before.values()]]
    locks = _locks_of(register, {unit for _, _, unit, _ in places})
    problems = [
        Problem(
            row,
            register.lock_day,
            f"{row}: kỳ {lock.first_day:%d/%m/%Y}–{lock.last_day:%d/%m/%Y} đã khoá ({lock.reason}).",
        )
        for row, day, unit, names in places
        for name in names
        for closed in ({unit, ""} if day else ())
        for lock in locks.get((name, closed), ())
        if lock.first_day <= day <= lock.last_day
    ]
    if problems:
        raise Locked(problems)


def _place(register: Register, row: Row) -> tuple:
    """(day, unit, names of locks) by which `row` may stand in a closed period."""
    names = [register.slug]
    if register.lock_form:
        names.append(f"{register.slug}/{_follow(row, register.lock_form)}")
    return _follow(row, register.lock_day), str(_follow(row, register.lock_unit) or ""), names


def _locks_named_after(register: Register):
    own = models.Q(register=register.slug)
    return PeriodLock.objects.filter(own | models.Q(register__startswith=f"{register.slug}/"))


def _locks_of(register: Register, units: set[str]) -> dict[tuple[str, str], list[PeriodLock]]:
    """(name, unit) → locks. After a round of many units there are thousands: those of few units are fetched alone."""
    found = _locks_named_after(register)
    if len(units) < CHUNK:
        found = found.filter(unit__in=units | {""})
    locks = defaultdict(list)
    for lock in found:
        locks[lock.register, lock.unit].append(lock)
    return locks


def _deed_name(register: Register, rows: Sequence[Row]) -> str:
    is_new = rows[0].pk is None
    what = str(rows[0]) if len(rows) == 1 else f"{len(rows)} dòng"
    return f"{'Thêm vào' if is_new else 'Sửa'} {register.title}: {what}"


def _stored(register: Register, rows: Sequence[Row], by) -> dict[int, Row]:
    """The stored rows behind those with a key, locked for us. Raises OutOfScope and Changed."""
    given = {row.pk: row for row in rows if row.pk is not None}
    stored: dict[int, Row] = {}
    for keys in _chunks(list(given)):
        found = (
            register.model.objects.select_for_update(of=("self",)) if _can_lock(register) else register.model.objects
        )
        stored |= {row.pk: row for row in found.filter(pk__in=register.editable(by).filter(pk__in=keys).values("pk"))}
    if missing := [row for key, row in given.items() if key not in stored]:
        raise OutOfScope([Problem(row, "", f"{row}: không thuộc phạm vi của bạn hoặc đã bị xoá.") for row in missing])
    if changed := [row for key, row in given.items() if row.entry_id != stored[key].entry_id]:
        raise Changed([Problem(row, "", f"{row}: đã được sửa lúc khác.") for row in changed])
    return stored


def _can_lock(register: Register) -> bool:
    return connections[router.db_for_write(register.model)].features.has_select_for_update_of


def _sort_out(register: Register, rows: Sequence[Row], before: dict[int, Row]) -> Written:
    written = Written(entry=None)
    names = [f.attname for f in stored_fields(register.model)]
    for row in rows:
        if row.pk is None:
            written.created.append(row)
        elif any(getattr(row, name) != getattr(before[row.pk], name) for name in names):
            written.changed.append(row)
        else:
            written.unchanged.append(row)
    return written


def stored_fields(model: type[Row]) -> list[models.Field]:
    """The columns a person writes: not the key, not the entry, not what is derived."""
    return [
        f
        for f in model._meta.concrete_fields
        if not f.primary_key and f.name != "entry" and not isinstance(f, _DerivedField)
    ]


def _repeated_keys(register: Register, batch: Batch) -> Iterator[Problem]:
    """Natural keys that stand twice in the batch, or that another stored row already has."""
    fields = [register.model._meta.get_field(name) for name in register.key]
    if not fields:
        return
    names = [f.attname for f in fields]

    def key_of(row):
        return tuple(getattr(row, name) for name in names)

    by_key: dict[tuple, list[Row]] = defaultdict(list)
    for row in batch.rows:
        by_key[key_of(row)].append(row)
    labels = " + ".join(str(f.verbose_name) for f in fields)
    for rows in by_key.values():
        for row in rows[1:]:
            yield Problem(
                row,
                register.key[-1],
                f"{row}: {labels} đứng {len(rows)} lần trong lần ghi này; mỗi dòng cần một giá trị riêng.",
            )
    moved = [row for row in batch.rows if row.pk is None or key_of(row) != key_of(batch.before[row.pk])]
    for chunk in _chunks(moved):
        taken = register.model.objects.filter(**{f"{names[-1]}__in": {getattr(row, names[-1]) for row in chunk}})
        holders = {values[1:]: values[0] for values in taken.values_list("pk", *names)}
        for row in chunk:
            if holders.get(key_of(row), row.pk) != row.pk:
                yield Problem(
                    row, register.key[-1], f"{row}: {labels} này đã có trong sổ; hãy sửa dòng cũ thay vì thêm dòng mới."
                )


def _store(register: Register, written: Written, before: dict[int, Row], entry, by) -> None:
    for row in written.rows:
        row.entry = entry
    _update(register, written.changed, before)
    for keys in _chunks([row.pk for row in written.changed]):
        history.keep(register.model, entry, "~", keys=keys)
    if len(written.created) < MANY:
        register.model.objects.bulk_create(written.created, batch_size=CHUNK)
        for keys in _chunks([row.pk for row in written.created]):
            history.keep(register.model, entry, "+", keys=keys)
            _refuse_outside(register, keys, by)
        for keys in _chunks([row.pk for row in written.changed]):
            _refuse_outside(register, keys, by)
        return
    above = register.model.objects.aggregate(last=models.Max("pk"))["last"] or 0
    _insert_many(register.model, written.created)
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
    if isinstance(f, _DerivedField):
        return lambda row: f.pre_save(row, True)
    if isinstance(f, _AS_THEY_ARE) or f.is_relation:
        return attrgetter(f.attname)
    return lambda row: f.get_db_prep_save(getattr(row, f.attname), connection)


def _update(register: Register, rows: Sequence[Row], before: dict[int, Row]) -> None:
    """One UPDATE for all rows that take the same values; executemany for the rest."""
    model = register.model
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    stored = stored_fields(model)
    derived = [f for f in model._meta.concrete_fields if isinstance(f, _DerivedField)]
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
    by_columns: dict[tuple, list[list]] = defaultdict(list)
    key = quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        for changes, keys in groups.items():
            columns, values = zip(*changes, strict=True)
            if len(keys) == 1:
                by_columns[columns].append([*values, keys[0]])
                continue
            assignments = ", ".join(f"{quote(column)} = %s" for column in columns)
            for chunk in _chunks(keys):
                marks = ", ".join(["%s"] * len(chunk))
                cursor.execute(
                    f"UPDATE {quote(model._meta.db_table)} SET {assignments} WHERE {key} IN ({marks})",
                    [*values, *chunk],
                )
        for columns, values in by_columns.items():
            assignments = ", ".join(f"{quote(column)} = %s" for column in columns)
            cursor.executemany(
                f"UPDATE {quote(model._meta.db_table)} SET {assignments} WHERE {key} = %s",
                values,
            )


def _follow(row, path: str):
    value = row
    for name in path.split("__") if path else ():
        value = getattr(value, name, None)
    return value


def _chunks(items: Sequence) -> Iterator[list]:
    for start in range(0, len(items), CHUNK):
        yield list(items[start : start + CHUNK])

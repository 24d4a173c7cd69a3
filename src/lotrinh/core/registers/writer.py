"""The one writer. Form, import, bulk edit and API all end here, with one row or a hundred thousand.

Order: right → scope before → version → locks → checks → write → scope after → history, in one transaction.
Everything is asked of the whole batch at once; the number of queries grows with chunks, not with rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, connections, models, router

from lotrinh.core.registers import history
from lotrinh.core.registers.auditing import audit
from lotrinh.core.registers.declaration import Register, register_of
from lotrinh.core.registers.errors import Changed, Invalid, NotAllowed, OutOfScope, Problem
from lotrinh.core.registers.locking import refuse_locked
from lotrinh.core.registers.models import Row
from lotrinh.core.registers.storing import chunks, store, stored_fields

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
            store(register, written.created, written.changed, before, entry=entry, by=by)
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
            for keys in chunks([row.pk for row in rows]):
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


def _deed_name(register: Register, rows: Sequence[Row]) -> str:
    is_new = rows[0].pk is None
    what = str(rows[0]) if len(rows) == 1 else f"{len(rows)} dòng"
    return f"{'Thêm vào' if is_new else 'Sửa'} {register.title}: {what}"


def _stored(register: Register, rows: Sequence[Row], by) -> dict[int, Row]:
    """The stored rows behind those with a key, locked for us. Raises OutOfScope and Changed."""
    given = {row.pk: row for row in rows if row.pk is not None}
    stored: dict[int, Row] = {}
    for keys in chunks(list(given)):
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
    for chunk in chunks(moved):
        taken = register.model.objects.filter(**{f"{names[-1]}__in": {getattr(row, names[-1]) for row in chunk}})
        holders = {values[1:]: values[0] for values in taken.values_list("pk", *names)}
        for row in chunk:
            if holders.get(key_of(row), row.pk) != row.pk:
                yield Problem(
                    row, register.key[-1], f"{row}: {labels} này đã có trong sổ; hãy sửa dòng cũ thay vì thêm dòng mới."
                )

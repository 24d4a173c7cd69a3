"""Closed periods: what lies, or lay, in one of its unit, or of its unit and form, is not written."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import models

from lotrinh.core.models import PeriodLock
from lotrinh.core.registers.declaration import Register
from lotrinh.core.registers.errors import Locked, Problem
from lotrinh.core.registers.models import Row
from lotrinh.core.registers.storing import CHUNK


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


def _follow(row, path: str):
    value = row
    for name in path.split("__") if path else ():
        value = getattr(value, name, None)
    return value

"""The locks that an accepted answer sets: unit × period × form, in the table that the writer asks."""

from collections.abc import Iterator

from django.db.models import Q

from lotrinh.areas.models import Area
from lotrinh.collection.choices import UnitState
from lotrinh.collection.models import Round, RoundUnit
from lotrinh.core.models import AuditEntry, PeriodLock
from lotrinh.core.registers import Register, register_named, register_of
from lotrinh.core.registers.columns import field_at
from lotrinh.indicators.models import DeclaredFigure
from lotrinh.organizations.models import Organization


def form_lock(round: Round) -> str:
    """Names the form in the table of locks."""
    return f"dot:{round.form}"[:80]


def _names(line: RoundUnit) -> Iterator[tuple[str, str]]:
    """(register, unit) of every lock that an accepted `line` sets, the unit in the words of that register."""
    yield form_lock(line.round), str(line.unit_id)
    if line.round.register:
        register = register_named(line.round.register)
        if unit := _unit_in(register, line.unit):
            yield register.slug, unit
    declared = register_of(DeclaredFigure).slug
    for code in line.round.questions.exclude(indicator=None).values_list("indicator__code", flat=True):
        yield f"{declared}/{code}", str(line.unit_id)


def _unit_in(register: Register, unit: Organization) -> str:
    """What stands for `unit` in the locks of `register`: some close a unit's rows, some an area's; "" for neither."""
    found = field_at(register.model, register.lock_unit.removesuffix("_id")) if register.lock_unit else None
    model = found.related_model if found is not None else None
    key = {Organization: unit.pk, Area: unit.area_id}.get(model)
    return str(key) if key else ""


def lock(line: RoundUnit, entry: AuditEntry) -> None:
    span, reason = line.round.span, f"đã nhận ở đợt “{line.round.title}”"[:300]
    for register, unit in _names(line):
        PeriodLock.objects.get_or_create(
            register=register,
            unit=unit,
            first_day=span.first,
            last_day=span.last,
            defaults={"reason": reason, "entry": entry},
        )


def unlock(line: RoundUnit) -> None:
    """Take the locks of `line` away, but those that another accepted answer for this period holds too."""
    others = RoundUnit.objects.filter(state=UnitState.ACCEPTED, round__period=line.round.period).exclude(pk=line.pk)
    others = others.filter(Q(unit=line.unit_id) | Q(unit__area=line.unit.area_id, round__register=line.round.register))
    held = {name for other in others.select_related("round", "unit") for name in _names(other)}
    span = line.round.span
    for register, unit in set(_names(line)) - held:
        PeriodLock.objects.filter(register=register, unit=unit, first_day=span.first, last_day=span.last).delete()


def locked_units(round: Round) -> list[int]:
    """Keys of the units whose answer to this form and period is locked."""
    span = round.span
    found = PeriodLock.objects.filter(register=form_lock(round), first_day=span.first, last_day=span.last)
    return [int(unit) for unit in found.values_list("unit", flat=True) if unit.isdecimal()]

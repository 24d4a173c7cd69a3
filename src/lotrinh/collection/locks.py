"""The locks that an accepted answer sets: unit × period × form, in the table that the writer asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from lotrinh.areas.models import Area
from lotrinh.collection.choices import UnitState
from lotrinh.collection.models import Round, RoundUnit
from lotrinh.core.models import AuditEntry, PeriodLock
from lotrinh.core.registers import Register, register_named, register_of
from lotrinh.core.registers.columns import field_at
from lotrinh.indicators.models import DeclaredFigure
from lotrinh.organizations.models import Organization

CHUNK = 500


def form_lock(round: Round) -> str:
    """Names the form in the table of locks."""
    return f"dot:{round.form}"[:80]


@dataclass(frozen=True)
class _Form:
    """What a round closes when an answer is accepted: its form, its register, the indicators it declares."""

    round: Round
    codes: tuple[str, ...]

    @classmethod
    def of(cls, round: Round) -> "_Form":
        return cls(round, tuple(round.questions.exclude(indicator=None).values_list("indicator__code", flat=True)))

    def names(self, unit: Organization) -> Iterator[tuple[str, str]]:
        """(register, unit) of every lock that an accepted answer of `unit` sets, in the words of that register."""
        yield form_lock(self.round), str(unit.pk)
        if self.round.register:
            register = register_named(self.round.register)
            if key := _unit_in(register, unit):
                yield register.slug, key
        declared = register_of(DeclaredFigure).slug
        for code in self.codes:
            yield f"{declared}/{code}", str(unit.pk)


def _unit_in(register: Register, unit: Organization) -> str:
    """What stands for `unit` in the locks of `register`: some close a unit's rows, some an area's; "" for neither."""
    found = field_at(register.model, register.lock_unit.removesuffix("_id")) if register.lock_unit else None
    model = found.related_model if found is not None else None
    key = {Organization: unit.pk, Area: unit.area_id}.get(model)
    return str(key) if key else ""


def lock(round: Round, units: Iterable[Organization], entry: AuditEntry) -> None:
    """Close the period of `round` for what `units` answered; a lock that is there already stays as it is."""
    span, reason, form = round.span, f"đã nhận ở đợt “{round.title}”"[:300], _Form.of(round)
    made = [
        PeriodLock(register=register, unit=key, first_day=span.first, last_day=span.last, reason=reason, entry=entry)
        for unit in units
        for register, key in form.names(unit)
    ]
    PeriodLock.objects.bulk_create(made, ignore_conflicts=True, batch_size=CHUNK)


def unlock(line: RoundUnit) -> None:
    """Take the locks of `line` away, but those that another accepted answer for this period holds too."""
    others = RoundUnit.objects.filter(state=UnitState.ACCEPTED, round__period=line.round.period).exclude(pk=line.pk)
    others = others.filter(Q(unit=line.unit_id) | Q(unit__area=line.unit.area_id, round__register=line.round.register))
    forms: dict[int, _Form] = {}
    held = set()
    for other in others.select_related("round", "unit"):
        if other.round_id not in forms:
            forms[other.round_id] = _Form.of(other.round)
        held.update(forms[other.round_id].names(other.unit))
    span = line.round.span
    for register, unit in set(_Form.of(line.round).names(line.unit)) - held:
        PeriodLock.objects.filter(register=register, unit=unit, first_day=span.first, last_day=span.last).delete()


def locked_units(round: Round) -> list[int]:
    """Keys of the units whose answer to this form and period is locked."""
    span = round.span
    found = PeriodLock.objects.filter(register=form_lock(round), first_day=span.first, last_day=span.last)
    return [int(unit) for unit in found.values_list("unit", flat=True) if unit.isdecimal()]

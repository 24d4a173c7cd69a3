"""A unit ends: what it holds passes to its successors in one batch that somebody reviews first.

    batch = plan_succession(division, on=date(2025, 7, 1))      # writes nothing
    apply_succession(batch, choices, legal_act="…", by=user)    # one audit entry

What happened stays with the former unit; only what is open moves.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from lotrinh.areas import territory
from lotrinh.areas.models import Area
from lotrinh.areas.retelling import story_of
from lotrinh.core.models import AuditEntry, User
from lotrinh.core.registers import audit, write
from lotrinh.organizations import handover
from lotrinh.organizations.choices import OrganizationLevel
from lotrinh.organizations.models import Organization, OrganizationSuccession
from lotrinh.organizations.scope import may_administer


class NotAdministrator(Exception):
    """Only an administrator hands over."""


class NoSuccessor(Exception):
    """A batch needs at least one unit to hand over to."""


class HoldsMore(Exception):
    """Since the batch was reviewed the unit came to hold more; the added items are named."""

    def __init__(self, items: Sequence["Item"]):
        self.items = items
        super().__init__(", ".join(item.text for item in items))


@dataclass(frozen=True)
class Item:
    """One thing that passes on: its key on the review page, its words, and who is proposed and why."""

    provider: handover.Provider
    row: Any
    text: str
    proposed: Organization | None
    why: str

    @property
    def key(self) -> str:
        return f"{self.provider.name}:{self.row.pk}"


@dataclass(frozen=True)
class Batch:
    organization: Organization
    on: date
    successors: tuple[Organization, ...]
    above: tuple[Organization, ...]
    """Units of the province it may go up to instead."""
    items: tuple[Item, ...]

    @property
    def receivers(self) -> tuple[Organization, ...]:
        return (*self.successors, *self.above)

    @property
    def by_provider(self) -> list[tuple[handover.Provider, list[Item]]]:
        groups: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            groups[item.provider.name].append(item)
        return [
            (items[0].provider, sorted(items, key=lambda item: item.proposed is not None)) for items in groups.values()
        ]


def plan_succession(organization: Organization, *, on: date, successors: Sequence[Organization] | None = None) -> Batch:
    """What `organization` holds, and who is proposed for each: the successor in whose territory a thing lies on `on`.

    Without `successors` the recorded ones are taken. A thing whose place does not tell goes to nobody yet.
    """
    if successors is None:
        successors = [step.successor for step in organization.successions.select_related("successor__area")]
    successors = tuple(successors)
    found = [(provider, row) for provider in handover.providers() for row in provider.find(organization)]
    places = {id(row): provider.place(row) for provider, row in found}
    story = story_of(place for place in places.values() if place is not None)
    reach = territory.within({unit.area_id for unit in successors} - {None})
    items = []
    for provider, row in found:
        proposed, why = _propose(places[id(row)], successors, reach, story, on)
        items.append(Item(provider, row, provider.describe(row), proposed, why))
    return Batch(organization, on, successors, _above(organization, successors), tuple(items))


def _propose(place: Area | None, successors, reach, story, on: date) -> tuple[Organization | None, str]:
    if len(successors) == 1:
        return successors[0], "đơn vị kế tục duy nhất"
    if place is None:
        return None, "không gắn địa bàn"
    told = story.tell(on, place)
    keys = {place.pk} | ({told.area.pk} if told.area else set())
    taking = [unit for unit in successors if keys & reach.get(unit.area_id, frozenset())]
    if len(taking) == 1:
        return taking[0], f"nằm ở {(told.area or place).name}"
    return None, told.reason or "nhiều đơn vị cùng địa bàn"


def _above(organization: Organization, successors: Sequence[Organization]) -> tuple[Organization, ...]:
    """Units of the province that holds the former unit's territory today."""
    taken = {unit.pk for unit in successors} | {organization.pk}
    areas = {unit.area.parent_id for unit in successors if unit.area is not None and unit.area.parent_id}
    found = Organization.objects.filter(level=OrganizationLevel.PROVINCE, valid_to=None, area__in=areas)
    return tuple(unit for unit in found if unit.pk not in taken)


@transaction.atomic
def apply_succession(
    batch: Batch, choices: Mapping[str, Organization | None], *, legal_act: str, by: User
) -> AuditEntry:
    """Hand over as chosen (item key → receiver; None leaves a thing where it is), in one audit entry.

    Raises NoSuccessor, and HoldsMore when the unit holds things that were not on the reviewed batch.
    """
    if not may_administer(by):
        raise NotAdministrator
    if not batch.successors:
        raise NoSuccessor
    if added := [item for item in batch.items if item.key not in choices]:
        raise HoldsMore(added)
    with audit(f"Bàn giao của {batch.organization}", by=by, reason=f"Theo {legal_act}") as entry:
        _record_successors(batch, legal_act)
        # First of all: what moves is asked of its receiver from the day after the unit's last.
        if batch.organization.valid_to is None:
            batch.organization.valid_to = batch.on - timedelta(days=1)
            write(batch.organization, by=by, reason=legal_act)
        for (provider, receiver), rows in _grouped(batch, choices).items():
            if provider is handover.ROLES:
                provider.move(rows, receiver, by=by, on=batch.on, entry=entry)
            else:
                provider.move(rows, receiver, by=by)
    return entry


def _grouped(batch: Batch, choices: Mapping[str, Organization | None]) -> dict[tuple, list]:
    groups: dict[tuple, list] = defaultdict(list)
    for item in batch.items:
        if receiver := choices[item.key]:
            groups[item.provider, receiver].append(item.row)
    return groups


def _record_successors(batch: Batch, legal_act: str) -> None:
    for successor in batch.successors:
        OrganizationSuccession.objects.get_or_create(
            predecessor=batch.organization,
            successor=successor,
            defaults={"on": batch.on, "legal_act": legal_act},
        )

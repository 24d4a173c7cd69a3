"""Somebody leaves: all that is in their name passes on in one deed that is reviewed first, and access ends.

    departure = plan_departure(person, takers=[successor], by=administrator)     # writes nothing
    hand_over(departure, choices, reason="Quyết định …", closes=True, by=administrator)     # one entry, or nothing

What the person did stays in their name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core.acting import standing_of
from lotrinh.core.models import AuditEntry, User
from lotrinh.core.registers import Refused, audit
from lotrinh.organizations import leaving
from lotrinh.organizations.actions import end_sessions, keep_one_administrator
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import HandedOver, Organization, RoleHolding
from lotrinh.organizations.reach import looks_after, outside_reach, reach_of
from lotrinh.organizations.scope import forget_scope, scope_of, units_within

ROLES = "roles"
ACTING = frozenset(Role) - {Role.ADMINISTRATOR}


class NotYourPeople(Refused):
    """The person holds roles at units whose people `by` does not administer; the summary names them."""


class CannotTake(Refused):
    """Somebody was chosen for a thing of a unit where they hold no role, nor are given one."""


class HoldsMore(Refused):
    """Since the page was opened more came to be in the person's name; `keys` are those of the items added."""

    def __init__(self, items: Sequence["Item"]):
        self.keys = frozenset(item.key for item in items)
        named = "; ".join(item.text for item in items[:5])
        super().__init__(summary=f"Từ lúc mở trang có thêm {len(items)} mục: {named}. Hãy xem rồi xác nhận lại.")


@dataclass(frozen=True)
class Item:
    """One thing on the review page."""

    kind: leaving.Kept
    row: Any
    text: str
    link: str
    unit: Organization | None

    @property
    def key(self) -> str:
        return f"{self.kind.name}:{self.row.pk}"


@dataclass(frozen=True)
class Departure:
    """All that is in one person's name, and who may take it."""

    person: User
    takers: tuple[User, ...]
    """The first is proposed for everything."""
    items: tuple[Item, ...]
    stays: tuple[str, ...]

    @property
    def passing(self) -> list[tuple[leaving.Kept, list[Item]]]:
        return self._grouped(ends=False)

    @property
    def ending(self) -> list[tuple[leaving.Kept, list[Item]]]:
        return self._grouped(ends=True)

    def _grouped(self, *, ends: bool) -> list[tuple[leaving.Kept, list[Item]]]:
        groups: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            if item.kind.ends == ends:
                groups[item.kind.name].append(item)
        return [(items[0].kind, items) for items in groups.values()]


def must_look_after(by: User, person: User) -> None:
    """Raises NotYourPeople."""
    if standing_of(by) is not None:
        raise NotYourPeople(summary="Người đang làm thay không bàn giao nhân sự được.")
    if looks_after(by, person):
        return
    outside = [] if reach_of(by).units == frozenset() else outside_reach(by, person)
    units = ", ".join(dict.fromkeys(one.organization.label for one in outside))
    why = f": người ấy giữ vai trò ở {units}; hãy nhờ quản trị viên ở đó hoặc cấp trên" if units else ""
    raise NotYourPeople(summary=f"Bạn không phụ trách {person}{why}.")


def possible_takers(person: User, by: User) -> list[User]:
    """People with a role today that `by` looks after, those of the person's own units first."""
    units = reach_of(by).units
    day = localdate()
    held = RoleHolding.objects.held_on(day).exclude(user=person).select_related("user")
    holdings = held if units is None else held.filter(organization__in=units)
    own = set(person.role_holdings.held_on(day).values_list("organization", flat=True))
    found: dict[int, tuple[bool, User]] = {}
    for one in holdings.order_by("user__full_name"):
        near = one.organization_id in own or found.get(one.user_id, (False,))[0]
        found[one.user_id] = (near, one.user)
    return [user for _, user in sorted(found.values(), key=lambda pair: not pair[0])]


def plan_departure(person: User, *, takers: Sequence[User], by: User) -> Departure:
    """What is in the person's name now. Raises NotYourPeople."""
    must_look_after(by, person)
    items = [
        Item(kind, row, kind.describe(row)[:300], kind.link(row)[:300], kind.unit(row))
        for kind in leaving.kinds()
        for row in kind.find(person)
    ]
    return Departure(person, tuple(takers), tuple(items), tuple(leaving.staying_of(person)))


@transaction.atomic
def hand_over(
    departure: Departure, choices: Mapping[str, User | None], *, reason: str, closes: bool = True, by: User
) -> AuditEntry:
    """Pass everything on as chosen (item key → taker; None: it stays with the unit), then end all access at once.

    `closes`: the account too; else only what it may do ends. All or nothing. Raises NotYourPeople, HoldsMore,
    CannotTake, LastAdministrator.
    """
    person = User.objects.select_for_update().get(pk=departure.person.pk)
    must_look_after(by, person)
    passing = [item for item in departure.items if not item.kind.ends]
    if added := [item for item in passing if item.key not in choices]:
        raise HoldsMore(added)
    _must_be_able(departure, passing, choices)
    keep_one_administrator(besides=person, on=localdate(), unless=_new_administrators(passing, choices))
    with audit(f"Bàn giao công việc của {person}", by=by, reason=reason.strip()) as entry:
        _pass_on(passing, choices, entry, person, by)
        for kind, items in departure.ending:
            kind.end([item.row for item in items], by=by)
        _end_roles(person, entry)
        _end_access(person, closes)
        entry.rows = max(entry.rows, len(departure.items))
        entry.save(update_fields=["rows"])
    forget_scope(person)
    return entry


def _must_be_able(departure: Departure, passing: Iterable[Item], choices: Mapping[str, User | None]) -> None:
    """Whoever takes a thing of a unit acts there, by a role they hold or one that they are given here."""
    given: dict[int, set[int]] = defaultdict(set)
    for item in passing:
        if item.kind.name == ROLES and (taker := choices[item.key]):
            given[taker.pk].add(item.row.organization_id)
    reach = {taker: units_within(units) for taker, units in given.items()}
    wrong = []
    for item in passing:
        taker = choices[item.key]
        if taker is None or item.unit is None or item.kind.name == ROLES:
            continue
        through = frozenset().union(*reach.get(taker.pk, {}).values())
        if item.unit.pk not in through and not _acts_at(taker, item.unit.pk):
            wrong.append(f"{taker} ({item.unit.label})")
    if wrong:
        named = "; ".join(dict.fromkeys(wrong))
        raise CannotTake(
            summary=f"Người nhận chưa có vai trò ở đơn vị giữ việc: {named}. Hãy giao cả vai trò hoặc chọn người khác."
        )


def _acts_at(who: User, unit: int) -> bool:
    grants = [grant for grant in scope_of(who).grants if grant.role in ACTING]
    return any(grant.organization_ids is None or unit in grant.organization_ids for grant in grants)


def _new_administrators(passing: Iterable[Item], choices: Mapping[str, User | None]) -> bool:
    return any(
        item.kind.name == ROLES and item.row.role == Role.ADMINISTRATOR and choices[item.key] for item in passing
    )


def _pass_on(
    passing: Iterable[Item], choices: Mapping[str, User | None], entry: AuditEntry, person: User, by: User
) -> None:
    groups: dict[tuple[str, int], list[Item]] = defaultdict(list)
    takers: dict[int, User] = {}
    for item in passing:
        if taker := choices[item.key]:
            groups[item.kind.name, taker.pk].append(item)
            takers[taker.pk] = taker
    for (_, taker), items in groups.items():
        if move := items[0].kind.move:
            move([item.row for item in items], takers[taker], by=by)
    HandedOver.objects.bulk_create(
        HandedOver(giver=person, taker=takers[taker], kind=item.kind.title, text=item.text, link=item.link, entry=entry)
        for (_, taker), items in groups.items()
        for item in items
    )


def _end_roles(person: User, entry: AuditEntry) -> None:
    yesterday = localdate() - timedelta(days=1)
    for holding in person.role_holdings.exclude(valid_to__lte=yesterday):
        holding.valid_to, holding.end_entry = yesterday, entry
        holding.save(update_fields=["valid_to", "end_entry"])


def _end_access(person: User, closes: bool) -> None:
    """Sessions go, and with the password every link that rests on it: calendars, and those that set a password."""
    if closes:
        person.is_active = False
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
    end_sessions(person)

"""What somebody sees: territories and units, from the roles held on a day. Asked once a request, then remembered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, singledispatch

from django.db import connection
from django.utils.timezone import localdate

from lotrinh.areas import territory
from lotrinh.core.acting import Standing, standing_in, standing_of
from lotrinh.core.models import User
from lotrinh.organizations.choices import WRITING_ROLES, OrganizationLevel, Role


@dataclass(frozen=True, slots=True)
class Grant:
    """What one role gives: keys of areas and units; None is all of them."""

    role: str
    area_ids: frozenset[int] | None
    organization_ids: frozenset[int] | None


@dataclass(frozen=True)
class Scope:
    """What all roles together give. Vietnamese: phạm vi."""

    grants: tuple[Grant, ...] = ()

    @cached_property
    def area_ids(self) -> frozenset[int] | None:
        """None: every area."""
        return _union(grant.area_ids for grant in self.grants)

    @cached_property
    def organization_ids(self) -> frozenset[int] | None:
        """None: every unit."""
        return _union(grant.organization_ids for grant in self.grants)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def is_everything(self) -> bool:
        return self.area_ids is None and self.organization_ids is None

    @cached_property
    def writing(self) -> "Scope":
        """The part that comes from roles that keep registers."""
        return Scope(tuple(grant for grant in self.grants if grant.role in WRITING_ROLES))

    def narrowed(
        self, *, area_ids: Iterable[int] | None = None, organization_ids: Iterable[int] | None = None
    ) -> "Scope":
        """The part that lies within these areas and units (of an open programme); None leaves that side as it is."""
        areas = None if area_ids is None else frozenset(area_ids)
        units = None if organization_ids is None else frozenset(organization_ids)
        return Scope(
            tuple(
                Grant(grant.role, _common(grant.area_ids, areas), _common(grant.organization_ids, units))
                for grant in self.grants
            )
        )


def _union(parts: Iterable[frozenset[int] | None]) -> frozenset[int] | None:
    parts = list(parts)
    return None if None in parts else frozenset().union(*parts)


def _common(a: frozenset[int] | None, b: frozenset[int] | None) -> frozenset[int] | None:
    if a is None or b is None:
        return b if a is None else a
    return a & b


NOTHING = Scope()


@singledispatch
def grants_of(who, day: date) -> tuple[Grant, ...]:
    """What `who` was entrusted with on `day`. Other kinds of askers (a personal link) register their own answer."""
    return ()


@grants_of.register
def _(who: User, day: date) -> tuple[Grant, ...]:
    if not who.is_active:
        return ()
    if standing := standing_of(who):
        return _entrusted(standing, day)
    if who.is_superuser:
        return (Grant(Role.ADMINISTRATOR, None, None),)
    holdings = list(who.role_holdings.held_on(day).select_related("organization"))
    limited = [holding for holding in holdings if not sees_everything(holding)]
    areas = territory.within({root_of(holding) for holding in limited} - {None})
    units = units_within({holding.organization_id for holding in limited})
    return tuple(
        Grant(holding.role, None, None)
        if sees_everything(holding)
        else Grant(holding.role, areas.get(root_of(holding), frozenset()), units[holding.organization_id])
        for holding in holdings
    )


def _entrusted(standing: Standing, day: date) -> tuple[Grant, ...]:
    """What the principal may, or what of it was entrusted. Administering is nobody's to pass on."""
    with standing_in(None):
        grants = grants_of(User.objects.get(pk=standing.principal_id), day)
    wanted = frozenset(standing.roles)
    return tuple(grant for grant in grants if grant.role != Role.ADMINISTRATOR and (not wanted or grant.role in wanted))


def holder_of(who: User) -> int:
    """Key of the person whose roles count at this moment: the principal's, for a deputy who acts for them."""
    standing = standing_of(who)
    return standing.principal_id if standing else who.pk


def sees_everything(holding) -> bool:
    if holding.role == Role.ADMINISTRATOR:
        return True
    return holding.organization.level == OrganizationLevel.NATIONAL and holding.area_id is None


def root_of(holding) -> int | None:
    return holding.area_id or holding.organization.area_id


def scope_of(who, day: date | None = None) -> Scope:
    """What `who` sees on `day` (today). Three queries for a user with roles, then none for the life of the object."""
    if who is None or not getattr(who, "is_authenticated", True):
        return NOTHING
    day = day or localdate()
    remembered = who.__dict__.setdefault("_scopes", {})
    asked = day, standing_of(who)
    if asked not in remembered:
        remembered[asked] = Scope(grants_of(who, day))
    return remembered[asked]


def forget_scope(who) -> None:
    """After a role was given or ended: ask again."""
    who.__dict__.pop("_scopes", None)


def may_administer(who) -> bool:
    return Role.ADMINISTRATOR in scope_of(who).roles


_UNITS_WITHIN = """
WITH RECURSIVE part_of(whole, part) AS (
    SELECT parent_id, id FROM organizations_organization WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT MIN(successor_id), predecessor_id FROM organizations_organizationsuccession
    GROUP BY predecessor_id HAVING COUNT(*) = 1
), within(root, id) AS (
    SELECT id, id FROM organizations_organization WHERE id IN ({marks})
    UNION
    SELECT within.root, part_of.part FROM within JOIN part_of ON part_of.whole = within.id
)
SELECT root, id FROM within
"""


def units_within(roots: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each unit itself, the units under it, and former units that only it took over from: it keeps their past."""
    roots = list(roots)
    found: dict[int, set[int]] = {root: {root} for root in roots}
    if roots:
        with connection.cursor() as cursor:
            cursor.execute(_UNITS_WITHIN.format(marks=", ".join(["%s"] * len(roots))), roots)
            for root, key in cursor.fetchall():
                found[root].add(key)
    return {root: frozenset(keys) for root, keys in found.items()}

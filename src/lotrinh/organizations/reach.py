"""Whose people an administrator looks after: those of the unit, of the units under it, and of its territory."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from lotrinh.areas import territory
from lotrinh.areas.models import Area
from lotrinh.core.acting import standing_of
from lotrinh.core.models import User
from lotrinh.organizations.choices import OrganizationLevel, Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.scope import root_of, units_within


@dataclass(frozen=True, slots=True)
class Reach:
    """Keys of the units whose people somebody administers, and of the areas these work in. Vietnamese: phần phụ trách.

    None on either side is all of them: technical accounts, national offices.
    """

    units: frozenset[int] | None = frozenset()
    areas: frozenset[int] | None = frozenset()

    def takes_in(self, organization: Organization, area: Area | None = None) -> bool:
        """Whether a role at `organization`, or for `area` there, is theirs to give and to end."""
        return (self.units is None or organization.pk in self.units) and (
            area is None or self.areas is None or area.pk in self.areas
        )


NOBODY = Reach()
EVERYBODY = Reach(None, None)


def reach_of(who: User, day: date | None = None) -> Reach:
    """Sight is another matter: an administrator sees everything. A deputy administers nobody."""
    if not who.is_active or standing_of(who):
        return NOBODY
    if who.is_superuser:
        return EVERYBODY
    held = who.role_holdings.held_on(day or localdate()).filter(role=Role.ADMINISTRATOR).select_related("organization")
    holdings = list(held)
    if any(one.organization.level == OrganizationLevel.NATIONAL and one.area_id is None for one in holdings):
        return EVERYBODY
    units: set[int] = set().union(*units_within({one.organization_id for one in holdings}).values())
    areas = frozenset().union(*territory.within({root_of(one) for one in holdings} - {None}).values())
    if areas:
        there = Organization.objects.filter(area__in=areas).exclude(level=OrganizationLevel.NATIONAL)
        units.update(there.values_list("pk", flat=True))
    return Reach(frozenset(units), areas)


def outside_reach(who: User, person: User, day: date | None = None) -> list[RoleHolding]:
    """Roles of `person`, held on `day` or later, at units whose people `who` does not administer."""
    units = reach_of(who, day).units
    if units is None:
        return []
    day = day or localdate()
    held = person.role_holdings.with_names().exclude(organization__in=units)
    return [one for one in held if one.valid_to is None or one.valid_to >= max(day, one.valid_from)]


def looks_after(who: User, person: User, day: date | None = None) -> bool:
    """Whether `who` administers `person` wholly; a technical account is for technical accounts alone."""
    units = reach_of(who, day).units
    if units is None:
        return who.is_superuser or not person.is_superuser
    return bool(units) and not person.is_superuser and not outside_reach(who, person, day)

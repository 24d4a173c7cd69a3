"""Whose people an administrator looks after: those of the unit, of the units under it, and of its territory."""

from datetime import date

from django.utils.timezone import localdate

from lotrinh.areas import territory
from lotrinh.core.acting import standing_of
from lotrinh.core.models import User
from lotrinh.organizations.choices import OrganizationLevel, Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.scope import root_of, units_within


def administered_units(who: User, day: date | None = None) -> frozenset[int] | None:
    """Keys of the units whose people `who` administers; None is all of them: technical accounts, national offices.

    Sight is another matter: an administrator sees everything. A deputy administers nobody.
    """
    if not who.is_active or standing_of(who):
        return frozenset()
    if who.is_superuser:
        return None
    held = who.role_holdings.held_on(day or localdate()).filter(role=Role.ADMINISTRATOR).select_related("organization")
    holdings = list(held)
    if any(one.organization.level == OrganizationLevel.NATIONAL and one.area_id is None for one in holdings):
        return None
    units = units_within({one.organization_id for one in holdings})
    areas = territory.within({root_of(one) for one in holdings} - {None})
    reached: set[int] = set().union(*units.values())
    if areas:
        there = Organization.objects.filter(area__in=frozenset().union(*areas.values()))
        reached.update(there.exclude(level=OrganizationLevel.NATIONAL).values_list("pk", flat=True))
    return frozenset(reached)


def outside_reach(who: User, person: User, day: date | None = None) -> list[RoleHolding]:
    """Roles of `person`, held on `day` or later, at units whose people `who` does not administer."""
    units = administered_units(who, day)
    if units is None:
        return []
    day = day or localdate()
    held = person.role_holdings.with_names().exclude(organization__in=units)
    return [one for one in held if one.valid_to is None or one.valid_to >= max(day, one.valid_from)]


def looks_after(who: User, person: User, day: date | None = None) -> bool:
    """Whether `who` administers `person` wholly; a technical account is for technical accounts alone."""
    units = administered_units(who, day)
    if units is None:
        return who.is_superuser or not person.is_superuser
    return bool(units) and not person.is_superuser and not outside_reach(who, person, day)

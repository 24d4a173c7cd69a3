"""A unit as an asker of scope: what comes in from it is checked, and written, within its own territory.

The asker entrusts the unit with the register for the length of the round; whoever opens a round on a register must
have the right to change it.
"""

from dataclasses import dataclass
from datetime import date

from lotrinh.areas import territory
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import Grant, grants_of, units_within


@dataclass(eq=False)
class Respondent:
    """Stands where a user stands in questions of scope; never the author of a deed, which an audit entry names."""

    unit: Organization
    is_authenticated = True
    is_active = True
    is_superuser = False

    def __str__(self):
        return self.unit.name


@grants_of.register
def _(who: Respondent, day: date) -> tuple[Grant, ...]:
    area, unit = who.unit.area_id, who.unit.pk
    areas = territory.within([area]).get(area, frozenset()) if area else frozenset()
    return (Grant(Role.DIVISIONAL_OFFICER, areas, units_within([unit])[unit]),)

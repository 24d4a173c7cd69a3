"""Units as an asker of scope: what comes in from them is checked, and written, within their own territory.

The asker entrusts the unit with the register for the length of the round; whoever opens a round on a register must
have the right to change it.
"""

from datetime import date

from lotrinh.areas import territory
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import Grant, grants_of, units_within


class Respondent:
    """Stands where a user stands in questions of scope; never the author of a deed, which an audit entry names.

    Of several units only where every row was judged within its own unit before: their scope is that of all together.
    """

    is_authenticated = True
    is_active = True
    is_superuser = False

    def __init__(self, *units: Organization):
        self.units = units

    def __str__(self):
        return ", ".join(unit.name for unit in self.units[:3])


@grants_of.register
def _(who: Respondent, day: date) -> tuple[Grant, ...]:
    areas = territory.within([unit.area_id for unit in who.units if unit.area_id])
    units = units_within([unit.pk for unit in who.units])
    return (Grant(Role.DIVISIONAL_OFFICER, _all_of(areas), _all_of(units)),)


def _all_of(found: dict[int, frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*found.values())

"""Which units somebody may ask: those of the territory, and those under the own unit."""

from django.db.models import Q
from django.utils.timezone import localdate

from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of


def askable_units(who):
    """Units that exist today and lie in the territory, or under the unit, of a writing role of `who`."""
    scope = scope_of(who).writing
    units = Organization.objects.valid_on(localdate())
    if scope.is_everything:
        return units
    seen = Q(pk__in=[])
    for path, keys in (("area", scope.area_ids), ("pk", scope.organization_ids)):
        seen |= Q(**{f"{path}__isnull": False}) if keys is None else Q(**{f"{path}__in": keys})
    return units.filter(seen)


def asking_units(who):
    """Units in whose name `who` may ask."""
    keys = scope_of(who).writing.organization_ids
    units = Organization.objects.valid_on(localdate()).order_by("sort_key")
    return units if keys is None else units.filter(pk__in=keys)

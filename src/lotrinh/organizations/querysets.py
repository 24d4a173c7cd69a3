"""Questions that depend on who asks and when. `ScopedQuerySet` is the base of every queryset in the rooms above."""

from datetime import date

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import F, Q

from lotrinh.organizations.scope import Scope, may_administer, scope_of


class ScopedQuerySet(models.QuerySet):
    """Rows by territory, by unit, or by either: whichever path leads into the asker's scope gives sight.

    class LeaseQuerySet(ScopedQuerySet):
        scope = "plot__cluster__area"
        unit_scope = "plot__cluster__manager"

    A path may be a tuple of paths (the new unit and the old one); "" is the model itself. Paths follow foreign keys
    forward only, so that no row comes twice. A row without an area is seen through `unit_scope`.
    """

    scope: str | tuple[str, ...] | None = None
    unit_scope: str | tuple[str, ...] | None = None

    def visible_to(self, who, within=None):
        """Rows that `who` may see; `within` an open programme (anything with `area_ids` and `organization_ids`)."""
        return self._inside(scope_of(who), within)

    def editable_by(self, who, within=None):
        """Rows that `who` may write: those in the scope of a role that writes."""
        return self._inside(scope_of(who).writing, within)

    def _inside(self, scope: Scope, within):
        if within is not None:
            scope = scope.narrowed(area_ids=within.area_ids, organization_ids=within.organization_ids)
        if scope.is_everything:
            return self.all()
        areas, units = _paths(self.scope), _paths(self.unit_scope)
        if not areas and not units:
            raise ImproperlyConfigured(f"{type(self).__name__} names neither scope nor unit_scope")
        seen = Q(pk__in=[])
        for path in areas:
            seen |= _among(path, scope.area_ids)
        for path in units:
            seen |= _among(path, scope.organization_ids)
        return self.filter(seen)


def _paths(given: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else given


def _among(path: str, keys: frozenset[int] | None) -> Q:
    """The object at `path` is one of `keys`; None: any object, but there must be one."""
    path = path or "pk"
    return Q(**{f"{path}__isnull": False}) if keys is None else Q(**{f"{path}__in": keys})


class OrganizationQuerySet(models.QuerySet):
    """Which offices exist is known to everybody who works here; administrators keep the list."""

    def visible_to(self, who, within=None):
        return self.all() if who is not None and who.is_authenticated else self.none()

    def editable_by(self, who, within=None):
        return self.all() if may_administer(who) else self.none()

    def valid_on(self, day: date):
        """Offices that existed on `day`: first and last day included."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day)).filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def reached_by(self, scope: Scope):
        """Offices that lie in the territory of `scope`, or under its units."""
        if scope.is_everything:
            return self.all()
        return self.filter(_among("area", scope.area_ids) | _among("pk", scope.organization_ids))

    def of_area(self, *areas):
        return self.filter(area__in=areas)

    def with_places(self):
        return self.select_related("area", "parent")


class RoleHoldingQuerySet(models.QuerySet):
    def held_on(self, day: date):
        """Roles held on `day`: first and last day included, by people whose account is open."""
        return (
            self.filter(user__is_active=True, valid_from__lte=day)
            .filter(Q(valid_to=None) | Q(valid_to__gte=day))
            .filter(Q(valid_to=None) | Q(valid_to__gte=F("valid_from")))
        )

    def with_names(self):
        return self.select_related("user", "organization", "area", "entry__by", "end_entry__by")


class DeputisingQuerySet(models.QuerySet):
    def on(self, day: date):
        """In force on `day`: not ended early, and both accounts open."""
        return self.filter(
            end_entry=None,
            valid_from__lte=day,
            valid_to__gte=day,
            principal__is_active=True,
            deputy__is_active=True,
        )

    def not_over(self, day: date):
        """In force on `day` or still to come."""
        return self.filter(end_entry=None, valid_to__gte=day)

    def with_names(self):
        return self.select_related("principal", "deputy", "entry__by", "end_entry__by")

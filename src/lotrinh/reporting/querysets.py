"""Who sees which report: its own unit and those above it at every step, its recipients once it has left."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from lotrinh.organizations.choices import Role
from lotrinh.organizations.scope import scope_of
from lotrinh.reporting.choices import LEFT, OPEN, ReportState

EDITORS = frozenset({Role.PLAN_OFFICER, Role.ADMINISTRATOR})
LEADERS = frozenset({Role.LEADER, Role.ADMINISTRATOR})


def units_as(who, roles: frozenset, day=None) -> frozenset[int] | None:
    """Keys of the units at which `who` acts in one of `roles`, and of those below them; None is all."""
    units: frozenset[int] = frozenset()
    for grant in scope_of(who, day or localdate()).grants:
        if grant.role in roles:
            if grant.organization_ids is None:
                return None
            units |= grant.organization_ids
    return units


class RegimeQuerySet(models.QuerySet):
    def visible_to(self, who):
        units = scope_of(who).organization_ids
        return self.all() if units is None else self.filter(reporter__in=units)

    def editable_by(self, who):
        units = units_as(who, EDITORS)
        return self.all() if units is None else self.filter(reporter__in=units)

    def in_force(self):
        return self.filter(is_active=True)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, who):
        units = scope_of(who).organization_ids
        if units is None:
            return self.all()
        own = Q(organization__in=units)
        received = Q(state__in=LEFT, pk__in=self._received_by(units))
        return self.filter(own | received)

    def _received_by(self, units):
        return self.model.recipient_units.through.objects.filter(organization__in=units).values("report")

    def editable_by(self, who):
        """Reports whose words `who` may write, whatever their state."""
        units = units_as(who, EDITORS)
        return self.all() if units is None else self.filter(organization__in=units)

    def agreeable_by(self, who):
        units = units_as(who, LEADERS)
        return self.all() if units is None else self.filter(organization__in=units)

    def open(self):
        return self.filter(state__in=OPEN)

    def issued(self):
        return self.filter(state=ReportState.ISSUED)

    def left(self):
        return self.filter(state__in=LEFT)

    def with_names(self):
        return self.select_related("programme", "organization", "regime", "issue", "replaces__issue", "entry__by")

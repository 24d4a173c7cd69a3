from collections.abc import Iterable
from datetime import datetime

from django.db import models

from lotrinh.organizations.permissions import in_scope, plan_officer
from lotrinh.organizations.querysets import ScopedQuerySet


class IndicatorQuerySet(models.QuerySet):
    """What is measured is known to everybody who holds a role today; plan officers keep the list."""

    def visible_to(self, who, within=None):
        return self.all() if in_scope(who) else self.none()

    def editable_by(self, who, within=None):
        """`who` is None on the command line only: a request always has a user, if an anonymous one."""
        return self.all() if who is None or plan_officer(who) else self.none()

    def with_owner(self):
        return self.select_related("owner")


class DeclaredFigureQuerySet(ScopedQuerySet):
    """The value shows wherever the indicator does; the rows are the declaring unit's and those above it."""

    unit_scope = "organization"
    scope = "organization__area"

    def of_periods(self, keys: Iterable[str]):
        return self.filter(period__in=list(keys))


class ObservationQuerySet(models.QuerySet):
    def known_by(self, instant: datetime):
        """Kept at `instant` or before."""
        return self.filter(known_at__lte=instant)

    def newest_first(self):
        return self.order_by("-known_at", "-pk")

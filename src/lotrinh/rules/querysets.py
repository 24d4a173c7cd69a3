from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q

from lotrinh.organizations.permissions import plan_officer


class RulesQuerySet(models.QuerySet):
    """Rules are public law: everybody who works here sees them; plan officers keep them."""

    def visible_to(self, who, within=None):
        return self.all() if who is not None and who.is_authenticated else self.none()

    def editable_by(self, who, within=None):
        """`who` is None on the command line only: a request always has a user, if an anonymous one."""
        return self.all() if who is None or plan_officer(who) else self.none()


class DatedRuleQuerySet(RulesQuerySet):
    def in_force_on(self, day: date):
        """Valid on `day`: first and last day included, an open end counts."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def of(self, *keys: str):
        return self.filter(key__in=keys).order_by("key", "valid_from")


class OfficeDayQuerySet(RulesQuerySet):
    def of_years(self, years: Iterable[int]):
        return self.filter(day__year__in=years).order_by("day")

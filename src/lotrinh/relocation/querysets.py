from datetime import date

from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast

from lotrinh.organizations.querysets import ScopedQuerySet
from lotrinh.relocation.choices import ESTIMATES, Answer, Side, Step
from lotrinh.support.querysets import ServingQuerySet

BEFORE_LISTED = (Step.IDENTIFIED, Step.SURVEYED, Step.CLASSIFIED)
OVER = (Step.CLEARED, Step.LAND_SETTLED, Step.CLOSED)


def _standing_on(day: date) -> Q:
    return Q(stated_on__lte=day) & (Q(lifted_on=None) | Q(lifted_on__gt=day))


class DossierQuerySet(ScopedQuerySet):
    scope = "establishment__area"

    def waiting(self):
        """Listed and not yet out: expansion, new building and transfer of the site are frozen."""
        return self.exclude(step__in=(*BEFORE_LISTED, *OVER)).exclude(side=Side.EXEMPTED)

    def closed_out_on(self, day: date):
        """Production at the old site had stopped and somebody else had verified it by `day`."""
        return self.filter(verified_on__lte=day)

    def with_freeze(self):
        """Adds `is_frozen`: whether the site may not be expanded now."""
        return self.annotate(is_frozen=Exists(self.model.objects.waiting().filter(pk=OuterRef("pk"))))


class OfDossierQuerySet(ScopedQuerySet):
    """Rows of a dossier: seen and written by whoever sees and writes its establishment."""

    scope = "dossier__establishment__area"


class RestrictionQuerySet(OfDossierQuerySet):
    def standing_on(self, day: date):
        """Stated by `day` and not lifted before it."""
        return self.filter(_standing_on(day))


class ObjectionQuerySet(OfDossierQuerySet):
    def open(self):
        return self.filter(answered_on=None)


class OfEstablishmentQuerySet(ScopedQuerySet):
    """Facts about an establishment: seen and written by whoever sees and writes it."""

    scope = "establishment__area"

    def latest_on(self, day: date, on: str):
        """Of each establishment the row with the latest date `on` that is not after `day`."""
        found = self.model.objects.filter(establishment=OuterRef("establishment"), **{f"{on}__lte": day})
        return self.filter(pk=Subquery(found.order_by(f"-{on}", "-pk").values("pk")[:1]))


class FindingQuerySet(OfEstablishmentQuerySet):
    def in_force_on(self, day: date):
        """Of each establishment and fact what was found last by `day`."""
        found = self.model.objects.filter(
            establishment=OuterRef("establishment"), fact=OuterRef("fact"), found_on__lte=day
        )
        return self.filter(pk=Subquery(found.order_by("-found_on", "-pk").values("pk")[:1]))

    def risky_on(self, day: date):
        return self.in_force_on(day).filter(answer=Answer.YES)


class SampleQuerySet(OfEstablishmentQuerySet):
    def with_ratio(self):
        """Adds `ratio`: the value over the limit it was compared with, null where the limit has no value yet."""
        return self.annotate(
            ratio=Case(
                When(limit__value__gt=0, then=Cast(F("value"), FloatField()) / Cast(F("limit__value"), FloatField())),
                default=Value(None),
                output_field=FloatField(),
            )
        )


class ComplaintQuerySet(OfEstablishmentQuerySet):
    def received_between(self, first: date, last: date):
        return self.filter(received_on__range=(first, last))


class ResidentsQuerySet(OfEstablishmentQuerySet):
    def estimated(self):
        return self.filter(method__in=ESTIMATES)


class WeightsQuerySet(ServingQuerySet):
    def in_force_on(self, day: date):
        """Of each territory the version that was the last to begin by `day`."""
        later = self.model.objects.filter(area=OuterRef("area"), valid_from__lte=day).order_by("-valid_from")
        return self.filter(pk=Subquery(later.values("pk")[:1]))


class SupplyQuerySet(ScopedQuerySet):
    """Seen and written by whoever sees and writes the cluster."""

    scope = "cluster__area"


class PrecedenceQuerySet(ScopedQuerySet):
    """An order belongs to the establishment that has to wait."""

    scope = "later__area"

    def standing_on(self, day: date):
        """Stated by `day` and not lifted before it."""
        return self.filter(_standing_on(day))


class HomeQuerySet(ScopedQuerySet):
    scope = "area"

    def known_on(self, day: date):
        return self.filter(counted_on__lte=day)

from datetime import date, timedelta

from django.db.models import F, OuterRef, Subquery

from lotrinh.organizations.querysets import ScopedQuerySet

VALID_FOR = timedelta(days=366)
"""A return older than this says nothing of the day any more: the establishment then counts as missing."""


class LabourReturnQuerySet(ScopedQuerySet):
    scope = "establishment__area"

    def valid_on(self, day: date):
        """Returns made for a day up to `day` that are at most a year old then."""
        return self.filter(as_of__lte=day, as_of__gt=day - VALID_FOR)

    def latest_on(self, day: date):
        """The last return of each establishment made for a day up to `day`, at most a year old."""
        newest = self.model.objects.valid_on(day).filter(establishment=OuterRef("establishment"))
        return self.filter(pk=Subquery(newest.order_by("-as_of").values("pk")[:1]))

    def with_trained(self):
        """Adds `with_certificate` (A) and `trained` (B = A and the skilled without certificate), in persons."""
        certificate = F("elementary") + F("intermediate") + F("college") + F("university") + F("postgraduate")
        return self.annotate(with_certificate=certificate, trained=certificate + F("skilled_without_certificate"))

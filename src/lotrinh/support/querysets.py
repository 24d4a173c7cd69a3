from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from lotrinh.areas.models import Area
from lotrinh.organizations.querysets import ScopedQuerySet
from lotrinh.organizations.scope import scope_of

_MONEY = DecimalField(max_digits=20, decimal_places=3)


class ServingQuerySet(ScopedQuerySet):
    """Rows that serve a whole territory (a purse, a rate): whoever works anywhere in it sees them.

    They are written as usual: by those whose scope holds the territory itself.
    """

    scope = "area"

    def visible_to(self, who, within=None):
        return self.filter(Q(pk__in=super().visible_to(who, within).values("pk")) | self._serving(who))

    def _serving(self, who) -> Q:
        """The row's territory lies above an area of the asker: its path begins one of theirs."""
        areas = scope_of(who).area_ids
        if not areas:
            return Q(pk__in=[])
        above: set[str] = set()
        for path in Area.objects.filter(pk__in=areas).values_list("path", flat=True):
            steps = path.split("/")[:-1]
            above |= {"/".join(steps[:count]) + "/" for count in range(1, len(steps) + 1)}
        return Q(**{f"{self.scope}__path__in": above})


class OfPurseQuerySet(ServingQuerySet):
    scope = "purse__area"


class RateQuerySet(ServingQuerySet):
    def in_force_on(self, day: date):
        """Valid on `day`: first and last day included, an open end counts."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))


class PurseYearQuerySet(OfPurseQuerySet):
    def in_force_on(self, day: date):
        """Of each purse and year the amount decided last by `day`: an amendment takes the place of what was before."""
        later = self.model.objects.filter(purse=OuterRef("purse"), year=OuterRef("year"), decided_on__lte=day).order_by(
            "-decided_on"
        )
        return self.filter(pk=Subquery(later.values("pk")[:1]))

    def with_paid(self):
        """Adds `paid_million` of that purse and year, and `left_million`."""
        from lotrinh.support.models import Payment

        paid = Payment.objects.standing().filter(purse=OuterRef("purse"), paid_on__year=OuterRef("year")).order_by()
        total = Subquery(
            paid.values("purse").annotate(sum=Sum("amount_million")).values("sum")[:1], output_field=_MONEY
        )
        return self.annotate(paid_million=Coalesce(total, Value(Decimal(0), output_field=_MONEY))).annotate(
            left_million=F("amount_million") - F("paid_million")
        )


class PaymentQuerySet(ScopedQuerySet):
    """Seen by whoever sees the establishment that was paid."""

    scope = "payee__area"

    def standing(self):
        """Without what was paid back."""
        return self.filter(recovered_on=None)

from django.db.models import BooleanField, Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Left

from lotrinh.establishments.choices import INDUSTRIAL_TRADES
from lotrinh.organizations.querysets import ScopedQuerySet


class EstablishmentQuerySet(ScopedQuerySet):
    scope = "area"

    def operating_on(self, day):
        """At work on `day`: the first day counts, the day of closing too; an unknown opening day counts as open."""
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=day)).filter(Q(closed_on=None) | Q(closed_on__gte=day))

    def not_merged(self):
        """Without the rows found to be the same establishment as another."""
        return self.filter(merged_into=None)

    def merged_away(self):
        """The rows that were found to be another establishment."""
        return self.filter(merged_into__isnull=False)

    def with_form_on(self, day):
        """Adds `form_on_day`: the legal form in force on `day`, null when none is recorded."""
        from lotrinh.establishments.models import LegalForm

        forms = LegalForm.objects.filter(establishment=OuterRef("pk")).in_force_on(day).order_by("-valid_from")
        return self.annotate(form_on_day=Subquery(forms.values("kind")[:1]))

    def with_industry(self, first: str, last: str):
        """Adds `is_industrial`: the main sector lies in divisions `first`–`last` (two digits); null when nobody knows.

        Without a recorded sector the plan's type decides where it can.
        """
        from lotrinh.establishments.models import Sector

        main = Sector.objects.filter(establishment=OuterRef("pk"), is_main=True).order_by("version")
        found = self.annotate(main_division=Subquery(main.values(division=Left("code", 2))[:1]))
        return found.annotate(
            is_industrial=Case(
                When(main_division__range=(first, last), then=Value(True)),
                When(main_division__isnull=False, then=Value(False)),
                When(trade__in=INDUSTRIAL_TRADES, then=Value(True)),
                default=Value(None),
                output_field=BooleanField(null=True),
            )
        )


class OfEstablishmentQuerySet(ScopedQuerySet):
    """Rows that belong to an establishment: seen and written by whoever sees and writes it."""

    scope = "establishment__area"

    def in_force_on(self, day):
        """Valid on `day`: first and last day included, an open end counts."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))


class DistinctPairQuerySet(ScopedQuerySet):
    """Seen and written by whoever sees and writes the first of the two."""

    scope = "first__area"

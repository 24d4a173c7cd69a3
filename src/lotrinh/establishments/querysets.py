from django.db.models import OuterRef, Q, Subquery

from lotrinh.organizations.querysets import ScopedQuerySet


class EstablishmentQuerySet(ScopedQuerySet):
    scope = "area"

    def operating_on(self, day):
        """At work on `day`: the first day counts, the day of closing too; an unknown opening day counts as open."""
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=day)).filter(Q(closed_on=None) | Q(closed_on__gte=day))

    def not_merged(self):
        """Without the rows found to be the same establishment as another."""
        return self.filter(merged_into=None)

    def with_form_on(self, day):
        """Adds `form_on_day`: the legal form in force on `day`, null when none is recorded."""
        from lotrinh.establishments.models import LegalForm

        forms = LegalForm.objects.filter(establishment=OuterRef("pk")).in_force_on(day).order_by("-valid_from")
        return self.annotate(form_on_day=Subquery(forms.values("kind")[:1]))


class OfEstablishmentQuerySet(ScopedQuerySet):
    """Rows that belong to an establishment: seen and written by whoever sees and writes it."""

    scope = "establishment__area"

    def in_force_on(self, day):
        """Valid on `day`: first and last day included, an open end counts."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))

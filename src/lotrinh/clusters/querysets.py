from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import NullIf

from lotrinh.clusters.choices import PlotPurpose
from lotrinh.core.periods import Period
from lotrinh.core.registers.spans import DaysUntil, overlapping_span
from lotrinh.organizations.querysets import ScopedQuerySet


class ClusterQuerySet(ScopedQuerySet):
    scope = "area"


class ReturnQuerySet(ScopedQuerySet):
    """Returns of TT 14/2024 are made for a half year or a year that ends on the 14th."""

    def of_span(self, first: date, last: date):
        """Returns of the half year or year between these days, whether they were given by cut-off or by calendar."""
        return self.filter(period__in=[f"{key.removesuffix('r')}r" for key in _halves_and_years(first, last)])


def _halves_and_years(first: date, last: date) -> list[str]:
    periods = [Period.covering(last, kind, window) for kind in ("half", "year") for window in ("report", "calendar")]
    return [period.key for period in periods if (period.first, period.last) == (first, last)]


class TenantReturnQuerySet(ReturnQuerySet):
    scope = "establishment__area"


class DeveloperReturnQuerySet(ReturnQuerySet):
    scope = "cluster__area"

    def with_fill(self):
        """Adds `fill_percent`: land let of the land serviced; null where nothing is serviced."""
        return self.annotate(fill_percent=F("let_ha") * 100 / NullIf(F("serviced_ha"), Value(Decimal(0))))


class PlotQuerySet(ScopedQuerySet):
    scope = "cluster__area"

    def industrial(self):
        """Land for producers and direct services, as the detailed plan sets it: the denominator of fill rates."""
        return self.filter(purpose=PlotPurpose.INDUSTRIAL)

    def serviced_on(self, day: date):
        """With infrastructure ready on `day`."""
        return self.filter(serviced_on__lte=day)

    def with_use_on(self, day: date):
        """Adds `is_let` and `is_approved` as of `day`: whether a plot is let is derived, never stored."""
        return self.annotate(is_let=Exists(leases_of_plot(day)), is_approved=Exists(approvals_of_plot(day)))


class LeaseQuerySet(ScopedQuerySet):
    scope = "plot__cluster__area"

    def active_on(self, day: date):
        """Leases in force on `day`: first and last day included, an open end counts."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def overlapping(self, first: date, last: date | None):
        """Leases in force on any day from `first` to `last`; no `last` means without end."""
        return self.filter(overlapping_span("starts_on", "ends_on", first, last))

    def with_days_left(self, day: date):
        """Adds `days_left` until the last day, null for an open end."""
        return self.annotate(days_left=DaysUntil("ends_on", day))


class ApprovalQuerySet(ScopedQuerySet):
    scope = "plot__cluster__area"

    def active_on(self, day: date):
        """Approvals decided by `day` and not withdrawn before it."""
        return self.filter(decided_on__lte=day).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))


def leases_of_plot(day: date):
    from lotrinh.clusters.models import Lease

    return Lease.objects.active_on(day).filter(plot=OuterRef("pk"))


def approvals_of_plot(day: date):
    from lotrinh.clusters.models import Approval

    return Approval.objects.active_on(day).filter(plot=OuterRef("pk"))

"""Reports in the hands of one officer, for the day that officer leaves."""

from django.db.models import Q

from lotrinh.core.models import User
from lotrinh.organizations import leaving
from lotrinh.reporting.choices import ReportState
from lotrinh.reporting.models import Report, ReportStep

ON_THE_WAY = (ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED, ReportState.AGREED)


def reports_of(person: User):
    """Reports that have not left the office and that the person began, wrote last or handed in."""
    steps = ReportStep.objects.filter(leaving.done_by(person, "entry")).values("report")
    hands = Q(pk__in=steps) | leaving.done_by(person, "entry")
    return Report.objects.filter(hands, state__in=ON_THE_WAY).select_related("regime", "organization").order_by("pk")


def register() -> None:
    leaving.keeps(
        "reports",
        title="Báo cáo đang soạn, đang trình",
        find=reports_of,
        unit=lambda report: report.organization,
        describe=lambda report: f"{report.title} – {report.get_state_display()}",
    )

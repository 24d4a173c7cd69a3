"""Who may do what with a report. Views ask these to show a button; deeds ask them again and raise."""

from lotrinh.core.models import User
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import Programme
from lotrinh.reporting.errors import NotTheLeader, NotYourReport
from lotrinh.reporting.models import Report
from lotrinh.reporting.querysets import EDITORS, units_as


def may_report_for(who: User, organization: Organization) -> bool:
    """Is plan officer of the unit, or of one above it."""
    units = units_as(who, EDITORS)
    return units is None or organization.pk in units


def may_edit(who: User, report: Report) -> bool:
    return may_report_for(who, report.organization)


def may_agree(who: User, report: Report) -> bool:
    return Report.objects.agreeable_by(who).filter(pk=report.pk).exists()


def must_edit(who: User, report: Report) -> None:
    if not may_edit(who, report):
        raise NotYourReport()


def must_agree(who: User, report: Report) -> None:
    if not may_agree(who, report):
        raise NotTheLeader()


def must_report_for(who: User, organization: Organization, programme: Programme) -> None:
    """`who` writes for the unit, and sees the programme."""
    if not may_report_for(who, organization) or not Programme.objects.visible_to(who).filter(pk=programme.pk).exists():
        raise NotYourReport()

"""Who may do what with a report. Views ask these to show a button; deeds ask them again and raise."""

from typing import Any

from django.db.models import Q

from lotrinh.core.models import User
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import Programme
from lotrinh.reporting.choices import ReportState
from lotrinh.reporting.errors import NotTheLeader, NotYourReport
from lotrinh.reporting.models import Report
from lotrinh.reporting.querysets import EDITORS, units_as
from lotrinh.rules.second_person import AGREE_REPORT, why_not


def may_report_for(who: User, organization: Organization) -> bool:
    """Is plan officer of the unit, or of one above it."""
    units = units_as(who, EDITORS)
    return units is None or organization.pk in units


def may_edit(who: User, report: Report) -> bool:
    return may_report_for(who, report.organization)


def may_agree(who: User, report: Report) -> bool:
    return Report.objects.agreeable_by(who).filter(pk=report.pk).exists()


def authors_of(report: Report) -> frozenset[int]:
    """Keys of who began the report and who handed it in, and of whom they did it for."""
    steps = report.steps.filter(Q(ordinal=1) | Q(state=ReportState.SUBMITTED)).select_related("entry")
    return frozenset().union(*(step.entry.identities for step in steps))


def second_half(report: Report) -> dict[str, Any]:
    """What `rules.second_person` asks of agreeing: whose report it is, where a second person is, who may."""
    return {
        "authors": authors_of(report),
        "unit": report.organization,
        "may": lambda user: may_agree(user, report),
    }


def who_else_agrees(who: User, report: Report) -> str:
    """Why `who`, a leader, does not agree to this report and who does; "" when nothing is against it."""
    if report.state != ReportState.SUBMITTED or not may_agree(who, report):
        return ""
    return why_not(AGREE_REPORT, by=who, **second_half(report))


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

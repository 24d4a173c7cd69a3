"""What every page of a report begins with."""

from django.shortcuts import get_object_or_404

from lotrinh.reporting import rights, rounds
from lotrinh.reporting.choices import ReportState
from lotrinh.reporting.models import Report


def opened(request, pk) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user).with_names(), pk=pk)


def frame(request, report: Report, tab: str) -> dict:
    """What every tab of a report shows around its own content."""
    return {
        "report": report,
        "tab": tab,
        "may_edit": rights.may_edit(request.user, report),
        "may_agree": rights.may_agree(request.user, report),
        "needs_another": rights.who_else_agrees(request.user, report),
        "issue": getattr(report, "issue", None),
        "replaced_by": getattr(report, "replaced_by", None),
        "replaced_answers": rounds.replaced_in(report),
        "last_return": report.steps.filter(state=ReportState.RETURNED).select_related("entry__by").first(),
    }

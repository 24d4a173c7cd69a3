"""What is owed, what waits, what was written."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.core.periods import Period
from lotrinh.reporting import rounds
from lotrinh.reporting.choices import ReportState
from lotrinh.reporting.forms import periods_of
from lotrinh.reporting.models import Report, ReportRegime
from lotrinh.reporting.querysets import EDITORS, units_as

REPORTS_SHOWN = 60


@dataclass(frozen=True)
class Owed:
    """One report that is due, or will be, and has not left yet."""

    regime: ReportRegime
    period: Period
    due: date
    report: Report | None

    @property
    def is_late(self) -> bool:
        return self.due < localdate()


def owed_by(who, day: date) -> list[Owed]:
    """Of every regime that `who` writes for: the last period closed and the running one, unless their reports left."""
    regimes = list(ReportRegime.objects.editable_by(who).in_force().select_related("programme", "reporter"))
    standing = Report.objects.exclude(state=ReportState.WITHDRAWN).filter(regime__in=regimes)
    reports = {(report.regime_id, report.period_key): report for report in standing.select_related("regime")}
    owed = []
    for regime in regimes:
        for period in periods_of(regime.period_kind, day)[:2]:
            report = reports.get((regime.pk, period.key))
            if report is None or not report.has_left:
                owed.append(Owed(regime, period, regime.due_on(period), report))
    return sorted(owed, key=lambda one: one.due)


@require_GET
def index(request):
    reports = Report.objects.visible_to(request.user).with_names()
    state = request.GET.get("trang-thai", "")
    if state in ReportState.values:
        reports = reports.filter(state=state)
    reports = list(reports[:REPORTS_SHOWN])
    units = units_as(request.user, EDITORS)
    context = {
        "reports": reports,
        "resting": rounds.resting_on_replaced(reports),
        "states": ReportState.choices,
        "chosen": state,
        "owed": owed_by(request.user, localdate()),
        "waiting": Report.objects.agreeable_by(request.user).filter(state=ReportState.SUBMITTED).with_names(),
        "may_write": units is None or bool(units),
    }
    return render(request, "reporting/index.html", context)

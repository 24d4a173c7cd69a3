"""Putting the totals of a round into a report: from the report's figures, or from the page of the round's totals."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lotrinh.collection.choices import RoundState
from lotrinh.collection.models import Round
from lotrinh.core.keys import key_in
from lotrinh.core.registers import Refused
from lotrinh.reporting import actions
from lotrinh.reporting.models import Report, ReportRegime
from lotrinh.reporting.querysets import EDITORS, units_as

REPORTS_OFFERED = 30


@require_POST
def choose(request, pk):
    """The ticked rounds are those of the report; its figures are taken anew."""
    report = get_object_or_404(Report.objects.editable_by(request.user), pk=pk)
    keys = [key for text in request.POST.getlist("dot")[:100] if (key := key_in(text)) is not None]
    _put(request, report, Round.objects.asked_by(request.user).filter(pk__in=keys))
    return redirect("reporting:figures", pk)


@require_http_methods(["GET", "POST"])
def with_round(request, pk):
    """From a round's totals: into which report? One that is being written, or a new one of a regime."""
    units = units_as(request.user, EDITORS)
    if units is not None and not units:
        raise PermissionDenied
    asked = Round.objects.asked_by(request.user).exclude(state=RoundState.PREPARED)
    round = get_object_or_404(asked.select_related("asker"), pk=pk)
    drafts = Report.objects.editable_by(request.user).open().with_names()
    if request.method == "POST":
        report = get_object_or_404(drafts, pk=key_in(request.POST.get("bao-cao", "")))
        _put(request, report, asked.filter(pk__in=[round.pk, *report.rounds.values_list("pk", flat=True)]))
        return redirect("reporting:figures", report.pk)
    context = {
        "round": round,
        "drafts": sorted(drafts[:REPORTS_OFFERED], key=lambda report: report.period_key != round.period),
        "regimes": ReportRegime.objects.editable_by(request.user).in_force().select_related("programme"),
    }
    return render(request, "reporting/with_round.html", context)


def _put(request, report: Report, rounds) -> None:
    try:
        actions.set_rounds(report=report, rounds=rounds, by=request.user)
        messages.success(request, "Đã lấy tổng của các đợt đã chọn vào báo cáo.")
    except Refused as error:
        messages.error(request, str(error))

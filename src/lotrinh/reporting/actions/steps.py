"""What every deed on a report does: hold its row, keep the step."""

from lotrinh.core.models import AuditEntry
from lotrinh.reporting.errors import NotNow
from lotrinh.reporting.models import Report, ReportStep


def locked(report: Report) -> Report:
    """The stored report, held until the transaction ends: of two who press at once the second finds it moved on."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("regime", "programme", "organization")
        .get(pk=report.pk)
    )


def locked_while_open(report: Report) -> Report:
    """`locked`, for deeds on a draft. Raises NotNow once it was submitted."""
    report = locked(report)
    if not report.is_open:
        raise NotNow(report.get_state_display())
    return report


def keep_step(report: Report, entry: AuditEntry, note: str) -> ReportStep:
    """The words and figures as this step left them."""
    last = report.steps.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    return ReportStep.objects.create(
        report=report,
        ordinal=last + 1,
        state=report.state,
        note=note,
        words=dict(report.sections.values_list("key", "words")),
        figures={figure.name: [figure.label, figure.text()] for figure in report.figures.all()},
        entry=entry,
    )

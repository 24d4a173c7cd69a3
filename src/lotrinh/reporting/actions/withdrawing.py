"""Back and anew: a report that left is taken back, another takes its place."""

from collections.abc import Iterable

from lotrinh.core.models import AuditEntry, User
from lotrinh.core.registers import audit
from lotrinh.reporting import figures as taking
from lotrinh.reporting.actions.drafts import begin
from lotrinh.reporting.actions.steps import keep_step, locked
from lotrinh.reporting.choices import NEXT, ReportState
from lotrinh.reporting.errors import NoReason, NotNow
from lotrinh.reporting.models import FigureMark, FrozenFigure, Report
from lotrinh.reporting.rights import must_edit


def withdraw_and_replace(*, report: Report, reason: str, wrong: Iterable[str] = (), by: User) -> Report:
    """Take back a report that left; returns the draft that takes its place, for the same recipients.

    `wrong`: names of the figures that were wrong; every figure of another report that rests on one is marked.
    Raises NotYourReport, NotNow, NoReason.
    """
    must_edit(by, report)
    if not reason.strip():
        raise NoReason()
    with audit(f"Thu hồi và thay báo cáo {report.title}", by=by, reason=reason.strip()) as entry:
        report = locked(report)
        if ReportState.WITHDRAWN not in NEXT[report.step]:
            raise NotNow(report.get_state_display())
        wrong_figures = list(report.figures.filter(name__in=list(wrong)))
        report.state, report.entry = ReportState.WITHDRAWN, entry
        report.withdrawn, report.why_withdrawn = entry, reason.strip()
        report.wrong_figures = [figure.name for figure in wrong_figures]
        report.save()
        keep_step(report, entry, reason.strip())
        mark_users_of(wrong_figures, entry)
        return _replacement_of(report, by, entry)


def _replacement_of(old: Report, by: User, entry: AuditEntry) -> Report:
    new = Report(
        programme=old.programme,
        regime=old.regime,
        organization=old.organization,
        period_key=old.period_key,
        first_day=old.first_day,
        last_day=old.last_day,
        addressees=old.addressees,
        recipients=old.recipients,
        replaces=old,
        entry=entry,
    )
    new.save()
    new.recipient_units.set(old.recipient_units.all())
    new.rounds.set(old.rounds.all())
    begin(new, by, entry, before=old)
    return new


def mark_users_of(wrong: list[FrozenFigure], entry: AuditEntry) -> list[FigureMark]:
    marks = [
        FigureMark(figure=figure, source=source, note=where[:300], entry=entry)
        for figure, source, where in taking.resting_on(wrong)
    ]
    return FigureMark.objects.bulk_create(marks, ignore_conflicts=True)

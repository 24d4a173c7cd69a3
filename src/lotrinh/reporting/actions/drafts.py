"""The draft: its figures taken, its words written."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from lotrinh.collection.choices import RoundState
from lotrinh.collection.errors import NotYourRound
from lotrinh.collection.models import Round
from lotrinh.core.models import AuditEntry, User
from lotrinh.core.periods import Period
from lotrinh.core.registers import audit
from lotrinh.core.vietnamese import nfc
from lotrinh.reporting import figures as taking
from lotrinh.reporting.actions.steps import keep_step, locked_while_open
from lotrinh.reporting.charting import charts_of
from lotrinh.reporting.choices import ReportState, SectionKey
from lotrinh.reporting.drafting import opening_words
from lotrinh.reporting.errors import AlreadyDrafted, SomebodyWasFaster
from lotrinh.reporting.models import Report, ReportRegime, ReportSection
from lotrinh.reporting.rights import must_edit, must_report_for
from lotrinh.reporting.text import lines_of
from lotrinh.reporting.words import Notice, notices


def draft_report(*, regime: ReportRegime, period: Period, by: User, sent_as: UUID | None = None) -> Report:
    """Begin the report of `period`: its figures taken, its words those of the last one.

    `sent_as`: token of the form; a second click gives the report of the first. Raises NotYourReport, AlreadyDrafted.
    """
    must_report_for(by, regime.reporter, regime.programme)
    if sent_as and (already := Report.objects.filter(sent_as=sent_as).first()):
        return already
    standing = Report.objects.exclude(state=ReportState.WITHDRAWN).filter(regime=regime, period_key=period.key)
    if (there := standing.select_related("regime").first()) is not None:
        raise AlreadyDrafted(there)
    report = Report(
        programme=regime.programme,
        regime=regime,
        organization=regime.reporter,
        period_key=period.key,
        first_day=period.first,
        last_day=period.last,
        addressees=lines_of(regime.addressees),
        recipients=lines_of(regime.recipients),
        sent_as=sent_as or uuid4(),
    )
    with audit(f"Soạn báo cáo {report.title}", by=by) as entry:
        report.entry = entry
        try:
            with transaction.atomic():
                report.save()
        except IntegrityError as error:  # somebody else began the same report in the same moment
            raise AlreadyDrafted(standing.select_related("regime").get()) from error
        report.recipient_units.set(regime.recipient_units.all())
        begin(report, by, entry, before=_report_before(report))
    return report


def _report_before(report: Report) -> Report | None:
    left = Report.objects.filter(regime=report.regime, last_day__lt=report.last_day)
    return left.exclude(state=ReportState.WITHDRAWN).order_by("-last_day").first()


def begin(report: Report, by: User, entry: AuditEntry, before: Report | None) -> None:
    """Figures, then words around them, then the first step."""
    _take(report, by)
    words = opening_words(report, report.figures.all(), before)
    ReportSection.objects.bulk_create(
        [ReportSection(report=report, key=key, words=words[key], entry=entry) for key in SectionKey.values]
    )
    keep_step(report, entry, "Lập bản thảo")


def refresh(*, report: Report, by: User) -> Report:
    """Take all figures anew, as the registers know them now. The words stay. Raises NotYourReport, NotNow."""
    must_edit(by, report)
    with audit(f"Lấy lại số liệu: {report.title}", by=by) as entry:
        report = locked_while_open(report)
        _take(report, by)
        keep_step(report, entry, "Lấy lại số liệu từ sổ")
    return report


def _take(report: Report, by: User) -> None:
    taken = taking.take(report, by)
    report.figures.all().delete()
    for figure in taken.figures:
        figure.save()
    report.collected = taken.collected
    left = Report.objects.issued().filter(programme=report.programme, organization=report.organization)
    earlier = left.filter(last_day__lt=report.last_day).order_by("-last_day").select_related("regime", "issue")[:3]
    report.units, report.blocks = taken.units, taken.blocks
    report.changes = [change.as_json for change in taking.changed_since(list(earlier))]
    report.charts = charts_of(taken.targets, taken.figures, report.last_day)
    report.refreshed_at = timezone.now()
    report.save()


def set_rounds(*, report: Report, rounds: Iterable[Round], by: User) -> Report:
    """Put the totals of these rounds, and of no others, into the draft; all figures are taken anew.

    Raises NotYourReport, NotNow, NotYourRound.
    """
    must_edit(by, report)
    rounds = list(rounds)
    seen = Round.objects.asked_by(by).exclude(state=RoundState.PREPARED)
    if seen.filter(pk__in=[round.pk for round in rounds]).count() < len(rounds):
        raise NotYourRound(summary="Chỉ đưa vào báo cáo được tổng của đợt do đơn vị mình hỏi.")
    with audit(f"Đưa đợt thu thập vào báo cáo: {report.title}", by=by) as entry:
        report = locked_while_open(report)
        report.rounds.set(rounds)
        _take(report, by)
        keep_step(report, entry, f"Lấy tổng của {len(rounds)} đợt thu thập")
    return report


def write_section(*, report: Report, key: str, words: str, seen: int | None, by: User) -> ReportSection:
    """Set the words of one section. `seen`: the entry under which the writer opened it.

    Raises NotYourReport, NotNow, SomebodyWasFaster.
    """
    must_edit(by, report)
    words = nfc(words).replace("\r\n", "\n").strip()
    with audit(f"Sửa lời báo cáo {report.title}", by=by) as entry:
        report = locked_while_open(report)
        section = report.sections.select_related("entry__by").get(key=key)
        if section.words == words:
            return section
        if seen is not None and section.entry_id != seen:
            raise SomebodyWasFaster(section)
        section.words, section.entry = words, entry
        section.save()
    return section


def all_notices(report: Report) -> dict[str, list[Notice]]:
    """Section → what to look at in its words."""
    known = {figure.name: figure.known for figure in report.figures.all()}
    names = (report.programme.name, report.organization.name, report.regime.name)
    earlier = None if report.replaces_id else _report_before(report)
    before = dict(earlier.sections.values_list("key", "words")) if earlier else {}
    return {
        section.key: notices(section.words, known, names, before.get(section.key, ""))
        for section in report.sections.all()
    }

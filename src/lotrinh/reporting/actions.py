"""Deeds on reports: keyword-only, atomic, `by=` a user; each opens one audit entry and raises `reporting.errors`."""

import io
from collections.abc import Iterable
from datetime import date
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from lotrinh.collection.choices import RoundState
from lotrinh.collection.errors import NotYourRound
from lotrinh.collection.models import Round
from lotrinh.core.models import AuditEntry, User
from lotrinh.core.periods import Period
from lotrinh.core.registers import audit
from lotrinh.core.vietnamese import format_date, nfc
from lotrinh.documents.actions import store_file
from lotrinh.documents.choices import FileKind
from lotrinh.documents.writing import templates
from lotrinh.documents.writing.docx import to_docx
from lotrinh.documents.writing.pdf import to_pdf
from lotrinh.reporting import figures as taking
from lotrinh.reporting import rights
from lotrinh.reporting.charting import charts_of
from lotrinh.reporting.choices import NEXT, ReportState, SectionKey
from lotrinh.reporting.drafting import opening_words
from lotrinh.reporting.errors import (
    AlreadyDrafted,
    BadIssue,
    NoReason,
    NotNow,
    SomebodyWasFaster,
    Unfinished,
)
from lotrinh.reporting.models import (
    FILES,
    FigureMark,
    FrozenFigure,
    Report,
    ReportIssue,
    ReportRegime,
    ReportSection,
    ReportStep,
    sha256_of_value,
)
from lotrinh.reporting.rights import must_agree, must_edit, must_report_for
from lotrinh.reporting.text import lines_of, official_text
from lotrinh.reporting.words import Notice, notices
from lotrinh.rules.second_person import AGREE_REPORT, must_be_another

TEMPLATE_FILES = "mau-bao-cao"


# --- what is owed ----------------------------------------------------------------------------------------------------


def save_regime(*, regime: ReportRegime, by: User, recipient_units: Iterable | None = None) -> ReportRegime:
    """Enter or change what must be reported. Raises NotYourReport."""
    must_report_for(by, regime.reporter, regime.programme)
    with audit(f"Chế độ báo cáo: {regime}", by=by) as entry:
        regime.entry = entry
        regime.save()
        if recipient_units is not None:
            regime.recipient_units.set(recipient_units)
    return regime


def set_template(*, regime: ReportRegime, file: BinaryIO, name: str, by: User) -> ReportRegime:
    """The office's own Word file for this report. Raises NotYourReport, FileRefused, templates.BadTemplate."""
    must_report_for(by, regime.reporter, regime.programme)
    file.seek(0)
    templates.check(file.read())
    with audit(f"Mẫu Word của {regime}", by=by) as entry:
        kinds = frozenset({FileKind.DOCX})
        regime.template = store_file(
            file=file,
            name=name,
            register=TEMPLATE_FILES,
            key=regime.pk,
            by=by,
            kinds=kinds,
            largest_mib=templates.LARGEST_MIB,
        )
        regime.entry = entry
        regime.save()
    return regime


# --- the draft -------------------------------------------------------------------------------------------------------


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
        _begin(report, by, entry, before=_report_before(report))
    return report


def _report_before(report: Report) -> Report | None:
    left = Report.objects.filter(regime=report.regime, last_day__lt=report.last_day)
    return left.exclude(state=ReportState.WITHDRAWN).order_by("-last_day").first()


def _begin(report: Report, by: User, entry: AuditEntry, before: Report | None) -> None:
    """Figures, then words around them, then the first step."""
    _take(report, by)
    words = opening_words(report, report.figures.all(), before)
    ReportSection.objects.bulk_create(
        [ReportSection(report=report, key=key, words=words[key], entry=entry) for key in SectionKey.values]
    )
    _step(report, entry, "Lập bản thảo")


def refresh(*, report: Report, by: User) -> Report:
    """Take all figures anew, as the registers know them now. The words stay. Raises NotYourReport, NotNow."""
    must_edit(by, report)
    with audit(f"Lấy lại số liệu: {report.title}", by=by) as entry:
        report = _locked(report)
        if not report.is_open:
            raise NotNow(report.get_state_display())
        _take(report, by)
        _step(report, entry, "Lấy lại số liệu từ sổ")
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
        report = _locked(report)
        if not report.is_open:
            raise NotNow(report.get_state_display())
        report.rounds.set(rounds)
        _take(report, by)
        _step(report, entry, f"Lấy tổng của {len(rounds)} đợt thu thập")
    return report


def write_section(*, report: Report, key: str, words: str, seen: int | None, by: User) -> ReportSection:
    """Set the words of one section. `seen`: the entry under which the writer opened it.

    Raises NotYourReport, NotNow, SomebodyWasFaster.
    """
    must_edit(by, report)
    words = nfc(words).replace("\r\n", "\n").strip()
    with audit(f"Sửa lời báo cáo {report.title}", by=by) as entry:
        report = _locked(report)
        if not report.is_open:
            raise NotNow(report.get_state_display())
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


# --- the way out -----------------------------------------------------------------------------------------------------


def submit(*, report: Report, by: User, note: str = "") -> Report:
    """Hand the draft to the leader. Raises NotYourReport, NotNow, Unfinished."""
    must_edit(by, report)
    unfinished = [n for found in all_notices(report).values() for n in found if n.must_be_mended]
    if unfinished:
        raise Unfinished(unfinished)
    return _move(report, ReportState.SUBMITTED, by=by, deed="Trình báo cáo", note=note)


def return_(*, report: Report, by: User, note: str) -> Report:
    """Give it back with words. Raises NotTheLeader, NotNow, NoReason."""
    must_agree(by, report)
    if not note.strip():
        raise NoReason()
    return _move(report, ReportState.RETURNED, by=by, deed="Trả lại báo cáo", note=note.strip())


def agree(*, report: Report, by: User, note: str = "") -> Report:
    """The leader agrees to what was submitted. Raises NotTheLeader, NeedsAnother, NotNow."""
    must_agree(by, report)
    must_be_another(AGREE_REPORT, by=by, **rights.second_half(report))
    return _move(report, ReportState.AGREED, by=by, deed="Đồng ý báo cáo", note=note.strip())


def _move(report: Report, to: ReportState, *, by: User, deed: str, note: str) -> Report:
    with audit(f"{deed}: {report.title}", by=by, reason=note) as entry:
        report = _locked(report)
        if to not in NEXT[report.step]:
            raise NotNow(report.get_state_display())
        report.state, report.entry = to, entry
        report.save()
        _step(report, entry, note)
    return report


def issue(
    *, report: Report, number: int, issued_on: date, signer_lines: list[str], signer_name: str, by: User
) -> ReportIssue:
    """The report leaves: number, day, signer; words and figures are frozen under one digest, Word and PDF are kept.

    Raises NotYourReport, NotNow, BadIssue.
    """
    must_edit(by, report)
    _check_issue(report, issued_on, number)
    with audit(f"Ban hành báo cáo {report.title} số {number:02}/{report.regime.symbol}", by=by) as entry:
        report = _locked(report)
        if ReportState.ISSUED not in NEXT[report.step]:
            raise NotNow(report.get_state_display())
        paper = ReportIssue(
            report=report,
            organization=report.organization,
            number=number,
            symbol=report.regime.symbol,
            issued_on=issued_on,
            year=issued_on.year,
            signer_lines=signer_lines,
            signer_name=signer_name,
            sha256=digest_of(report),
            entry=entry,
        )
        try:
            with transaction.atomic():
                paper.save()
        except IntegrityError as error:
            raise BadIssue(
                summary=f"Số {paper.full_number} của năm {paper.year} đã dùng; hãy lấy số kế tiếp."
            ) from error
        report.state, report.entry = ReportState.ISSUED, entry
        report.save()
        _keep_papers(report, paper, by)
        _step(report, entry, f"Ban hành số {paper.full_number} ngày {format_date(issued_on)}")
    return paper


def _check_issue(report: Report, issued_on: date, number: int) -> None:
    if number < 1:
        raise BadIssue(summary="Số văn bản bắt đầu từ 1 mỗi năm.")
    if issued_on > localdate():
        raise BadIssue(summary=f"Ngày ban hành {format_date(issued_on)} chưa tới; hãy ghi ngày ký thật.")
    if issued_on < report.last_day:
        raise BadIssue(
            summary=f"Ngày ban hành {format_date(issued_on)} trước ngày chốt số liệu {format_date(report.last_day)}."
        )


def _keep_papers(report: Report, paper: ReportIssue, by: User) -> None:
    """The Word and PDF files exactly as they left: no later version of the software prints them otherwise."""
    text = official_text(report)
    name = f"bao-cao-{paper.number:02}-{report.period_key}"
    made = {"docx": to_docx(text), "pdf": to_pdf(text)}
    for kind, data in made.items():
        kept = store_file(file=io.BytesIO(data), name=f"{name}.{kind}", register=FILES, key=report.pk, by=by)
        setattr(paper, kind, kept)
    paper.save()


def digest_of(report: Report) -> str:
    """One digest over words, recipients and the digests of all figures."""
    return sha256_of_value(
        {
            "title": report.title,
            "days": [report.first_day.isoformat(), report.last_day.isoformat()],
            "words": dict(report.sections.values_list("key", "words")),
            "recipients": report.recipients,
            "figures": dict(report.figures.values_list("name", "sha256")),
            "units": report.units,
            "blocks": report.blocks,
            "changes": report.changes,
            **({"rounds": report.collected} if report.collected else {}),
        }
    )


def attach_signed(*, report: Report, file: BinaryIO, name: str, by: User) -> ReportIssue:
    """The PDF as signed, beside ours. Raises NotYourReport, NotNow, FileRefused."""
    must_edit(by, report)
    if not report.has_left:
        raise NotNow(report.get_state_display())
    with audit(f"Kèm bản ký số của {report.title}", by=by):
        paper = report.issue
        kinds = frozenset({FileKind.PDF})
        paper.signed_pdf = store_file(file=file, name=name, register=FILES, key=report.pk, by=by, kinds=kinds)
        paper.save()
    return paper


# --- back and anew ---------------------------------------------------------------------------------------------------


def withdraw_and_replace(*, report: Report, reason: str, wrong: Iterable[str] = (), by: User) -> Report:
    """Take back a report that left; returns the draft that takes its place, for the same recipients.

    `wrong`: names of the figures that were wrong; every figure of another report that rests on one is marked.
    Raises NotYourReport, NotNow, NoReason.
    """
    must_edit(by, report)
    if not reason.strip():
        raise NoReason()
    with audit(f"Thu hồi và thay báo cáo {report.title}", by=by, reason=reason.strip()) as entry:
        report = _locked(report)
        if ReportState.WITHDRAWN not in NEXT[report.step]:
            raise NotNow(report.get_state_display())
        wrong_figures = list(report.figures.filter(name__in=list(wrong)))
        report.state, report.entry = ReportState.WITHDRAWN, entry
        report.withdrawn, report.why_withdrawn = entry, reason.strip()
        report.wrong_figures = [figure.name for figure in wrong_figures]
        report.save()
        _step(report, entry, reason.strip())
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
    _begin(new, by, entry, before=old)
    return new


def mark_users_of(wrong: list[FrozenFigure], entry: AuditEntry) -> list[FigureMark]:
    marks = [
        FigureMark(figure=figure, source=source, note=where[:300], entry=entry)
        for figure, source, where in taking.resting_on(wrong)
    ]
    return FigureMark.objects.bulk_create(marks, ignore_conflicts=True)


def _locked(report: Report) -> Report:
    """The stored report, held until the transaction ends: of two who press at once the second finds it moved on."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("regime", "programme", "organization")
        .get(pk=report.pk)
    )


def _step(report: Report, entry: AuditEntry, note: str) -> ReportStep:
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

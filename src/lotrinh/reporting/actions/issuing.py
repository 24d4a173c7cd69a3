"""The way out: handed to the leader, agreed to, issued with its figures frozen, signed."""

import io
from datetime import date
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.vietnamese import format_date
from lotrinh.documents.actions import store_file
from lotrinh.documents.choices import FileKind
from lotrinh.documents.writing.docx import to_docx
from lotrinh.documents.writing.pdf import to_pdf
from lotrinh.reporting import rights
from lotrinh.reporting.actions.drafts import all_notices
from lotrinh.reporting.actions.steps import keep_step, locked
from lotrinh.reporting.choices import NEXT, ReportState
from lotrinh.reporting.errors import BadIssue, NoReason, NotNow, Unfinished
from lotrinh.reporting.models import FILES, Report, ReportIssue, sha256_of_value
from lotrinh.reporting.rights import must_agree, must_edit
from lotrinh.reporting.text import official_text
from lotrinh.rules.second_person import AGREE_REPORT, must_be_another


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
        report = locked(report)
        if to not in NEXT[report.step]:
            raise NotNow(report.get_state_display())
        report.state, report.entry = to, entry
        report.save()
        keep_step(report, entry, note)
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
        report = locked(report)
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
        keep_step(report, entry, f"Ban hành số {paper.full_number} ngày {format_date(issued_on)}")
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

"""What passes between the office and the owner: contacts, objections, the personal link and what comes in by it."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, localtime

from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, NotAllowed, OutOfScope, Problem, audit, write
from lotrinh.documents.actions import store_file
from lotrinh.documents.choices import FileKind
from lotrinh.organizations.permissions import cluster_officer
from lotrinh.relocation.actions.numbering import next_numbers
from lotrinh.relocation.actions.stepping import FILES, PHOTOS
from lotrinh.relocation.choices import ObjectionKind, Outcome, Side
from lotrinh.relocation.models import Complaint, Contact, Dossier, Objection, OwnerLink, OwnerMessage
from lotrinh.rules.book import Book

ANSWER_RULE = "relocation.objection_days"
LONGEST_LINK = timedelta(days=180)
LETTERS = "thu-cua-chu-co-so"
"""The address under which the files of letters are kept."""
EVIDENCE = PHOTOS | {FileKind.PDF}
LARGEST_EVIDENCE_MIB = 10
MOST_UNREAD = 5
"""So many letters of one dossier wait at most: a stranger with the link cannot fill the office's desk."""


def log_contact(
    *,
    rows: Sequence[Dossier],
    on: date,
    channel: str,
    officer: str,
    said: str,
    by: User,
    asked: str = "",
    next_on: date | None = None,
    next_what: str = "",
) -> None:
    """Note a conversation; a next date given goes onto the dossier and the owner's page. Raises Invalid."""
    if on > localdate():
        raise Invalid([Problem(rows[0], "on", f"Ngày {on:%d/%m/%Y} ở tương lai.")])
    number = next_numbers(Contact, rows)
    with audit("Ghi lần tiếp xúc", by=by, register=FILES):
        write(
            [
                Contact(
                    dossier=row, number=number[row.pk], on=on, channel=channel, officer=officer, said=said, asked=asked,
                    is_sample=row.is_sample,
                )
                for row in rows
            ],
            by=by,
        )  # fmt: skip
        if next_on is not None:
            for row in rows:
                row.next_on, row.next_what = next_on, next_what
            write(rows, by=by)


def receive_objection(
    *,
    rows: Sequence[Dossier],
    kind: str,
    received_on: date,
    content: str,
    by: User,
    due_on: date | None = None,
) -> list[Objection]:
    """Enter what an owner does not accept; without a day given it is due as the rule says. Raises Invalid."""
    if received_on > localdate():
        raise Invalid([Problem(rows[0], "received_on", f"Ngày {received_on:%d/%m/%Y} ở tương lai.")])
    due_on = due_on or due_for(received_on)
    number = next_numbers(Objection, rows)
    with audit("Nhận ý kiến của chủ cơ sở", by=by, register=FILES):
        written = write(
            [
                Objection(
                    dossier=row, number=number[row.pk], kind=kind, received_on=received_on, content=content,
                    due_on=due_on, is_sample=row.is_sample,
                )
                for row in rows
            ],
            by=by,
        )  # fmt: skip
        if kind == ObjectionKind.OBJECTION:
            appealing = [row for row in rows if row.side in {Side.NONE, Side.REFUSED}]
            for row in appealing:
                row.side = Side.APPEALED
            write(appealing, by=by)
        return written.created


def due_for(received_on: date) -> date:
    """The day an objection must be answered by. Raises Invalid when no rule says within how many days."""
    rule = Book(ANSWER_RULE).on(received_on)
    if rule is None or rule.value is None:
        raise Invalid(summary=f"Sổ quy định chưa có “{ANSWER_RULE}” cho ngày này; hãy ghi hạn trả lời.")
    return received_on + timedelta(days=int(rule.value))


def answer_objections(
    *, rows: Sequence[Objection], on: date, outcome: str, answer: str, by: User, paper: str = ""
) -> None:
    """Answer in words; when nothing is left open the dossier is no longer under appeal. Raises Invalid."""
    problems = [Problem(row, "on", f"{row}: đã trả lời.") for row in rows if row.answered_on]
    problems += [Problem(row, "on", f"{row}: nhận sau ngày này.") for row in rows if row.received_on > on]
    if on > localdate():
        problems.append(Problem(rows[0], "on", f"Ngày {on:%d/%m/%Y} ở tương lai."))
    if not outcome or not answer.strip():
        problems.append(Problem(rows[0], "answer", "Trả lời cần kết quả và lời trả lời."))
    if problems:
        raise Invalid(problems)
    with audit("Trả lời ý kiến của chủ cơ sở", by=by, register=FILES):
        for row in rows:
            row.answered_on, row.outcome, row.answer, row.paper = on, Outcome(outcome), answer.strip(), paper
        write(rows, by=by)
        waiting = Objection.objects.open().filter(kind=ObjectionKind.OBJECTION).values("dossier")
        settled = Dossier.objects.filter(pk__in={row.dossier_id for row in rows}, side=Side.APPEALED)
        settled = list(settled.exclude(pk__in=waiting))
        for dossier in settled:
            dossier.side = Side.NONE
        write(settled, by=by)


def note_complainant(*, complaint: Complaint, name: str, phone: str, by: User) -> None:
    """Keep who complained, apart from what. Raises NotAllowed, OutOfScope."""
    if not cluster_officer(by):
        raise NotAllowed(summary="Chỉ cán bộ kế hoạch, cán bộ chuyên môn ghi tên người phản ánh.")
    complaint.complainant_name, complaint.complainant_phone = name.strip(), phone.strip()
    write(complaint, by=by, deed="Ghi người phản ánh")


# --- the personal link ---


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_owner_link(*, dossier: Dossier, expires_on: date, by: User) -> tuple[OwnerLink, str]:
    """A new secret address, and its token, which is kept nowhere. Earlier links of the dossier end. Raises Invalid."""
    if not Dossier.objects.editable_by(by).filter(pk=dossier.pk).exists():
        raise OutOfScope([Problem(dossier, "", f"{dossier.establishment}: không thuộc phạm vi của bạn.")])
    today = localdate()
    if not today <= expires_on <= today + LONGEST_LINK:
        raise Invalid(summary=f"Hạn dùng từ hôm nay đến {today + LONGEST_LINK:%d/%m/%Y}.")
    token = secrets.token_urlsafe(24)
    with audit(f"Cấp đường dẫn riêng: {dossier.establishment}", by=by, register=FILES) as entry:
        OwnerLink.objects.filter(dossier=dossier).open_on(today).update(revoked=entry)
        link = OwnerLink.objects.create(dossier=dossier, digest=digest_of(token), expires_on=expires_on, made=entry)
    return link, token


def revoke_owner_links(*, dossier: Dossier, by: User) -> int:
    """No link of the dossier opens any more; returns how many did. Raises OutOfScope."""
    if not Dossier.objects.editable_by(by).filter(pk=dossier.pk).exists():
        raise OutOfScope([Problem(dossier, "", f"{dossier.establishment}: không thuộc phạm vi của bạn.")])
    with audit(f"Thu hồi đường dẫn riêng: {dossier.establishment}", by=by, register=FILES) as entry:
        return OwnerLink.objects.filter(dossier=dossier, revoked=None).update(revoked=entry)


class DeskFull(Invalid):
    summary = "Cơ quan chưa đọc hết các thư trước của bạn. Hãy chờ trả lời, hoặc gọi cho cán bộ phụ trách."


@transaction.atomic
def take_owner_message(
    *, link: OwnerLink, kind: str, content: str, sent_as: str, file: File | None = None
) -> OwnerMessage:
    """What the owner sends by the link waits for an officer. The same form twice is one letter.

    Raises DeskFull, and FileRefused for a file that is no picture and no PDF.
    """
    if (known := OwnerMessage.objects.filter(sent_as=sent_as, link=link).first()) is not None:
        return known
    waiting = OwnerMessage.objects.filter(link__dossier=link.dossier_id, objection=None).count()
    if waiting >= MOST_UNREAD:
        raise DeskFull()
    try:
        with transaction.atomic():
            message = OwnerMessage.objects.create(link=link, kind=kind, content=content.strip(), sent_as=sent_as)
    except IntegrityError:
        return OwnerMessage.objects.get(sent_as=sent_as, link=link)
    if file is not None:
        store_file(
            file=file, name=file.name or "", register=LETTERS, key=message.pk, by=None, kinds=EVIDENCE,
            largest_mib=LARGEST_EVIDENCE_MIB,
        )  # fmt: skip
    return message


def enter_message(*, message: OwnerMessage, by: User) -> Objection:
    """An officer read it: it goes into the register, received on the day it came, and is due from there."""
    if message.objection_id:
        return message.objection
    dossier = Dossier.objects.select_related("establishment").get(pk=message.link.dossier_id)
    with audit(f"Vào sổ thư của chủ cơ sở: {dossier.establishment}", by=by, register=FILES):
        [objection] = receive_objection(
            rows=[dossier],
            kind=message.kind,
            received_on=localtime(message.received_at).date(),
            content=message.content,
            by=by,
        )
        message.objection = objection
        message.save(update_fields=["objection"])
    return objection

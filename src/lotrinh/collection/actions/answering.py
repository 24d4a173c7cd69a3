"""Answering: saved as begun, sent once it holds. All ways in (page, sheet, link, keyed in) end here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lotrinh.collection.cells import Flaw, read_answer, worded
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.errors import (
    BadSheet,
    Closed,
    Flawed,
    NoPaper,
    NoReason,
    NotOpen,
    NotYourUnit,
    Overtaken,
    WrongTurn,
)
from lotrinh.collection.landing import judge_rows
from lotrinh.collection.models import Answer, PersonalLink, RoundUnit
from lotrinh.core.acting import name_of
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.registers.errors import Refused
from lotrinh.documents.models import StoredFile


@dataclass(frozen=True)
class Author:
    """Who answers and by which door: a user, or the holder of a personal link."""

    via: Via
    user: User | None = None
    link: PersonalLink | None = None
    told_by: str = ""
    """Who answered at another office, where the file of that office says so."""

    @property
    def name(self) -> str:
        """Who it is from; a deputy together with whom they act for."""
        return str(self.told_by or (self.user and name_of(self.user)) or (self.link and self.link.holder) or "")[:150]

    def may_answer(self, line: RoundUnit) -> bool:
        if self.link is not None:
            return self.link.line_id == line.pk and self.link.is_alive
        own = RoundUnit.objects.filter(pk=line.pk)
        if self.via in (Via.KEYED, Via.OFFICE):
            return own.run_by(self.user).exists()
        return own.answerable_by(self.user).exists() or (self.via == Via.SHEET and own.run_by(self.user).exists())


@transaction.atomic
def save(*, line: RoundUnit, typed: Mapping[str, Any], seen: int, author: Author) -> RoundUnit:
    """Keep what was filled in so far, right or wrong. Raises NotYourUnit, NotOpen, Closed, WrongTurn, Overtaken."""
    held = _held(line, author)
    content, _ = judged(held, typed)
    if content == held.draft:
        return held
    if held.edition != seen:
        raise Overtaken()
    if held.state == UnitState.SENT:
        raise WrongTurn(summary="Trả lời đã gửi; sửa xong hãy bấm gửi lại, không cần lưu tạm.")
    held.draft = content
    if held.state == UnitState.UNOPENED:
        held.state = UnitState.BEGUN
    _stamp(held, author)
    held.save(update_fields=["draft", "state", "edition", "saved_by", "saved_at"])
    return held


def send(
    *,
    line: RoundUnit,
    typed: Mapping[str, Any],
    seen: int | None,
    author: Author,
    reason: str = "",
    sha256: str = "",
    paper: StoredFile | None = None,
    number_there: int | None = None,
) -> Answer:
    """Hand the answer in as its next version; sent twice alike it stays one. `seen` None: no page was open (a file).

    Raises NotYourUnit, NotOpen, Closed, Overtaken, NoReason, NoPaper, BadSheet, Flawed; the flawed is kept as a draft.
    """
    with transaction.atomic():
        held = _held(line, author)
        content, flaws = judged(held, typed)
        if not flaws and held.state == UnitState.SENT and held.current.content == content:
            return held.current
        if seen is not None and held.edition != seen:
            raise Overtaken()
        if author.via == Via.KEYED and paper is None:
            raise NoPaper()
        if held.accepted_id and not reason.strip():
            raise NoReason(summary="Bản trước đã được nhận: hãy ghi lý do sửa, mọi tổng đã dùng bản cũ sẽ nói rõ.")
        if sha256 and held.answers.filter(sha256=sha256).exists():
            raise BadSheet(summary="Chính tệp này đã được nhận trước đây; hãy sửa rồi lưu lại, hoặc tải tệp mới.")
        if not flaws:
            return _sent(held, content, author, reason.strip(), sha256, paper, number_there)
        is_kept = held.state != UnitState.SENT
        if is_kept:
            _keep_flawed(held, content, author)
    raise Flawed(flaws, is_kept=is_kept)


def _sent(held: RoundUnit, content: dict, author: Author, reason: str, sha256: str, paper, number_there) -> Answer:
    with audit(f"Gửi trả lời: {held.round.title}", by=author.user, acted_as=held.unit.name, reason=reason) as entry:
        number = (held.answers.aggregate(last=Max("number"))["last"] or 0) + 1
        answer = Answer.objects.create(
            line=held,
            number=number,
            content=content,
            via=author.via,
            author=author.name,
            reason=reason,
            sha256=sha256,
            paper=paper,
            number_there=number_there,
            sources=sources_below(held),
            entry=entry,
        )
    held.current, held.state = answer, UnitState.SENT
    held.draft, held.reason, held.notes = None, "", {}
    _stamp(held, author)
    held.save()
    return answer


def _keep_flawed(held: RoundUnit, content: dict, author: Author) -> None:
    held.draft = content
    if held.state == UnitState.UNOPENED:
        held.state = UnitState.BEGUN
    _stamp(held, author)
    held.save(update_fields=["draft", "state", "edition", "saved_by", "saved_at"])


def judged(line: RoundUnit, typed: Mapping[str, Any]) -> tuple[dict, list[Flaw]]:
    """What is kept of what was typed, and what is wrong with it."""
    if not line.round.register:
        return read_answer(list(line.round.questions.all()), line.round.rules, typed)
    rows = [[str(cell).strip() if cell is not None else "" for cell in row] for row in typed.get("rows", [])]
    rows = [row for row in rows if any(row)]
    if not rows:
        return {"rows": []}, [Flaw("", "Chưa có dòng nào; nếu đơn vị không có gì để báo, hãy gọi cho bên hỏi.")]
    try:
        _, _, flaws = judge_rows(line.round, line.unit, rows)
    except Refused as refused:
        flaws = [Flaw("", str(refused))]
    return {"rows": rows}, flaws


def flaws_of(line: RoundUnit, content: Mapping[str, Any]) -> list[Flaw]:
    """What is wrong with kept content, as it would be said when it is sent."""
    questions = list(line.round.questions.all())
    typed = content if line.round.register else {one.key: worded(one, content.get(one.key)) for one in questions}
    return judged(line, typed)[1]


def sources_below(line: RoundUnit) -> dict[str, int]:
    """Which versions of the units below stand behind an answer that is added up from them: line → number."""
    accepted = RoundUnit.objects.filter(round__above=line).exclude(accepted=None)
    return {str(pk): number for pk, number in accepted.values_list("pk", "accepted__number")}


def _held(line: RoundUnit, author: Author) -> RoundUnit:
    """The line as it stands, held until the deed is through; only for whoever may answer it, while it may be."""
    if not author.may_answer(line):
        raise NotYourUnit()
    held = RoundUnit.objects.held(line.pk)
    if held.state == UnitState.ACCEPTED:
        raise Closed()
    if not held.round.is_open:
        raise NotOpen()
    return held


def _stamp(held: RoundUnit, author: Author) -> None:
    held.edition += 1
    held.saved_by, held.saved_at = author.name, timezone.now()

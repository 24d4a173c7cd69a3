"""The one page on which an answer is filled in, behind an account or a personal link."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from lotrinh.collection.actions import Author, save, send
from lotrinh.collection.actions.answering import flaws_of
from lotrinh.collection.cells import Flaw, worded
from lotrinh.collection.choices import QuestionKind, UnitState, Via
from lotrinh.collection.errors import Flawed, NoPaper
from lotrinh.collection.files import REGISTER
from lotrinh.collection.forms import AnswerForm
from lotrinh.collection.models import Question, RoundUnit
from lotrinh.collection.prefill import content_of, last_answer
from lotrinh.collection.sheets_of_rows import BLANK_ROWS, MOST_ON_PAGE, cards_of, rows_of
from lotrinh.collection.totals import added_below
from lotrinh.collection.workbooks import notes_of
from lotrinh.documents.actions import store_file
from lotrinh.documents.models import StoredFile


@dataclass
class Fill:
    """What the page shows of one line: a form of questions, or cards of a register's rows."""

    line: RoundUnit
    questions: list[Question]
    form: AnswerForm | None = None
    cards: list | None = None
    flaws: tuple[Flaw, ...] = ()
    too_many: bool = False
    below: bool = False


def fill_for(line: RoundUnit, *, content: dict[str, Any] | None = None, flaws=(), data=None, more: int = 0) -> Fill:
    """The page's fields; `content` and `flaws` of what was just typed, else what is kept."""
    content = content_of(line) if content is None else content
    notes = {**line.notes, **notes_of(flaws)}
    questions = list(line.round.questions.all())
    fill = Fill(line, questions, flaws=tuple(flaws))
    if line.round.register:
        rows = content.get("rows", [])
        fill.too_many = len(rows) > MOST_ON_PAGE
        fill.cards = [] if fill.too_many else cards_of(line.round.columns, rows, notes, BLANK_ROWS + more)
        return fill
    last = last_answer(line.round, line.unit)
    hints = {
        one.key: f"Lần trước: {words}."
        for one in questions
        if last and one.kind != QuestionKind.FILE and (words := worded(one, last.content.get(one.key)))
    }
    fill.form = AnswerForm(data, questions=questions, content=content, notes=notes, hints=hints)
    if data is not None:
        fill.form.is_valid()
        fill.form.mark(flaws)
    return fill


def typed_in(request: HttpRequest, line: RoundUnit, author: Author) -> dict[str, Any]:
    """What the page sent, files kept and named by their key."""
    if line.round.register:
        return {"rows": rows_of(request.POST, line.round.columns)}
    typed: dict[str, Any] = {}
    kept = content_of(line)
    for question in line.round.questions.all():
        if question.kind == QuestionKind.FILE:
            file = request.FILES.get(f"m-{question.key}")
            typed[question.key] = str(_stored(file, line, author).pk) if file else _own_file(line, kept, question)
        else:
            typed[question.key] = request.POST.get(f"m-{question.key}", "")
    return typed


def _own_file(line: RoundUnit, kept: dict[str, Any], question: Question) -> str:
    key = kept.get(question.key)
    own = StoredFile.objects.of(REGISTER, line.pk)
    return key if isinstance(key, str) and key.isdecimal() and own.filter(pk=key).exists() else ""


def _stored(file, line: RoundUnit, author: Author) -> StoredFile:
    """A file of an answer; whoever may not answer leaves nothing behind."""
    if not author.may_answer(line):
        raise NoPaper(summary="Bạn không nộp tệp thay đơn vị này được.")
    return store_file(file=file, name=file.name, register=REGISTER, key=line.pk, by=author.user)


def deed(request: HttpRequest, line: RoundUnit, author: Author) -> str:
    """Save or send what the page holds; returns "saved" or "sent". Raises Refused, Flawed among them."""
    seen = request.POST.get("seen", "")
    edition = int(seen) if seen.isdecimal() else -1
    typed = typed_in(request, line, author)
    if "luu" in request.POST:
        save(line=line, typed=typed, seen=edition, author=author)
        return "saved"
    paper = None
    if author.via == Via.KEYED:
        if (file := request.FILES.get("ban-giay")) is None:
            raise NoPaper()
        paper = _stored(file, line, author)
    reason = request.POST.get("ly_do", "")[:2000]
    send(line=line, typed=typed, seen=edition, author=author, reason=reason, paper=paper)
    return "sent"


def said_again(request: HttpRequest, line: RoundUnit, error: Exception) -> Fill:
    """The page with what was typed and what is wrong with it, after a refusal."""
    flaws = error.flaws if isinstance(error, Flawed) else ()
    fresh = RoundUnit.objects.with_names().get(pk=line.pk)
    if line.round.register:
        return fill_for(fresh, content={"rows": rows_of(request.POST, line.round.columns)}, flaws=flaws)
    return fill_for(fresh, data=request.POST, flaws=flaws)


def fill_from_below(line: RoundUnit, author: Author) -> RoundUnit:
    """Put the totals of the accepted answers below into the draft; what is not added up below stays."""
    content = {**content_of(line), **added_below(line)}
    questions = list(line.round.questions.all())
    typed = {one.key: worded(one, content.get(one.key)) for one in questions}
    return save(line=line, typed=typed, seen=line.edition, author=author)


def kept_flaws(line: RoundUnit) -> list[Flaw]:
    """What is wrong with the draft, for the sheet that goes back with reasons; a fresh line has nothing wrong yet."""
    if line.draft is None or line.state == UnitState.RETURNED and line.draft == (line.current and line.current.content):
        return []
    return flaws_of(line, line.draft)

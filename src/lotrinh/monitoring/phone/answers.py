"""A unit's answer in a round, filled in on a phone. Rounds of a register's rows are answered on their page."""

from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string

from lotrinh.collection.actions import Author, send
from lotrinh.collection.answer_pages import fill_for
from lotrinh.collection.cells import worded
from lotrinh.collection.choices import QuestionKind, UnitState, Via
from lotrinh.collection.errors import Flawed
from lotrinh.collection.files import REGISTER
from lotrinh.collection.models import Question, RoundUnit
from lotrinh.collection.prefill import content_of
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.registers.errors import Refused
from lotrinh.documents.actions import store_file
from lotrinh.documents.models import StoredFile
from lotrinh.monitoring.phone.errors import Mend, Newer, gone, of_refusal
from lotrinh.monitoring.phone.offers import Offer, values_of
from lotrinh.monitoring.phone.receiving import Item

FILLABLE = (UnitState.UNOPENED, UnitState.BEGUN, UnitState.RETURNED, UnitState.SENT)


def offer(who: User, asked: QueryDict, templates: dict[str, str], pk: int) -> Offer | None:
    """None where `who` does not answer, where nothing may be answered any more, and for a register's rows."""
    line = _line(who, pk)
    if line is None or line.round.register or not line.round.is_open or line.state not in FILLABLE:
        return None
    name, fill = f"tra-loi-{pk}", fill_for(line)
    templates[name] = render_to_string(
        "monitoring/phone/_answer_fields.html",
        {"fill": fill, "line": line, "round": line.round, "needs_reason": line.accepted_id is not None},
    )
    values = {key: value for key, value in values_of(fill.form).items() if key not in _file_fields(fill.questions)}
    return Offer(line.round.title, name, note=line.reason, seen=str(line.edition), values=values)


def take(item: Item, by: User, pk: int) -> dict[str, Any]:
    """Raises Mend, Newer."""
    line = _line(by, pk)
    if line is None or line.round.register:
        raise gone("Đợt này")
    author = Author(Via.PAGE, user=by)
    questions = list(line.round.questions.all())
    if item.seen != str(line.edition):
        raise _newer(line, questions, item)
    try:
        with audit(f"Gửi trả lời: {line.round.title}", by=by, acted_as=line.unit.name, reason=item.when):
            typed = _typed(line, questions, item, by)
            reason = item.data.get("ly_do", "")[:2000]
            answer = send(line=line, typed=typed, seen=line.edition, author=author, reason=reason)
    except Flawed as flawed:
        raise Mend(str(flawed), {f"m-{flaw.place}": flaw.message for flaw in flawed.flaws}) from flawed
    except Refused as refused:
        raise of_refusal(refused, ()) from refused
    return {"message": f"Đã gửi trả lời của {line.unit.label} ({answer}).", "link": line.get_absolute_url()}


def _line(who: User, pk: int) -> RoundUnit | None:
    return RoundUnit.objects.answerable_by(who).with_names().filter(pk=pk).first()


def _file_fields(questions: list[Question]) -> set[str]:
    return {f"m-{one.key}" for one in questions if one.kind == QuestionKind.FILE}


def _typed(line: RoundUnit, questions: list[Question], item: Item, by: User) -> dict[str, str]:
    """What stands on the server, with what was changed on the phone laid over it."""
    kept = content_of(line)
    own_files = {str(key) for key in StoredFile.objects.of(REGISTER, line.pk).values_list("pk", flat=True)}
    typed = {}
    for question in questions:
        name, stands = f"m-{question.key}", kept.get(question.key)
        if question.kind == QuestionKind.FILE:
            file = item.file(name)
            stored = file and store_file(file=file, name=file.name, register=REGISTER, key=line.pk, by=by)
            typed[question.key] = str(stored.pk) if stored else stands if stands in own_files else ""
        else:
            typed[question.key] = item.data.get(name, "") if name in item.values else worded(question, stands)
    return typed


def _newer(line: RoundUnit, questions: list[Question], item: Item) -> Newer:
    """What the phone changed, beside what stands on the server now."""
    kept, differences = content_of(line), []
    for question in questions:
        name, stands = f"m-{question.key}", worded(question, kept.get(question.key))
        if question.kind != QuestionKind.FILE and name in item.values and item.data.get(name, "") != stands:
            differences.append((question.heading, stands or "–", item.data.get(name, "") or "–"))
    return Newer(seen=str(line.edition), who=line.saved_by or "Người khác", differences=differences)

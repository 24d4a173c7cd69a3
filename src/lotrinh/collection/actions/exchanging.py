"""Deeds of exchange: a round, and what was decided on its answer, goes down as a file; the answer comes back up."""

from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from lotrinh.collection import exchange
from lotrinh.collection.actions.answering import Author, send
from lotrinh.collection.actions.asking import MOST_QUESTIONS
from lotrinh.collection.actions.deciding import give_back, take_over
from lotrinh.collection.actions.keys import acts_for, own_key
from lotrinh.collection.cells import worded
from lotrinh.collection.choices import QuestionKind, RoundState, UnitState, Via
from lotrinh.collection.errors import BadExchange, NotOpen, NotYourRound, NotYourUnit
from lotrinh.collection.landing import MOST_ROWS
from lotrinh.collection.models import Answer, OfficeKey, Question, Round, RoundUnit
from lotrinh.collection.rules import parse_rules
from lotrinh.core.keys import key_in
from lotrinh.core.models import User
from lotrinh.core.registers import audit, register_named
from lotrinh.organizations.models import Organization

_ASKED = ("key", "label", "kind", "unit", "required", "whole", "least", "most", "options")
_ASKED += ("adding", "numerator", "denominator")


def round_file(*, line: RoundUnit, by: User) -> bytes:
    """The round as one unit is to answer it, signed by the asker. Raises NotYourRound, BadExchange."""
    round = line.round
    if not RoundUnit.objects.run_by(by).filter(pk=line.pk).exists():
        raise NotYourRound()
    if not round.is_open:
        raise NotOpen()
    questions = list(round.questions.all())
    if any(question.kind == QuestionKind.FILE and question.required for question in questions):
        raise BadExchange(
            summary="Đợt này bắt buộc kèm tệp, mà tệp trao đổi chỉ mang chữ và số. Hãy gửi đường dẫn riêng cho đơn vị, "
            "hoặc hỏi lại với mục tệp không bắt buộc."
        )
    said = {
        "what": "round",
        "round": round.pk,
        "line": line.pk,
        "unit": line.unit.name,
        "asker": round.asker.name,
        "title": round.title,
        "form": round.form,
        "register": round.register,
        "columns": round.columns,
        "period": round.period,
        "due": round.due.isoformat(),
        "rules": round.rules,
        "instructions": round.instructions,
        "is_sample": round.is_sample,
        "questions": [_said(question) for question in questions if question.kind != QuestionKind.FILE],
        "decision": _decision(line),
    }
    return exchange.signed(said, own_key(round.asker, by=by))


def _decision(line: RoundUnit) -> dict[str, Any] | None:
    """What was decided on the version that came as a file, for the unit to read in its own office."""
    if line.state not in (UnitState.RETURNED, UnitState.ACCEPTED) or line.current.number_there is None:
        return None
    return {
        "state": line.state,
        "number": line.current.number_there,
        "reason": line.reason,
        "notes": line.notes,
    }


def _said(question: Question) -> dict[str, Any]:
    bounds = {name: None if (value := getattr(question, name)) is None else str(value) for name in ("least", "most")}
    return {name: getattr(question, name) for name in _ASKED} | bounds


@transaction.atomic
def take_round(*, data: bytes, by: User) -> RoundUnit:
    """Open, for the own unit it names, a round received as a file; the same file twice is one round.

    A later file of the same round brings what the asker decided on the answer. Raises BadExchange, NotYourUnit.
    """
    said, key = exchange.opened(data)
    with _content_understood():
        line = _kept(said, key, addressee(said, key, by), by)
        if decision := said.get("decision"):
            _decided(line, decision, by)
    return line


def _decided(line: RoundUnit, decision: dict[str, Any], by: User) -> None:
    """Only of the version that stands here as sent: on a newer one nobody has decided yet."""
    held = RoundUnit.objects.held(line.pk)
    if held.state != UnitState.SENT or held.current.number != decision["number"]:
        return
    if decision["state"] == UnitState.ACCEPTED:
        if refused := take_over(held.round, [held], by):
            raise BadExchange(summary=refused[held.pk])
    else:
        notes = {str(place): str(words)[:500] for place, words in decision["notes"].items()}
        give_back(held, reason=str(decision["reason"])[:2000], notes=notes, by=by)


def addressee(said: dict[str, Any], key: OfficeKey, by: User) -> Organization:
    """The own unit that a round received as a file asks. Raises BadExchange, NotYourUnit."""
    if said["what"] != "round":
        raise BadExchange(summary="Tệp này mang trả lời chứ không mang đợt; hãy nhận ở trang “Trao đổi bằng tệp”.")
    if said["asker"] != key.organization.name:
        raise BadExchange(summary=f"Tệp do {key.organization.label} ký nhưng ghi là của cơ quan khác.")
    unit = Organization.objects.valid_on(localdate()).filter(name=said["unit"]).first()
    if unit is None or not acts_for(by, unit):
        raise NotYourUnit(summary=f"Tệp này hỏi {str(said['unit'])[:200]}; bạn không trả lời thay đơn vị đó ở đây.")
    _refuse_unheard(key, unit)
    return unit


def _refuse_unheard(key: OfficeKey, office: Organization) -> None:
    """A key counts for the office whose people heard it: nobody plants one for others. Raises BadExchange."""
    if not key.is_own and not acts_for(key.entry.by, office):
        raise BadExchange(
            summary=f"Khoá của {key.organization.label} do người của đơn vị khác ghi; người của {office.label} phải tự "
            "gọi hỏi và ghi lại dấu khoá."
        )


@contextmanager
def _content_understood():
    """What stands in a signed file is still hostile until read: what does not fit becomes one refusal."""
    try:
        yield
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, ValidationError, LookupError) as error:
        raise BadExchange(summary="Tệp trao đổi thiếu hoặc sai phần nội dung; hãy xin xuất lại.") from error


def _kept(said: dict[str, Any], key: OfficeKey, unit: Organization, by: User) -> RoundUnit:
    sent_as = exchange.digest_of({"asker": key.organization.name, "line": said["line"]})
    if found := Round.objects.filter(sent_as=sent_as).first():
        return found.units.get(unit=unit)
    with audit(f"Nhận đợt từ tệp: {said['title']}", by=by, acted_as=unit.name) as entry:
        round = Round(
            asker=key.organization,
            title=said["title"],
            form=said["form"],
            register=_known_register(said),
            columns=[[str(path), str(label)] for path, label in said["columns"]],
            is_sample=bool(said["is_sample"]),
            period=said["period"],
            due=date.fromisoformat(said["due"]),
            rules=said["rules"],
            instructions=said["instructions"],
            state=RoundState.OPEN,
            sent_as=sent_as,
            origin={"key": key.public, "round": said["round"], "line": said["line"]},
            prepared=entry,
            opened=entry,
        )
        questions = [Question(place=at, **_asked(one)) for at, one in enumerate(said["questions"])]
        _refuse_unsound(questions, round)
        round.full_clean(exclude=["prepared", "opened"])
        round.save()
        for question in questions:
            question.round = round
            question.clean_fields()
        Question.objects.bulk_create(questions)
        return RoundUnit.objects.create(round=round, unit=unit)


def _refuse_unsound(questions: list[Question], round: Round) -> None:
    """What `prepare` refuses of an own round is refused of a received one. Raises ValueError, TypeError."""
    numbers = {question.key for question in questions if question.is_number}
    parse_rules(round.rules, numbers)
    named = {key for question in questions for key in (question.numerator, question.denominator) if key}
    options = [option for question in questions for option in question.options]
    is_sound = named <= numbers and all(isinstance(option, str) for option in options)
    if not is_sound or len(questions) > MOST_QUESTIONS or bool(questions) == bool(round.register):
        raise ValueError(round.title)


def _known_register(said: dict[str, Any]) -> str:
    """The register that is asked, which must be one of this software with these columns. Raises LookupError."""
    if slug := said["register"]:
        register, labels = register_named(slug), [label for _, label in said["columns"]]
        known = {column.label for column in register.sheet_columns}
        if not labels or not set(labels) <= known:
            raise LookupError(slug)
    return slug


def _asked(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in _ASKED}


def answer_file(*, line: RoundUnit, by: User) -> bytes:
    """The answer last sent to a round that came as a file, signed by the unit. Raises NotYourUnit, BadExchange."""
    if not RoundUnit.objects.answerable_by(by).filter(pk=line.pk).exists():
        raise NotYourUnit()
    if line.round.origin is None or line.state not in (UnitState.SENT, UnitState.ACCEPTED):
        raise BadExchange(summary="Hãy gửi trả lời trên trang này trước, rồi xuất tệp trả lời cho cơ quan hỏi.")
    said = {
        "what": "answer",
        "round": line.round.origin["round"],
        "line": line.round.origin["line"],
        "asker": line.round.origin["key"],
        "unit": line.unit.name,
        "number": line.current.number,
        "content": line.current.content,
        "author": line.current.author,
        "reason": line.current.reason,
    }
    return exchange.signed(said, own_key(line.unit, by=by))


def take_answer(*, data: bytes, by: User, round: Round | None = None) -> Answer:
    """Take the answer of a unit out of its file, by the same checks as any other.

    `round`: on whose page it was dropped. Raises BadExchange and whatever `send` raises.
    """
    said, key = exchange.opened(data)
    with _content_understood():
        line = line_answered(said, key, by, round)
        typed, number = _typed(said, line), int(said["number"])
    _refuse_older(line, number)
    author = Author(Via.OFFICE, user=by, told_by=f"{str(said.get('author', ''))[:100]} ({line.unit.label})")
    reason, sha256 = str(said.get("reason", ""))[:2000], exchange.digest_of(said)
    return send(line=line, typed=typed, seen=None, author=author, sha256=sha256, reason=reason, number_there=number)


def line_answered(said: dict[str, Any], key: OfficeKey, by: User, round: Round | None = None) -> RoundUnit:
    """The line that an answer received as a file is for. Raises BadExchange."""
    if said.get("what") != "answer" or not isinstance(said.get("content"), dict):
        raise BadExchange(summary="Tệp này không mang trả lời.")
    line = RoundUnit.objects.run_by(by).with_names().filter(pk=key_in(str(said.get("line")))).first()
    is_ours = line is not None and line.unit.name == said.get("unit") and line.round_id == said.get("round")
    if not is_ours or not _asked_by(line, str(said.get("asker"))):
        raise BadExchange(summary="Tệp này trả lời một đợt khác, không phải đợt do đơn vị bạn hỏi ở đây.")
    if round is not None and round.pk != line.round_id:
        raise BadExchange(summary=f"Tệp này trả lời một đợt khác: “{line.round.title}”; hãy nhận ở trang của đợt đó.")
    if key.organization_id != line.unit_id:
        raise BadExchange(summary=f"Tệp ghi là của {line.unit.label} nhưng do {key.organization.label} ký.")
    _refuse_unheard(key, line.round.asker)
    return line


def _asked_by(line: RoundUnit, public: str) -> bool:
    """The answer names the key under which this office asked, also when that was renewed since."""
    return OfficeKey.objects.filter(organization=line.round.asker_id, public=public).exclude(sealed="").exists()


def _typed(said: dict[str, Any], line: RoundUnit) -> dict[str, Any]:
    if line.round.register:
        rows = said["content"]["rows"]
        return {"rows": [[str(cell) for cell in row] for row in rows[: MOST_ROWS + 1]]}
    return {one.key: worded(one, said["content"].get(one.key)) for one in line.round.questions.all()}


def _refuse_older(line: RoundUnit, number: int) -> None:
    newest = line.answers.aggregate(last=Max("number_there"))["last"]
    if newest is not None and number < newest:
        raise BadExchange(
            summary=f"{line.unit.label} đã gửi bản {newest}; tệp này là bản {number}, cũ hơn. Hãy xin bản mới nhất."
        )

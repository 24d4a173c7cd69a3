"""Deeds of exchange: keys of offices, a round sent down as a file, its answer sent back up."""

import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lotrinh.collection import exchange
from lotrinh.collection.actions.answering import Author, send
from lotrinh.collection.cells import worded
from lotrinh.collection.choices import RoundState, UnitState, Via
from lotrinh.collection.errors import BadExchange, NotYourRound, NotYourUnit
from lotrinh.collection.models import Answer, OfficeKey, Question, Round, RoundUnit
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of

_ASKED = ("key", "label", "kind", "unit", "required", "whole", "least", "most", "options")
_ASKED += ("adding", "numerator", "denominator")


def own_key(organization: Organization, *, by: User) -> OfficeKey:
    """The key of an own office, made when first needed. Raises NotYourRound."""
    if not _acts_for(by, organization):
        raise NotYourRound(summary="Bạn không ký thay cơ quan này được.")
    with transaction.atomic():
        Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)  # two clicks make one key
        found = OfficeKey.objects.filter(organization=organization, withdrawn=None).exclude(private="").first()
        if found is None:
            private, public = exchange.new_pair()
            with audit(f"Tạo khoá trao đổi của {organization.label}", by=by) as entry:
                found = OfficeKey.objects.create(organization=organization, public=public, private=private, entry=entry)
    return found


@transaction.atomic
def believe_key(*, organization: Organization, public: str, by: User) -> OfficeKey:
    """Enter the public key of another office, as it was read aloud or mailed. Raises NotYourRound, BadExchange."""
    public = "".join(public.split()).lower()
    if scope_of(by).writing.grants == ():
        raise NotYourRound(summary="Bạn không ghi nhận khoá của cơ quan khác được.")
    if len(public) != 64 or any(sign not in "0123456789abcdef" for sign in public):
        raise BadExchange(summary="Khoá công khai gồm 64 chữ số và chữ a–f; hãy đọc lại từng nhóm.")
    if found := OfficeKey.objects.filter(public=public).select_related("organization").first():
        if found.organization_id == organization.pk and found.withdrawn_id is None:
            return found
        raise BadExchange(summary=f"Khoá này đã ghi cho {found.organization.label}; hãy hỏi lại cơ quan gửi.")
    with audit(f"Ghi nhận khoá của {organization.label}", by=by) as entry:
        return OfficeKey.objects.create(organization=organization, public=public, entry=entry)


def round_file(*, line: RoundUnit, by: User) -> bytes:
    """The round as one unit is to answer it, signed by the asker. Raises NotYourRound, BadExchange."""
    round = line.round
    if not RoundUnit.objects.run_by(by).filter(pk=line.pk).exists():
        raise NotYourRound()
    if round.register or round.questions.filter(kind="file").exists():
        raise BadExchange(summary="Đợt hỏi theo sổ hoặc có mục tệp thì chưa gửi được bằng tệp trao đổi.")
    said = {
        "what": "round",
        "round": round.pk,
        "line": line.pk,
        "unit": line.unit.name,
        "asker": round.asker.name,
        "title": round.title,
        "form": round.form,
        "period": round.period,
        "due": round.due.isoformat(),
        "rules": round.rules,
        "instructions": round.instructions,
        "questions": [_said(question) for question in round.questions.all()],
    }
    return exchange.signed(said, own_key(round.asker, by=by))


def _said(question: Question) -> dict[str, Any]:
    bounds = {name: None if (value := getattr(question, name)) is None else str(value) for name in ("least", "most")}
    return {name: getattr(question, name) for name in _ASKED} | bounds


@transaction.atomic
def take_round(*, data: bytes, by: User) -> RoundUnit:
    """Open, for the own unit it names, a round received as a file; the same file twice is one round.

    Raises BadExchange, NotYourUnit.
    """
    said, key = exchange.opened(data)
    try:
        if said["what"] != "round":
            raise BadExchange(summary="Tệp này mang trả lời chứ không mang đợt; hãy nhận ở trang của đợt.")
        if said["asker"] != key.organization.name:
            raise BadExchange(summary=f"Tệp do {key.organization.label} ký nhưng ghi là của cơ quan khác.")
        unit = Organization.objects.filter(name=said["unit"]).first()
        if unit is None or not _acts_for(by, unit):
            raise NotYourUnit(summary=f"Tệp này hỏi {said['unit']}; bạn không trả lời thay đơn vị đó ở đây.")
        return _kept(said, key, unit, by)
    except (KeyError, TypeError, ValueError, AttributeError, ValidationError) as error:
        raise BadExchange(summary="Tệp trao đổi thiếu hoặc sai phần nội dung; hãy xin xuất lại.") from error


def _kept(said: dict[str, Any], key: OfficeKey, unit: Organization, by: User) -> RoundUnit:
    sent_as = exchange.digest_of({"key": key.public, "line": said["line"]})
    if found := Round.objects.filter(sent_as=sent_as).first():
        return found.units.get(unit=unit)
    with audit(f"Nhận đợt từ tệp: {said['title']}", by=by, acted_as=unit.name) as entry:
        round = Round(
            asker=key.organization,
            title=said["title"],
            form=said["form"],
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
        round.full_clean(exclude=["prepared", "opened"])
        round.save()
        questions = [Question(round=round, place=at, **_asked(one)) for at, one in enumerate(said["questions"])]
        for question in questions:
            question.clean_fields()
        Question.objects.bulk_create(questions)
        return RoundUnit.objects.create(round=round, unit=unit)


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


def take_answer(*, data: bytes, round: Round, by: User) -> Answer:
    """Take the answer of a unit out of its file, by the same checks as any other. Raises BadExchange and `send`'s."""
    said, key = exchange.opened(data)
    own = OfficeKey.objects.filter(organization=round.asker_id).exclude(private="")
    line = RoundUnit.objects.with_names().filter(round=round, unit__name=str(said.get("unit"))).first()
    if said.get("what") != "answer" or not isinstance(said.get("content"), dict):
        raise BadExchange(summary="Tệp này không mang trả lời.")
    if line is None or said.get("line") != line.pk or not own.filter(public=str(said.get("asker"))).exists():
        raise BadExchange(summary="Tệp này trả lời một đợt khác; hãy mở đúng đợt rồi nhận lại.")
    if key.organization_id != line.unit_id:
        raise BadExchange(summary=f"Tệp ghi là của {line.unit.label} nhưng do {key.organization.label} ký.")
    questions = list(round.questions.all())
    try:
        typed = {one.key: worded(one, said["content"].get(one.key)) for one in questions}
    except (ValueError, ArithmeticError, TypeError) as error:
        raise BadExchange(summary="Tệp trả lời có ô không đọc được; hãy xin xuất lại.") from error
    sha256 = exchange.digest_of(said)
    author = Author(Via.OFFICE, user=by, told_by=f"{said.get('author', '')} ({line.unit.label})")
    return send(line=line, typed=typed, seen=None, author=author, sha256=sha256, reason=str(said.get("reason", "")))


def is_exchange(data: bytes) -> bool:
    """Looks like a file of exchange, so that one box can take both kinds."""
    try:
        return json.loads(data).get("format") == exchange.FORMAT
    except (ValueError, AttributeError, RecursionError):
        return False


def _acts_for(by: User, organization: Organization) -> bool:
    units = scope_of(by).writing.organization_ids
    return units is None or organization.pk in units

"""Asking: a round is prepared, looked at, opened and at last closed."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from lotrinh.collection.choices import RoundState
from lotrinh.collection.errors import NotOpen, NotYourRound, Unready
from lotrinh.collection.landing import asked_columns
from lotrinh.collection.locks import locked_units
from lotrinh.collection.models import Question, Round, RoundUnit
from lotrinh.collection.reach import askable_units
from lotrinh.collection.rules import parse_rules
from lotrinh.core.models import User
from lotrinh.core.periods import Period
from lotrinh.core.registers import NotAllowed, audit, register_named
from lotrinh.core.registers.columns import BadCell
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of

MOST_QUESTIONS = 200
CHUNK = 500


@transaction.atomic
def prepare(
    *,
    asker: Organization,
    title: str,
    period: Period,
    due: date,
    units: Collection[Organization],
    by: User,
    sent_as: str,
    form: str = "",
    questions: Iterable[Question] = (),
    register: str = "",
    programme=None,
    rules: str = "",
    instructions: str = "",
    above: RoundUnit | None = None,
    is_sample: bool = False,
) -> Round:
    """Put a round together; nobody but the asker sees it until it is opened.

    Called again with one `sent_as` it gives the round that is already there. Raises NotYourRound, NotAllowed, Unready.
    """
    if found := Round.objects.editable_by(by).filter(sent_as=sent_as).first():
        return found
    if not _asks_for(by, asker):
        raise NotYourRound()
    if register and not register_named(register).may.change(by):
        raise NotAllowed()
    questions = list(questions)
    _refuse_unready(questions, register, rules, period, due, units, by)
    columns = asked_columns(register_named(register)) if register else []
    with audit(f"Soạn đợt thu thập: {title}", by=by, acted_as=asker.name) as entry:
        try:
            with transaction.atomic():
                made = Round.objects.create(
                    asker=asker,
                    title=title,
                    form=form or (f"so:{register}" if register else f"rieng:{sent_as[:12]}"),
                    register=register,
                    columns=columns,
                    programme=programme,
                    period=period.key,
                    due=due,
                    rules=rules,
                    instructions=instructions,
                    above=above,
                    sent_as=sent_as,
                    is_sample=is_sample,
                    prepared=entry,
                )
        except IntegrityError:  # another click was faster
            return Round.objects.editable_by(by).get(sent_as=sent_as)
        for place, question in enumerate(questions):
            question.round, question.place = made, place
        Question.objects.bulk_create(questions)
        RoundUnit.objects.bulk_create([RoundUnit(round=made, unit=unit) for unit in units], batch_size=CHUNK)
    return made


def _asks_for(by: User, asker: Organization) -> bool:
    units = scope_of(by).writing.organization_ids
    return units is None or asker.pk in units


def _refuse_unready(questions, register, rules, period, due, units, by) -> None:
    if bool(questions) == bool(register):
        raise Unready(summary="Hãy chọn hỏi theo sổ, hoặc đặt ít nhất một mục hỏi.")
    if len(questions) > MOST_QUESTIONS:
        raise Unready(summary=f"Đợt có {len(questions)} mục; hỏi tối đa {MOST_QUESTIONS} mục một đợt.")
    keys = [question.key for question in questions]
    if len(set(keys)) < len(keys):
        raise Unready(summary="Có hai mục hỏi cùng một số mục; hãy đánh số lại.")
    numbers = [question.key for question in questions if question.is_number]
    for question in questions:
        needed = [key for key in (question.numerator, question.denominator) if key]
        if unknown := [key for key in needed if key not in numbers]:
            raise Unready(summary=f"Mục {question.key} cộng theo mục {', '.join(unknown)}, là mục số không có.")
    try:
        parse_rules(rules, numbers)
    except (ValueError, BadCell) as error:
        raise Unready(summary=str(error)) from error
    if not units:
        raise Unready(summary="Chưa chọn đơn vị nào để hỏi.")
    if due < localdate():
        raise Unready(summary=f"Hạn trả lời {due:%d/%m/%Y} đã qua; hãy chọn ngày từ hôm nay.")
    if period.first > localdate():
        raise Unready(summary=f"Kỳ {period.label} chưa bắt đầu; chưa hỏi số liệu của kỳ này được.")
    mine = set(askable_units(by).filter(pk__in=[unit.pk for unit in units]).values_list("pk", flat=True))
    if outside := [unit.label for unit in units if unit.pk not in mine]:
        names = ", ".join(outside[:5])
        raise Unready(summary=f"Ngoài địa bàn và đơn vị của bạn: {names}. Hãy bỏ các đơn vị này.")


@transaction.atomic
def open_round(*, round: Round, by: User, without: Iterable[int] = ()) -> Round:
    """Let the units see it; `without` are keys of units taken off at the last moment. Opening twice changes nothing.

    Units whose answer to this form and period is accepted and locked are left out. Raises NotYourRound, Unready.
    """
    held = _own(round, by)
    if held.state != RoundState.PREPARED:
        return held
    held.units.filter(unit__in=list(without)).delete()
    held.units.filter(unit__in=locked_units(held)).delete()
    if not held.units.exists():
        raise Unready(summary="Không còn đơn vị nào để hỏi: các đơn vị đã chọn đều đã nộp và khoá biểu này cho kỳ này.")
    with audit(f"Mở đợt thu thập: {held.title}", by=by, acted_as=held.asker.name) as entry:
        held.state, held.opened = RoundState.OPEN, entry
        held.save(update_fields=["state", "opened"])
    return held


@transaction.atomic
def discard(*, round: Round, by: User) -> None:
    """Throw away a round that was never opened. Raises NotYourRound, NotOpen."""
    held = _own(round, by)
    if held.state != RoundState.PREPARED:
        raise NotOpen(summary="Đợt đã mở; không bỏ được nữa, chỉ khoá lại.")
    with audit(f"Bỏ đợt đang soạn: {held.title}", by=by):
        held.delete()


@transaction.atomic
def close(*, round: Round, by: User) -> Round:
    """No more answers are taken; what was accepted stays. Raises NotYourRound, NotOpen."""
    held = _own(round, by)
    if held.state != RoundState.OPEN:
        raise NotOpen()
    with audit(f"Khoá đợt thu thập: {held.title}", by=by, acted_as=held.asker.name) as entry:
        held.state, held.closed = RoundState.CLOSED, entry
        held.save(update_fields=["state", "closed"])
    return held


def _own(round: Round, by: User) -> Round:
    """The round as it stands, held until the deed is through."""
    held = Round.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=round.pk).first()
    if held is None:
        raise NotYourRound()
    return held

"""Deciding on what came in: handed back with reasons on the cells, or accepted, landed and locked."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from lotrinh.collection import locks
from lotrinh.collection.choices import UnitState
from lotrinh.collection.errors import NoReason, NotYourRound, WrongTurn
from lotrinh.collection.landing import land
from lotrinh.collection.models import Answer, Round, RoundUnit, Tally
from lotrinh.collection.totals import totals_of
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.registers.errors import Refused


@transaction.atomic
def hand_back(*, line: RoundUnit, reason: str, by: User, notes: Mapping[str, str] | None = None) -> RoundUnit:
    """Return an answer with a reason, and notes on its cells; an accepted one is unlocked by it.

    The accepted version goes on counting until another is accepted. Raises NotYourRound, NoReason, WrongTurn.
    """
    held = _held(line.pk, by)
    notes = {place: words.strip()[:500] for place, words in (notes or {}).items() if words.strip()}
    if not reason.strip() and not notes:
        raise NoReason()
    if held.state not in (UnitState.SENT, UnitState.ACCEPTED):
        raise WrongTurn()
    with audit(f"Trả lại {held.unit.label}: {held.round.title}", by=by, reason=reason.strip()):
        if held.state == UnitState.ACCEPTED:
            locks.unlock(held)
        held.state, held.reason, held.notes = UnitState.RETURNED, reason.strip(), notes
        held.draft = held.current.content
        held.edition += 1
        held.save()
    return held


def accept(*, lines: Iterable[RoundUnit], by: User) -> tuple[list[RoundUnit], list[tuple[RoundUnit, str]]]:
    """Take over what was sent: into the register or the declared figures, then locked. One refusal stops no other.

    Returns the accepted, and the refused with the reason. Raises NotYourRound.
    """
    accepted, refused = [], []
    for line in lines:
        try:
            accepted.append(_accept(line, by))
        except NotYourRound:
            raise
        except Refused as error:
            refused.append((line, str(error)))
    return accepted, refused


@transaction.atomic
def _accept(line: RoundUnit, by: User) -> RoundUnit:
    held = _held(line.pk, by)
    if held.state == UnitState.ACCEPTED:
        return held
    if held.state != UnitState.SENT:
        raise WrongTurn(summary=f"{held.unit.label} chưa gửi trả lời; chỉ nhận được bản đã gửi.")
    answer = Answer.objects.select_related("paper").get(pk=held.current_id)
    with audit(f"Nhận trả lời của {held.unit.label}: {held.round.title}", by=by, acted_as=held.unit.name) as entry:
        land(held, answer)
        locks.lock(held, entry)
        held.state, held.accepted = UnitState.ACCEPTED, answer
        held.edition += 1
        held.save()
    return held


@transaction.atomic
def take_tally(*, round: Round, by: User, note: str = "") -> Tally:
    """Keep the totals as they are now, with the versions they were added from. Raises NotYourRound."""
    if not Round.objects.editable_by(by).filter(pk=round.pk).exists():
        raise NotYourRound()
    found = totals_of(round)
    with audit(f"Chốt bản tổng hợp: {round.title}", by=by) as entry:
        return Tally.objects.create(
            round=round,
            sources=found.sources,
            sums=[
                [t.question.key, t.question.label, t.question.unit, None if t.value is None else str(t.value), t.units]
                for t in found.totals
            ],
            units=found.unit_count,
            note=note.strip()[:300],
            entry=entry,
        )


def _held(pk: int, by: User) -> RoundUnit:
    if not RoundUnit.objects.run_by(by).filter(pk=pk).exists():
        raise NotYourRound()
    return RoundUnit.objects.held(pk)

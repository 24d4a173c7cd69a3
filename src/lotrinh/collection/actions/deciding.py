"""Deciding on what came in: handed back with reasons on the cells, or accepted, landed and locked."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F, Q

from lotrinh.collection import locks
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.errors import NoReason, NotYourRound, WrongTurn
from lotrinh.collection.landing import land_all
from lotrinh.collection.models import Answer, Round, RoundUnit, Tally
from lotrinh.collection.querysets import answering_units
from lotrinh.collection.totals import totals_of
from lotrinh.core.acting import identities
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.rules.second_person import ACCEPT_ANSWER, must_be_entrusted, why_not


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
    return give_back(held, reason=reason.strip(), notes=notes, by=by)


def give_back(held: RoundUnit, *, reason: str, notes: dict[str, str], by: User) -> RoundUnit:
    """Put a held line back into its unit's hands, with what was sent as the draft."""
    with audit(f"Trả lại {held.unit.label}: {held.round.title}", by=by, reason=reason):
        if held.state == UnitState.ACCEPTED:
            locks.unlock(held)
        held.state, held.reason, held.notes = UnitState.RETURNED, reason, notes
        held.draft = held.current.content
        held.edition += 1
        held.save()
    return held


def accept(
    *, lines: Iterable[RoundUnit], by: User, upto: int | None = None
) -> tuple[list[RoundUnit], list[tuple[RoundUnit, str]]]:
    """Take over what was sent: into the register or the declared figures, then locked. One refusal stops no other.

    The answers of one round are taken together, under one audit entry. `upto`: key of the last answer that whoever
    accepts has seen; a unit that sent a newer one meanwhile is not accepted unread. Returns the accepted, and the
    refused with the reason. Raises NotYourRound.
    """
    by_round: dict[int, list[int]] = {}
    for line in lines:
        by_round.setdefault(line.round_id, []).append(line.pk)
    accepted, refused = [], []
    for round, keys in by_round.items():
        taken, left = _accept_together(round, keys, by, upto)
        accepted += taken
        refused += left
    return accepted, refused


@transaction.atomic
def _accept_together(round_key: int, keys: list[int], by: User, upto: int | None):
    round = Round.objects.editable_by(by).select_related("asker").filter(pk=round_key).first()
    if round is None:
        raise NotYourRound()
    held = RoundUnit.objects.held_all(keys)
    must_be_entrusted(by)
    refused = {line.pk: why for line in held if (why := _why_not(line, upto))} | who_else_accepts(by, round, held)
    ready = [line for line in held if line.state == UnitState.SENT and line.pk not in refused]
    if ready:
        refused |= take_over(round, ready, by)
    accepted = [line for line in held if line.pk not in refused]
    for line in accepted:
        line.state, line.accepted = UnitState.ACCEPTED, line.current if line in ready else line.accepted
    return accepted, [(line, refused[line.pk]) for line in held if line.pk in refused]


def who_else_accepts(by: User, round: Round, held: Iterable[RoundUnit]) -> dict[int, str]:
    """Lines, by key, whose answer `by` sent as the unit: another accepts them, and here stands who.

    What the asker only brought in (keyed in from a paper, a sheet out of a chat, a file) is the unit's own.
    """
    mine = Q(entry__by__in=identities(by)) | Q(entry__for_whom__in=identities(by))
    brought = [Via.KEYED, Via.OFFICE]
    sent = Answer.objects.filter(mine, line__round=round, line__current=F("pk")).exclude(via__in=brought)
    keys, units = set(sent.values_list("line", flat=True)), answering_units(by)
    own = [line for line in held if line.pk in keys and (units is None or line.unit_id in units)]
    own = [line for line in own if line.state == UnitState.SENT]
    if not own:
        return {}

    def may(user: User) -> bool:
        return Round.objects.editable_by(user).filter(pk=round.pk).exists()

    why = why_not(ACCEPT_ANSWER, by=by, authors=identities(by), unit=round.asker, may=may)
    return {line.pk: why for line in own} if why else {}


def _why_not(line: RoundUnit, upto: int | None) -> str:
    """Why this line cannot be accepted now; "" when it can, or is already."""
    if line.state == UnitState.ACCEPTED:
        return ""
    if line.state != UnitState.SENT:
        return f"{line.unit.label} chưa gửi trả lời; chỉ nhận được bản đã gửi."
    if upto is not None and line.current_id > upto:
        return f"{line.unit.label} vừa gửi bản mới sau khi bạn mở trang; hãy xem bản đó rồi nhận."
    return ""


def take_over(round: Round, ready: list[RoundUnit], by: User) -> dict[int, str]:
    """Land and lock these answers; returns line → why it was refused. Without any taken no audit entry stays."""
    alone = ready[0].unit if len(ready) == 1 else None
    what = f"trả lời của {alone.label}" if alone else f"{len(ready)} trả lời"
    acted_as = alone.name if alone else round.asker.name
    with audit(f"Nhận {what}: {round.title}", by=by, acted_as=acted_as) as entry:
        refused = land_all(round, ready)
        taken = [line for line in ready if line.pk not in refused]
        locks.lock(round, [line.unit for line in taken], entry)
        RoundUnit.objects.mark_accepted([line.pk for line in taken])
        if not taken:
            transaction.set_rollback(True)
    return refused


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

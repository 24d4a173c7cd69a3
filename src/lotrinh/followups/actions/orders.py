"""Deeds on orders: given with a name and a day, asked back, answered, returned, verified, closed or withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO, Self
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.timezone import localdate, localtime

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.documents.actions import store_file
from lotrinh.documents.models import OfficialDocument
from lotrinh.followups.choices import MOVES, OrderState, Party, StepKind
from lotrinh.followups.errors import (
    NoGiver,
    NotNow,
    NoWords,
    OutOfReach,
    PastDay,
    TooSoon,
    VerifiesItself,
)
from lotrinh.followups.matters import Matter
from lotrinh.followups.models import Order, OrderStep
from lotrinh.followups.models.orders import FILES
from lotrinh.followups.rights import giver_for, may_remind_of, party_of, second_half, within_reach
from lotrinh.organizations.models import Organization
from lotrinh.rules.second_person import VERIFY_ORDER, must_be_another

MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class About:
    """What an order is about, as it was called and what it said when the order was given."""

    register: str
    key: str
    subject: str
    said: str = ""
    link: str = ""

    @classmethod
    def matter(cls, matter: Matter) -> Self:
        return cls(matter.register, matter.key, matter.title[:500], matter.value[:300], matter.link[:700])


@transaction.atomic
def give_order(
    *,
    about: About,
    unit: Organization,
    what: str,
    due: date,
    by: User,
    verifier: Organization | None = None,
    document: OfficialDocument | None = None,
    quote: str = "",
    sent_as: UUID | None = None,
    is_sample: bool = False,
) -> Order:
    """Ask `unit` to do something about what was seen. The caller asks whether that may be seen.

    Raises OutOfReach, NoGiver, NoWords, PastDay, VerifiesItself. Sent twice, the first order is returned.
    """
    if sent_as and (already := Order.objects.filter(sent_as=sent_as).first()):
        return already
    giver = _who_gives(by, unit, what, due, verifier)
    with audit(f"Giao {unit.label}: {what.strip()}", by=by, acted_as=giver.name[:200]) as entry:
        order = Order.objects.create(
            register=about.register,
            key=about.key,
            subject=about.subject,
            said=about.said,
            link=about.link,
            giver=giver,
            unit=unit,
            verifier=verifier,
            what=what.strip(),
            due=due,
            document=document,
            quote=quote,
            is_sample=is_sample,
            sent_as=sent_as or uuid4(),
            given=entry,
        )
        OrderStep.objects.create(order=order, kind=StepKind.GIVE, words=order.what, due=due, entry=entry)
    return order


@transaction.atomic
def give_orders(*, units: Sequence[Organization], sent_as: UUID | None = None, **order: Any) -> list[Order]:
    """The same order to each of `units`, all or none; each answers its own. Raises what `give_order` raises."""
    token = sent_as or uuid4()
    given = []
    for unit in units:
        own = uuid5(token, str(unit.pk)) if given else token  # sent twice, each finds its own again
        given.append(give_order(unit=unit, sent_as=own, **order))
    return given


def _who_gives(by: User, unit: Organization, what: str, due: date, verifier: Organization | None) -> Organization:
    """The unit in whose name `by` gives such an order. Raises OutOfReach, NoGiver, NoWords, PastDay, VerifiesItself."""
    if not within_reach(by).filter(pk=unit.pk).exists():
        raise OutOfReach()
    if (giver := giver_for(by, unit)) is None:
        raise NoGiver()
    if not what.strip():
        raise NoWords()
    if due < localdate():
        raise PastDay()
    if verifier is not None and verifier.pk == unit.pk:
        raise VerifiesItself()
    return giver


@transaction.atomic
def take_step(
    *,
    order: Order,
    kind: StepKind,
    by: User,
    words: str = "",
    number: Decimal | None = None,
    number_unit: str = "",
    due: date | None = None,
    files: Iterable[tuple[BinaryIO, str]] = (),
) -> OrderStep:
    """Do the next thing with an order, for the side `by` speaks for; `choices.MOVES` says what may follow what.

    Only an answer carries a number and files (stream, name), only the giver moves the day. Raises NotNow, NoWords,
    PastDay, NeedsAnother, FileRefused.
    """
    held = Order.objects.select_for_update(of=("self",)).select_related("giver", "unit", "verifier").get(pk=order.pk)
    party = _who_steps(by, held, kind, words, due)
    moved = due if party == Party.GIVER and kind in {StepKind.RETURN, StepKind.REPLY} else None
    label = f"{StepKind(kind).label.capitalize()}: {held}"
    with audit(label, by=by, acted_as=held.side(party).name[:200]) as entry:
        step = OrderStep(order=held, kind=kind, words=words.strip(), due=moved, entry=entry)
        if kind == StepKind.ANSWER:
            step.number, step.number_unit = number, number_unit.strip() if number is not None else ""
        step.save()
        if kind == StepKind.ANSWER:
            for file, name in list(files)[:MOST_FILES]:
                store_file(file=file, name=name, register=FILES, key=step.pk, by=by)
        order.state = held.state = MOVES[kind].to
        order.due = held.due = moved or held.due
        held.save(update_fields=["state", "due"])
    return step


def _who_steps(by: User, held: Order, kind: StepKind, words: str, due: date | None) -> Party:
    """The side for which `by` takes such a step now. Raises NotNow, NoWords, PastDay, NeedsAnother."""
    party = party_of(by, held, kind)
    if party is None:
        raise NotNow()
    if MOVES[kind].in_words and not words.strip():
        raise NoWords()
    if due is not None and due < localdate():
        raise PastDay()
    if kind == StepKind.VERIFY:
        must_be_another(VERIFY_ORDER, by=by, **second_half(held))
    return party


@transaction.atomic
def remind_of(*, order: Order, by: User) -> Order:
    """Remind whoever's turn it is; once a day. Raises NotNow, TooSoon."""
    held = Order.objects.select_for_update(of=("self",)).select_related("reminded", "unit", "giver").get(pk=order.pk)
    if not may_remind_of(by, held) or held.state in {OrderState.CLOSED, OrderState.WITHDRAWN}:
        raise NotNow()
    if held.reminded and localtime(held.reminded.at).date() == localdate():
        raise TooSoon()
    with audit(f"Nhắc: {held}", by=by, acted_as=held.giver.name[:200]) as entry:
        order.reminded = held.reminded = entry
        held.save(update_fields=["reminded"])
    return order

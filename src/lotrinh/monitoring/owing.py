"""What another unit owes, as far as somebody may see it, and the message that reminds it. Vietnamese: soạn tin nhắn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from lotrinh.collection.choices import RoundState
from lotrinh.collection.models import Round, RoundUnit
from lotrinh.core.messages import Owed, message
from lotrinh.core.models import User
from lotrinh.followups.models import Order
from lotrinh.monitoring import work as working
from lotrinh.monitoring.errands import Errand, Work
from lotrinh.monitoring.errands_of_orders import blocks_to_clear, orders_waiting
from lotrinh.monitoring.states.tasks import states_of
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of, units_within
from lotrinh.plans.models import Programme, Task

BEFORE = timedelta(days=7)
"""So long before its day a thing is named; what is late is named always."""


@dataclass(frozen=True)
class Reminder:
    """One unit, what it owes, and the words to send it."""

    unit: Organization
    errands: list[Errand]
    text: str


def owed_by(unit: Organization, who: User, day: date) -> list[Errand]:
    """What is late or due within `BEFORE` at `unit` and the units under it; only what `who` sees themselves."""
    keys = units_within([unit.pk])[unit.pk]
    work = Work(day)
    for one in states_of(Task.objects.visible_to(who).in_force().assigned_to(keys), day):
        working._put_task(work, one, keys, False)
    owed = [
        *working._owed_rows(who, day, keys),
        *working._rounds_to_answer(keys, day, who),
        *orders_waiting(who, keys, day),
        *blocks_to_clear(who, keys, day),
        *working._baselines_to_find(who, keys, day),
    ]
    for errand in owed:
        work.put(errand)
    work.in_order()
    until = day + BEFORE
    return [one for one in [*work.late, *work.due, *work.blocked] if one.on is None or one.on <= until]


def reminder(unit: Organization, who: User, day: date, address: Callable[[str], str], closing: str) -> Reminder:
    """`address` makes a full address of a path."""
    errands = owed_by(unit, who, day)
    lines = [
        Owed(
            what=f"{one.title} ({one.kind})",
            note=one.note,
            on=one.on,
            link=address(one.deed_link or one.link),
            deed=one.deed or "Mở",
        )
        for one in errands
    ]
    return Reminder(unit, errands, message(unit.label, lines, day, closing) if lines else "")


def units_to_remind(who: User):
    """Units that owe somebody's own office something: work of its plans, answers to its rounds, its orders."""
    units = scope_of(who).organization_ids
    tasks = (
        Task.objects.in_force().open().filter(version__programme__in=Programme.objects.editable_by(who).values("pk"))
    )
    rounds = RoundUnit.objects.waiting().filter(round__in=_asked(who))
    orders = Order.objects.open() if units is None else Order.objects.open().filter(giver__in=units)
    owing = Q(plan_assignments__task__in=tasks.values("pk")) | Q(pk__in=rounds.values("unit"))
    owing |= Q(pk__in=orders.values("unit"))
    if units is not None:
        owing |= Q(pk__in=units)
    return Organization.objects.valid_on(localdate()).filter(owing).distinct().order_by("sort_key")


def _asked(who: User):
    return Round.objects.asked_by(who).filter(state=RoundState.OPEN).values("pk")

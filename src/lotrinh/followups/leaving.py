"""Orders and blocks in the hands of one officer, for the day that officer leaves."""

from django.urls import reverse

from lotrinh.core.models import User
from lotrinh.followups.models import Block, Order, OrderStep
from lotrinh.organizations import leaving


def orders_given_by(person: User):
    """Open orders the person gave: somebody must read the answer and close them."""
    given = Order.objects.open().filter(leaving.done_by(person, "given"))
    return given.select_related("giver", "unit").order_by("due", "pk")


def orders_worked_on_by(person: User):
    """Open orders of others in which the person asked, answered or verified, or that nobody else of the unit could."""
    steps = OrderStep.objects.filter(leaving.done_by(person, "entry")).values("order")
    own = Order.objects.open().filter(unit__in=leaving.alone_at(person))
    found = Order.objects.open().filter(pk__in=steps) | own
    given = Order.objects.filter(leaving.done_by(person, "given")).values("pk")
    return found.exclude(pk__in=given).select_related("giver", "unit", "verifier").distinct().order_by("due", "pk")


def blocks_of(person: User):
    """Open blocks the person raised, or that nobody else of the unit asked could clear."""
    found = Block.objects.open().filter(leaving.done_by(person, "raised"))
    found = found | Block.objects.open().filter(clearer__in=leaving.alone_at(person))
    return found.select_related("unit", "clearer").distinct().order_by("by_when", "pk")


def register() -> None:
    leaving.keeps(
        "orders-given",
        title="Việc đã giao, chưa xong",
        find=orders_given_by,
        unit=lambda order: order.giver,
        describe=lambda order: f"{order.unit.label}: {order}",
    )
    leaving.keeps(
        "orders-worked-on",
        title="Việc được giao, đang làm",
        find=orders_worked_on_by,
        describe=lambda order: f"{order.giver.label} giao: {order}",
    )
    leaving.keeps(
        "blocks",
        title="Vướng mắc chưa gỡ",
        find=blocks_of,
        describe=lambda block: f"{block.subject}: {block.why}",
        link=lambda block: reverse("followups:block", args=[block.pk]),
    )

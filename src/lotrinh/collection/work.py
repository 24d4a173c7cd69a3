"""What rounds ask of units, for My work."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count

from lotrinh.collection.choices import RoundState, UnitState
from lotrinh.collection.models import RoundUnit

SHOWN_AFTER = timedelta(days=90)
"""So long after its day a round that nobody closed is still shown as late."""


def asked_of(units: Iterable[int], day: date, who=None) -> list[RoundUnit]:
    """Lines of open rounds that these units (keys) still owe on `day`, the most urgent first. One query.

    `who`: only those that this person may see, where the units are not their own.
    """
    seen = RoundUnit.objects.all() if who is None else RoundUnit.objects.visible_to(who)
    owed = seen.waiting().filter(unit__in=list(units), round__state=RoundState.OPEN, round__due__gte=day - SHOWN_AFTER)
    return list(owed.select_related("round__asker", "unit").order_by("round__due", "pk"))


def to_decide(units: Iterable[int]) -> list[tuple[int, str, int]]:
    """(round, title, answers that wait to be looked at) of open rounds that these units ask."""
    sent = RoundUnit.objects.filter(round__asker__in=list(units), round__state=RoundState.OPEN, state=UnitState.SENT)
    counted = sent.values("round", "round__title").annotate(count=Count("pk")).order_by("round")
    return [(row["round"], row["round__title"], row["count"]) for row in counted]

"""What stood on a Monday is kept as it was, so that “what changed since” compares with what leaders read then."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from lotrinh.monitoring.brief.items import Everybody, Item, items_of
from lotrinh.monitoring.models import FrozenBrief


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def freeze_week(day: date) -> FrozenBrief | None:
    """Keep what stands, once a week: on Monday, or on the first night after it that the machine was on."""
    if FrozenBrief.objects.filter(day__gte=monday_of(day)).exists():
        return None
    kept, _ = FrozenBrief.objects.get_or_create(
        day=day, defaults={"items": [item.as_json() for item in items_of(Everybody(), day)]}
    )
    return kept


def before(day: date) -> FrozenBrief | None:
    """The last one kept before `day`: what a brief of that day compares with."""
    return FrozenBrief.objects.filter(day__lt=day).order_by("-day").first()


def items_in(kept: FrozenBrief) -> list[Item]:
    return [Item.of_json(one) for one in kept.items]


def kept_days(most: int = 12) -> list[date]:
    """The latest first."""
    return list(FrozenBrief.objects.filter(day__lte=localdate()).order_by("-day").values_list("day", flat=True)[:most])

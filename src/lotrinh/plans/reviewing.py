"""The questions of the review screen: what is still open, what the reader was sure of."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from lotrinh.plans.choices import Review
from lotrinh.plans.models import Claim, Item, PlanVersion, Target, Task

CERTAIN = 0.8
"""From this confidence on, items may be accepted together."""
ITEM_MODELS: tuple[type[Item], ...] = (Target, Task, Claim)


def certain_items(model: type[Item], version: PlanVersion) -> QuerySet:
    return model.objects.filter(version=version, review=Review.PENDING, confidence__gte=CERTAIN)


@dataclass(frozen=True)
class ReviewState:
    """How far the review of one draft has come."""

    version: PlanVersion

    @cached_property
    def items(self) -> list[Item]:
        """Uncertain and open ones first, then in the order of the text."""
        found: list[Item] = []
        for model in ITEM_MODELS:
            rows = model.objects.filter(version=self.version).select_related("sentence__block")
            if model is Task:
                rows = rows.prefetch_related("assignments__organization")
            found += rows
        return sorted(found, key=_order)

    @cached_property
    def pending(self) -> list[Item]:
        return [item for item in self.items if item.review == Review.PENDING]

    @cached_property
    def certain(self) -> list[Item]:
        return [item for item in self.pending if item.confidence >= CERTAIN]

    @property
    def done(self) -> int:
        return len(self.items) - len(self.pending)


def _order(item: Item) -> tuple:
    is_open = item.review == Review.PENDING
    place = (item.sentence.block.index, item.sentence.start) if item.sentence else (10**6, 0)
    return (not is_open, item.confidence >= CERTAIN, *place, item.pk)

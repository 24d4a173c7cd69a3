"""The questions of the review screen: what is still open, what the reader was sure of."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from lotrinh.plans.choices import FindingState, Review
from lotrinh.plans.models import Claim, Finding, Item, PlanVersion, Target, Task

CERTAIN = 0.8
"""From this confidence on, items may be accepted together."""
ITEM_MODELS: tuple[type[Item], ...] = (Target, Task, Claim)
_PENDING = Q(review=Review.PENDING)
_CERTAIN = _PENDING & Q(confidence__gte=CERTAIN)


def certain_items(model: type[Item], version: PlanVersion) -> QuerySet:
    return model.objects.filter(_CERTAIN, version=version)


def with_sentences(items: QuerySet) -> QuerySet:
    """With all that a card of the review shows."""
    items = items.select_related("sentence__block")
    return items.prefetch_related("assignments__organization") if items.model is Task else items


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items there are, wait, and wait though the reader was sure of them."""

    total: int
    pending: int
    certain: int
    open_findings: int

    @property
    def done(self) -> int:
        return self.total - self.pending

    @property
    def uncertain(self) -> int:
        return self.pending - self.certain


@dataclass(frozen=True)
class ReviewState:
    """How far the review of one draft has come."""

    version: PlanVersion
    only_kept: bool = False
    """For those who carry the plan out: without what was rejected, and without the findings."""

    @cached_property
    def items(self) -> list[Item]:
        """Uncertain and open ones first, then in the order of the text."""
        found: list[Item] = []
        for model in ITEM_MODELS:
            items = model.objects.kept() if self.only_kept else model.objects.all()
            found += with_sentences(items.filter(version=self.version))
        return sorted(found, key=_order)

    @cached_property
    def by_sentence(self) -> dict[int, list[Item]]:
        found: dict[int, list[Item]] = defaultdict(list)
        for item in self.items:
            if item.sentence_id:
                found[item.sentence_id].append(item)
        return found

    @cached_property
    def findings(self) -> list[Finding]:
        """Open ones first."""
        if self.only_kept:
            return []
        found = Finding.objects.filter(version=self.version).select_related("block")
        return sorted(found, key=lambda one: (one.state != FindingState.OPEN, one.pk))

    @cached_property
    def progress(self) -> Progress:
        """Counted in the database: one item was just decided, and the others are not fetched for it. Four queries."""
        counted = [
            model.objects.filter(version=self.version).aggregate(
                total=Count("pk"), pending=Count("pk", filter=_PENDING), certain=Count("pk", filter=_CERTAIN)
            )
            for model in ITEM_MODELS
        ]
        findings = Finding.objects.filter(version=self.version, state=FindingState.OPEN).count()
        return Progress(*(sum(one[name] for one in counted) for name in ("total", "pending", "certain")), findings)


def _order(item: Item) -> tuple:
    is_open = item.review == Review.PENDING
    place = (item.sentence.block.index, item.sentence.start) if item.sentence else (10**6, 0)
    return (not is_open, item.confidence >= CERTAIN, *place, item.pk)

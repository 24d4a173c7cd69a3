"""A rule's own weight turned into how often such items are right: counted on annotated plans, kept as a small table."""

from functools import cache
from itertools import pairwise

from .lexicon import entries


def reliability(kind: str, weight: float) -> float:
    """The share of items of `kind` (node, target, assignment) with this weight that were right; 0 to 1, never falling
    where the weight rises, so that the order of a review stays the rules' own."""
    for (low, below), (high, above) in pairwise(_points(kind)):
        if weight <= high:
            return round(below + (above - below) * (max(weight, low) - low) / (high - low), 3)
    return _points(kind)[-1][1]


@cache
def _points(kind: str) -> tuple[tuple[float, float], ...]:
    return tuple((float(weight), float(share)) for weight, share in entries("reliability")[kind]["points"])

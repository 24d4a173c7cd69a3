"""Which sentences of a later text are sentences of an earlier one. Pure: no Django."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lotrinh.core import vietnamese

CLOSE = 0.75
"""From this share of common words, in their order, one sentence is taken for a new wording of the other."""
_TRIED = 5
"""Old sentences compared word by word with a new one: those that share most words with it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`old` and `new` are places in the two lists; `likeness` is 1 for the same words."""

    old: int
    new: int
    likeness: float

    @property
    def is_same(self) -> bool:
        return self.likeness == 1


def pair(old: Sequence[str], new: Sequence[str], close: float = CLOSE) -> list[Pair]:
    """The same sentences first, then those as like as `close`, likest first; each at most once, in the order of `new`.

    Spacing, case and tone marks do not count. Equal sentences are paired in their order.
    """
    old_words = [vietnamese.fold(text).split() for text in old]
    new_words = [vietnamese.fold(text).split() for text in new]
    same = _same(old_words, new_words)
    taken = {pair.old for pair in same}, {pair.new for pair in same}
    return sorted(same + _close(old_words, new_words, *taken, close), key=lambda pair: pair.new)


def likeness(one: str, other: str) -> float:
    """0–1: the share of words that both have in the same order."""
    return _ratio(vietnamese.fold(one).split(), vietnamese.fold(other).split())


def _ratio(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _same(old: list[list[str]], new: list[list[str]]) -> list[Pair]:
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in reversed(range(len(old))):
        waiting[tuple(old[place])].append(place)
    return [Pair(waiting[tuple(words)].pop(), place, 1.0) for place, words in enumerate(new) if waiting[tuple(words)]]


def _close(
    old: list[list[str]], new: list[list[str]], old_taken: set[int], new_taken: set[int], least: float
) -> list[Pair]:
    holders: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(old):
        if place not in old_taken:
            for word in set(words):
                holders[word].append(place)
    found = []
    for place, words in enumerate(new):
        if place in new_taken:
            continue
        # A word in many sentences says little about any of them.
        shared: dict[int, float] = defaultdict(float)
        for word in set(words):
            for holder in holders[word]:
                shared[holder] += 1 / len(holders[word])
        for holder in sorted(shared, key=lambda one: (-shared[one], one))[:_TRIED]:
            # Equal without being the same pair: another copy of a sentence that stands several times.
            ratio = min(_ratio(old[holder], words), 0.999)
            if ratio >= least:
                found.append(Pair(holder, place, ratio))
    return _each_once(sorted(found, key=lambda pair: (-pair.likeness, pair.new, pair.old)))


def _each_once(pairs: list[Pair]) -> list[Pair]:
    old, new, kept = set(), set(), []
    for one in pairs:
        if one.old not in old and one.new not in new:
            old.add(one.old)
            new.add(one.new)
            kept.append(one)
    return kept

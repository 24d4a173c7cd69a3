"""Answers about a text kept for the next reader that asks: a sentence is asked about by four of them."""

import re
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from typing import TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

pattern_of = cache(re.compile)
"""A pattern compiled where it is used, at the price of looking it up."""

LONGEST = 4_000
"""Characters. A longer text is no sentence, and keeping answers about it would cost more than asking again."""
KEPT = 4_096


def remembered(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """`function` of one text, its last answers kept for texts of the length of a sentence."""
    kept = lru_cache(maxsize=KEPT)(function)

    @wraps(function)
    def asked(text: str) -> Answer:
        return kept(text) if len(text) <= LONGEST else function(text)

    return asked


def remembered_of_object(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """`function` of one object that never changes, known again by being the same: comparing a table costs as much as
    reading it. The last `KEPT_OBJECTS` are kept."""
    kept: dict[int, tuple[Asked, Answer]] = {}

    @wraps(function)
    def asked(of: Asked) -> Answer:
        known = kept.get(id(of))
        if known and known[0] is of:
            return known[1]
        answer = function(of)
        if len(kept) >= KEPT_OBJECTS:
            kept.pop(next(iter(kept)), None)
        kept[id(of)] = of, answer
        return answer

    return asked


KEPT_OBJECTS = 256

"""Answers about a text kept for the next reader that asks: a sentence is asked about by four of them."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Answer = TypeVar("Answer")

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

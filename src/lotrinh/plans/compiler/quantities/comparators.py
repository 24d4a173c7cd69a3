"""Comparators before and after a number: trên, tối thiểu, không quá, từ … trở lên."""

from collections.abc import Sequence
from functools import cache

from ..lexicon import entries
from ..nouns import keys
from ..tokens import Token, TokenKind, tokens_of


@cache
def _comparators(side: str) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for group in entries("comparators").values():
        for words in group.get(side, ()):
            found[tuple(token.key for token in tokens_of(words))] = group["sign"]
    return found


_LONGEST_COMPARATOR = 4


def comparator_before(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The comparator that ends right before token `at`, and the token it begins with ("=" and `at` for none)."""
    for length in range(min(_LONGEST_COMPARATOR, at), 0, -1):
        window = tuple(token.key for token in tokens[at - length : at])
        if window in _comparators("before"):
            return _comparators("before")[window], at - length
    return "=", at


def comparator_after(tokens: Sequence[Token], at: int, *, opened: bool) -> tuple[str, int]:
    """ "từ 98% trở lên", "từ 10 ha đất trồng lúa trở lên": within the next words of the same phrase.

    Where no từ has `opened` it, only right behind: "90% cán bộ có trình độ đại học trở lên" are 90 %, neither more.
    """
    for start in range(at, min(at + (7 if opened else 2), len(tokens))):
        if tokens[start].text in ",;.:(" or tokens[start].kind is TokenKind.DIGITS or tokens[start].key == "từ":
            break
        for length in (3, 2):
            window = tuple(token.key for token in tokens[start : start + length])
            if len(window) == length and window in _comparators("after"):
                return _comparators("after")[window], start + length
    return "=", at


_TURNED = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}


def turned_by_negation(tokens: Sequence[Token], at: int, sign: str) -> str:
    """ "không có tỉnh nào đạt dưới 60%" is at least 60 % in each."""
    for start in range(max(0, at - 9), at):
        pair = " ".join(token.key for token in tokens[start : start + 2])
        if pair in keys("comparators", "negations") and not any(token.text == ";" for token in tokens[start:at]):
            return _TURNED.get(sign, sign)
    return sign

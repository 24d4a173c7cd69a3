"""What is counted: the noun phrase after a number, up to the word that begins something else."""

import itertools
from collections.abc import Sequence
from functools import cache

from .lexicon import words
from .tokens import Token, TokenKind, key_of

LONGEST = 8
"""Syllables. A longer name is cut: its first words already say what is counted."""


@cache
def keys(name: str, group: str) -> frozenset[str]:
    """The words of a lexicon group as keys; words of two syllables are joined by one space."""
    return frozenset(" ".join(key_of(part) for part in word.split()) for word in words(name, group))


@cache
def _stop_pairs() -> frozenset[str]:
    duty = {" ".join(key_of(part) for part in word.split()) for word in words("verbs", "duty")}
    return keys("noun_phrases", "stop_pairs") | {pair for pair in duty if pair.count(" ") == 1}


def noun_phrase(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The tokens [first, after) that name what is counted, from `at` on; first == after where nothing does."""
    while at < len(tokens) and tokens[at].key in keys("noun_phrases", "determiners"):
        at += 1
    after = at
    while after < len(tokens) and after - at < LONGEST and not _ends(tokens, at, after):
        after += 1
    return at, _behind_comma(tokens, at) if after == at + 1 else after


_NEXT_PART = 4
"""Words after which a number may follow in the next part of a list: "tổ, vùng đồng bằng 30 tổ"."""


def _behind_comma(tokens: Sequence[Token], at: int) -> int:
    """ "03 khu, điểm du lịch", "12 bộ, ngành": a syllable that names nothing alone shares what follows the comma.

    A place or a verb behind the comma begins something else: "xã A 02 cụm, xã B 01 cụm".
    """
    alone, second = at + 1, at + 2
    if tokens[at].key not in keys("noun_phrases", "half_names") or len(tokens) <= second or tokens[alone].text != ",":
        return alone
    pair = " ".join(token.key for token in tokens[second : second + 2])
    after = second
    while after < len(tokens) and after - at < LONGEST and not _ends(tokens, second, after):
        after += 1
    named = any(token.text[:1].isupper() and not token.text.isupper() for token in tokens[second:after])
    following = itertools.takewhile(lambda token: token.kind is not TokenKind.SIGN, tokens[after : after + _NEXT_PART])
    counted = any(token.kind is TokenKind.DIGITS for token in following)
    return alone if after == second or named or counted or pair in _stop_pairs() else after


def _ends(tokens: Sequence[Token], first: int, at: int) -> bool:
    token = tokens[at]
    if token.kind is not TokenKind.WORD:
        return True
    if at > first and token.text[:1].isupper() and not token.text.isupper() and not tokens[at - 1].text[:1].isupper():
        return False  # a name belongs to the thing: cụm Trung tâm Dữ liệu
    if at == first + 1 and f"{tokens[first].key} {token.key}" in keys("noun_phrases", "compounds"):
        return False
    if token.key in keys("noun_phrases", "stops"):
        return _pair(tokens, at) not in keys("noun_phrases", "inner_pairs")
    if token.key in _firm_syllables() and _pair(tokens, at) in keys("noun_phrases", "firm_pairs"):
        return True
    if at == first:
        return False
    if at == first + 1 and tokens[first].key in keys("noun_phrases", "named_by_use"):
        return _pair(tokens, at) in keys("noun_phrases", "stop_pairs")
    long_enough = at - first >= 2 or tokens[first].key in keys("noun_phrases", "short_units")
    return long_enough and _pair(tokens, at) in _stop_pairs()


def _pair(tokens: Sequence[Token], at: int) -> str:
    return f"{tokens[at].key} {tokens[at + 1].key}" if at + 1 < len(tokens) else ""


@cache
def _firm_syllables() -> frozenset[str]:
    """The first syllables of the firm pairs: most words are none of them."""
    return frozenset(pair.split()[0] for pair in keys("noun_phrases", "firm_pairs"))

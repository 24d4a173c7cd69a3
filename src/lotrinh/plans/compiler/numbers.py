"""Vietnamese numbers in running text: 9.000 · 2,1 · 09 · hai mươi mốt · một phần ba · ½ · 1,2 triệu.

A number is found at a token and read by a small parser; whether it counts for anything is asked later (`quantities`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .lexicon import entries
from .tokens import Token, TokenKind

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA = re.compile(r"\d+,\d+")
_POINT = re.compile(r"\d+\.\d{1,2}|0\.\d+")
"""A point before one or two digits is a foreign decimal point; before three it groups thousands."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the tokens `first` up to, not including, `after`. `scale` is the printed thousand or million."""

    first: int
    after: int
    value: float
    scale: float = 1.0
    spelled: bool = False
    """Written in words only: một is as often an article as a number."""


def digits_value(text: str) -> float | None:
    """The value of a number printed in digits; None for what is none: a version (1.2.3), a date (1.10.2025).

    >>> digits_value("1.234,5"), digits_value("09"), digits_value("1.2.3")
    (1234.5, 9.0, None)
    """
    if text.isascii() and text.isdigit():
        return float(text)
    if _GROUPED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return float(text) if _POINT.fullmatch(text) else None


def number_at(tokens: Sequence[Token], at: int) -> Number | None:
    """The longest number that begins with token `at`; a scale word after digits is kept apart as `scale`."""
    token = tokens[at]
    if token.kind is TokenKind.DIGITS:
        value = digits_value(token.text)
        return None if value is None else _scaled(tokens, _repeated_in_brackets(tokens, at, value))
    if token.key in _fractions() and token.key != "nửa":
        return Number(at, at + 1, _fractions()[token.key])
    if token.kind is TokenKind.WORD and token.key in _openers():
        return _in_words(tokens, at)
    return None


@cache
def opening_words() -> frozenset[str]:
    """What a number that is not in digits may begin with: number words, fractions in words and signs."""
    return frozenset(_openers()) | frozenset(_fractions()) - {"nửa"}


def _repeated_in_brackets(tokens: Sequence[Token], at: int, value: float) -> Number:
    """ "03 (ba)": the words in brackets say the digits again."""
    opens = at + 3 < len(tokens) and tokens[at + 1].text == "("
    words = _in_words(tokens, at + 2) if opens else None
    if words and words.value == value and words.after < len(tokens) and tokens[words.after].text == ")":
        return Number(at, words.after + 1, value)
    return Number(at, at + 1, value)


def _scaled(tokens: Sequence[Token], number: Number) -> Number:
    scale, after = 1.0, number.after
    while after < len(tokens) and tokens[after].key in _scales():
        scale *= _scales()[tokens[after].key]
        after += 1
    return Number(number.first, after, number.value, scale, number.spelled)


# --- in words --------------------------------------------------------------------------------------------------------


@cache
def _units() -> dict[str, int]:
    return {word: value for word, value in entries("numerals")["units"].items() if word != "reason"}


@cache
def _scales() -> dict[str, int]:
    return {word: value for word, value in entries("numerals")["scales"].items() if word != "reason"}


@cache
def _fractions() -> dict[str, float]:
    return {word: value for word, value in entries("numerals")["fractions"].items() if word != "reason"}


@cache
def _openers() -> frozenset[str]:
    """Words a spelled number can begin with."""
    return frozenset(_units()) | {"mười", "nửa", "không"}


def _in_words(tokens: Sequence[Token], at: int) -> Number | None:
    """Words that spell a number: một nửa · ba phần tư · hai nghìn không trăm linh năm. Digits may repeat it."""
    if tokens[at].key == "nửa" and not _follows(tokens, at, "một"):
        return Number(at, at + 1, 0.5, spelled=True)
    if tokens[at].key == "một" and _word(tokens, at + 1) == "nửa":
        return Number(at, at + 2, 0.5, spelled=True)
    whole = _whole(tokens, at)
    if whole is None:
        return None
    value, after = whole
    if _word(tokens, after) == "phần" and (divisor := _whole(tokens, after + 1)) and divisor[0]:
        return Number(at, divisor[1], value / divisor[0], spelled=True)
    number = Number(at, after, float(value), spelled=True)
    return _with_digits_in_brackets(tokens, number)


def _with_digits_in_brackets(tokens: Sequence[Token], number: Number) -> Number:
    """ "một (01) năm": the digits take the doubt away that một is an article."""
    at = number.after
    if at + 2 >= len(tokens) or tokens[at].text != "(" or tokens[at + 2].text != ")":
        return number
    repeats = tokens[at + 1].kind is TokenKind.DIGITS and digits_value(tokens[at + 1].text) == number.value
    return Number(number.first, at + 3, number.value) if repeats else number


def _whole(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A spelled whole number and the token after it: what stands before a scale word is multiplied by it."""
    total, group, position = 0, 0, at
    if (first := _below_thousand(tokens, at)) is None:
        return None
    group, position = first
    while (word := _word(tokens, position)) in _scales() and word != "trăm":
        total = (total + group) * _scales()[word] if _scales()[word] > 1000 else total + group * _scales()[word]
        group, position = 0, position + 1
        if following := _below_thousand(tokens, position):
            group, position = following
    return total + group, position


def _below_thousand(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """0–999 in words: (value, next token). "không trăm" counts as a hundred of nothing."""
    below_hundred = _below_hundred(tokens, at)
    hundreds: int | None = None
    if _word(tokens, at) == "không" and _word(tokens, at + 1) == "trăm":
        hundreds, after = 0, at + 2
    elif below_hundred and below_hundred[0] < 10 and _word(tokens, below_hundred[1]) == "trăm":
        hundreds, after = below_hundred[0], below_hundred[1] + 1
    if hundreds is None:
        return below_hundred
    if _word(tokens, after) in ("linh", "lẻ") and (unit := _units().get(_word(tokens, after + 1))):
        return hundreds * 100 + unit, after + 2
    rest = _below_hundred(tokens, after)
    return (hundreds * 100 + rest[0], rest[1]) if rest and rest[0] >= 10 else (hundreds * 100, after)


def _below_hundred(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    if _word(tokens, at) == "mười":
        unit = _units().get(_word(tokens, at + 1))
        return (10 + unit, at + 2) if unit and _word(tokens, at + 1) != "năm" else (10, at + 1)
    unit = _units().get(_word(tokens, at))
    if not unit or _word(tokens, at) in ("mốt", "lăm", "nhăm", "tư"):
        return (4, at + 1) if _word(tokens, at) == "tư" and _follows(tokens, at, "phần") else None
    if _word(tokens, at + 1) in ("mươi", "mười"):
        after = _units().get(_word(tokens, at + 2))
        return (unit * 10 + after, at + 3) if after and _word(tokens, at + 2) != "năm" else (unit * 10, at + 2)
    return unit, at + 1


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if 0 <= at < len(tokens) else ""


def _follows(tokens: Sequence[Token], at: int, word: str) -> bool:
    return at > 0 and tokens[at - 1].key == word

"""The unit after a number: a measure, or the thing that is counted, and what it is counted per."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..lexicon import entries
from ..nouns import noun_phrase
from ..numbers import Number
from ..tokens import Token, TokenKind, tokens_of
from .quantity import Kind


@dataclass(frozen=True, slots=True)
class Measure:
    unit: str
    kind: Kind
    after: int


@cache
def _measures() -> dict[tuple[str, ...], tuple[str | None, Kind]]:
    """Spelling as token keys → (unit as named, None for as printed; kind)."""
    found: dict[tuple[str, ...], tuple[str | None, Kind]] = {}
    for entry in entries("measures")["measures"]:
        for spelling in entry["spellings"]:
            unit = None if entry.get("as_printed") else "%" if entry["kind"] == Kind.SHARE else spelling
            found[tuple(token.key for token in tokens_of(spelling))] = (unit, Kind(entry["kind"]))
    return found


_LONGEST_MEASURE = 5


def measure_at(tokens: Sequence[Token], at: int) -> Measure | None:
    """The longest unit of measure that begins at token `at`."""
    for length in range(_LONGEST_MEASURE, 0, -1):
        window = tokens[at : at + length]
        found = _measures().get(tuple(token.key for token in window)) if len(window) == length else None
        if found and not (length == 1 and _is_half_a_noun(tokens, at)):
            unit, kind = found
            return Measure(unit or "".join(token.text for token in window), kind, at + length)
    return None


_HALVES = frozenset(("đồng chí", "đồng bào", "đồng đội", "ca khúc", "tấn công"))
"""Nouns that begin with the name of a measure: "250 đồng chí" is no money."""


def _is_half_a_noun(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and f"{tokens[at].key} {tokens[at + 1].key}" in _HALVES


def is_measure(text: str) -> bool:
    """Whether `text` is the name of a measure: %, ha, triệu đồng, nghìn m2."""
    tokens = tokens_of(text)
    at = 0
    while at < len(tokens) and tokens[at].key in ("trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ"):
        at += 1
    return at < len(tokens) and measure_at(tokens, at) is not None


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: Kind
    after: int
    per: str | None = None


def unit_at(text: str, tokens: Sequence[Token], number: Number) -> Unit:
    scale = _scale_words(tokens, number)
    if measure := measure_at(tokens, number.after):
        return _with_denominator(text, tokens, Unit(f"{scale} {measure.unit}".strip(), measure.kind, measure.after))
    first, after = noun_phrase(tokens, number.after)
    if first == after:
        return Unit(scale, Kind.BARE, number.after)
    name = text[tokens[first].start : tokens[after - 1].end]
    return _with_denominator(text, tokens, Unit(f"{scale} {name}".strip(), Kind.COUNT, after))


def _scale_words(tokens: Sequence[Token], number: Number) -> str:
    if number.scale == 1:
        return ""
    return " ".join(token.key for token in tokens[number.first : number.after] if token.kind is TokenKind.WORD)


def _with_denominator(text: str, tokens: Sequence[Token], unit: Unit) -> Unit:
    """ "triệu đồng/người/năm": per year, and the unit keeps what else it is counted per."""
    at, name, per = unit.after, unit.name, unit.per
    while at + 1 < len(tokens) and tokens[at].text == "/":
        at += 1
        if tokens[at].key == "năm":
            per, at = "year", at + 1
            continue
        begins = at
        if tokens[at].kind is TokenKind.DIGITS or tokens[at].key in ("một", "vạn", "nghìn"):
            at += 1
        first, after = noun_phrase(tokens, at)
        after = min(after, first + 2) if after > first else at
        name += "/" + text[tokens[begins].start : tokens[max(after, at + 1) - 1].end] if at < len(tokens) else ""
        at = max(after, at + 1)
    return replace(unit, name=name, per=per, after=min(at, len(tokens)))

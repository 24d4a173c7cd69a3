"""The grammar: a number, its comparator, its unit, a second number where it is a range."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..numbers import Number, number_at, opening_words
from ..remembering import remembered
from ..tokens import Token, TokenKind, tokens_of
from .comparators import comparator_after, comparator_before, turned_by_negation
from .not_counted import is_plain_year, is_ratio, names_a_plan, names_something, spoken_for
from .quantity import Kind, Quantity
from .units import Unit, unit_at

_IN_DIGITS = re.compile(r"[\d½¼¾⅓⅔]")
_IN_WORDS = re.compile(
    r"\b(?:mươi|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|phần|tối|ít|nhất|không quá|nhiều)\b", re.IGNORECASE
)
"""A text without digits holds a quantity only where a number of several words or a firm comparator stands in it."""


@remembered
def quantities_of(text: str) -> tuple[Quantity, ...]:
    """All quantities of `text` in order. The second naming of one ("10 Gigabit mỗi giây (10 Gbps)") is left out."""
    if not _IN_DIGITS.search(text) and not _IN_WORDS.search(text):
        return ()
    return _without_repetitions(text, list(_quantities(text)))


def _quantities(text: str) -> Iterator[Quantity]:
    tokens = tokens_of(text)
    taken = spoken_for(text)
    first_words = opening_words()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        may_begin = token.kind is TokenKind.DIGITS or token.key in first_words
        number = number_at(tokens, at) if may_begin and not taken[token.start] else None
        if number is None:
            at += 1
            continue
        if (
            is_ratio(tokens, number)
            or names_a_plan(tokens, number)
            or is_plain_year(tokens, number)
            or names_something(tokens, number)
        ):
            at = number.after
            continue
        quantity, at = _quantity(text, tokens, number)
        if not _is_article(quantity) and not _is_blank_or_note(text, quantity):
            yield quantity


def _is_blank_or_note(text: str, quantity: Quantity) -> bool:
    """ "20…" is a year left open; a number in front of a capital at the very beginning is a footnote's."""
    if text[quantity.number[1] : quantity.number[1] + 3].lstrip().startswith(("...", "…", "..")):
        return True
    if quantity.kind is not Kind.COUNT or not quantity.unit[:1].isupper():
        return False
    # "2 Khu phố 2 480 35" is a row of a table that has lost its columns.
    in_row = text[quantity.end : quantity.end + 2].strip()[:1].isdigit()
    return in_row or (quantity.start == 0 and quantity.value < 100)


def _is_article(quantity: Quantity) -> bool:
    """A small number in one word (một hệ thống, ba bên, năm) counts only where a comparator stands before it."""
    small = quantity.spelled and quantity.value < 10 and quantity.value.is_integer()
    return small and quantity.comparator_words.lower() in _LOOSE


_LOOSE = frozenset(("", "trên", "hơn", "quá", "từ", "gần", "dưới"))
"""Words that are prepositions as often as comparators: "dựa trên năm yếu tố"."""


def _quantity(text: str, tokens: Sequence[Token], number: Number) -> tuple[Quantity, int]:
    """The quantity around `number`, and the token after it."""
    number = _numerator(tokens, number)
    sign, first = comparator_before(tokens, number.first)
    words = text[tokens[first].start : tokens[number.first].start].strip() if first < number.first else ""
    unit = unit_at(text, tokens, number)
    high = _high_end(tokens, number, unit)
    comparator, end = sign, 0
    if high:
        comparator = "range"
        unit = unit_at(text, tokens, high)
        number = replace(number, scale=high.scale)
    elif sign in ("=", ">=") and (after := comparator_after(tokens, unit.after, opened=sign != "="))[0] != "=":
        comparator, end = after[0], after[1] - 1
    elif sign != "=":
        comparator = turned_by_negation(tokens, first, sign)
    if comparator == "=" and unit.kind is Kind.DURATION and first and tokens[first - 1].key == "trong":
        comparator, first = "<=", first - 1
    last = (high or number).after - 1
    end = max(end, unit.after - 1, last)
    quantity = Quantity(
        start=tokens[first].start,
        end=tokens[end].end,
        number=(tokens[number.first].start, tokens[last].end),
        value=number.value,
        high=high.value if high else None,
        unit=unit.name,
        kind=unit.kind,
        comparator=comparator,
        scale=number.scale,
        per=unit.per,
        spelled=number.spelled,
        comparator_words=words,
    )
    return quantity, max(unit.after, last + 1)


def _numerator(tokens: Sequence[Token], number: Number) -> Number:
    """ "08/08 huyện": eight of eight; the eight are counted."""
    at = number.after
    if at + 1 < len(tokens) and tokens[at].text == "/" and tokens[at + 1].kind is TokenKind.DIGITS:
        return replace(number, after=at + 2)
    return number


_TO = ("-", "–", "—", "đến", "tới", "÷")


def _high_end(tokens: Sequence[Token], number: Number, unit: Unit) -> Number | None:
    """The second number of a range; it must be the larger one and, where both name a unit, of the same."""
    own_unit = unit.after > number.after and unit.kind in (
        Kind.SHARE,
        Kind.MEASURE,
        Kind.MONEY,
        Kind.VALUE,
        Kind.DURATION,
    )
    for at in {number.after, unit.after if own_unit else number.after}:
        if at + 1 < len(tokens) and tokens[at].key in _TO:
            following = at + 1
            while following < len(tokens) and tokens[following].key in ("dưới", "khoảng", "hết"):
                following += 1
            high = number_at(tokens, following) if following < len(tokens) else None
            if high and high.value * high.scale > number.value * (number.scale if number.scale > 1 else high.scale):
                return high
    return None


def _without_repetitions(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    kept: list[Quantity] = []
    for quantity in found:
        previous = kept[-1] if kept else None
        if previous and _repeats(text, previous, quantity):
            if previous.kind is not Kind.SHARE and quantity.kind is not Kind.COUNT:
                kept[-1] = replace(previous, unit=quantity.unit, kind=quantity.kind, end=quantity.end)
            continue
        kept.append(quantity)
    return tuple(kept)


def _repeats(text: str, previous: Quantity, quantity: Quantity) -> bool:
    """The same value again in the brackets right behind, in another spelling of its unit."""
    between = text[previous.end : quantity.start]
    return quantity.value == previous.value and "(" in between and len(between) < 16 and ")" not in between

"""Quantities in a text: a number with its comparator, its unit and what it is counted per.

"trên 9.000 lao động mỗi năm" · "từ 80% đến 85%" · "24-48 giờ" · "10 - 13%/năm" · "gấp 1,5 lần" · "từ 10 ha trở lên".
Numbers that name or date something (Điều 3, 34/KH-UBND, 5G, ngày 15, giai đoạn 2) are no quantities.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from .lexicon import entries
from .marks import marks_of
from .moments import moments_of
from .nouns import keys, noun_phrase
from .numbers import Number, number_at, opening_words
from .remembering import remembered
from .tokens import Token, TokenKind, tokens_of


class Kind(StrEnum):
    SHARE = "share"
    POINTS = "points"
    TIMES = "times"
    DURATION = "duration"
    MONEY = "money"
    VALUE = "value"
    """Foreign money."""
    MEASURE = "measure"
    COUNT = "count"
    BARE = "bare"
    """Nothing that could be counted follows: an index, or a number whose unit stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `start` to `end` of the text, comparator and unit included; the digits at `number`.

    `value` is the number as printed and `unit` begins with the printed thousand or million: 400, "triệu USD".
    """

    start: int
    end: int
    number: tuple[int, int]
    value: float
    unit: str
    kind: Kind
    comparator: str = "="
    high: float | None = None
    scale: float = 1.0
    per: str | None = None
    spelled: bool = False
    comparator_words: str = ""

    @property
    def amount(self) -> float:
        """The value with its printed thousand or million worked in."""
        return self.value * self.scale


# --- what is no quantity ---------------------------------------------------------------------------------------------

_NAMES = tuple(
    (hints, re.compile(pattern))
    for hints, pattern in (
        # 34/KH-UBND, 57-NQ/TW
        ("/-", r"\d+[A-Za-zĐđ]?(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐ]{2,}[\w&Đđ]*(?:\s?[-/]\s?[\w&Đđ]+)*"),
        ("COLTQ", r"(?:TCVN|QCVN|ISO|IEC|TIA|QC|TC|COVID|Covid|QL|DT|CT)[\s.:-]*\d[\w:./-]*"),
        ("/@w", r"https?://\S+|www\.\S+|\S+@\S+"),
        ("0", r"\(0\d{1,3}\)\s*[\d. ]+|\b0\d{2,3}[. ]\d{3}[. ]\d{3,4}\b"),  # telephone
        ("gh", r"\b\d{1,2}\s?(?:giờ|h|g)\s?\d{2}(?!\d)(?:\s*phút)?"),  # a time of the clock
        ("/", r"\b24\s?/\s?(?:24|7)(?:\s*(?:giờ|h)\b)?"),
        ("[", r"\[\d+\]"),
        ("(", r"(?<=[^\d\s])\s\(\d{1,2}\)\s(?=[A-ZĐa-zđÀ-ỹ])"),  # (1) … (2) in a row
        ("(", r"\(\d{1,2}\)(?=\s*\()"),
        ("(", r"\(\d{1,2}b\)"),
        ("ã", r"(?:mã|Mã)\s+(?:số|TTHC)?\s*:?\s*[\d.]+"),
    )
)
"""Each with signs one of which it cannot do without."""


def _spoken_for(text: str) -> bytearray:
    """A one for each character whose number names or dates something: dates, document numbers, the label in front."""
    spans = [(moment.start, moment.end) for moment in moments_of(text)]
    wanted = [pattern for hints, pattern in _NAMES if any(sign in text for sign in hints)]
    spans += [match.span() for pattern in wanted for match in pattern.finditer(text)]
    spans += [(0, mark.end) for mark in marks_of(text)[:1] if text[mark.end - 1 : mark.end] != "%"]
    taken = bytearray(len(text))
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    return taken


@cache
def _names_before(group: str) -> frozenset[str]:
    return keys("not_counted", group)


def _names_something(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the word before makes the number a name (Điều 3), or letters are stuck to it (5G, PM2,5)."""
    first, at = tokens[number.first], number.first
    before = tokens[at - 1] if at else None
    if first.glued and before and (before.kind is TokenKind.WORD or before.text in "_/" or _is_point_of_label(before)):
        return True
    if first.glued and before and before.text == "-" and before.glued and tokens[at - 2].kind is TokenKind.WORD:
        return True
    after = tokens[number.after] if number.after < len(tokens) else None
    if after and after.glued and after.kind is TokenKind.WORD and _measure_at(tokens, number.after) is None:
        return True
    words = [f"{tokens[at - 2].key} {tokens[at - 1].key}"] if at > 1 else []
    words += [tokens[at - 1].key] if at else []
    if any(word in _names_before("always") for word in words):
        return not _counted_after_all(tokens, number)
    followed = _measure_at(tokens, number.after) or noun_phrase(tokens, number.after)[1] > number.after
    return not followed and any(word in _names_before("unless_counted") for word in words)


def _is_point_of_label(token: Token) -> bool:
    """The point of II.4."""
    return token.text == "." and token.glued


def _counted_after_all(tokens: Sequence[Token], number: Number) -> bool:
    """ "tăng số lớp lên", "mã số 15%": a percent sign or a printed thousand shows that it is counted."""
    measure = _measure_at(tokens, number.after)
    return bool(measure and measure.kind in (Kind.SHARE, Kind.MEASURE, Kind.MONEY)) or number.scale > 1


# --- units -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Measure:
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


def _measure_at(tokens: Sequence[Token], at: int) -> _Measure | None:
    """The longest unit of measure that begins at token `at`."""
    for length in range(_LONGEST_MEASURE, 0, -1):
        window = tokens[at : at + length]
        found = _measures().get(tuple(token.key for token in window)) if len(window) == length else None
        if found:
            unit, kind = found
            return _Measure(unit or "".join(token.text for token in window), kind, at + length)
    return None


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    kind: Kind
    after: int
    per: str | None = None


def _unit_at(text: str, tokens: Sequence[Token], number: Number) -> _Unit:
    scale = _scale_words(tokens, number)
    if measure := _measure_at(tokens, number.after):
        return _with_denominator(text, tokens, _Unit(f"{scale} {measure.unit}".strip(), measure.kind, measure.after))
    first, after = noun_phrase(tokens, number.after)
    if first == after:
        return _Unit(scale, Kind.BARE, number.after)
    name = text[tokens[first].start : tokens[after - 1].end]
    return _with_denominator(text, tokens, _Unit(f"{scale} {name}".strip(), Kind.COUNT, after))


def _scale_words(tokens: Sequence[Token], number: Number) -> str:
    if number.scale == 1:
        return ""
    return " ".join(token.key for token in tokens[number.first : number.after] if token.kind is TokenKind.WORD)


def _with_denominator(text: str, tokens: Sequence[Token], unit: _Unit) -> _Unit:
    """ "triệu đồng/người/năm": per year, and the unit keeps what else it is counted per."""
    at, name, per = unit.after, unit.name, unit.per
    while at + 1 < len(tokens) and tokens[at].text == "/":
        at += 1
        if tokens[at].key == "năm":
            per, at = "year", at + 1
            continue
        if tokens[at].kind is TokenKind.DIGITS or tokens[at].key in ("một", "vạn", "nghìn"):
            at += 1
        first, after = noun_phrase(tokens, at)
        after = min(after, first + 2) if after > first else at
        name += "/" + text[tokens[at].start : tokens[max(after, at + 1) - 1].end] if at < len(tokens) else ""
        at = max(after, at + 1)
    return replace(unit, name=name, per=per, after=min(at, len(tokens)))


# --- comparators -----------------------------------------------------------------------------------------------------


@cache
def _comparators(side: str) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for group in entries("comparators").values():
        for words in group.get(side, ()):
            found[tuple(token.key for token in tokens_of(words))] = group["sign"]
    return found


_LONGEST_COMPARATOR = 4


def _comparator_before(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The comparator that ends right before token `at`, and the token it begins with ("=" and `at` for none)."""
    for length in range(min(_LONGEST_COMPARATOR, at), 0, -1):
        window = tuple(token.key for token in tokens[at - length : at])
        if window in _comparators("before"):
            return _comparators("before")[window], at - length
    return "=", at


def _comparator_after(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """ "từ 98% trở lên", "từ 10 ha đất trồng lúa trở lên": within the next words of the same phrase."""
    for start in range(at, min(at + 7, len(tokens))):
        if tokens[start].text in ",;.:(":
            break
        for length in (3, 2):
            window = tuple(token.key for token in tokens[start : start + length])
            if len(window) == length and window in _comparators("after"):
                return _comparators("after")[window], start + length
    return "=", at


_TURNED = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}


def _turned_by_negation(tokens: Sequence[Token], at: int, sign: str) -> str:
    """ "không có tỉnh nào đạt dưới 60%" is at least 60 % in each."""
    for start in range(max(0, at - 9), at):
        pair = " ".join(token.key for token in tokens[start : start + 2])
        if pair in keys("comparators", "negations") and not any(token.text == ";" for token in tokens[start:at]):
            return _TURNED.get(sign, sign)
    return sign


# --- the grammar -----------------------------------------------------------------------------------------------------


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
    spoken_for = _spoken_for(text)
    first_words = opening_words()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        may_begin = token.kind is TokenKind.DIGITS or token.key in first_words
        number = number_at(tokens, at) if may_begin and not spoken_for[token.start] else None
        if number is None:
            at += 1
            continue
        if (
            _is_ratio(tokens, number)
            or _names_a_plan(tokens, number)
            or _is_plain_year(tokens, number)
            or _names_something(tokens, number)
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
    return quantity.start == 0 and quantity.kind is Kind.COUNT and quantity.unit[:1].isupper() and quantity.value < 100


def _is_article(quantity: Quantity) -> bool:
    """A small number in one word (một hệ thống, ba bên, năm) counts only where a comparator stands before it."""
    small = quantity.spelled and quantity.value < 10 and quantity.value.is_integer()
    return small and quantity.comparator_words.lower() in _LOOSE


_LOOSE = frozenset(("", "trên", "hơn", "quá", "từ", "gần", "dưới"))
"""Words that are prepositions as often as comparators: "dựa trên năm yếu tố"."""


def _is_ratio(tokens: Sequence[Token], number: Number) -> bool:
    """The denominator of 30/100, or of 30 giường/10.000 dân."""
    return number.first > 0 and tokens[number.first - 1].text == "/"


def _names_a_plan(tokens: Sequence[Token], number: Number) -> bool:
    """ "kế hoạch 5 năm 2026 - 2030", "10 tháng năm 2025": the span of a plan or of a report."""
    following = tokens[number.after : number.after + 3]
    keys_after = [token.key for token in following]
    if keys_after[:1] == ["năm"]:
        return len(following) > 1 and following[1].kind is TokenKind.DIGITS and len(following[1].text) == 4
    return keys_after[:2] in (["tháng", "năm"], ["tháng", "đầu"], ["tháng", "cuối"])


def _is_plain_year(tokens: Sequence[Token], number: Number) -> bool:
    text = tokens[number.first].text
    return (
        text.isdigit()
        and len(text) == 4
        and 1945 <= number.value <= 2100
        and number.scale == 1
        and not (_measure_at(tokens, number.after))
    )


def _quantity(text: str, tokens: Sequence[Token], number: Number) -> tuple[Quantity, int]:
    """The quantity around `number`, and the token after it."""
    number = _numerator(tokens, number)
    sign, first = _comparator_before(tokens, number.first)
    words = text[tokens[first].start : tokens[number.first].start].strip() if first < number.first else ""
    unit = _unit_at(text, tokens, number)
    high = _high_end(tokens, number, unit)
    comparator, end = sign, 0
    if high:
        comparator = "range"
        unit = _unit_at(text, tokens, high)
        number = replace(number, scale=high.scale)
    elif sign in ("=", ">=") and (after := _comparator_after(tokens, unit.after))[0] != "=":
        comparator, end = after[0], after[1] - 1
    elif sign != "=":
        comparator = _turned_by_negation(tokens, first, sign)
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


def _high_end(tokens: Sequence[Token], number: Number, unit: _Unit) -> Number | None:
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

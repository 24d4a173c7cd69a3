"""Numbers that name or date something and count nothing: Điều 3, 34/KH-UBND, 5G, ngày 15, giai đoạn 2."""

import re
from collections.abc import Sequence
from functools import cache

from ..marks import marks_of
from ..moments import moments_of
from ..nouns import keys, noun_phrase
from ..numbers import Number
from ..tokens import Token, TokenKind
from .quantity import Kind
from .units import measure_at

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


def spoken_for(text: str) -> bytearray:
    """A one for each character whose number names or dates something: dates, document numbers, the label in front."""
    spans = [(moment.start, moment.end) for moment in moments_of(text)]
    for hints, pattern in _NAMES:
        for sign in hints:  # no generator: ten patterns ask this of every sentence
            if sign in text:
                spans += [match.span() for match in pattern.finditer(text)]
                break
    spans += [(0, mark.end) for mark in marks_of(text)[:1] if text[mark.end - 1 : mark.end] != "%"]
    taken = bytearray(len(text))
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    return taken


@cache
def _names_before(group: str) -> frozenset[str]:
    return keys("not_counted", group)


def names_something(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the word before makes the number a name (Điều 3), or letters are stuck to it (5G, PM2,5)."""
    first, at = tokens[number.first], number.first
    before = tokens[at - 1] if at else None
    if first.glued and before and (before.kind is TokenKind.WORD or before.text in "_/" or _is_point_of_label(before)):
        return True
    if first.glued and before and before.text == "-" and before.glued and tokens[at - 2].kind is TokenKind.WORD:
        return True
    after = tokens[number.after] if number.after < len(tokens) else None
    if after and after.glued and after.kind is TokenKind.WORD and measure_at(tokens, number.after) is None:
        return True
    if number.spelled and before and before.key == "phần":  # hàng phần mười
        return True
    words = [f"{tokens[at - 2].key} {tokens[at - 1].key}"] if at > 1 else []
    words += [tokens[at - 1].key] if at else []
    if words and words[0] == "tổng số":
        return False  # "tổng số 320 hộ" counts, whatever "số 320" would name
    followed = measure_at(tokens, number.after) or noun_phrase(tokens, number.after)[1] > number.after
    if any(" ".join(token.key for token in tokens[max(at - n, 0) : at]) in _names_before("no_names") for n in (2, 3)):
        return not followed
    if any(word in _names_before("always") for word in words):
        return not _counted_after_all(tokens, number)
    return not followed and any(word in _names_before("unless_counted") for word in words)


def _is_point_of_label(token: Token) -> bool:
    """The point of II.4."""
    return token.text == "." and token.glued


def _counted_after_all(tokens: Sequence[Token], number: Number) -> bool:
    """ "tăng số lớp lên", "mã số 15%": a percent sign or a printed thousand shows that it is counted."""
    measure = measure_at(tokens, number.after)
    return bool(measure and measure.kind in (Kind.SHARE, Kind.MEASURE, Kind.MONEY)) or number.scale > 1


def is_ratio(tokens: Sequence[Token], number: Number) -> bool:
    """The denominator of 30/100, or of 30 giường/10.000 dân."""
    return number.first > 0 and tokens[number.first - 1].text == "/"


def names_a_plan(tokens: Sequence[Token], number: Number) -> bool:
    """ "kế hoạch 5 năm 2026 - 2030", "10 tháng năm 2025": the span of a plan or of a report."""
    following = tokens[number.after : number.after + 3]
    keys_after = [token.key for token in following]
    if keys_after[:1] == ["năm"]:
        return len(following) > 1 and following[1].kind is TokenKind.DIGITS and len(following[1].text) == 4
    return keys_after[:2] in (["tháng", "năm"], ["tháng", "đầu"], ["tháng", "cuối"])


def is_plain_year(tokens: Sequence[Token], number: Number) -> bool:
    text = tokens[number.first].text
    return (
        text.isdigit()
        and len(text) == 4
        and 1945 <= number.value <= 2100
        and number.scale == 1
        and not (measure_at(tokens, number.after))
    )

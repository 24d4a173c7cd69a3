"""Words, numbers and signs of a text with their places: what the grammars of quantities and dates read."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache


class TokenKind(Enum):
    WORD = "word"
    DIGITS = "digits"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as printed at `start` to `end`; `key` is how the lexicon writes it."""

    text: str
    key: str
    start: int
    end: int
    kind: TokenKind
    glued: bool = False
    """Nothing stands between this token and the one before: the G of 5G, the 2,5 of PM2,5."""


_TOKEN = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)|(?P<sign><=|>=|[^\w\s]|_|[½¼¾⅓⅔])",
)
_LATIN_MEASURE = re.compile(r"(?P<word>[kcd]?m[23²³])(?![^\W_])", re.IGNORECASE)
"""km2, m3: the digit belongs to the word."""

_TONE_PAIRS = [
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
]  # fmt: skip


@cache
def key_of(word: str) -> str:
    """`word` as the lexicon writes it: small, tone on the first of two vowels (hoà → hòa, uỷ → ủy), tỉ as tỷ."""
    key = word.lower()
    for ours, other in _TONE_PAIRS:
        if key.endswith(other):
            key = key[: -len(other)] + ours
    return _SPELLINGS.get(key, key)


_SPELLINGS = {"tỉ": "tỷ", "hằng": "hàng", "khoá": "khóa", "hoá": "hóa", "đầy": "đầy", "lí": "lý", "kĩ": "kỹ"}


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of `text` in order; white space separates and is dropped."""
    found: list[Token] = []
    position = 0
    while match := _TOKEN.search(text, position):
        start = match.start()
        if match.lastgroup == "word" and (measure := _LATIN_MEASURE.match(text, start)) and measure.end() > match.end():
            match = measure
        end = match.end()
        kind = _KINDS[match.lastgroup or "sign"]
        printed = text[start:end]
        key = printed if kind is not TokenKind.WORD else key_of(printed)
        found.append(Token(printed, key, start, end, kind, glued=bool(found) and found[-1].end == start))
        position = end
    return tuple(found)


_KINDS = {"word": TokenKind.WORD, "digits": TokenKind.DIGITS, "sign": TokenKind.SIGN}

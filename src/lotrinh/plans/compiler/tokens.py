"""Words, numbers and signs of a text with their places: what the grammars of quantities and dates read."""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from .remembering import remembered


class TokenKind(Enum):
    WORD = "word"
    DIGITS = "digits"
    SIGN = "sign"


class Token(NamedTuple):
    """`text` as printed at `start` to `end`; `key` is how the lexicon writes it."""

    text: str
    key: str
    start: int
    end: int
    kind: TokenKind
    glued: bool = False
    """Nothing stands between this token and the one before: the G of 5G, the 2,5 of PM2,5."""


_TOKEN = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)*)"
    r"|(?P<measure>[kcdKCD]?[mM][23²³](?![^\W_]))"  # km2, m³: the digit belongs to the word
    r"|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)"
    r"|(?P<sign><=|>=|[^\w\s]|_|[½¼¾⅓⅔])"
)

_TONE_PAIRS = [
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
]  # fmt: skip


@lru_cache(maxsize=1 << 16)
def key_of(word: str) -> str:
    """`word` as the lexicon writes it: small, tone on the first of two vowels (hoà → hòa, uỷ → ủy), tỉ as tỷ."""
    key = word.lower()
    for ours, other in _TONE_PAIRS:
        if key.endswith(other):
            key = key[: -len(other)] + ours
    return _SPELLINGS.get(key, key)


_SPELLINGS = {"tỉ": "tỷ", "hằng": "hàng", "khoá": "khóa", "hoá": "hóa", "đầy": "đầy", "lí": "lý", "kĩ": "kỹ"}


@remembered
def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of `text` in order; white space separates and is dropped."""
    found: list[Token] = []
    previous_end = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        printed = match[0]
        kind = _KINDS[match.lastgroup or "sign"]
        key = key_of(printed) if kind is TokenKind.WORD else printed
        # As Token(…) would, without its call: a long plan has a hundred thousand of them.
        found.append(_make(Token, (printed, key, start, end, kind, start == previous_end)))
        previous_end = end
    return tuple(found)


_make = tuple.__new__
_KINDS = {"word": TokenKind.WORD, "measure": TokenKind.WORD, "digits": TokenKind.DIGITS, "sign": TokenKind.SIGN}


def keys_of(text: str) -> list[str]:
    """The keys of the tokens of `text`, where nobody asks for their places."""
    return list(map(key_of, _ALONE.findall(text)))


_ALONE = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _TOKEN.pattern))


@remembered
def line_of(text: str) -> str:
    """The words of `text` as keys between single spaces, one more at each end."""
    return f" {' '.join(keys_of(text))} "

"""Word lists as patterns, matched on text made flat.

Tones are kept (viễn thông bảo đảm is not thông báo); only their place is evened out (hoà, hòa).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_TONES = ("àáảãạ", "èéẻẽẹ", "ìíỉĩị", "òóỏõọ", "ùúủũụ", "ỳýỷỹỵ")
_BY_TONE = {
    letter: (plain, tone)
    for plain, letters in zip("aeiouy", _TONES, strict=True)
    for tone, letter in enumerate(letters)
}
_TYPED_LATE = re.compile(r"[ou](?:(?<=o)([àáảãạèéẻẽẹ])|(?<=u)(?<!qu)([ỳýỷỹỵ]))(?!\w)")
"""hoà, khoẻ, thuý: the tone typed on the second vowel, where others type hòa, khỏe, thúy. The u of quý is no vowel.
(It opens with a set of letters, which is looked for three times as fast as two ways to begin.)"""


CAPITAL = "[A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper()) + "]"
"""A capital letter of Vietnamese, as a pattern: a range of code points would mix capitals and small letters."""


@lru_cache(maxsize=4096)  # every layer asks it of the same lines
def flat(text: str) -> str:
    """`text` in small letters with each tone typed on one place, of the same length: places in it hold for `text`."""
    small = text.lower()
    if len(small) != len(text):  # a foreign capital that has no small letter of its own (İ)
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return small if small.isascii() else _TYPED_LATE.sub(_tone_first, small)


def one_spaced(text: str) -> str:
    """`text` with one space between its words, none at its ends."""
    return " ".join(text.split())


def _tone_first(match: re.Match[str]) -> str:
    plain, tone = _BY_TONE[match.group()[1]]
    return ("òóỏõọ" if match.group(1) else "ùúủũụ")[tone] + plain


def any_of(words: Iterable[str], after: str = r"(?!\w)") -> str:
    """A pattern for one of `words` as whole words, the longest first; spaces may be of any width."""
    longest_first = sorted({flat(word) for word in words}, key=len, reverse=True)
    body = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return rf"(?:{body}){after}"

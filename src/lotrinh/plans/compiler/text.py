"""Small questions about Vietnamese text that every layer asks. Nothing here knows what a plan is."""

import re
import unicodedata
from functools import lru_cache

from lotrinh.core.vietnamese import nfc

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_CONTROLS = {code: " " for code in [*range(0x20), 0x7F] if code not in (0x09, 0x0A, 0x0D)}
_TABLE = {**_INVISIBLE, **_CONTROLS}
_TO_CLEAN = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")


UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = UPPER.replace("A-Z", "a-z").lower()


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """A compiled expression in which [:upper:] and [:lower:] inside a class are the Vietnamese letters.

    A range such as À-Ỹ would hold the small letters too: Unicode has both cases side by side.
    """
    return re.compile(expression.replace("[:upper:]", UPPER).replace("[:lower:]", LOWER), flags)


def clean(text: str) -> str:
    """`text` in NFC without invisible characters, controls as spaces; tabs and line breaks are left alone."""
    return nfc(text.translate(_TABLE) if _TO_CLEAN.search(text) else text)


def fold_spaces(text: str) -> str:
    """`text` cleaned, with every run of white space as one space and none at the ends."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=8192)
def is_capitals(text: str) -> bool:
    """At least two letters, hardly any of them small: "MỤC TIÊU", "BAN HÀNH KÈM THEO QĐ-TTg"."""
    if sum(map(str.islower, text[:_TELLING])) > 40:
        return False  # running text: most that is asked about
    small = sum(map(str.islower, text))
    if small > 40 or (small and small >= 0.12 * len(text)):
        return False
    found = sum(map(str.isalpha, text))
    return found >= 2 and small <= found * 0.12 and not (small and found < 8)


_TELLING = 80


def starts_small(text: str) -> bool:
    """Whether the first letter is a small one, with nothing but quotes or brackets before it."""
    first = text.lstrip("“\"'(‘[ ")[:1]
    return first.islower()


_FINAL = re.compile(r"[.;:!?…][”\"')\]*_ ]*$")


def ends_sentence(text: str) -> bool:
    """Whether a stop, semicolon, colon, exclamation or question mark closes the text (quotes may follow)."""
    return bool(_FINAL.search(text))


_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def without_tones(text: str) -> str:
    """Lower case without the five tone marks; â ă ê ô ơ ư đ stay. Two spellings of a tone (hoà, hòa) become one."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))


def words(text: str) -> list[str]:
    return text.split()


def first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


_VOWEL = re.compile(r"[aeiouyăâêôơư]", re.I)


def healed(text: str) -> str:
    """Words that a converter broke by spaces ("B Ộ LAO ĐỘNG", "trung ươ n g") put together again.

    No Vietnamese syllable is without a vowel: a lone consonant belongs to the vowel after it, or to the word before.
    """
    parts: list[str] = []
    joins = False
    for word in text.split():
        lone = len(word) <= 2 and word.isalpha() and not _has_vowel(word)
        if joins and _has_vowel(word[:1]):
            parts[-1] += word
            joins = False
        elif lone and word.islower() and len(word) == 1 and parts and _has_vowel(parts[-1]) and parts[-1][-1].isalpha():
            parts[-1] += word
        else:
            parts.append(word)
            joins = lone and len(word) == 1 and word not in "IVXL" or lone and len(word) == 1 and word in "VX"
    return " ".join(parts)


def _has_vowel(text: str) -> bool:
    plain = unicodedata.normalize("NFD", text)
    return bool(_VOWEL.search(unicodedata.normalize("NFC", "".join(char for char in plain if char not in _TONES))))

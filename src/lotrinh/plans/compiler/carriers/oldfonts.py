"""Text typed for the old Vietnamese fonts (TCVN3: .VnTime, .VnArial; VNI: VNI-Times) turned into Unicode.

In both, the letters of a western code page were drawn as Vietnamese ones, so the text is nonsense without its font. In
TCVN3 a letter with its tone is one character (capitals come from fonts whose name ends in H); in VNI a mark follows.
"""

import re
from unicodedata import normalize

_TCVN3_CODES = (
    "µà¶ả·ã¸á¹ạ¨ă»ằ¼ẳ½ẵ¾ắÆặ©âÇầÈẩÉẫÊấËậ®đÌèÎẻÏẽÐéÑẹªêÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọ«ôåồæổçỗèốéộ¬ơêờëởìỡíớîợ"
    "ïùñủòũóúôụ\xadưõừöử÷ữøứùựúỳûỷüỹýýþỵ¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ"
)
_TCVN3 = {ord(old): new for old, new in zip(_TCVN3_CODES[::2], _TCVN3_CODES[1::2], strict=True)}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_BREVE, _CIRCUMFLEX = "\u0306", "\u0302"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
}  # fmt: skip
_VNI_MARKS |= {old.upper(): new for old, new in _VNI_MARKS.items()}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_ALONE |= {old.upper(): new.upper() for old, new in _VNI_ALONE.items()}
_VNI = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_ALONE)}])")
_NO_BREVE = re.compile("[eouyEOUY]")


def converted(text: str, font: str) -> str:
    """`text` as it looks in `font`; unchanged for a font that draws Unicode."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        text = from_tcvn3(text)
        return text.upper() if name.rstrip("0123456789 ").endswith("h") else text
    return from_vni(text) if name.startswith("vni") else text


def from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """VNI text in Unicode: a vowel and its mark become one letter."""
    return _VNI.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    if match[3]:
        return _VNI_ALONE[match[3]]
    base, marks = _VNI_ALONE.get(match[1], match[1]), _VNI_MARKS[match[2]]
    if _BREVE in marks and _NO_BREVE.match(base):
        return match[0]
    return normalize("NFC", base + marks)


_TCVN3_SIGNS = re.compile(r"[µ¶·¸¹¨»¼½¾©®ª«¬]")
_VNI_SIGNS = re.compile(r"[aeouyAEOUY][øùûõïØÙÛÕÏ]|[oO][ûÛ]|ñ[aeiouö]")
_UNICODE_SIGNS = re.compile(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđươă]")


_TELLING = 2_000
"""Characters that tell a text of our days; only one that they do not is looked at further."""


def unicode_of(text: str) -> str:
    """A whole text whose font is not known: converted when it can only have been typed for an old font."""
    if len(_UNICODE_SIGNS.findall(text[:_TELLING])) > _TELLING // 100:
        return text
    sample = text[:50_000]
    if len(_UNICODE_SIGNS.findall(sample)) > len(sample) // 200:
        return text
    enough = max(5, len(sample) // 60)
    if len(_TCVN3_SIGNS.findall(sample)) > enough:
        return from_tcvn3(text)
    return from_vni(text) if len(_VNI_SIGNS.findall(sample)) > enough else text

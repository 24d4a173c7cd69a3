"""Bytes to text: the encodings Vietnamese files come in, told by mark, declaration or fit."""

import codecs
import re

from ..text import clean
from ..values import UnreadableDocument

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OLD = ("cp1258", "cp1252")
_VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", re.I)
_WORDS = re.compile(r"\b(?:của|và|các|thực hiện|kế hoạch|ủy ban|nhân dân|số|ngày)\b", re.I)


def decoded(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of `data`; `declared` is the encoding a page names for itself. Raises UnreadableDocument for no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    for named in (declared, "utf-8"):
        if named and (text := _try(data, named)) is not None:
            return text
    if _looks_like_utf16(data):
        little = data[1:400:2].count(0) >= data[0:400:2].count(0)
        return _strict(data, "utf-16-le" if little else "utf-16-be", name)
    candidates = [text for encoding in _OLD if (text := _try(data, encoding)) is not None]
    best = max(candidates, key=_fit, default=None)
    if best is None or _is_noise(best):
        return _mostly_utf8(data, name)
    return best


def _strict(data: bytes, encoding: str, name: str) -> str:
    text = _try(data, encoding)
    if text is None or _is_noise(text):
        raise _no_text(name)
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    return None if "\0" in text and encoding not in ("utf-16", "utf-16-le", "utf-16-be") else text


def _looks_like_utf16(data: bytes) -> bool:
    sample = data[:400]
    return len(sample) > 20 and sample.count(0) > len(sample) // 6


def _mostly_utf8(data: bytes, name: str) -> str:
    """UTF-8 with a few spoilt bytes is still a text; random bytes are not."""
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") > max(3, len(text) // 200) or _is_noise(text):
        raise _no_text(name)
    return text


def _fit(text: str) -> int:
    sample = clean(text[:200_000])
    return len(_VIETNAMESE.findall(sample)) + 20 * len(_WORDS.findall(sample))


def _is_noise(text: str) -> bool:
    sample = text[:20_000]
    controls = sum(ord(char) < 32 and char not in "\t\r\n\f\v" or 0x7F <= ord(char) < 0xA0 for char in sample)
    return controls > len(sample) // 100 or (len(sample) > 200 and not re.search(r"\w{2,}\s+\w{2,}\s+\w{2,}", sample))


def _no_text(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"Tệp “{name}” không phải là văn bản đọc được (dữ liệu lạ hoặc tệp hỏng). "
        "Hãy mở tệp bằng chương trình đã tạo ra nó và lưu lại dạng .docx hoặc .txt (UTF-8)."
    )

"""The kinds of official document: how each is printed, and its code in a number (Decree 30/2020, Appendix III)."""

import re

from .text import is_capitals, pattern, without_tones

KINDS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "QYĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "CTR": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "TTR": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "KL": "Kết luận",
    "CV": "Công văn",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "L": "Luật",
}
"""Code → kind. KL, CV, NĐ, TT and L are not in the appendix but stand in numbers."""

LONGER = (
    "Chương trình hành động",
    "Kế hoạch hành động",
    "Kế hoạch liên tịch",
    "Kế hoạch phối hợp",
    "Chương trình phối hợp",
    "Quy chế phối hợp",
    "Thông tư liên tịch",
    "Chiến lược",
    "Quy hoạch",
    "Lời kêu gọi",
    "Chương trình công tác",
)
"""Kinds printed with a second word; longest first when read."""

_ALL = sorted({*KINDS.values(), *LONGER} - {"Công văn", "Luật"}, key=len, reverse=True)
_BY_FOLDED = {without_tones(kind): kind for kind in _ALL}
_CAPITALS = pattern("(?<![\\w])(" + "|".join(re.escape(kind.upper()) for kind in _ALL) + ")(?![\\w])")


def kind_alone(text: str) -> str | None:
    """The kind, when the line holds nothing else: "KẾ HOẠCH", "K Ế HOẠCH", "Kế hoạch"."""
    bare = text.strip(" .:*_-–")
    if not bare or len(bare) > 40:
        return None
    if found := _BY_FOLDED.get(without_tones(" ".join(bare.split()))):
        return found if bare[0].isupper() else None
    if is_capitals(bare):
        squeezed = without_tones(bare.replace(" ", ""))
        return next((kind for folded, kind in _BY_FOLDED.items() if folded.replace(" ", "") == squeezed), None)
    return None


def kind_in_capitals(text: str) -> re.Match[str] | None:
    """The first kind printed in capitals anywhere in the line."""
    return _CAPITALS.search(text)


def kind_of_number(number: str | None) -> str | None:
    """The kind its code tells: 617/KH-UBND and 53-KH/TU → Kế hoạch; 12/UBND-KT (a letter) → Công văn."""
    if not number:
        return None
    codes = re.findall(r"[A-Za-zĐđ]+", re.sub(r"^\d+[a-zA-Z]?(?:/\d{4})?", "", number))
    if not codes:
        return None
    return (
        KINDS.get(codes[0]) or KINDS.get(codes[0].upper()) or ("Công văn" if "/" in number and len(codes) > 1 else None)
    )


def canonical(capitals: str) -> str:
    return _BY_FOLDED[without_tones(" ".join(capitals.split()))]

"""A document whose lines a converter ran together in one paragraph, parted again where the form begins something.

Only a paragraph that cannot be one is parted: it holds the letterhead with text behind it, or several sections.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..text import pattern
from .raw import Item, Piece

_FEWEST_WORDS = 60
_NATION = pattern(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_SECTION = pattern(r"(?<=\s)(?:[IVX]{1,5}\.\s+[[:upper:]]{2}|Điều \d{1,3}[.:]\s+[[:upper:]])")
_FEWEST_SECTIONS = 2
_DOCUMENT = (
    r"(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp|Nghị|Quyết|Thông|Kế hoạch|Chỉ thị|Kết luận|Chương trình|Công|Hướng dẫn)"
)
_BEGINS = pattern(
    rf"(?<=\s)(?=Căn cứ (?:các )?{_DOCUMENT}"
    r"|[IVX]{1,5}\.\s+[[:upper:]]{2}|Điều \d{1,3}[.:]\s+[[:upper:]]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\.\s+[[:upper:]][[:lower:]]"
    r"|PHỤ LỤC\b|Nơi nhận\s*:|Kính gửi\s*:|(?:TM|KT|TL|TUQ)\.\s?[[:upper:]]{2}|QUYẾT (?:ĐỊNH|NGHỊ):)"
    r"|(?<=[.;:]\s)(?=[-–+•]\s+\S|[a-zđ]\)\s+\S|(?:Thực hiện|Triển khai|Theo đề nghị|Xét)\s)"
    rf"|(?<=[[:lower:]\d]\s)(?=(?:Thực hiện|Triển khai|Thi hành) {_DOCUMENT}[[:lower:] ]*số \d)"
)
"""Where the form begins something: a basis, a label, recipients, a signature."""


def parted(items: Iterable[Item]) -> Iterator[Item]:
    """The items; paragraphs that hold a whole document as its paragraphs."""
    for item in items:
        if isinstance(item, Piece) and _runs_on(item.text):
            yield from (replace(item, text=text) for text in _BEGINS.split(item.text) if text.strip())
        else:
            yield item


def _runs_on(text: str) -> bool:
    if len(text) < 5 * _FEWEST_WORDS or len(text.split()) < _FEWEST_WORDS:
        return False
    if len(_SECTION.findall(text)) >= _FEWEST_SECTIONS:
        return True
    return _NATION.search(text, 0, 1_000) is not None and re.search(r"\sCăn cứ\s|\sNơi nhận\s*:", text) is not None

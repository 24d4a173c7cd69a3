"""Lines of a letterhead that a narrow column broke in two, put together again.

The constants of the form tell where: the national name, the motto, the Party's name, the date and the number go on in
the next line whatever breaks them ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA" over "VIỆT NAM", "Số: 12/KH-" over "UBND").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..text import pattern, without_tones
from .raw import Grid, Item, Note, Piece

_LONGEST = 300
"""Characters; no letterhead is longer, though all of it stand in one line."""
_CONSTANTS = tuple(
    without_tones(words).split()
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐỘC LẬP TỰ DO HẠNH PHÚC",
    )
)
_LATER = {word for words in _CONSTANTS for word in words[2:]}
"""What a broken constant can go on with."""
_WORDS = re.compile(r"[^\W\d_]+")
_BROKEN = (
    (pattern(r"^\W*(?:Số|SỐ)\s*:?$"), pattern(r"^[\d.…_]*\s*[/-]\s*[[:upper:]]|^\d{1,6}\s*[/-]")),
    (pattern(r"(?:^|\s)(?:Số|SỐ)\s*:?[\s.…_]*\d*\s*(?:/\d{4})?[/-](?:[[:upper:]\dđ]+[/-])*$"),
     pattern(r"^[[:upper:]][[:upper:]\dđ]*(?:[-/&.][[:upper:]\dđ]+)*(?:\s|$)")),
    (pattern(r"(?:^|\s)(?:Số|SỐ)\s*:?\s*\d+[a-zA-Z]?$"), pattern(r"^[/-]\s*[[:upper:]]")),
    (pattern(r"(?:^|\s)(?:Số|SỐ)\s*:?[\s.…_]*\d*\s*[/-]\s*[[:upper:]][[:upper:]\dđ]*$"),
     pattern(r"^[-/]\s?[[:upper:]]")),
    (pattern(r"[^,;]{2,40},$"), pattern(r"^ngày[\s\d.…_]*tháng\b")),
    (pattern(r"[^,;]{2,40},\s*ngày[\s\d.…_]*$"), pattern(r"^[\s\d.…_]*tháng\b")),
    (pattern(r"[^,;]{2,40},\s*ngày[\s\d.…_]*tháng[\s\d.…_]*$"), pattern(r"^[\s\d.…_]*năm\b")),
    (pattern(r"[^,;]{2,40},\s*ngày[\s\d.…_]*tháng[\s\d.…_]*năm$"), pattern(r"^(?:19|20)[\d.…]{2}")),
)  # fmt: skip
"""How a line breaks off, and how the next one then begins."""


def mended(items: Iterable[Item]) -> Iterator[Item]:
    """The items with the broken lines of letterheads joined."""
    before: Piece | None = None
    for item in items:
        if isinstance(item, Grid | Note):
            yield from [before] if before else []
            before = None
            yield item
        elif before is not None and goes_on(before.text.strip(), item.text.strip()):
            before = replace(before, text=f"{before.text.rstrip()} {item.text.lstrip()}")
        else:
            yield from [before] if before else []
            before = item
    yield from [before] if before else []


def goes_on(before: str, text: str) -> bool:
    """Whether `text` is the rest of what `before`, a line of a letterhead, begins."""
    if not before or not text or len(before) > _LONGEST or len(text) > _LONGEST:
        return False
    if ("ố" in before or "Ố" in before or "," in before) and any(
        start.match(text) and end.search(before)
        for end, start in _BROKEN  # the one that is anchored first
    ):
        return True
    first = _WORDS.match(text.lstrip("-–— "))
    return first is not None and without_tones(first[0]) in _LATER and _constant_goes_on(before, text)


def _constant_goes_on(before: str, text: str) -> bool:
    begun, rest = _folded(before)[-7:], _folded(text)
    for constant in _CONSTANTS:
        for known in range(min(len(constant) - 1, len(begun)), 1, -1):
            due = constant[known:]
            if begun[-known:] == constant[:known] and rest[: len(due)] == due[: len(rest)]:
                return bool(rest)
    return False


def _folded(text: str) -> list[str]:
    return _WORDS.findall(without_tones(text))

"""Plain text."""

import re

from ..text import clean
from .raw import Item, Note, Piece
from .wrapping import Line, joined, without_page_numbers

_NOTE = re.compile(r"^(?:\[\^?(\d+|\*)\]|[\uFFFD\uF02A\u0002\uF0B7])\s*(\S.{20,})$")
_INLINE_NOTE = re.compile(r"\s(?=\[\d+\]\s)")


def read(text: str) -> list[Item]:
    """Paragraphs and notes of a plain text, in order."""
    items: list[Item] = []
    for group in joined(without_page_numbers(_lines(text))):
        found = " ".join(line.text for line in group)
        if note := _NOTE.match(found):
            items.extend(Note(part) for part in _INLINE_NOTE.split(found if note[1] else note[2]))
        else:
            items.append(Piece(found))
    return items


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    after_blank = True
    for raw in clean(text).replace("\f", "\n").splitlines():
        line = " ".join(raw.split())
        if line:
            lines.append(Line(line, after_blank=after_blank))
        after_blank = not line
    return lines

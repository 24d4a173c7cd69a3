"""Plain text."""

import re

from ..text import clean
from .columns import lines_apart
from .raw import Grid, Item, Note, Piece
from .spaced_tables import tables_apart
from .wrapping import Line, joined, without_page_numbers

_NOTE = re.compile(r"^(?:\[\^?(\d+|\*)\]|[\uFFFD\uF02A\u0002\uF0B7])\s*(\S.{20,})$")
_INLINE_NOTE = re.compile(r"\s(?=\[\d+\]\s)")


def read(text: str) -> list[Item]:
    """Paragraphs, tables and notes of a plain text, in order."""
    items: list[Item] = []
    parts = tables_apart(clean(text).replace("\f", "\n").splitlines())
    tables = {f"{_TABLE}{number}.": part for number, part in enumerate(parts) if isinstance(part, Grid)}
    printed = [line for number, part in enumerate(parts) for line in _printed(part, number)]
    for group in joined(without_page_numbers(_lines(printed))):
        found = " ".join(line.text for line in group)
        if table := tables.get(found):
            items.append(table)
        elif note := _NOTE.match(found):
            items.extend(Note(part) for part in _INLINE_NOTE.split(found if note[1] else note[2]))
        else:
            items.append(Piece(found))
    return items


_TABLE = "\ufffc"
"""Stands in the text where a table was; it is no letter, so that no text goes on into it or out of it."""


def _printed(part: str | Grid, number: int) -> list[str]:
    return [part] if isinstance(part, str) else ["", f"{_TABLE}{number}.", ""]


_LABEL_AT_END = re.compile(r"^(.*[^\W\d][”\")]?)\s+((?:\d{1,2}\.){1,3}(?:\d{1,2}\.?)?|[IVX]{1,4}\.)$")


_SUBPOINT_INSIDE = re.compile(r"^(\d{1,2})\.\s.*?[^\W\d][”\")]?(\s+)\1\.1\.\s+(?=[^\W\d_])")
"""A point whose first sub-point runs on in its line: "3. Giải quyết … 3.1. Rà soát …"."""


def _labels_in_place(lines: list[str]) -> list[str]:
    """A label that a converter left in the line before goes back to the line it belongs to."""
    result = [part for line in lines for part in _at_subpoint(line)]
    for at in range(len(result) - 1):
        found = _LABEL_AT_END.match(result[at].strip())
        if found and result[at + 1].strip()[:1].isupper() and len(found[1].split()) > 1:
            result[at], result[at + 1] = found[1], f"{found[2]} {result[at + 1].strip()}"
    return result


def _at_subpoint(line: str) -> list[str]:
    found = _SUBPOINT_INSIDE.match(line.strip())
    if not found or not line.strip()[found.end()].isupper():
        return [line]
    return [line.strip()[: found.start(2)], line.strip()[found.end(2) :]]


def _lines(printed: list[str]) -> list[Line]:
    lines: list[Line] = []
    after_blank = True
    for raw in _labels_in_place(lines_apart(printed)):
        line = " ".join(raw.split())
        if line:
            lines.append(Line(line, after_blank=after_blank))
        after_blank = not line
    return lines

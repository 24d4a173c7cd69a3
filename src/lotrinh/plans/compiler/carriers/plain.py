"""Plain text."""

import re
from collections import Counter
from collections.abc import Sequence

from ..text import clean, starts_small
from .columns import lines_apart
from .raw import Grid, Item, Note, Piece
from .spaced_tables import tables_apart
from .wrapping import MARK, Line, joined, without_page_numbers

_NOTE = re.compile(r"^(?:\[\^?(\d+|\*)\]|[\uFFFD\uF02A\u0002\uF0B7])\s*(\S.{20,})$")
_INLINE_NOTE = re.compile(r"\s(?=\[\d+\]\s)")


def read(text: str) -> list[Item]:
    """Paragraphs, tables and notes of a plain text, in order."""
    items: list[Item] = []
    parts = tables_apart(_without_running_heads(clean(text).replace(_TABLE, " ")).splitlines())
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
"""Stands in the text where a table was; it is no letter, so that no text goes on into it or out of it. One that
the text brings along, as copied pages do where a picture was, is a space."""


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


_FEWEST_PAGES = 3


def _without_running_heads(text: str) -> str:
    """The pages as one text, without the first and last lines that at least half of them share but for numbers."""
    pages = [page.split("\n") for page in text.split("\f")]
    if len(pages) <= _FEWEST_PAGES:
        return text.replace("\f", "\n")
    edges = [_edges(page) for page in pages]
    counts = Counter(_shape(page[at]) for page, found in zip(pages, edges, strict=True) for at in found)
    for page, found in zip(pages, edges, strict=True):
        for at in found:
            if counts[_shape(page[at])] >= max(_FEWEST_PAGES, len(pages) / 2):
                page[at] = ""
    return "\n".join("\n".join(page) for page in pages)


def _edges(page: list[str]) -> set[int]:
    """Numbers of the first and the last line with anything in it."""
    filled = [at for at, line in enumerate(page) if line.strip()]
    return {filled[0], filled[-1]} if filled else set()


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).lower()


_INDENT = re.compile(r"[ \t]{3,}\S")
_FEWEST_INDENTED = 10


def _begin_indented(lines: Sequence[str]) -> bool:
    """Whether an indent begins a paragraph here, and the lines it was broken into go on at the margin."""
    indented = [line.strip() for line in lines if _INDENT.match(line)]
    at_margin = [line for line in lines if line[:1].strip()]
    if len(indented) < _FEWEST_INDENTED or len(at_margin) < len(indented) / 4:
        return False
    going_on = sum(starts_small(line) and not MARK.match(line) for line in indented)
    return 10 * going_on < len(indented) and 2 * sum(map(starts_small, at_margin)) > len(at_margin)


def _lines(printed: list[str]) -> list[Line]:
    lines: list[Line] = []
    after_blank = True
    found = _labels_in_place(lines_apart(printed))
    begin_indented = _begin_indented(found)
    for raw in found:
        line = " ".join(raw.split())
        if line:
            begins = begin_indented and bool(_INDENT.match(raw))
            lines.append(Line(line, after_blank=after_blank or begins))
        after_blank = not line
    return lines

"""Tables set in plain text by runs of spaces, as a program leaves them that keeps the layout of a PDF, or by tabs.

A table is told by its first column, which nearly every Vietnamese table heads with TT or STT and counts through.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..text import starts_small
from .raw import Grid, Piece, grid_of
from .wrapping import MARK

_CELL = re.compile(r"\S+(?: \S+)*")
_HEAD = re.compile(r"(?:Số\s)?S?TT\.?", re.I)
_COUNTED = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?|[A-Za-zđ][.)]?|[-+*]")
_TOTAL = re.compile(r"(?:tổng|cộng)\b", re.I)
_MOST_HEAD_LINES = 6
_FEWEST_COLUMNS = 3
_TAB = 1_000
"""The place of a field behind a tab: fields stand under one another by their number, however long they are."""


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Stretch:
    """The rows of one table below its head, and the line after the last."""

    rows: list[list[_Cell]]
    end: int
    wrapped: bool = False
    """A row goes on in a second line."""


def tables_apart(lines: Sequence[str]) -> list[str | Grid]:
    """The lines of a text, those of a table given as one grid."""
    result: list[str | Grid] = []
    at = 0
    while at < len(lines):
        found = _table_at(lines, at)
        if found is None:
            result.append(lines[at])
            at += 1
        else:
            grid, at = found
            result.append(grid)
    return result


def _table_at(lines: Sequence[str], first: int) -> tuple[Grid, int] | None:
    """The table whose head begins at line `first`, and the line after it."""
    if "  " not in lines[first] and "\t" not in lines[first]:
        return None
    begins = first if _heads(lines[first]) else first + 1
    if begins >= len(lines) or not _heads(lines[begins]) or begins != first and len(_cells(lines[first])) < 2:
        return None
    head, at = _head(lines, first)
    stretch = _body(lines, at, head)
    columns = _columns([cell for row in (head, *stretch.rows) for cell in row])
    if len(stretch.rows) < 2 or len(columns) < _FEWEST_COLUMNS:
        return None
    rows = [_placed(row, columns) for row in (head, *stretch.rows)]
    if not stretch.wrapped and all(len(row) == len(head) for row in stretch.rows) and _blurs(head, columns):
        rows = [[cell.text for cell in row] for row in (head, *stretch.rows)]  # not aligned: their order tells
    return grid_of([[[Piece(text)] if text else [] for text in row] for row in rows]), stretch.end


def _heads(line: str) -> bool:
    cells = _cells(line)
    return len(cells) >= _FEWEST_COLUMNS and bool(_HEAD.fullmatch(cells[0].text))


def _cells(line: str) -> list[_Cell]:
    """What stands between tabs, as a table is copied out of Word, else between runs of two spaces or more."""
    if "\t" in line:
        fields = enumerate(line.split("\t"))
        return [_Cell(at * _TAB, at * _TAB + 1, " ".join(text.split())) for at, text in fields if text.strip()]
    return [_Cell(found.start(), found.end(), found[0]) for found in _CELL.finditer(line)]


def _head(lines: Sequence[str], first: int) -> tuple[list[_Cell], int]:
    """The cells of all lines above the first counted row, and where that stands."""
    head: list[_Cell] = []
    at = first
    while at < min(len(lines), first + _MOST_HEAD_LINES):
        cells = _cells(lines[at])
        if at > first and cells and _COUNTED.fullmatch(cells[0].text) and len(cells) >= 2:
            break
        head += cells
        at += 1
    return head, at


def _body(lines: Sequence[str], at: int, head: Sequence[_Cell]) -> _Stretch:
    """The rows from line `at` on: what goes on in a second line belongs to the row above."""
    second = min((cell.start for cell in head if not _HEAD.fullmatch(cell.text)), default=0)
    stretch = _Stretch([], at)
    for number in range(at, len(lines)):
        cells = _cells(lines[number])
        if not cells or len(cells) == 1 and cells[0].text.isdigit() and cells[0].start > second:
            if number - stretch.end > 1:
                break  # two blank lines end a table; a page number inside it is passed over
            continue
        counted = cells[0].start < second and bool(_COUNTED.fullmatch(cells[0].text)) and len(cells) > 1
        if counted or _TOTAL.match(cells[0].text) and len(cells) > 1:
            stretch.rows.append(cells)
        elif stretch.rows and cells[0].start >= second - 1 and number == stretch.end and _goes_on(cells):
            stretch.rows[-1].extend(cells)
            stretch.wrapped = True
        else:
            break
        stretch.end = number + 1
    return stretch


def _goes_on(cells: Sequence[_Cell]) -> bool:
    """Whether the line goes on with cells of the row above: one alone does in small letters, else it is a paragraph."""
    return len(cells) > 1 or starts_small(cells[0].text) and not MARK.match(cells[0].text)


def _columns(cells: Sequence[_Cell]) -> list[tuple[int, int]]:
    """The stretches of places that no line leaves blank between two columns, from left to right."""
    columns: list[tuple[int, int]] = []
    for cell in sorted(cells, key=lambda cell: cell.start):
        if columns and cell.start < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], cell.end)
        else:
            columns.append((cell.start, cell.end))
    return columns


def _blurs(head: Sequence[_Cell], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether the columns found are not those the head names, one by one."""
    return len(columns) != len(head) or not all(_placed(head, columns))


def _placed(cells: Sequence[_Cell], columns: Sequence[tuple[int, int]]) -> list[str]:
    """The text of a row in each column, its lines joined."""
    return [" ".join(cell.text for cell in cells if start <= cell.start < end) for start, end in columns]

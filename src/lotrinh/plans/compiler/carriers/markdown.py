"""Markdown as crawlers and converters write it: emphasis, headings, pipes in one line or each on its own."""

import html
import re
from collections.abc import Iterator

from ..text import clean, ends_sentence, starts_small
from ..values import Layout
from . import web
from .pipe_rows import rows_of
from .raw import Grid, GridCell, Item, Note, Piece, grid_of
from .rows import is_running_text, kind_of_row
from .wrapping import Line, Manner, joined, manner_of, without_page_numbers

_HEADING = re.compile(r"^(#{1,6})(?:\s+(.*?))?\s*#*$")
_RULE = re.compile(r"^\s*(?:[-=_*]\s*){3,}$")
_PIPE_ROW = re.compile(r"^\|.*\|$|^\|[^|]*\S")
_PIPE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_HTML_TABLE = re.compile(r"<table\b", re.I)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|font|p|div|center|sup|sub|a|table|tbody|tr|td)\b[^>]*>", re.I)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~/])")
_NOTE = re.compile(r"^\[\^?(\d+|\*)\]:?\s+(.+)$")
_PAGE_AND_BULLET = re.compile(r"^\d{1,3}\s{3,}(?=[-*+•]\s)")
"""A page number that ran into the next page's first bullet."""
_SOURCE = re.compile(r"^\W*(?:source|nguồn)\s*:\s*https?://\S+\W*$", re.I)


def read(text: str) -> list[Item]:
    """Paragraphs, tables and notes of a markdown text, in order."""
    lines = [line.rstrip() for line in clean(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [_PAGE_AND_BULLET.sub("", line) for line in lines if not _SOURCE.match(line)]
    sections = list(_sections(lines))
    manner = manner_of([line for kind, found in sections if kind == "text" for line in _emphasised(found)])
    items: list[Item] = []
    for kind, found in sections:
        if kind == "rows":
            items.extend(_row_table(found))
        elif kind == "html":
            items.extend(web.read("\n".join(found).encode(), "table.html"))
        elif kind == "pipes":
            items.extend(_pipe_items(found, manner))
        else:
            items.extend(_paragraphs(without_page_numbers(_emphasised(found)), manner))
    return items


def _sections(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Stretches of text, of tables with a row in a line, and of tables with a pipe in a line."""
    at, text = 0, list[str]()
    while at < len(lines):
        stripped = lines[at].strip()
        if _HTML_TABLE.match(stripped) and (end := _end_of_html(lines, at)):
            yield "text", text
            yield "html", lines[at:end]
            at, text = end, []
        elif stripped == "|" and (end := _end_of_pipes(lines, at)) > at + 1:
            yield "text", text
            yield "pipes", lines[at:end]
            at, text = end, []
        elif stripped != "|" and _PIPE_ROW.match(stripped) and stripped.count("|") >= 2:
            end = at
            while end < len(lines) and lines[end].strip().startswith("|"):
                end += 1
            yield "text", text
            yield "rows", lines[at:end]
            at, text = end, []
        else:
            text.append("" if stripped == "|" else lines[at])
            at += 1
    yield "text", text


_LONGEST_TABLE = 5_000
"""Lines of an HTML table; without a bound, tables that are never closed would be looked through again and again."""


def _end_of_html(lines: list[str], start: int) -> int:
    """The line after the one that closes the HTML table begun at `start`; 0 where none does."""
    depth = 0
    for at in range(start, min(len(lines), start + _LONGEST_TABLE)):
        depth += len(_HTML_TABLE.findall(lines[at])) - lines[at].lower().count("</table>")
        if depth <= 0:
            return at + 1
    return 0


_LONGEST_CELL = 60
"""Lines; a table whose last pipe was lost must not swallow the document."""


def _end_of_pipes(lines: list[str], start: int) -> int:
    """The line after the last pipe of the table that begins at `start`; blank lines inside a cell belong to it."""
    last = start
    for at in range(start + 1, len(lines)):
        if lines[at].strip() == "|":
            last = at
        elif at - last > _LONGEST_CELL or _ends_table(lines, at, last):
            break
    return last + 1


def _ends_table(lines: list[str], at: int, last: int) -> bool:
    """Two blank lines, or a blank one right after a row's closing pipe, end a table."""
    if lines[at].strip():
        return False
    following = next((line.strip() for line in lines[at : at + 4] if line.strip()), "")
    if at == last + 1:
        return following != "|"
    return not any(line.strip() for line in lines[at : at + 2])


def _row_table(lines: list[str]) -> list[Grid] | list[Piece]:
    """The table; one of a single column is but a frame around paragraphs, as pages put around recipients."""
    rows = []
    for line in lines:
        if _PIPE_RULE.match(line.strip()):
            continue
        inner = line.strip().removeprefix("|").removesuffix("|")
        cells = [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]
        rows.append([_cell(_BREAK.split(cell)) for cell in cells])
    width = max(map(len, rows), default=0)
    if width == 1:
        return [piece for row in rows for cell in row for piece in cell]
    return [grid_of([row + [[]] * (width - len(row)) for row in rows])]


def _pipe_items(lines: list[str], manner: Manner) -> Iterator[Item]:
    """A pipe stands in a line of its own before, between and after the cells; two in a row end and begin a row.

    What a page puts between the last pipe of one table and the first of the next looks like a cell: it is told by its
    length or by what only running text has.
    """
    fields: list[list[str]] = [[]]
    for line in lines[1:]:
        if line.strip() == "|":
            fields.append([])
        else:
            fields[-1].append(line)
    fields.pop()  # nothing stands after the last pipe
    stretch: list[list[str]] = []
    for field in fields:
        if is_running_text(field):
            yield from _tables(stretch)
            stretch = []
            yield from _paragraphs(without_page_numbers(_emphasised(field)), manner)
        else:
            stretch.append(field)
    yield from _tables(stretch)


def _tables(fields: list[list[str]]) -> Iterator[Item]:
    """The tables of a stretch of cells; letterhead and signature among them are taken apart into their lines."""
    run: list[list[list[str]]] = []
    kind = ""
    for row in [*_pieces_of_rows(fields), None]:
        found = "" if row is None else kind_of_row("\n".join(line for field in row for line in field).replace("*", ""))
        if run and found != kind:
            if kind in ("letterhead", "closing"):
                yield from (piece for cells in run for cell in cells for piece in _cell(cell))
            else:
                yield _table_of(_rows_of(run) if kind == "table" else run)
            run = []
        kind = found
        run.extend([row] if row is not None else [])


def _pieces_of_rows(fields: list[list[str]]) -> list[list[list[str]]]:
    """Fields up to the next empty one, which ends a row or is an empty cell; an empty piece stands for two in a row."""
    pieces: list[list[list[str]]] = [[]]
    for field in fields:
        if any(line.strip() for line in field):
            pieces[-1].append(field)
        else:
            pieces.append([])
    return pieces


def _table_of(rows: list[list[list[str]]]) -> Grid:
    width = max(map(len, rows), default=0)
    cells = [
        GridCell(r, c, tuple(_cell(field)), column_span=width - c if len(row) == 1 or _is_band(row, c, width) else 1)
        for r, row in enumerate(rows)
        for c, field in enumerate(row)
    ]
    return Grid(tuple(cells))


def _is_band(row: list[list[str]], column: int, width: int) -> bool:
    return column == len(row) - 1 and len(row) == 2 and width > 3


def _rows_of(pieces: list[list[list[str]]]) -> list[list[list[str]]]:
    """The pieces of a table put together to rows; empty cells stay where they stand."""
    fields = [field for number, piece in enumerate(pieces) for field in ([[""], *piece] if number else piece)]
    texts = [" ".join(field).strip() for field in fields]
    return [fields[first:after] for first, after in rows_of(texts) if any(texts[first:after])]


def _cell(lines: list[str]) -> list[Piece]:
    found = [line for line in _emphasised(lines) if line.text and not _RULE.match(line.text)]
    return [_piece(group) for group in joined(found, Manner(spaced=False, wrapped=True, width=40))]


def _paragraphs(lines: list[Line], manner: Manner) -> Iterator[Item]:
    for group in _whole_headings(joined(lines, manner)):
        text = " ".join(line.text for line in group)
        if _RULE.match(text):
            continue
        if note := _NOTE.match(text):
            yield Note(note[2] if note[1] == "*" else f"[{note[1]}] {note[2]}")
        else:
            yield _piece(group)


def _whole_headings(groups: list[list[Line]]) -> list[list[Line]]:
    """A converter makes two headings of one that was broken over lines: the second begins with a small letter."""
    whole: list[list[Line]] = []
    for group in groups:
        continues = whole and whole[-1][0].style and group[0].style and starts_small(group[0].text)
        if continues and not ends_sentence(whole[-1][-1].text):
            whole[-1].extend(group)
        else:
            whole.append(group)
    return whole


def _piece(group: list[Line]) -> Piece:
    text = " ".join(line.text for line in group)
    style = group[0].style
    return Piece(text, Layout(bold=bool(style) or all(line.bold for line in group), style=style))


def _emphasised(lines: list[str]) -> list[Line]:
    """The lines without their marks, each knowing whether all its letters are bold; emphasis may run over lines."""
    result: list[Line] = []
    after_blank = True
    for group in _groups(lines):
        if group is None:
            after_blank = True
            continue
        for line in _marked(group):
            result.append(Line(line.text, line.bold, after_blank, line.style, line.open))
            after_blank = False
    return result


def _groups(lines: list[str]) -> Iterator[list[str] | None]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and not _HEADING.match(line.strip()):
            group.append(line)
            continue
        if group:
            yield group
            group = []
        if line.strip():
            yield None
            yield [line]
        yield None


_STARS = re.compile(r"(\*+)")


def _marked(group: list[str]) -> Iterator[Line]:
    """The lines of one group without stars, bold where the stars say so."""
    if heading := _HEADING.match(group[0].strip()):
        yield Line(_plain(_STARS.sub("", heading[2] or "")), True, style=f"heading {len(heading[1])}")
        return
    if not any("*" in raw for raw in group):
        yield from (Line(_plain(raw.strip()), False) for raw in group)
        return
    stars = _Stars(group)
    found = [stars.read(raw.strip()) for raw in group]
    for number, (line, _) in enumerate(found):
        runs_on = stars.open_after[number] and number + 1 < len(found) and found[number + 1][1]
        yield Line(line.text, line.bold, open=runs_on)


class _Stars:
    """Follows emphasis through the lines of one group."""

    def __init__(self, group: list[str]) -> None:
        runs = [token for line in group if line.strip() != "*" for token in _STARS.findall(line)]
        self.singles = sum(len(token) in (1, 3) for token in runs)
        self.doubles = sum(len(token) in (2, 3) for token in runs)
        self.bold = self.italic = False
        self.open_after: list[bool] = []

    def read(self, line: str) -> tuple[Line, bool]:
        """The line without its stars, and whether text stands in it before any emphasis ends."""
        if line == "*":  # the rule under the issuer of a Party document
            self.open_after.append(False)
            return Line("", False), False
        if "*" not in line:
            self.open_after.append(self.bold or self.italic)
            return Line(_plain(line), self.bold and any(map(str.isalnum, line))), bool(line)
        is_bullet = line.startswith("* ") and self.singles % 2 == 1
        kept: list[str] = []
        strong = total = 0
        continues = bool(line) and not (line.startswith("*") and (self.bold or self.italic))
        for number, token in enumerate(_STARS.split(line)):
            if number % 2 == 0:
                count = sum(map(str.isalnum, token))
                total, strong = total + count, strong + (count if self.bold else 0)
                kept.append(token)
            elif number == 1 and is_bullet:
                kept.append("*")
            else:
                self._toggle(len(token))
        self.open_after.append(self.bold or self.italic)
        return Line(_plain("".join(kept)), total > 0 and strong >= 0.9 * total), continues

    def _toggle(self, stars: int) -> None:
        if stars in (2, 3) and (self.bold or self.doubles > 1):
            self.bold = not self.bold
            self.doubles -= 1
        if stars in (1, 3):
            self.italic = not self.italic


_UNDERSCORES = re.compile(r"(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)")


def _plain(text: str) -> str:
    text = _BREAK.sub(" ", text) if "<" in text else text
    text = _LINK.sub(r"\1", text) if "](" in text else text
    text = _TAG.sub("", text) if "<" in text else text
    if "_" in text and not re.search(r"_{3,}", text):
        text = _UNDERSCORES.sub("", text)
    text = html.unescape(_ESCAPE.sub(r"\1", text)) if "&" in text or "\\" in text else text
    return " ".join(text.split())

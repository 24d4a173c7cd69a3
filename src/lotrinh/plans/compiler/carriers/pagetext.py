"""Pages to one running text: columns read one after the other, running heads left out, lines joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..text import ends_sentence, is_capitals, pattern, starts_small
from ..values import Layout
from .pagelines import Page, PageLine, PageTable
from .raw import Grid, GridCell, Item, Note, Piece
from .rows import BEGINS_PART
from .wrapping import BROKEN_NUMBER, MARK

_PAGE_NUMBER = re.compile(r"^\W*(?:trang|page)?\W*\d{1,4}\W*(?:(?:/|of|trên)\W*\d{1,4})?\W*$", re.I)


def items_of(pages: list[Page]) -> list[Item]:
    """The paragraphs, tables and notes of all pages."""
    repeated = _repeated(pages)
    flow: list[tuple[Page, PageLine | PageTable]] = []
    for page in pages:
        lines = [line for line in page.lines if not _is_running(line, page, repeated)]
        placed: list[tuple[float, PageLine | PageTable]] = [*_in_columns(lines)]
        placed += [(table.top, table) for table in page.tables if _table_shape(table) not in repeated]
        flow.extend((page, part) for _, part in sorted(placed, key=lambda item: item[0]))
    return list(_joined(flow))


def _repeated(pages: list[Page]) -> set[str]:
    """Texts that stand near the edge of at least half of the pages: running heads and feet."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(line.text) for line in page.lines if _at_edge(line, page)})
        counts.update({_table_shape(table) for table in page.tables if table.top < page.height * 0.16})
    return {shape for shape, count in counts.items() if count >= 3 and count >= len(pages) / 2}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).lower()


def _table_shape(table: PageTable) -> str:
    return _shape(" ".join(cell.text for cell in table.grid.cells))


def _at_edge(line: PageLine, page: Page) -> bool:
    return line.top < page.height * 0.16 or line.bottom > page.height * 0.92


def _is_running(line: PageLine, page: Page, repeated: set[str]) -> bool:
    if not _at_edge(line, page):
        return False
    if _PAGE_NUMBER.match(line.text):
        return _is_outermost(line, page)
    return _shape(line.text) in repeated


def _is_outermost(line: PageLine, page: Page) -> bool:
    """Nothing else stands above it, or nothing below."""
    others = [other for other in page.lines if other is not line]
    return all(other.top > line.bottom - 2 for other in others) or all(other.bottom < line.top + 2 for other in others)


Placed = tuple[float, PageLine]
"""A line with the height at which it is read; a column keeps the height of its first line."""


def _in_columns(lines: list[PageLine]) -> list[Placed]:
    """The lines in reading order: side by side, the left column of a stretch comes first."""
    placed: list[Placed] = []
    rows = _rows(lines)
    middle = (min((line.left for line in lines), default=0) + max((line.right for line in lines), default=0)) / 2
    at = 0
    while at < len(rows):
        top = rows[at][0].top
        gap = _gap(rows[at])
        if gap is None:
            placed.extend((top, line) for line in rows[at])
            at += 1
            continue
        columns = _Columns(*gap, middle)
        while at < len(rows) and columns.take(rows[at]):
            at += 1
        placed.extend((top, line) for line in columns.lines())
    return placed


def _rows(lines: list[PageLine]) -> list[list[PageLine]]:
    rows: list[list[PageLine]] = []
    for line in lines:
        if rows and _beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _beside(one: PageLine, other: PageLine) -> bool:
    """Of one height, though perhaps of two sizes, and not overlapping sideways."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    apart = one.right <= other.left or other.right <= one.left
    return apart and shared > 0.45 * min(one.bottom - one.top, other.bottom - other.top)


def _gap(row: list[PageLine]) -> tuple[float, float] | None:
    """The widest gap of a row, from where to where; None for a row that is one line."""
    gaps = [(before.right, after.left) for before, after in zip(row, row[1:], strict=False)]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


_CLOSING = pattern(r"^\W*(?:Nơi nhận\s*:|(?:TM|KT|TL|TUQ|T/M|K/T)\s*\.\s*[[:upper:]])")
_BELOW = pattern(rf"{BEGINS_PART.pattern}|^\W*Kính gửi\s*:")
"""What stands under a letterhead over the whole width, though it begin at the left."""
_FEWEST_OF_TEXT = 9
"""Lines of each column; letterheads and signatures have fewer on their right."""


def _as_one(parts: list[PageLine]) -> PageLine:
    """Words of one line of a column that wide gaps set apart."""
    if len(parts) == 1:
        return parts[0]
    text = " ".join(line.text for line in parts)
    return replace(
        parts[0], text=text, right=parts[-1].right, top=min(line.top for line in parts),
        bottom=max(line.bottom for line in parts), bold=all(line.bold for line in parts),
    )  # fmt: skip


class _Columns:
    """Two columns side by side; the gap between them narrows as longer lines are met."""

    def __init__(self, start: float, end: float, middle: float) -> None:
        self.start, self.end, self.middle = start, end, middle
        self.left: list[PageLine] = []
        self.right: list[PageLine] = []

    def take(self, row: list[PageLine]) -> bool:
        """Whether the row belongs to the columns; its lines are then told apart."""
        sides = [self._is_right(line) for line in row]
        if None in sides or sides != sorted(sides, key=bool):
            return False
        if len(row) == 1 and self.left and _BELOW.match(row[0].text):
            return False
        if len(row) == 1 and self.left and abs((row[0].left + row[0].right) / 2 - self.middle) < 14:
            return False  # a title in the middle of the page
        if len(self.left) >= _FEWEST_OF_TEXT and any(_CLOSING.match(line.text) for line in row):
            return False  # recipients and signature stand below columns of text, in columns of their own
        for side, of_side in ((self.left, False), (self.right, True)):
            parts = [line for line, is_right in zip(row, sides, strict=True) if is_right is of_side]
            side.extend([_as_one(parts)] if parts else [])
        self.start = max([self.start, *(line.right for line in self.left[-1:])])
        self.end = min([self.end, *(line.left for line in self.right[-1:])])
        return True

    def lines(self) -> list[PageLine]:
        """The left column, then the right one; lines of a text so set know their column, which has its own margins."""
        if min(len(self.left), len(self.right)) < _FEWEST_OF_TEXT:
            return [*self.left, *self.right]
        return [replace(line, column=1) for line in self.left] + [replace(line, column=2) for line in self.right]

    def _is_right(self, line: PageLine) -> bool | None:
        """None for a line that crosses the gap."""
        if line.left < self.start and line.right <= self.end - 4:
            return False
        if line.right > self.end and line.left >= self.start + 4:
            return True
        split = (self.start + self.end) / 2
        if line.left >= split - 4 or line.right < split + 4:
            return line.left >= split - 4
        return None


@dataclass(slots=True)
class _Margins:
    left: float
    right: float


def _margins(lines: list[PageLine]) -> _Margins:
    """The text's own margins: where most lines end on the right and the fullest begin on the left."""
    if not lines:
        return _Margins(0, 0)
    rights = Counter(round(line.right / 4) for line in lines)
    widest = max(line.right for line in lines)
    common = max((count, place) for place, count in rights.items())[1] * 4
    right = common if common > widest * 0.8 else widest
    full = [line.left for line in lines if line.right > right - 12]
    return _Margins(min(full, default=min(line.left for line in lines)), right)


def _set(page: Page, line: PageLine) -> tuple[int, int]:
    """Pages turned on their side and columns have margins of their own."""
    return round(page.width), line.column


def _all_margins(flow: list[tuple[Page, PageLine | PageTable]]) -> dict[tuple[int, int], _Margins]:
    lines: dict[tuple[int, int], list[PageLine]] = {}
    for page, part in flow:
        if isinstance(part, PageLine):
            lines.setdefault(_set(page, part), []).append(part)
    return {width: _margins([line for line in found if len(line.text) > 25] or found) for width, found in lines.items()}


def _joined(flow: list[tuple[Page, PageLine | PageTable]]) -> Iterator[Item]:
    all_margins = _all_margins(flow)
    group: list[PageLine] = []
    number = 1
    table: Grid | None = None
    margins = _Margins(0, 0)
    for page, part in flow:
        if isinstance(part, PageTable):
            yield from _paragraph(group, number, margins)
            group = []
            if table is not None and _continues(table, part.grid):
                table = _appended(table, part.grid)
            else:
                yield from [table] if table else []
                table = part.grid
            continue
        if table is not None:
            yield table
            table = None
        own = all_margins[_set(page, part)]
        if group and not _goes_on(group[-1], part, margins, own, page.number != number):
            yield from _paragraph(group, number, margins)
            group = []
        margins = own
        if not group:
            number = page.number
        group.append(part)
        number = page.number
    yield from _paragraph(group, number, margins)
    yield from [table] if table else []


_ASIDE = 150.0
"""Points; so far to the right stands a signature, not a line of the text."""


def _goes_on(before: PageLine, line: PageLine, margins: _Margins, own: _Margins, new_page: bool) -> bool:
    """Whether `line` continues the paragraph: the line before is full, and this one neither indented nor marked.

    `margins` are those of `before`, `own` those of `line`, which may stand in another column.
    """
    if BROKEN_NUMBER.search(before.text) and line.text[:1].isupper():
        return True
    full = before.right + _first_word(line) > margins.right - 4
    looks_marked = full and line.left <= own.left + 3 and starts_small(line.text[2:3]) and not line.text[:2].isalpha()
    if MARK.match(line.text) and not looks_marked:
        return False
    if new_page and before.left - line.left > _ASIDE:
        return False
    if starts_small(line.text) and not ends_sentence(before.text):
        return True
    gap = line.top - before.bottom
    if not new_page and gap > 1.1 * (before.bottom - before.top):
        return False
    if before.bold != line.bold and not full:
        return False
    if _is_centred(before, margins) and _is_centred(line, own):
        return (
            is_capitals(before.text) == is_capitals(line.text)
            and before.bold == line.bold
            and abs(gap) < 12
            and not _stands_alone(line)
        )
    if not full:
        return False
    if MARK.match(before.text) and line.left < own.left + 45 and not ends_sentence(before.text):
        return True
    return line.left <= own.left + 12 or abs(line.left - before.left) < 3 and not ends_sentence(before.text)


def _first_word(line: PageLine) -> float:
    """Width of the first word with its space: a line without room for it is full."""
    first = len(line.text.split(" ", 1)[0]) + 1
    return (line.right - line.left) / max(1, len(line.text)) * first


def _stands_alone(line: PageLine) -> bool:
    return bool(re.match(r"^\W*$|^(?:Số|Nơi nhận)\b", line.text))


def _is_centred(line: PageLine, margins: _Margins) -> bool:
    left, right = line.left - margins.left, margins.right - line.right
    return left > 25 and right > 25 and abs(left - right) < 24


def _paragraph(group: list[PageLine], number: int, margins: _Margins) -> Iterator[Item]:
    if not group:
        return
    text = group[0].text
    for line in group[1:]:
        text += line.text if re.search(r"(?:\d|/|\w)-$", text) and re.match(r"[A-ZĐ\d]", line.text) else f" {line.text}"
    layout = Layout(
        bold=all(line.bold for line in group), centred=all(_is_centred(line, margins) for line in group),
        indent=group[0].left, size=group[0].size, page=number,
    )  # fmt: skip
    if re.match(r"^\[?\d{1,2}\]?\s+\S", text) and group[0].size < 11.2 and len(text.split()) > 4:
        yield Note(re.sub(r"^\[?\d{1,2}\]?\s+", "", text))
    else:
        yield Piece(text, layout)


def _continues(table: Grid, following: Grid) -> bool:
    """A table at the top of the next page with as many columns goes on."""
    return table.column_count == following.column_count


def _is_rest_of_row(following: Grid) -> bool:
    """The first row goes on with a row the page broke: its first cells are empty."""
    first = sorted((cell for cell in following.cells if cell.row == 0), key=lambda cell: cell.column)
    return len(first) > 2 and not first[0].text.strip() and not first[1].text.strip()


def _with_rest(table: Grid, following: Grid) -> Grid:
    last = table.row_count - 1
    rest = {cell.column: cell.pieces for cell in following.cells if cell.row == 0}
    cells = [
        GridCell(cell.row, cell.column, (*cell.pieces, *rest.get(cell.column, ())), cell.row_span, cell.column_span)
        if cell.row == last
        else cell
        for cell in table.cells
    ]
    moved = (
        GridCell(cell.row + last, cell.column, cell.pieces, cell.row_span, cell.column_span)
        for cell in following.cells
        if cell.row > 0
    )
    return Grid((*cells, *moved), table.layout)


def _appended(table: Grid, following: Grid) -> Grid:
    """Both as one; a heading row printed again is left out."""
    head = [cell.text for cell in table.cells if cell.row == 0]
    again = [cell.text for cell in following.cells if cell.row == 0] == head
    offset = table.row_count - (1 if again else 0)
    if not again and _is_rest_of_row(following):
        return _with_rest(table, following)
    moved = (
        GridCell(cell.row + offset, cell.column, cell.pieces, cell.row_span, cell.column_span)
        for cell in following.cells
        if not (again and cell.row == 0)
    )
    return Grid((*table.cells, *moved), table.layout)

"""A table as a grid: every position knows its cell, header rows apart from data rows, spans filled or worked out."""

import re
from collections import Counter
from dataclasses import dataclass

from .numbers import digits_value
from .remembering import remembered_of_object
from .text import fold_spaces
from .values import Block, Cell


@dataclass(frozen=True, slots=True)
class Field:
    """The text of one cell and where it stands in the block."""

    text: str
    start: int
    end: int
    fills: bool = False
    """It stands here only because a merged cell reaches this far."""


@dataclass(frozen=True, slots=True)
class Grid:
    """`headers` are the texts above each column, top to bottom; `rows` the data rows, None where nothing stands."""

    headers: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Field | None, ...], ...]

    @property
    def width(self) -> int:
        return len(self.headers)


_COLUMN_NUMBER = re.compile(r"\(?(?:[A-Z]|\d{1,2})\)?(?:\s?=.*)?")


@remembered_of_object
def grid_of(block: Block) -> Grid:
    """The grid of a table block. Where the carrier kept no spans, the second header row splits cells of the first."""
    lines = _lines(block)
    width = _width(block, lines)
    count = _header_count(block, lines)
    headers = _headers(lines[:count], width)
    rows = [_placed(line, width) for line in lines[count:] if not _numbers_columns(line)]
    return Grid(headers, tuple(tuple(row) for row in rows))


_Line = list[tuple[int, Cell, str]]
"""The cells of one row with their column, those that reach down from a row above included."""


def _lines(block: Block) -> list[_Line]:
    height = max((cell.row + cell.row_span for cell in block.cells), default=0)
    lines: list[_Line] = [[] for _ in range(height)]
    for cell in block.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, height)):
            lines[row].append((cell.column, cell, fold_spaces(block.text[cell.start : cell.end])))
    return [sorted(line, key=lambda item: item[0]) for line in lines if any(text for _, _, text in line)]


def _width(block: Block, lines: list[_Line]) -> int:
    """The number of columns: what the spans say, else the commonest length of a row."""
    if any(cell.column_span > 1 or cell.row_span > 1 for cell in block.cells):
        declared = max(cell.column + cell.column_span for cell in block.cells)
        if all(sum(cell.column_span for _, cell, _ in line) >= declared - 1 for line in lines[:1]):
            return declared
    numbered = [len(line) for line in lines if is_running_number(line[0][2])]
    cells_by_length = Counter[int]()
    for length in numbered or [len(line) for line in lines]:
        cells_by_length[length] += length
    return max(cells_by_length.most_common(1)[0][0], len(lines[0])) if lines else 0


def _header_count(block: Block, lines: list[_Line]) -> int:
    """How many rows stand above the data: the first, those its merged cells reach into, those without data."""
    if not lines or _continues(lines[0]):
        return 0
    reach = max((cell.row_span for _, cell, _ in lines[0]), default=1)
    count = max(1, reach)
    while count < len(lines) and count < 4 and (_heads(lines[count]) or _numbers_columns(lines[count])):
        count += 1
    return min(count, len(lines))


def _continues(line: _Line) -> bool:
    """The first row is numbered like data: the table goes on from the page before and its head stands there."""
    return is_running_number(line[0][2]) and any(len(text) > 12 for _, _, text in line[1:])


def is_running_number(text: str) -> bool:
    """1 · 2.1 · IV. · a) in the first cell of a row."""
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d{1,2})*\.?|[IVX]+(?:\.\d+)*\.?|[a-zđ]\)", text))


_HEADS = re.compile(
    r"(?:năm|kế hoạch|KH|dự toán|mục tiêu|đến|giai đoạn|tháng|quý)?\s*(?:năm\s*)?"
    r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?"
    r"|(?:quý|tháng)\s+\w+|[^\d()]{1,60}\([^()\d]{1,30}\)|chủ trì|phối hợp|tổng số|trong đó|số lượng|tỷ lệ|x|y",
    re.IGNORECASE,
)


def _heads(line: _Line) -> bool:
    """A second header row: all its cells are years, names with a unit in brackets, or parts of "thực hiện"."""
    texts = [text for _, _, text in line if text]
    first = texts[0] if texts else ""
    if re.fullmatch(r"[IVX]+|\d+(?:\.\d+)*|-|\*|[a-zđ]\)?", first):
        return False
    hits = sum(bool(_HEADS.fullmatch(text)) for text in texts)
    return bool(texts) and (hits == len(texts) or (len(texts) >= 4 and hits >= 0.5 * len(texts)))


def _numbers_columns(line: _Line) -> bool:
    """The row that numbers the columns: 1 2 3 … or (1) (2) (3=1+2)."""
    texts = [text for _, _, text in line if text]
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = [int(found[0]) for text in texts if (found := re.findall(r"\d+", text))]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _headers(lines: list[_Line], width: int) -> tuple[tuple[str, ...], ...]:
    lines = [line for line in lines if not _numbers_columns(line)]
    columns: list[list[str]] = [[] for _ in range(width)]
    spanned = any(cell.column_span > 1 or cell.row_span > 1 for line in lines for _, cell, _ in line)
    if len(lines) < 2 or (spanned and not _is_short(lines, width)):
        for line in lines:
            for column, cell, text in line:
                for position in range(column, min(column + cell.column_span, width)):
                    if text and text not in columns[position]:
                        columns[position].append(text)
    else:
        _lay_out(lines, width, columns)
    return tuple(tuple(column) for column in columns)


def _is_short(lines: list[_Line], width: int) -> bool:
    """The upper row lacks cells and only the last cell of the lower one reaches on: the spans were lost in print."""
    upper, lower = lines[0], lines[1]
    whole = all(cell.column_span == cell.row_span == 1 for _, cell, _ in (*upper, *lower[:-1]))
    return whole and len(upper) < width and 1 < len(lower) < len(upper)


def _lay_out(lines: list[_Line], width: int, columns: list[list[str]]) -> None:
    """Two header rows without spans: the lower one splits some cells of the upper one evenly."""
    upper = [text for _, _, text in lines[0]]
    lower = [text for _, _, text in lines[1]]
    if len(upper) == len(lower) == width:
        _lay_under(upper, lower, columns)
        return
    lower = lower[: lower.index("")] if "" in lower else lower
    split = len(upper) + len(lower) - width
    if not 0 < split <= len(upper) or not lower or len(lower) % split:
        for position, text in enumerate(upper[:width]):
            columns[position].append(text)
        return
    each = len(lower) // split
    first = _first_split(upper, lower, split)
    position = 0
    for number, text in enumerate(upper):
        is_split = first <= number < first + split
        for offset in range(each if is_split else 1):
            if position + offset < width:
                columns[position + offset].append(text)
                if is_split:
                    columns[position + offset].append(lower[(number - first) * each + offset])
        position += each if is_split else 1


def _lay_under(upper: list[str], lower: list[str], columns: list[list[str]]) -> None:
    """Merged heads printed as one cell and empty ones: an empty head above a full one goes on with the head before."""
    over = ""
    for position, (above, below) in enumerate(zip(upper, lower, strict=True)):
        over = above or (over if below else "")
        columns[position] += [text for text in (over, below) if text]


_SHARES_DUTIES = re.compile(r"(?:đơn vị|cơ quan)?\s*(?:chủ trì|phối hợp|thực hiện)", re.IGNORECASE)
_DUTIES = re.compile(r"phân công|trách nhiệm|(?:cơ quan|đơn vị|tổ chức)\s+(?:\w+\s+)?thực hiện", re.IGNORECASE)


def _first_split(upper: list[str], lower: list[str], split: int) -> int:
    """The head that is split: the last ones, but who leads and who supports stands below the head of duties."""
    if split == 1 and all(_SHARES_DUTIES.match(text) for text in lower):
        return next((number for number, text in enumerate(upper) if _DUTIES.search(text)), len(upper) - 1)
    return len(upper) - split


def _placed(line: _Line, width: int) -> list[Field | None]:
    """The row in its columns. One that is too short and not numbered lacks the cells that reach down from above."""
    row: list[Field | None] = [None] * width
    spanned = any(cell.column_span > 1 or cell.row_span > 1 for _, cell, _ in line)
    whole = spanned or len(line) >= width or len(line) < 2 or is_running_number(line[0][2])
    shift = 0 if whole else width - len(line)
    for column, cell, text in line:
        for position in range(column + shift, min(column + shift + cell.column_span, width)):
            row[position] = Field(text, cell.start, cell.end, fills=position > column + shift)
    return row


_GROUPED = re.compile(r"\d{1,3}(?:[.\s]\d{3})+")
_LONGEST_NUMBER = 40


def number_in(text: str) -> float | None:
    """The value of a cell that holds one number and nothing else; a percent sign or a hyphen for none may stand by."""
    stripped = text.strip().rstrip("%").strip()
    if len(stripped) > _LONGEST_NUMBER:
        return None
    if _GROUPED.fullmatch(stripped):
        return float(re.sub(r"[.\s]", "", stripped))
    return digits_value(stripped) if stripped else None

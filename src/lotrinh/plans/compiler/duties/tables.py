"""Tables whose header names columns for units: each row is a duty."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..grids import Field, grid_of
from ..remembering import pattern_of
from ..values import Block
from ..words import flat
from .cells import unit_parts
from .parts import IMPLEMENT, LEAD, SUPPORT, Duty, Part

_COLUMN = (
    (LEAD, pattern_of(r"chủ\s*trì|đầu mối|tham mưu trình")),  # converters lose spaces: "Đơn vịchủ trì"
    (SUPPORT, pattern_of(r"phối\s*hợp|(?:cơ quan|đơn vị|tổ chức)[^|]{0,15}tham gia|^tham gia$")),
    (
        IMPLEMENT,
        re.compile(
            r"(?:cơ quan|đơn vị|tổ chức|bộ phận|người|cán bộ|cá nhân|bộ|sở|ngành|khoa|phòng|ban|tổ|cục|vụ|viện)(?!\w)"
            r"[^|]{0,30}(?:thực hiện|chịu trách nhiệm|phụ trách|tham mưu|được giao|tiếp nhận|xử lý|giải quyết|trả lời"
            r"|theo dõi|đảm nhận)"
            r"|phân công(?: thực hiện| nhiệm vụ)?$|trách nhiệm(?: thực hiện)?$|^(?:đơn vị"
            r"|cơ quan)(?:, (?:đơn vị|cá nhân))?$"
        ),
    ),
)


Heads = Sequence[Sequence[str]]
"""The words above each column of a table."""
Rows = Sequence[Sequence[Field | None]]

_TASK_HEAD = re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|chỉ tiêu|tên ")
_WHEN_HEAD = re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành")
_PRODUCT_HEAD = re.compile(r"kết quả|sản phẩm")
_HEAD_OF_UNIT = re.compile(r"người đứng đầu|lãnh đạo (?:phụ trách|chỉ đạo|chịu trách nhiệm)")
_SAME = re.compile(r"\W*(?:nt|như trên|″|“|\")\W*")
_BARE = re.compile(r"cơ quan|đơn vị|cơ quan, đơn vị")
_FIGURES = re.compile(r"tổng số|tỷ lệ|số lượng")
"""Beside columns of figures "Cơ quan" tells whose they are, and not who does something."""
_OTHER_HEAD = re.compile(r"thời gian|kết quả|sản phẩm|kinh phí|nội dung|nhiệm vụ|tên")


def table_duties(block: Block, above: Sequence[Block] = (), headers: Heads = ()) -> Iterator[Duty]:
    """The duties of a table whose header names columns for units.

    A header the carrier cut off stands in the lines `above`; a table that goes on over a page takes over `headers`.
    """
    headers, rows = unit_headers(block, above, headers)
    roles = _unit_columns(headers)
    if not roles:
        return
    above_it: dict[int, Field] = {}
    task, when, product = (_column(headers, roles, words) for words in (_TASK_HEAD, _WHEN_HEAD, _PRODUCT_HEAD))
    for row in rows:
        parts = [
            part
            for column, role in roles.items()
            if column < len(row) and (unit := _as_above(row[column], column, above_it)) and not unit.fills
            for part in _parts_of(block, unit, role, headers[column])
        ]
        if parts:
            name = _text_of(row, task)
            start = row[task].start if task is not None and row[task] else parts[0].start  # type: ignore[union-attr]
            end = start + len(name) if name else parts[0].end
            told = tuple(dict.fromkeys(parts))
            yield Duty(block.index, start, end, name, told, _text_of(row, when), _text_of(row, product))


_BOTH = re.compile(r"chủ trì\W+(?:(?:cơ quan|đơn vị)\s+)?(?:và\s+)?phối hợp")


def _parts_of(block: Block, unit: Field, role: str, header: Sequence[str]) -> list[Part]:
    """The parts of a cell; below "Cơ quan chủ trì/phối hợp" the first named leads and those behind it support."""
    parts = list(unit_parts(block.index, unit.text, unit.start, role, "table"))
    if len(parts) < 2 or any(part.role != LEAD for part in parts) or not _BOTH.search(flat(" ".join(header))):
        return parts
    mark = pattern_of(r"[;/\n]").search(unit.text)
    end = unit.start + mark.start() if mark else parts[0].end
    return [part if part.start < end else replace(part, role=SUPPORT) for part in parts]


def _as_above(unit: Field | None, column: int, above: dict[int, Field]) -> Field | None:
    """The cell, or the one above it where it says "nt" (như trên); `above` keeps the last cell of each column."""
    if unit and _SAME.fullmatch(flat(unit.text)):
        return above.get(column)
    if unit and unit.text.strip():
        above[column] = unit
    return unit


def unit_headers(block: Block, above: Sequence[Block] = (), before: Heads = ()) -> tuple[Heads, Rows]:
    """The words above each column, and the rows of data, where any column is one of units; else () and the rows."""
    grid = grid_of(block)
    first_row = tuple((field.text if field else "",) for field in grid.rows[0]) if grid.rows else ()
    numbering = [at for at, line in enumerate(above) if flat(line.text) in ("stt", "tt", "số tt")]
    lines_above = tuple((line.text,) for line in above[numbering[-1] :]) if numbering else ()
    tries: tuple[tuple[Heads, Rows], ...] = (
        _split_header(block),
        (grid.headers, grid.rows),
        (first_row, grid.rows[1:]),
        (lines_above, grid.rows),
        (before, _plain_rows(block)),
    )
    return next((found for found in tries if _unit_columns(found[0])), ((), grid.rows))


_ROLE_CELL = re.compile(
    r"(?:(?:các )?(?:cơ quan|đơn vị|sở, ngành|phòng|khoa|bộ phận)(?:, (?:đơn vị|cá nhân))?\s+)?"
    r"(?:chủ trì|phối hợp|đầu mối|tham gia|thực hiện)(?: thực hiện| chính)?"
)
_SHARED_OUT = re.compile(r"phân công|thực hiện|trách nhiệm|cơ quan|đơn vị|tổ chức")


def _split_header(block: Block) -> tuple[Heads, Rows]:
    """A second header row that says nothing but roles (chủ trì, phối hợp) below one cell on who does it.

    Where the carrier kept the empty cells, the roles stand in their columns; where it lost them, they split the cell
    above them that speaks of units.
    """
    rows = _plain_rows(block)
    first = block.cells[0].row if block.cells else 0
    if len(rows) < 3 or any(c.row_span > 1 or c.column_span > 1 for c in block.cells if c.row == first):
        return (), rows
    upper = [flat(field.text).strip() if field else "" for field in rows[0]]
    lower = [flat(field.text).strip() if field else "" for field in rows[1]]
    roles = [text for text in lower if text]
    if not 2 <= len(roles) <= 3 or not all(_ROLE_CELL.fullmatch(text) for text in roles):
        return (), rows
    if len(lower) > len(roles):
        width = max(len(upper), len(lower))
        pairs = zip(*(row + [""] * (width - len(row)) for row in (upper, lower)), strict=True)
        return [tuple(text for text in pair if text) for pair in pairs], rows[2:]
    at = next((index for index, text in enumerate(upper) if _SHARED_OUT.search(text)), None)
    if at is None:
        return (), rows
    upper = [text for index, text in enumerate(upper) if text or index <= at]
    return [*((text,) for text in upper[:at]), *((text,) for text in roles), *((t,) for t in upper[at + 1 :])], rows[2:]


def _plain_rows(block: Block) -> Rows:
    """The rows of a table that has no header of its own, cell by cell."""
    rows: dict[int, dict[int, Field]] = {}
    for cell in block.cells:
        field_ = Field(block.text[cell.start : cell.end], cell.start, cell.end)
        rows.setdefault(cell.row, {})[cell.column] = field_
    return [[row.get(column) for column in range(max(row) + 1)] for _, row in sorted(rows.items())]


def _unit_columns(headers: Sequence[Sequence[str]]) -> dict[int, str]:
    """Column → role, by the words above it."""
    found = {column: _role_of(header) for column, header in enumerate(headers)}
    heads = {column for column, header in enumerate(headers) if _HEAD_OF_UNIT.search(flat(" ".join(header)))}
    if set(found.values()) & {LEAD, SUPPORT}:  # the bodies have columns of their own: who heads them is no further one
        measured = {at for at, header in enumerate(headers) if _BARE.fullmatch(flat(" ".join(header)).strip())}
        found = {column: role for column, role in found.items() if column not in heads | measured}
    counts = any(_FIGURES.search(flat(" ".join(header))) for header in headers)
    bare = {column for column, header in enumerate(headers) if _BARE.fullmatch(flat(" ".join(header)).strip())}
    return {column: role for column, role in found.items() if role and not (counts and column in bare)}


def _column(headers: Sequence[Sequence[str]], taken: dict[int, str], words: re.Pattern[str]) -> int | None:
    heads = [flat(" ".join(header)) for header in headers]
    return next((column for column, head in enumerate(heads) if column not in taken and words.search(head)), None)


def _text_of(row: Sequence[Field | None], column: int | None) -> str:
    found = row[column] if column is not None and column < len(row) else None
    return found.text if found else ""


def _role_of(header: Sequence[str]) -> str:
    """The role a column's header gives its units; the words nearest to the data count most."""
    for text in reversed([flat(words).strip() for words in header if words.strip()]):
        if len(text) >= 80 or _OTHER_HEAD.match(text):
            continue
        for role, pattern in _COLUMN:
            if pattern.search(text):
                return role
    return ""

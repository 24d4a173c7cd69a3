"""Reading a table: the sheet, its row of headings, then one row after another."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import python_calamine as calamine

from lotrinh.core.sheets import guard
from lotrinh.core.sheets.guard import Limits
from lotrinh.core.sheets.headings import column_letters, find_headings
from lotrinh.core.sheets.problems import SheetProblem
from lotrinh.core.sheets.text import text_rows
from lotrinh.core.vietnamese import nfc

ERROR_CELL = "#LỖI!"
"""Stands where a formula failed, so that the failure is reported and not read as an empty cell."""

HEADING_ROWS = 30
"""The headings are looked for in so many rows: above them stand the office's name and the title."""

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta
"""A cell's value: "" when empty; whole numbers as int, so that a code typed as number keeps no ".0"."""

_Block = tuple[tuple[int, int], tuple[int, int]]
"""A merged block: (row, column) of its first cell and of its last."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file. Rows are read while they are asked for, once."""

    sheet: str
    header: tuple[str, ...]
    header_row: int
    """Its number as the spreadsheet shows it, from 1."""
    rows: Iterator[tuple[int, list[Cell]]]
    """Row number as the spreadsheet shows it, and as many cells as the header has; empty rows are left out."""
    row_count: int | None
    """Rows below the header, empty ones included, where the file tells."""


def read_table(
    file: BinaryIO, filename: str = "", *, headings: Sequence[str] = (), limits: Limits | None = None
) -> Table:
    """The table in `file`; of several sheets the first visible one in which any of `headings` stands.

    Raises SheetProblem, while reading rows too. The type is told by the content; `filename` only words messages.
    """
    limits = limits or Limits()
    inspected = guard.inspect(file, limits)
    if inspected.kind == "text":
        if filename.lower().endswith((".xlsx", ".xls", ".ods")):
            raise SheetProblem("Tệp bị hỏng: không phải bảng tính như tên gọi. Hãy lưu lại bằng Excel rồi tải lên.")
        texts: Iterator[list[Cell]] = ([*row] for row in text_rows(file, limits))
        return _table("", texts, headings, row_count=None)
    # A reader written in Rust panics on some broken files; such a panic is no Exception.
    try:
        book = calamine.load_workbook(file)
        return _first_fitting_sheet(book, inspected, headings)
    except SheetProblem:
        raise
    except calamine.PasswordError as error:
        raise SheetProblem("Tệp có mật khẩu. Hãy bỏ mật khẩu, lưu và tải lại.") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise SheetProblem("Tệp bị hỏng hoặc không phải bảng tính. Hãy lưu lại bằng Excel rồi tải lên.") from error


def _first_fitting_sheet(book: calamine.CalamineWorkbook, inspected: guard.Inspected, headings: Sequence[str]) -> Table:
    visible = [
        at
        for at, sheet in enumerate(book.sheets_metadata)
        if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    # Which part holds which sheet is written elsewhere; a failure watched in vain harms less than one overlooked.
    failed = frozenset().union(*inspected.error_cells.values())
    refused = SheetProblem("Tệp không có trang tính nào có dữ liệu.")
    for at in visible:
        sheet = book.get_sheet_by_index(at)
        if not sheet.height:
            continue
        try:
            return _sheet_table(sheet, failed, headings)
        except SheetProblem as problem:
            refused = problem
            if "tiêu đề" not in str(problem) or not headings:
                raise
    raise refused


def _sheet_table(sheet: calamine.CalamineSheet, failed: frozenset[tuple[int, int]], headings: Sequence[str]) -> Table:
    top, left = sheet.start or (0, 0)
    merged = sheet.merged_cell_ranges or []
    rows = _tidy_rows(sheet, left, failed)

    def merged_over(row: int) -> list[_Block]:
        return [block for block in merged if block[0][0] <= row <= block[1][0]]

    return _table(sheet.name, rows, headings, row_count=top + sheet.height, merged=merged_over)


def _tidy_rows(sheet: calamine.CalamineSheet, left: int, failed: frozenset[tuple[int, int]]) -> Iterator[list[Cell]]:
    """Every row from the sheet's first, with its empty columns at the left, cells made plain."""
    failed_rows = {row for row, _ in failed}
    for number, cells in enumerate(sheet.iter_rows()):
        plain: list[Cell] = [""] * left
        plain += [_plain(cell) if type(cell) in _UNTIDY else cell for cell in cells]
        if number in failed_rows:
            plain = [ERROR_CELL if (number, at) in failed and cell == "" else cell for at, cell in enumerate(plain)]
        yield plain


_UNTIDY = frozenset({float, str})


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return nfc(cell)
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _table(
    name: str,
    rows: Iterator[list[Cell]],
    headings: Sequence[str],
    *,
    row_count: int | None,
    merged: Callable[[int], Iterable[_Block]] = lambda row: (),
) -> Table:
    top = list(itertools.islice(rows, HEADING_ROWS))
    if not any(cell != "" for row in top for cell in row):
        raise SheetProblem("Tệp không có dữ liệu trong các dòng đầu. Hãy kiểm tra lại trang tính đầu tiên.")
    at = find_headings(top, headings)
    header = tuple(nfc(" ".join(str(cell).split())) for cell in top[at])
    first = _below_headings(at, header, merged(at))
    width = max((place + 1 for place, text in enumerate(header) if text), default=0)
    numbered = enumerate(itertools.chain(top[first:], rows), start=first + 1)
    filled = ((number, _fitted(cells, width)) for number, cells in numbered if any(cell != "" for cell in cells))
    return Table(name, header[:width], at + 1, filled, None if row_count is None else max(0, row_count - first))


def _below_headings(at: int, header: Sequence[str], merged: Iterable[_Block]) -> int:
    """Index of the first row of data. A heading may span rows; one that spans columns names none of them."""
    first = at + 1
    for (_, left), (bottom, right) in merged:
        if right > left and left < len(header):
            place = f"{column_letters(left)}{at + 1}:{column_letters(right)}{at + 1}"
            raise SheetProblem(
                f"Ô tiêu đề “{header[left]}” gộp nhiều cột ({place}). "
                "Hãy bỏ gộp ô (Merge & Center) và đặt cho mỗi cột một tiêu đề riêng."
            )
        first = max(first, bottom + 1)
    return first


def _fitted(cells: list[Cell], width: int) -> list[Cell]:
    return cells[:width] if len(cells) >= width else cells + [""] * (width - len(cells))

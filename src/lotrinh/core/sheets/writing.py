"""Writing tables that people open in a spreadsheet and that our own reader takes back unchanged."""

import csv
import datetime
import io
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from lotrinh.core.sheets.text import FORMULA_STARTS

REASON_HEADING = "Lý do chưa nhận"
"""Heading of the last column in a file of returned rows; the importer passes over it."""

_WIDTHS = range(8, 60)
_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Noted:
    """A cell that is marked, with a comment that says why."""

    value: object
    note: str


def write_table(
    file: BinaryIO,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str = "Dữ liệu",
    title: str = "",
) -> int:
    """Write an xlsx workbook of one sheet, row by row in little memory; returns the number of rows.

    Cells may be text, numbers, dates, None or Noted. Text stays text: a code keeps its zeros, a "=" starts no formula.
    A `title` stands above the headings.
    """
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet[:31])
    styles = _Styles(book)
    rows = iter(rows)
    sample = list(itertools.islice(rows, _SAMPLE))
    for column, heading in enumerate(header):
        longest = max((len(_printed(row[column])) for row in sample if column < len(row)), default=0)
        page.set_column(column, column, min(max(len(heading) + 2, longest + 2, _WIDTHS.start), _WIDTHS.stop))
    at = 0
    if title:
        page.write_string(0, 0, title, styles.title)
        at = 2
    for column, heading in enumerate(header):
        page.write_string(at, column, heading, styles.heading)
    page.freeze_panes(at + 1, 0)
    count = 0
    for chunk in (sample, rows):
        for row in chunk:
            count += 1
            for column, cell in enumerate(row):
                _write_cell(page, at + count, column, cell, styles)
    book.close()
    return count


class _Styles:
    def __init__(self, book: Any):
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF6", "bottom": 1}
        )
        self.plain = {
            False: {"text": None, "date": book.add_format({"num_format": "dd/mm/yyyy"})},
            True: {
                "text": book.add_format({"bg_color": "#FFD9D6"}),
                "date": book.add_format({"bg_color": "#FFD9D6", "num_format": "dd/mm/yyyy"}),
            },
        }


def _write_cell(page: Any, row: int, column: int, cell: object, styles: _Styles) -> None:
    noted = isinstance(cell, Noted)
    if isinstance(cell, Noted):
        page.write_comment(row, column, cell.note, {"x_scale": 2})
        cell = cell.value
    style = styles.plain[noted]
    if cell is None or cell == "":
        if noted:
            page.write_blank(row, column, None, style["text"])
    elif isinstance(cell, bool):
        page.write_string(row, column, "có" if cell else "không", style["text"])
    elif isinstance(cell, int | float | Decimal):
        page.write_number(row, column, cell, style["text"])
    elif isinstance(cell, datetime.date):
        # Excel knows no day before 1900; such a date travels as text.
        if cell.year < 1900:
            page.write_string(row, column, _printed(cell), style["text"])
        else:
            page.write_datetime(row, column, cell, style["date"])
    else:
        page.write_string(row, column, str(cell), style["text"])


def write_csv(file: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a csv file that Excel opens with the right letters: UTF-8 with its mark, semicolons, decimal commas."""
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(lines, delimiter=";")
    writer.writerow([_harmless(str(heading)) for heading in header])
    count = 0
    for row in rows:
        count += 1
        writer.writerow([_csv_cell(cell.value if isinstance(cell, Noted) else cell) for cell in row])
    lines.detach()
    return count


def _csv_cell(cell: object) -> str:
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return f"{Decimal(str(cell)):f}".replace(".", ",")
    return _harmless(_printed(cell))


def _harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe, which our reader takes off again."""
    return "'" + text if text.lstrip("'")[:1] in FORMULA_STARTS else text


def _printed(cell: object) -> str:
    if isinstance(cell, Noted):
        cell = cell.value
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, datetime.date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    return str(cell)

"""Tables in files: xlsx, xls, ods and csv, read safely and written so that they read back. Pure: no Django.

>>> with open("so-doanh-nghiep.xlsx", "rb") as file:
...     table = read_table(file, "so-doanh-nghiep.xlsx", headings=["Tên", "Diện tích (ha)"])
...     for number, cells in table.rows: ...
"""

from lotrinh.core.sheets.guard import Limits
from lotrinh.core.sheets.headings import Matched, column_letters, match_headings
from lotrinh.core.sheets.problems import SheetProblem
from lotrinh.core.sheets.reading import ERROR_CELL, Table, read_table
from lotrinh.core.sheets.writing import REASON_HEADING, Noted, write_csv, write_table

__all__ = [
    "ERROR_CELL",
    "REASON_HEADING",
    "Limits",
    "Matched",
    "Noted",
    "SheetProblem",
    "Table",
    "column_letters",
    "match_headings",
    "read_table",
    "write_csv",
    "write_table",
]

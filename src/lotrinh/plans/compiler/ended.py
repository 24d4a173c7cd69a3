"""A register of documents as a sheet: which of them are no longer in force. The export of the register is one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lotrinh.core.sheets.headings import match_headings
from lotrinh.core.sheets.problems import SheetProblem
from lotrinh.core.sheets.reading import read_table
from lotrinh.core.vietnamese import parse_date

from .values import EndedDocument

NUMBER, ISSUED_ON = "số, ký hiệu", "ngày ban hành"
ENDED_ON, ENDED_BY = "hết hiệu lực từ ngày", "văn bản làm hết hiệu lực"
HEADINGS = (NUMBER, ISSUED_ON, ENDED_ON, ENDED_BY)


class UnreadableRegister(ValueError):
    """The sheet holds no such register; the message (Vietnamese) says what is wrong and where."""


def read_ended(path: Path) -> tuple[EndedDocument, ...]:
    """The rows with a day on which they ended. Raises UnreadableRegister."""
    try:
        with path.open("rb") as file:
            table = read_table(file, path.name, headings=HEADINGS)
            matched = match_headings(table.header, HEADINGS)
            if missing := [name for name in matched.missing if name != ENDED_BY]:
                raise UnreadableRegister(f"Thiếu cột “{'”, “'.join(missing)}”.")
            rows = [(number, [_cell(row, matched.places.get(name)) for name in HEADINGS]) for number, row in table.rows]
    except OSError as error:
        raise UnreadableRegister(f"Không mở được tệp: {error.strerror}.") from error
    except SheetProblem as error:
        raise UnreadableRegister(str(error)) from error
    return tuple(_document(number, cells) for number, cells in rows if cells[2])


def _cell(row: Sequence[object], place: int | None) -> object:
    return "" if place is None else row[place]


def _document(line: int, cells: list[object]) -> EndedDocument:
    number, issued, ended, by = cells
    if not str(number).strip():
        raise UnreadableRegister(f"Dòng {line}: thiếu số, ký hiệu.")
    return EndedDocument(
        str(number).strip(), _day(line, ISSUED_ON, issued), _day(line, ENDED_ON, ended), str(by).strip()
    )


def _day(line: int, column: str, cell: object) -> date:
    try:
        return parse_date(cell)  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        raise UnreadableRegister(f"Dòng {line}, cột “{column}”: {error}") from error

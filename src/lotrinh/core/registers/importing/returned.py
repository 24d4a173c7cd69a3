"""The rows that could not be taken, as a workbook with the same columns and the reason at the cell."""

import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from lotrinh.core.models import ImportBatch, ImportRow, RowState
from lotrinh.core.registers.importing.check import open_table
from lotrinh.core.sheets import REASON_HEADING, Noted, Table, write_table

REFUSED = (RowState.WRONG, RowState.OVERTAKEN)


def returned_workbook(batch: ImportBatch) -> BinaryIO:
    """An open temporary file. Every cell at fault is coloured and commented; the last column says everything."""
    file = tempfile.TemporaryFile()  # noqa: SIM115, the response closes it
    with batch.file.open("rb") as source:
        table, layout = open_table(batch, source)
        places = {place.path: place.at for place in layout.places}
        write_table(file, [*table.header, REASON_HEADING], _lines(batch, table, places))
    file.seek(0)
    return file


def _lines(batch: ImportBatch, table: Table, places: dict[str, int]) -> Iterator[list]:
    """The cells come from the file itself, so that a date goes back as a date and a code as it was."""
    rows = {row.number: row for row in batch.rows.filter(state__in=REFUSED).defer("content")}
    for number, cells in table.rows:
        if row := rows.get(number):
            yield [*_noted(cells, row, places), reasons(row)]


def _noted(cells: list, row: ImportRow, places: dict[str, int]) -> list:
    notes: dict[int, list[str]] = {}
    for path, message in row.problems:
        if (at := places.get(path)) is not None:
            notes.setdefault(at, []).append(message)
    return [Noted(cell, "\n".join(notes[at])) if at in notes else cell for at, cell in enumerate(cells)]


def reasons(row: ImportRow) -> str:
    return " ".join(message for _, message in row.problems or ())

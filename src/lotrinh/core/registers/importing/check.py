"""From an uploaded file to a preview, as a background job."""

import itertools
from collections.abc import Iterator

from django.db import transaction

from lotrinh.core.jobs import job, progress
from lotrinh.core.models import ImportBatch, ImportRow, ImportState, RowState
from lotrinh.core.registers.declaration import register_named
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.importing import kept
from lotrinh.core.registers.importing.judge import FEW, Judge
from lotrinh.core.registers.importing.layout import Layout, lay_out, offered_columns
from lotrinh.core.sheets import SheetProblem, Table, read_table

CHUNK = 1_000


@job("Kiểm tra tệp nhập")
def check_file(batch_id: int) -> dict:
    """Judge every row of the batch's file and keep the verdicts; begins anew when called again."""
    batch = ImportBatch.objects.select_related("by").get(pk=batch_id)
    if batch.state != ImportState.CHECKING:
        return batch.counts
    batch.rows.all().delete()
    try:
        with kept.no_search_for_cycles():
            _check(batch)
    except (SheetProblem, Refused) as problem:
        batch.rows.all().delete()
        batch.state, batch.problem, batch.counts = ImportState.REFUSED, str(problem), {}
        batch.save(update_fields=["state", "problem", "counts"])
    return batch.counts


def _check(batch: ImportBatch) -> None:
    register = register_named(batch.register)
    progress(0, 0, "Đang mở tệp…")
    with batch.file.open("rb") as file:
        table, layout = open_table(batch, file)
        judge = Judge(register, batch.by, layout)
        thorough = table.row_count is not None and table.row_count <= FEW
        rows = 0
        for chunk in _chunks(table.rows):
            verdicts = judge.judge(chunk, thorough=thorough)
            # Each chunk is committed by itself, so that people see the progress and others may write meanwhile.
            with transaction.atomic():
                kept.keep(batch, verdicts, judge.attributes)
            rows += len(chunk)
            progress(rows, max(table.row_count or 0, rows), f"Đang kiểm tra dòng {chunk[-1][0]}")
    if not rows:
        raise SheetProblem("Tệp chỉ có dòng tiêu đề, chưa có dòng dữ liệu nào.")
    refuse_late(batch, judge)
    batch.columns = [place.path for place in layout.places]
    batch.notes = list(layout.notes)
    batch.counts = kept.count(batch)
    batch.state = ImportState.CHECKED
    batch.save(update_fields=["columns", "notes", "counts", "state"])


def open_table(batch: ImportBatch, file) -> tuple[Table, Layout]:
    """The table in the batch's file, and what its columns mean. Raises SheetProblem."""
    register = register_named(batch.register)
    labels = [column.label for column in offered_columns(register, batch.by)]
    table = read_table(file, batch.filename, headings=labels)
    return table, lay_out(register, batch.by, table.header)


def _chunks(rows: Iterator) -> Iterator[list]:
    while chunk := list(itertools.islice(rows, CHUNK)):
        yield chunk


def refuse_late(batch: ImportBatch, judge: Judge) -> None:
    """Turn rows wrong whose fault only the whole file shows; their cells are read from the file once more."""
    late: dict[int, list[tuple[str, str]]] = {}
    for number, path, message in judge.late_problems():
        late.setdefault(number, []).append((path, message))
    if not late:
        return
    cells = _cells_of(batch, set(late))
    changed = []
    for row in batch.rows.all() if len(late) > CHUNK else batch.rows.filter(number__in=late):
        if row.number in late:
            row.state = RowState.WRONG
            row.content = kept.texts(cells[row.number])
            row.problems = [*(row.problems or ()), *late[row.number]]
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["state", "content", "problems"], batch_size=100)


def _cells_of(batch: ImportBatch, numbers: set[int]) -> dict[int, list]:
    with batch.file.open("rb") as file:
        table, _ = open_table(batch, file)
        return {number: cells for number, cells in table.rows if number in numbers}

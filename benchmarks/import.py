"""100,000 rows from an xlsx through check, preview and confirmation to rows with history."""

import argparse
import tempfile
from pathlib import Path

from _support import median_seconds, on_each_database, peak_mib, tell
from _town import empty_establishments, establishments, officer, plain_insert


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench import")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--database")
    args = parser.parse_args(argv)
    return on_each_database("import", argv, lambda kind: measure(kind, args.rows, args.times))


def measure(database: str, count: int, times: int) -> None:
    from django.core.files import File
    from django.db import connection, transaction

    from lotrinh.core.models import ImportBatch, ImportState
    from lotrinh.core.registers import register_of
    from lotrinh.core.registers.importing.check import check_file
    from lotrinh.core.registers.importing.confirm import write_batch
    from lotrinh.establishments.models import Establishment

    user, area, entry = officer()
    slug = register_of(Establishment).slug
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "so.xlsx"
        _write_sheet(sheet, count, area)

        def by_import():
            with sheet.open("rb") as file:
                batch = ImportBatch.objects.create(
                    register=slug, by=user, filename=sheet.name, file=File(file, name=sheet.name)
                )
            check_file(batch.pk)
            ImportBatch.objects.filter(pk=batch.pk, state=ImportState.CHECKED).update(state=ImportState.WRITING)
            write_batch(batch.pk)

        seconds = median_seconds(by_import, times, before=empty_establishments)
        memory = peak_mib()
        kept = Establishment.objects.count(), Establishment.history.count()

    statement, values = plain_insert(establishments(count, area), entry)

    def by_hand():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, values)

    floor = median_seconds(by_hand, times, before=empty_establishments)
    case = f"{count} rows with preview and history"
    tell("import", case, database, seconds, "raw executemany", floor, peak_mib=memory, rows=kept[0], history=kept[1])


def _write_sheet(path: Path, count: int, area) -> None:
    """As the register exports it: its own columns, foreign keys by their keys."""
    from lotrinh.core.registers import register_of
    from lotrinh.core.registers.exporting import workbook
    from lotrinh.establishments.models import Establishment

    columns = [c for c in register_of(Establishment).sheet_columns if not c.path.startswith(("old_area", "merged"))]
    body = ([c.cell(row) for c in columns] for row in establishments(count, area))
    with workbook(columns, body, title="Đo", importable=len(columns)) as file:
        path.write_bytes(file.read())

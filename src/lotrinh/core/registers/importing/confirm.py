"""Writing a checked file into its register, under one audit entry."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from lotrinh.core.jobs import job, progress
from lotrinh.core.models import ImportBatch, ImportRow, ImportState, RowState
from lotrinh.core.registers.auditing import audit
from lotrinh.core.registers.declaration import Register, register_named
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.importing import kept
from lotrinh.core.registers.importing.check import open_table
from lotrinh.core.registers.models import Row
from lotrinh.core.registers.writer import write

CHUNK = 5_000


@job("Ghi các dòng đã kiểm tra vào sổ")
def write_batch(batch_id: int) -> dict:
    """Write the new and changed rows of a confirmed batch; all in one transaction, so that a killed worker leaves none.

    Rows that somebody else has written since the check, and rows that the register now refuses, are set apart.
    """
    batch = ImportBatch.objects.select_related("by").get(pk=batch_id)
    if batch.state != ImportState.WRITING:
        return batch.counts
    register = register_named(batch.register)
    total = sum(batch.counts.get(state, 0) for state in (RowState.NEW, RowState.CHANGED))
    progress(0, total, "Đang ghi vào sổ…")
    try:
        with audit(f"Nhập {register.title} từ tệp {batch.filename}", by=batch.by, register=register.slug) as entry:
            writing = _Writing(register, batch)
            for chunk in kept.waiting(batch, CHUNK):
                writing.write(chunk)
                progress(writing.seen, total, "Đang ghi vào sổ…")
            batch.entry = entry
            batch.counts = kept.count(batch)
            batch.state = ImportState.WRITTEN
            batch.save(update_fields=["entry", "counts", "state"])
    except Refused as refused:
        # The officer's right ended, or the like: nothing was written, the preview stands.
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.CHECKED, notes=[*batch.notes, str(refused)])
    except BaseException:
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.CHECKED)
        raise
    return batch.counts


class _Writing:
    """Writes chunks of preview rows; remembers nothing but how many it has seen."""

    def __init__(self, register: Register, batch: ImportBatch):
        self.register, self.batch, self.model = register, batch, register.model
        self.seen = 0
        fields = self.model._meta
        self.attributes = [fields.get_field(name).attname for name in _names(batch)]
        self.revive = kept.revivers(self.model, self.attributes)
        self.key = [fields.get_field(name).attname for name in register.key]

    def write(self, previews: Sequence[ImportRow]) -> None:
        self.seen += len(previews)
        rows: list[tuple[ImportRow, Row]] = [*self._new(previews), *self._changed(previews)]
        self._write_or_set_apart(rows)

    def _new(self, previews: Sequence[ImportRow]) -> list[tuple[ImportRow, Row]]:
        """Rows to add, without those that somebody else has added meanwhile."""
        new = [preview for preview in previews if preview.state == RowState.NEW]
        if not new:
            return []
        rows = [(preview, self.model(**self._values(preview))) for preview in new]
        taken = self._taken_keys([row for _, row in rows])
        free = []
        for preview, row in rows:
            if self._key(row) in taken:
                self._set_apart(preview, RowState.OVERTAKEN, "", "Người khác vừa thêm dòng có cùng khoá này.")
            else:
                free.append((preview, row))
        return free

    def _values(self, preview: ImportRow) -> dict[str, Any]:
        return {name: self.revive[name](value) for name, value in zip(self.attributes, preview.content, strict=True)}

    def _key(self, row: Row) -> tuple:
        return tuple(getattr(row, name) for name in self.key)

    def _taken_keys(self, rows: Sequence[Row]) -> set[tuple]:
        taken: set[tuple] = set()
        for start in range(0, len(rows), 1_000):
            wanted = {f"{name}__in": {getattr(row, name) for row in rows[start : start + 1_000]} for name in self.key}
            taken |= set(self.model._base_manager.filter(**wanted).values_list(*self.key))
        return taken

    def _changed(self, previews: Sequence[ImportRow]) -> list[tuple[ImportRow, Row]]:
        """Rows to change, without those that somebody else has changed or deleted meanwhile."""
        changed = {preview.target: preview for preview in previews if preview.state == RowState.CHANGED}
        found = {}
        keys = list(changed)
        for start in range(0, len(keys), 1_000):
            found |= self.model._base_manager.in_bulk(keys[start : start + 1_000])
        rows = []
        for key, preview in changed.items():
            row = found.get(key)
            if row is None:
                self._set_apart(preview, RowState.OVERTAKEN, "", "Người khác vừa xoá dòng này.")
            elif row.entry_id != preview.token:
                message = f"Dòng này đã được sửa lúc {_when(row)} sau khi tệp được kiểm tra; hãy kiểm tra lại tệp."
                self._set_apart(preview, RowState.OVERTAKEN, "", message)
            else:
                for name, (_, after) in preview.content.items():
                    setattr(row, name, self.revive[name](after))
                rows.append((preview, row))
        return rows

    def _write_or_set_apart(self, rows: list[tuple[ImportRow, Row]]) -> None:
        """Write what can be written; a refusal names its rows, which are set apart before the others are tried again."""
        while rows:
            try:
                with transaction.atomic():
                    write([row for _, row in rows], by=self.batch.by)
                return
            except IntegrityError as error:
                if len(rows) == 1:
                    self._set_apart(rows[0][0], RowState.WRONG, "", _constraint_message(self.model, error))
                    return
                middle = len(rows) // 2
                self._write_or_set_apart(_fresh(rows[:middle]))
                rows = _fresh(rows[middle:])
            except Refused as refused:
                problems = {id(problem.row): problem for problem in refused.problems}
                at_fault = [preview for preview, row in rows if id(row) in problems]
                if not at_fault:
                    raise
                for preview, row in rows:
                    if problem := problems.get(id(row)):
                        self._set_apart(preview, RowState.WRONG, problem.field, problem.message)
                rows = _fresh([(preview, row) for preview, row in rows if id(row) not in problems])

    def _set_apart(self, preview: ImportRow, state: RowState, path: str, message: str) -> None:
        preview.state = state
        preview.problems = [[path, message]]
        preview.content = self._cells(preview.number)
        preview.save(update_fields=["state", "problems", "content"])

    def _cells(self, number: int) -> list:
        """The row as it stood in the file, for showing it and giving it back."""
        if not hasattr(self, "_lines"):
            with self.batch.file.open("rb") as file:
                table, _ = open_table(self.batch, file)
                self._lines = dict(table.rows)
        return kept.plain_cells(self._lines.get(number, []))


def _names(batch: ImportBatch) -> tuple[str, ...]:
    """The fields whose values are kept, in their order; see `Layout.names`."""
    plain = [path for path in batch.columns if "__" not in path]
    return tuple(plain) + tuple(dict.fromkeys(path.split("__")[0] for path in batch.columns if "__" in path))


def _fresh(rows: list[tuple[ImportRow, Row]]) -> list[tuple[ImportRow, Row]]:
    """Rows that a rolled-back attempt to write them left with keys they never got, made new again."""
    for preview, row in rows:
        if preview.state == RowState.NEW:
            row.pk = None
            row._state.adding = True
    return rows


def _when(row: Row) -> str:
    return f"{localtime(row.entry.at):%H:%M %d/%m/%Y}"


def _constraint_message(model: type[Row], error: IntegrityError) -> str:
    """What the database would not store, in the words of the constraint it names."""
    for constraint in model._meta.constraints:
        if constraint.name in str(error):
            return constraint.get_violation_error_message()
    return "Cơ sở dữ liệu không nhận dòng này vì trái với một ràng buộc của sổ."

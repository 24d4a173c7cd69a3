"""Writing a checked file into its register, under one audit entry."""

from collections.abc import Iterator, Sequence
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
from lotrinh.core.registers.models import Row, maker
from lotrinh.core.registers.writer import write
from lotrinh.core.vietnamese import format_number

CHUNK = 5_000
_IN_ONE_QUERY = 1_000

_Pair = tuple[ImportRow, Row]


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
    # Said before the transaction: inside it nobody would see it, and its row would stay locked for those who look.
    progress(0, 0, f"Đang ghi {format_number(total)} dòng vào sổ…")
    try:
        deed = f"Nhập {register.title} từ tệp {batch.filename}"
        with kept.no_search_for_cycles(), audit(deed, by=batch.by, register=register.slug) as entry:
            writing = _Writing(register, batch)
            for chunk in kept.chunks(batch, [RowState.NEW, RowState.CHANGED], CHUNK):
                writing.write(chunk)
            writing.finish()
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
    """Writes chunks of preview rows, and sets apart those that cannot be written any more."""

    def __init__(self, register: Register, batch: ImportBatch):
        self.register, self.batch, self.model = register, batch, register.model
        self.apart: dict[int, tuple[RowState, str, str]] = {}
        fields = self.model._meta
        self.attributes = [fields.get_field(name).attname for name in _names(batch)]
        self.revive = kept.revivers(self.model, self.attributes)
        self.revive_all = [self.revive[name] for name in self.attributes]
        self.make = maker(self.model, self.attributes)
        self.key = [fields.get_field(name).attname for name in register.key]

    def write(self, previews: Sequence[ImportRow]) -> None:
        self._write_or_set_apart([*self._new(previews), *self._changed(previews)])

    def _new(self, previews: Sequence[ImportRow]) -> list[_Pair]:
        """Rows to add, without those that somebody else has added meanwhile."""
        new = [preview for preview in previews if preview.state == RowState.NEW]
        pairs = [(preview, self.make(self._values(preview))) for preview in new]
        taken = self._taken_keys([row for _, row in pairs])
        for preview, row in pairs:
            if self._key(row) in taken:
                message = "Người khác vừa thêm dòng có cùng khoá này; hãy kiểm tra lại tệp."
                self._set_apart(preview, RowState.OVERTAKEN, "", message)
        return [(preview, row) for preview, row in pairs if self._key(row) not in taken]

    def _values(self, preview: ImportRow) -> Iterator[Any]:
        return (revive(value) for revive, value in zip(self.revive_all, preview.content, strict=True))

    def _key(self, row: Row) -> tuple:
        return tuple(getattr(row, name) for name in self.key)

    def _taken_keys(self, rows: Sequence[Row]) -> set[tuple]:
        taken: set[tuple] = set()
        for start in range(0, len(rows), _IN_ONE_QUERY):
            some = rows[start : start + _IN_ONE_QUERY]
            wanted = {f"{name}__in": {getattr(row, name) for row in some} for name in self.key}
            taken |= set(self.model._base_manager.filter(**wanted).values_list(*self.key))
        return taken

    def _changed(self, previews: Sequence[ImportRow]) -> list[_Pair]:
        """Rows to change, without those that somebody else has changed or deleted meanwhile."""
        changed = {preview.target: preview for preview in previews if preview.state == RowState.CHANGED}
        pairs = []
        for row in self._stored(list(changed)):
            preview = changed.pop(row.pk)
            if row.entry_id != preview.token:
                message = f"Dòng này đã được sửa lúc {_when(row)}, sau khi tệp được kiểm tra; hãy kiểm tra lại tệp."
                self._set_apart(preview, RowState.OVERTAKEN, "", message)
                continue
            for name, (_, after) in preview.content.items():
                setattr(row, name, self.revive[name](after))
            pairs.append((preview, row))
        for preview in changed.values():
            self._set_apart(preview, RowState.OVERTAKEN, "", "Người khác vừa xoá dòng này; hãy kiểm tra lại tệp.")
        return pairs

    def _stored(self, keys: list[int]) -> Iterator[Row]:
        for start in range(0, len(keys), _IN_ONE_QUERY):
            yield from self.model._base_manager.filter(pk__in=keys[start : start + _IN_ONE_QUERY])

    def _write_or_set_apart(self, pairs: list[_Pair]) -> None:
        """Write what can be written. A refusal names its rows: they are set apart, the others tried again."""
        while pairs:
            try:
                with transaction.atomic():
                    write([row for _, row in pairs], by=self.batch.by)
                return
            except IntegrityError as error:
                if len(pairs) == 1:
                    self._set_apart(pairs[0][0], RowState.WRONG, "", _constraint_message(self.model, error))
                    return
                middle = len(pairs) // 2
                self._write_or_set_apart(_as_before(pairs[:middle]))
                pairs = _as_before(pairs[middle:])
            except Refused as refused:
                # By key and not by identity: the writer may name a row as it found it in the database.
                problems = {self._key(problem.row): problem for problem in refused.problems}
                good = [(preview, row) for preview, row in pairs if self._key(row) not in problems]
                if len(good) == len(pairs):
                    raise
                for preview, row in pairs:
                    if problem := problems.get(self._key(row)):
                        self._set_apart(preview, RowState.WRONG, problem.field, problem.message)
                pairs = _as_before(good)

    def _set_apart(self, preview: ImportRow, state: RowState, path: str, message: str) -> None:
        self.apart[preview.number] = state, path, message

    def finish(self) -> None:
        """Keep what was set apart with its reason and its cells, read from the file once more."""
        if not self.apart:
            return
        with self.batch.file.open("rb") as file:
            table, _ = open_table(self.batch, file)
            cells = {number: cells for number, cells in table.rows if number in self.apart}
        for number, (state, path, message) in self.apart.items():
            self.batch.rows.filter(number=number).update(
                state=state, problems=[[path, message]], content=kept.texts(cells.get(number, []))
            )


def _names(batch: ImportBatch) -> tuple[str, ...]:
    """The fields whose values are kept, in their order; see `Layout.names`."""
    plain = [path for path in batch.columns if "__" not in path]
    return tuple(plain) + tuple(dict.fromkeys(path.split("__")[0] for path in batch.columns if "__" in path))


def _as_before(pairs: list[_Pair]) -> list[_Pair]:
    """Rows as they were before an attempt to write them that was rolled back."""
    for preview, row in pairs:
        if preview.state == RowState.NEW:
            row.pk = None
            row._state.adding = True
        else:
            row.entry_id = preview.token
    return pairs


def _when(row: Row) -> str:
    return f"{localtime(row.entry.at):%H:%M %d/%m/%Y}"


def _constraint_message(model: type[Row], error: IntegrityError) -> str:
    """What the database would not store, in the words of the constraint it names."""
    for constraint in model._meta.constraints:
        if constraint.name in str(error):
            return str(constraint.get_violation_error_message())
    return "Cơ sở dữ liệu không nhận dòng này vì trái với một ràng buộc của sổ."

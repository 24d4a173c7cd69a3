"""Undoing a confirmed import in one deed: added rows go, changed rows get their old values back.

What somebody has changed since is left alone and listed.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction

from lotrinh.core.jobs import JobFailed, job, progress
from lotrinh.core.models import ImportBatch, ImportState, RowState
from lotrinh.core.registers.auditing import audit
from lotrinh.core.registers.declaration import register_named
from lotrinh.core.registers.errors import NotAllowed, Refused
from lotrinh.core.registers.importing import kept
from lotrinh.core.registers.models import Row
from lotrinh.core.registers.writer import delete, write

CHUNK = 1_000
SINCE = "đã được sửa sau lần nhập này nên giữ nguyên"


@job("Thu hồi lần nhập")
def take_back(batch_id: int) -> int:
    """Returns how many rows had to be left as they are; they are listed with the batch."""
    batch = ImportBatch.objects.select_related("by", "entry").get(pk=batch_id)
    if batch.state != ImportState.WRITTEN or batch.entry is None:
        return len(batch.left)
    register = register_named(batch.register)
    progress(0, 0, "Đang thu hồi…")
    if not (register.may.change(batch.by) and register.may.delete(batch.by)):
        raise JobFailed(NotAllowed.summary)
    with audit(f"Thu hồi lần nhập {batch.filename}", by=batch.by, register=register.slug) as entry:
        undoing = _Undoing(batch, register.model)
        undoing.remove_added()
        undoing.restore_changed()
        batch.state, batch.taken_back, batch.left = ImportState.TAKEN_BACK, entry, undoing.left
        batch.save(update_fields=["state", "taken_back", "left"])
    return len(batch.left)


class _Undoing:
    def __init__(self, batch: ImportBatch, model: type[Row]):
        self.batch, self.model = batch, model
        self.left: list[tuple[int, str, str]] = []

    def remove_added(self) -> None:
        """Rows the import added are known from history: a later change of them does not hide where they came from."""
        added = self.model.history.filter(entry=self.batch.entry, history_type="+")
        added = added.values_list(self.model._meta.pk.attname, flat=True)
        for keys in _chunks(list(added)):
            rows = list(self.model._base_manager.filter(pk__in=keys))
            self._do(delete, [row for row in rows if self._untouched(row)])

    def restore_changed(self) -> None:
        for chunk in kept.chunks(self.batch, [RowState.CHANGED], CHUNK):
            before = {preview.target: preview.content for preview in chunk}
            rows = list(self.model._base_manager.filter(pk__in=before))
            for row in rows:
                revive = kept.revivers(self.model, before[row.pk])
                if self._untouched(row):
                    for name, (old, _) in before[row.pk].items():
                        setattr(row, name, revive[name](old))
            self._do(write, [row for row in rows if row.entry_id == self.batch.entry_id])

    def _untouched(self, row: Row) -> bool:
        if row.entry_id != self.batch.entry_id:
            self.left.append((row.pk, str(row), SINCE))
        return row.entry_id == self.batch.entry_id

    def _do(self, deed, rows: Sequence[Row]) -> None:
        """Delete or write all of `rows`, or, when some refuse, those that let themselves."""
        if not rows:
            return
        try:
            with transaction.atomic():
                deed(rows, by=self.batch.by)
        except Refused as refused:
            if len(rows) == 1:
                self.left.append((rows[0].pk, str(rows[0]), str(refused)))
                return
            middle = len(rows) // 2
            for half in (rows[:middle], rows[middle:]):
                self._do(deed, self._as_stored(half))

    def _as_stored(self, rows: Sequence[Row]) -> list[Row]:
        """Rows after a rolled-back attempt, with the entry they still have in the database."""
        for row in rows:
            row.entry_id = self.batch.entry_id
        return list(rows)


def _chunks(items: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]

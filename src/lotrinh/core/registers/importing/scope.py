"""Which rows would lie outside a person's scope once written, asked of the register's own queryset before anything is.

Scope is a question to the database, and a row not yet stored has no place in it. So one row of each combination of
foreign keys is stored on trial, asked about, and rolled back. The writer asks again for every row when it writes.
"""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from lotrinh.core.models import AuditEntry
from lotrinh.core.registers.declaration import Register
from lotrinh.core.registers.models import Row


class Trial:
    """Remembers, for one person and register, which combinations of foreign keys lie inside."""

    def __init__(self, register: Register, who):
        self.register = register
        self.who = who
        fields = register.model._meta.concrete_fields
        self._names = [f.attname for f in fields if f.is_relation and f.name != "entry"]
        self._inside: dict[tuple, bool] = {}

    def outside(self, rows: Iterable[Row]) -> list[Row]:
        """Those of `rows`, new or changed, that would not be the person's to write."""
        rows = list(rows)
        samples = {}
        for row in rows:
            if (combination := self._combination(row)) not in self._inside:
                samples.setdefault(combination, row)
        if samples:
            self._inside |= self._judged(samples)
        return [row for row in rows if not self._inside[self._combination(row)]]

    def _combination(self, row: Row) -> tuple:
        return tuple(getattr(row, name) for name in self._names)

    def _judged(self, samples: dict[tuple, Row]) -> dict[tuple, bool]:
        try:
            return self._stored_on_trial(samples)
        except IntegrityError:
            if len(samples) == 1:
                # The database itself will refuse this row when it is written; scope is not what is wrong with it.
                return dict.fromkeys(samples, True)
            halves = list(samples.items())
            middle = len(halves) // 2
            return self._judged(dict(halves[:middle])) | self._judged(dict(halves[middle:]))

    def _stored_on_trial(self, samples: dict[tuple, Row]) -> dict[tuple, bool]:
        model = self.register.model
        with transaction.atomic():
            entry = AuditEntry.objects.create(deed="thử")
            keys = {}
            for combination, row in samples.items():
                if row.pk is None:
                    trial = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields})
                    trial.entry = entry
                    model._base_manager.bulk_create([trial])
                    keys[combination] = trial.pk
                else:
                    model._base_manager.filter(pk=row.pk).update(**dict(zip(self._names, combination, strict=True)))
                    keys[combination] = row.pk
            inside = set(self.register.editable(self.who).filter(pk__in=keys.values()).values_list("pk", flat=True))
            transaction.set_rollback(True)
        return {combination: pk in inside for combination, pk in keys.items()}

"""From the words in a sheet to the rows they mean: foreign keys by the natural key of the register they point to."""

from collections.abc import Iterable, Sequence

from django.db import models

from lotrinh.core.registers.declaration import Register, register_of
from lotrinh.core.registers.importing.layout import Place
from lotrinh.core.vietnamese import fold

CHUNK = 500
FEW = 20_000
"""Up to this many rows a register is searched for a name written with other tone marks or capitals."""


class Unknown(Exception):
    """No row, or more than one, has this key; the message says so."""


class References:
    """The rows one foreign key may point to, for one person. What was looked up once is remembered."""

    def __init__(self, register: Register, name: str, parts: Sequence[Place], who):
        self.field: models.ForeignKey = register.model._meta.get_field(name)
        self.target = register_of(self.field.related_model)
        self.paths = [place.path.split("__", 1)[1] for place in parts]
        self.label = parts[-1].column.label
        self.who = who
        self._known: dict[tuple, list[int]] = {}
        self._folded: dict[tuple, list[int]] | None = None

    def look_up(self, keys: Iterable[tuple]) -> None:
        """Find all of `keys` at once, in the rows that the person may see."""
        new = sorted({key for key in keys if key not in self._known and key[-1] is not None}, key=repr)
        for start in range(0, len(new), CHUNK):
            chunk = new[start : start + CHUNK]
            self._known |= {key: [] for key in chunk}
            wanted = {f"{path}__in": {key[at] for key in chunk} for at, path in enumerate(self.paths)}
            for pk, *key in self._visible().filter(**wanted).values_list("pk", *self.paths):
                if tuple(key) in self._known:
                    self._known[tuple(key)].append(pk)

    def find(self, key: tuple) -> int | None:
        """Primary key of the row that `key` names; None for an empty cell. Raises Unknown."""
        if all(part is None or part == "" for part in key):
            if self.field.null:
                return None
            raise Unknown(f"“{self.label}” để trống; cột này bắt buộc.")
        found = self._known.get(key) or self._spelt_otherwise(key)
        if len(found) == 1:
            return found[0]
        words = ", ".join(str(part) for part in key if part not in {None, ""})
        if found:
            raise Unknown(f"“{words}” có {len(found)} dòng trong {self.target.title}; hãy ghi đủ các cột khoá.")
        raise Unknown(f"“{words}” không có trong {self.target.title}, hoặc ngoài phạm vi của bạn.")

    def keys_of(self, pks: Iterable[int]) -> dict[int, tuple]:
        """The natural keys of stored references, whether or not the person may see them."""
        rows = self.target.model._default_manager.filter(pk__in=set(pks))
        return {pk: tuple(key) for pk, *key in rows.values_list("pk", *self.paths)}

    def _visible(self) -> models.QuerySet:
        return self.target.visible(self.who)

    def _spelt_otherwise(self, key: tuple) -> list[int]:
        """Rows with the same key but for tone marks and capitals: Hoà and Hòa are one name."""
        if self._folded is None:
            self._folded = {}
            if self._visible()[: FEW + 1].count() <= FEW:
                for pk, *stored in self._visible().values_list("pk", *self.paths):
                    self._folded.setdefault(_folded(stored), []).append(pk)
        return self._folded.get(_folded(key), [])


def _folded(key: Iterable) -> tuple:
    return tuple(fold(part) if isinstance(part, str) else part for part in key)

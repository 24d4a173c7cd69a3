"""What every model kept as a register has: who changed it last, its history, its search and sort columns."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from lotrinh.core import vietnamese
from lotrinh.core.models import deed_key


class PastRows(HistoricalRecords):
    """The history table of a register: looked into by row, so that only the row's key is worth an index there."""

    def copy_fields(self, model):
        fields = super().copy_fields(model)
        for copied in fields.values():
            copied.db_index = copied.name == model._meta.pk.name
        return fields


class Row(models.Model):
    """A row of a register. Vietnamese: dòng của sổ.

    `entry` is the deed that last wrote the row: who and when, and the version token by which a second writer
    notices that somebody was faster.
    """

    entry = deed_key("ghi lần cuối")
    history = PastRows(inherit=True, cascade_delete_history=False)

    class Meta:
        abstract = True


def maker(model: type[Row], attributes: Sequence[str]) -> Callable[[Iterable[Any]], Row]:
    """A function from the values of `attributes`, in their order, to a new row; the rest takes its default.

    Three times as fast as naming the values to the model: for imports, which make every row twice.
    """
    fields = model._meta.concrete_fields
    at = {f.attname: place for place, f in enumerate(fields)}
    places = [at[name] for name in attributes]
    fresh = [(place, f.get_default) for place, f in enumerate(fields) if callable(f.default)]
    template = [f.get_default() for f in fields]

    def make(values: Iterable[Any]) -> Row:
        whole = template.copy()
        for place, default in fresh:
            whole[place] = default()
        for place, value in zip(places, values, strict=True):
            whole[place] = value
        return model(*whole)

    return make


class DerivedField(models.Field):
    """A column computed from other columns of the row whenever the writer writes it."""

    def __init__(self, *sources: str, **kwargs):
        self.sources = sources
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def derive(self, row) -> str:
        raise TypeError(f"{type(self).__name__} must say how it is derived")

    def pre_save(self, row, add):
        value = self.derive(row)
        setattr(row, self.attname, value)
        return value

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, [*self.sources, *args], kwargs


def _text(row, source: str) -> str:
    value = getattr(row, source)
    return "" if value is None else str(value)


class FoldedField(DerivedField, models.TextField):
    """Its sources in lower case without tone marks, đ as d: what the search box asks."""

    def derive(self, row):
        return vietnamese.fold(" ".join(filter(None, (_text(row, source) for source in self.sources))))


class SortKeyField(DerivedField, models.CharField):
    """Its source in the order of the Vietnamese alphabet, the same under every database collation."""

    def __init__(self, *sources: str, **kwargs):
        kwargs.setdefault("max_length", 400)
        kwargs.setdefault("db_index", True)
        super().__init__(*sources, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        # Django leaves out what is its own default, no index, and a past row's copy would come back with ours.
        return name, path, args, kwargs | {"db_index": self.db_index}

    def derive(self, row):
        return vietnamese.sort_key(" ".join(_text(row, source) for source in self.sources))[: self.max_length]

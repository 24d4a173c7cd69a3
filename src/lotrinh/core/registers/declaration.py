"""The declaration of a register, and the list of all that were declared.

A register is a model and one class; see `lotrinh.clusters.registers` for the one to read first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from lotrinh.core import vietnamese
from lotrinh.core.registers.columns import Column, field_at, sort_path
from lotrinh.core.registers.models import FoldedField, Row


def signed_in(who) -> bool:
    return bool(who and who.is_authenticated)


def nobody(who) -> bool:
    return False


@dataclass(frozen=True)
class May:
    """Who may do what: predicates of a user. What is left out follows `change`, except looking and exporting."""

    view: Callable[[Any], bool] = signed_in
    change: Callable[[Any], bool] = nobody
    delete: Callable[[Any], bool] | None = None
    export: Callable[[Any], bool] | None = None
    personal: Callable[[Any], bool] = nobody

    def __post_init__(self):
        object.__setattr__(self, "delete", self.delete or self.change)
        object.__setattr__(self, "export", self.export or self.view)


@dataclass(frozen=True)
class Card:
    """What a phone shows of a row: its title and a few columns."""

    title: str
    columns: tuple[str, ...]

    def __init__(self, title: str, *columns: str):
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "columns", columns)


@dataclass(frozen=True)
class Section:
    """A titled group of fields of the form."""

    title: str
    fields: tuple[str, ...]

    def __init__(self, title: str, *fields: str):
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "fields", fields)


@dataclass(frozen=True)
class Due:
    """What falls due: the date's column, the path to the organization that must act, and what to say."""

    on: str
    holder: str
    text: str = ""
    days_ahead: int = 30


@dataclass(frozen=True)
class Deed:
    """A button on a row: an action `fn(rows=, by=, **form.cleaned_data)` behind a form; `bulk` on many rows at once."""

    fn: Callable
    form: type
    label: str
    bulk: bool = False
    may: Callable[[Any], bool] | None = None


class Register:
    """Declares how one model is kept as a register. Subclasses give what differs; their first line is the title."""

    model: type[Row]
    key: tuple[str, ...] = ()
    """Natural key. A foreign key in it expands to the key of its own register."""
    columns: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    shape: str | tuple[str, str] | None = None
    """A GeoJSON field, or (longitude, latitude)."""
    shade: str = ""
    """The column whose words colour the map; the legend says which colour means which word."""
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    card: Card | None = None
    form: tuple[Section, ...] = ()
    may = May()
    due: Due | None = None
    deeds: tuple[Deed, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    """Pages of its own beside the list, for whoever may change it: (label, name of the URL)."""
    own_page = ""
    """Name of the URL of a row's own page, taking its key, where rows have one beside that of the register."""
    labels: dict[str, str] = {}
    """Labels of annotations, and of paths that deserve a better one than their last field's."""
    lock_day: str = ""
    lock_unit: str = ""
    lock_form: str = ""
    """Path to what a lock may name after the register's slug and a stroke: it then closes only those rows."""
    phone = False
    """True where phones take rows along and change them without a network."""
    has_days = False
    """True when `rows(day)` depends on the day: the list then asks "as of"."""

    def rows(self, day) -> models.QuerySet:
        """The rows as of `day`, with the annotations that columns name."""
        return self.model.objects.all()

    def check(self, batch) -> Iterable:
        """What is wrong with a batch, as (row, field, message); asked once for all rows."""
        return ()

    # --- what follows from the declaration ---

    @cached_property
    def title(self) -> str:
        return (type(self).__doc__ or str(self.model._meta.verbose_name)).strip().splitlines()[0].rstrip(".")

    @cached_property
    def slug(self) -> str:
        return vietnamese.fold(str(self.model._meta.verbose_name)).replace(" ", "-")

    @property
    def room(self) -> str:
        return str(self.model._meta.app_config.verbose_name)

    def visible(self, who) -> models.QuerySet:
        return self.model.objects.visible_to(who)

    def editable(self, who) -> models.QuerySet:
        return self.model.objects.editable_by(who)

    def visible_rows(self, who, day) -> models.QuerySet:
        return self.rows(day).visible_to(who)

    def pages_for(self, who) -> tuple[tuple[str, str], ...]:
        """Those of `pages` that open for `who`, who may change the register."""
        return self.pages

    def column(self, path: str) -> Column:
        found = field_at(self.model, path)
        label = self.labels.get(path) or (str(found.verbose_name) if found is not None else path.replace("_", " "))
        return Column(path, label[:1].upper() + label[1:], found)

    def shown(self, who) -> list[Column]:
        """The list's columns that `who` may see."""
        return [c for c in map(self.column, self.columns) if self.lets_see(who, c.path)]

    def lets_see(self, who, path: str) -> bool:
        return path not in self.personal or self.may.personal(who)

    @cached_property
    def form_fields(self) -> tuple[str, ...]:
        return tuple(name for section in self.form for name in section.fields)

    @cached_property
    def sheet_columns(self) -> tuple[Column, ...]:
        """The columns of the exported sheet, the same that are imported: the key first, foreign keys expanded."""
        names = dict.fromkeys([*self.key, *self.form_fields])
        return tuple(c for name in names for c in self.expanded(name))

    @cached_property
    def derived_columns(self) -> tuple[Column, ...]:
        """Columns that no cell can set: annotations and looks through foreign keys; exported, not imported."""
        taken = {c.path for c in self.sheet_columns} | {*self.key, *self.form_fields}
        return tuple(self.column(path) for path in self.columns if path not in taken)

    def expanded(self, name: str, prefix: str = "") -> Iterator[Column]:
        """A field as sheet columns: itself, or the key of the register its foreign key points to."""
        column = self.column(name)
        if column.kind != "reference":
            yield Column(f"{prefix}{name}", column.label, column.field)
            return
        target = register_of(column.field.related_model)
        inner = [c for part in target.key for c in target.expanded(part, f"{prefix}{name}__")]
        # The last part of the key names the thing itself: it takes the foreign key's own label.
        yield from inner[:-1]
        yield Column(inner[-1].path, column.label, inner[-1].field)

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Own foreign keys that list or card show: fetched with the rows."""
        paths = {*self.columns, *(self.card.columns if self.card else ()), *self.key}
        joined = set()
        for path in paths:
            parts = path.split("__")
            for end in range(1, len(parts) + 1):
                found = field_at(self.model, "__".join(parts[:end]))
                if found is not None and found.is_relation:
                    joined.add("__".join(parts[:end]))
        return tuple(sorted(joined))

    @cached_property
    def search_paths(self) -> tuple[str, ...]:
        """Folded columns the search box asks: own ones, and those of registers that `search` names."""
        paths = [f.name for f in self.model._meta.concrete_fields if isinstance(f, FoldedField)]
        for name in self.search:
            found = field_at(self.model, name)
            if found is not None and found.is_relation:
                paths += [f"{name}__{path}" for path in register_of(found.related_model).search_paths]
        return tuple(dict.fromkeys(paths))

    @cached_property
    def default_order(self) -> tuple[str, ...]:
        if self.order:
            return self.order
        return tuple(path for name in self.key for path in self.order_of(name)) or ("pk",)

    def order_of(self, path: str) -> tuple[str, ...]:
        """How a column sorts: a reference by its register's own order, a text by the Vietnamese alphabet."""
        found = field_at(self.model, path)
        if found is not None and found.is_relation:
            return tuple(f"{path}__{inner}" for inner in register_of(found.related_model).default_order)
        return (sort_path(self.model, path),)


_by_model: dict[type[models.Model], Register] = {}


def register(declaration: type[Register]) -> type[Register]:
    """Class decorator: enter the declaration into the list of registers."""
    instance = declaration()
    for needed in ("visible_to", "editable_by"):
        if not hasattr(instance.model.objects.all(), needed):
            raise TypeError(f"{declaration.__name__}: the queryset of {instance.model.__name__} has no {needed}(who)")
    _by_model[instance.model] = instance
    return declaration


def register_of(model: type[models.Model]) -> Register:
    try:
        return _by_model[model]
    except KeyError:
        raise LookupError(f"{model.__name__} is kept in no register") from None


def all_registers() -> list[Register]:
    return list(_by_model.values())


def register_named(slug: str) -> Register:
    """Raises LookupError when no register has this slug."""
    for instance in _by_model.values():
        if instance.slug == slug:
            return instance
    raise LookupError(slug)

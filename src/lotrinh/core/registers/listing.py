"""The question behind a list: scope, day, filters, search and order, the same for page, export, map and API."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Sum
from django.utils.timezone import localdate

from lotrinh.core import vietnamese
from lotrinh.core.keys import key_in
from lotrinh.core.registers.columns import Column
from lotrinh.core.registers.declaration import Register, all_registers, register_of

PAGE = 50
MOST_CHOICES = 200
"""A filter with more choices than this becomes a search box."""
AT_ONCE = 5_000
"""Above this many rows, counting and adding up all of them comes after the page is shown."""


@dataclass(frozen=True)
class Asked:
    """What the address asks of a list. Unreadable parameters are left out and named in `unread`."""

    day: date
    words: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    order: str = ""
    page: int = 1
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, register: Register, query) -> "Asked":
        unread = []
        day = localdate()
        if given := query.get("ngay", "").strip():
            try:
                day = vietnamese.parse_date(given)
            except ValueError as error:
                unread.append(f"Ngày: {error}")
        page = query.get("trang", "1")
        given = ((path, query.get(path, "").replace("\x00", "")) for path in register.filters)
        filters = tuple((path, value) for path, value in given if value)
        order = query.get("xep", "")
        if order.lstrip("-") not in register.columns:
            order = ""
        words = query.get("tim", "").replace("\x00", "")[:200].strip()
        return cls(day, words, filters, order, int(page) if page.isdecimal() and len(page) < 9 else 1, tuple(unread))

    def address(self, **changes) -> str:
        """The query string of the same question with something changed."""
        asked = replace(self, **changes)
        parts = [("tim", asked.words), *asked.filters, ("xep", asked.order)]
        if asked.day != localdate():
            parts.append(("ngay", vietnamese.format_date(asked.day)))
        if asked.page > 1:
            parts.append(("trang", str(asked.page)))
        return "?" + urlencode([(name, value) for name, value in parts if value])


class Listing:
    """The rows `who` may see that answer what was asked."""

    def __init__(self, register: Register, who, asked: Asked):
        self.register, self.who, self.asked = register, who, asked

    @cached_property
    def queryset(self) -> models.QuerySet:
        rows = self.register.visible_rows(self.who, self.asked.day)
        for path, value in self.asked.filters:
            rows = rows.filter(condition(self.register, path, value))
        for word in vietnamese.fold(self.asked.words).split():
            any_path = (Q(**{f"{path}__contains": word}) for path in self.register.search_paths)
            rows = rows.filter(_any(any_path))
        return rows

    @property
    def ordered(self) -> models.QuerySet:
        rows = self.queryset.select_related(*self.register.references) if self.register.references else self.queryset
        if not self.asked.order:
            return rows.order_by(*self.register.default_order, "pk")
        down = self.asked.order.startswith("-")
        paths = self.register.order_of(self.asked.order.lstrip("-"))
        return rows.order_by(*(f"-{path}" if down else path for path in paths), "pk")

    @cached_property
    def columns(self) -> list[Column]:
        return self.register.shown(self.who)

    @cached_property
    def count(self) -> int:
        return self.queryset.count()

    @cached_property
    def counted_at_once(self) -> int:
        """The number of rows up to AT_ONCE; AT_ONCE + 1 says that there are more."""
        return self.queryset.order_by()[: AT_ONCE + 1].count()

    @property
    def is_long(self) -> bool:
        return self.counted_at_once > AT_ONCE

    @cached_property
    def page(self) -> "Page":
        first = (self.asked.page - 1) * PAGE
        rows = list(self.ordered[first : first + PAGE + 1])
        if not rows and self.asked.page > 1:
            last = max(1, -(-self.count // PAGE))
            return Listing(self.register, self.who, replace(self.asked, page=last)).page
        return Page(rows[:PAGE], self.asked.page, has_next=len(rows) > PAGE)

    @cached_property
    def totals(self) -> dict[str, object]:
        """Sums over all rows that answer, not only this page; only of columns that `who` may see."""
        names = [name for name in self.register.totals if self.register.lets_see(self.who, name)]
        if not names:
            return {}
        sums = self.queryset.order_by().aggregate(**{f"sum_{i}": Sum(name) for i, name in enumerate(names)})
        return {name: sums[f"sum_{i}"] for i, name in enumerate(names)}

    @cached_property
    def filters(self) -> list["Filter"]:
        chosen = dict(self.asked.filters)
        return [filter_of(self.register, self.who, path, chosen.get(path, "")) for path in self.register.filters]


@dataclass(frozen=True)
class Page:
    rows: list
    number: int
    has_next: bool


@dataclass(frozen=True)
class Filter:
    path: str
    label: str
    chosen: str
    choices: list[tuple[str, str]]  # empty: a free text box


def filter_of(register: Register, who, path: str, chosen: str) -> Filter:
    column = register.column(path)
    return Filter(path, column.label, chosen, _choices(column, who))


def _choices(column: Column, who) -> list[tuple[str, str]]:
    f = column.field
    if f is None:
        return []
    if f.choices:
        return [(str(value), str(word)) for value, word in f.flatchoices]
    if column.kind == "yes_no":
        return [("1", "có"), ("0", "không")]
    if f.is_relation:
        target = register_of(f.related_model)
        found = list(target.visible(who).order_by(*target.default_order)[: MOST_CHOICES + 1])
        return [(str(o.pk), str(o)) for o in found] if len(found) <= MOST_CHOICES else []
    return []


def condition(register: Register, path: str, value: str) -> Q:
    """One filter of the address. A value that fits nothing finds nothing."""
    column = register.column(path)
    f = column.field
    if column.kind == "reference":
        if (key := key_in(value)) is not None:
            return Q(**{f"{path}_id" if "__" not in path else path: key})
        target = register_of(f.related_model)
        word = vietnamese.fold(value)
        return _any(Q(**{f"{path}__{inner}__contains": word}) for inner in target.search_paths)
    if column.kind == "yes_no":
        return Q(**{path: value == "1"})
    try:
        return Q(**{path: f.to_python(value) if f is not None else vietnamese.parse_number(value)})
    except (ValidationError, ValueError, ArithmeticError):
        return Q(pk__in=[])


def _any(conditions) -> Q:
    joined = Q(pk__in=[])
    for one in conditions:
        joined |= one
    return joined


def search_everywhere(words: str, who, *, most: int = 8) -> list[tuple[Register, list, int]]:
    """For the search box: per register `who` may view, the first rows that hold all the words, and their number."""
    found = []
    if not vietnamese.fold(words):
        return found
    for register in all_registers():
        if not register.search_paths or not register.may.view(who):
            continue
        listing = Listing(register, who, Asked(localdate(), words=words))
        if rows := list(listing.ordered[:most]):
            found.append((register, rows, listing.count if len(rows) == most else len(rows)))
    return found

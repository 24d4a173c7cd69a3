"""Rows of registers on a phone: read and changed by the register's own form, written by the one writer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import forms, write
from lotrinh.core.registers.declaration import Register, all_registers, register_named
from lotrinh.core.registers.errors import Changed, Refused
from lotrinh.core.registers.models import Row
from lotrinh.monitoring.phone.errors import Mend, Newer, gone, of_form, of_refusal
from lotrinh.monitoring.phone.offers import Offer, values_of
from lotrinh.monitoring.phone.receiving import Item

MOST_ROWS = 100
"""Of one register on a phone: what one thumb still finds."""


@dataclass(frozen=True)
class Pocket:
    """The part of one register that `who` takes along. Personal columns stay on the server: phones are lost."""

    register: Register
    who: User

    @cached_property
    def names(self) -> list[str]:
        """The fields that can be filled in without a network: a searched reference cannot."""
        form = forms.row_form(self.register, self.who)
        return [
            name
            for name, field in form.fields.items()
            if name not in self.register.personal and not isinstance(field.widget, forms.Picker)
        ]

    @cached_property
    def form(self) -> Any:
        return forms.row_form(self.register, self.who, names=self.names)

    @cached_property
    def html(self) -> str:
        sections = forms.sections_of(self.register, self.form)
        return render_to_string("monitoring/phone/_row_fields.html", {"sections": sections})

    @cached_property
    def rows(self) -> list[Row]:
        """Those that `who` may change, in the register's order."""
        rows = self.register.visible_rows(self.who, localdate()).filter(
            pk__in=self.register.editable(self.who).values("pk")
        )
        if self.register.references:
            rows = rows.select_related(*self.register.references)
        return list(rows.order_by(*self.register.default_order)[: MOST_ROWS + 1])

    def facts(self, row: Row) -> list[tuple[str, str]]:
        """The card of a row: (label, text), each."""
        card = self.register.card
        columns = [self.register.column(path) for path in (card.columns if card else self.register.columns[1:4])]
        return [(c.label, c.text(row)) for c in columns if c.path not in self.register.personal]

    def offer(self, row: Row, template: str) -> Offer:
        values = values_of(type(self.form)(instance=row))
        return Offer(str(row), template, note=self.register.title, seen=str(row.entry_id), values=values)


def pockets(who: User) -> Iterator[Pocket]:
    for register in all_registers():
        if register.phone and register.may.view(who) and register.may.change(who):
            yield Pocket(register, who)


@dataclass(frozen=True)
class Shelf:
    """One register as the phone lists it."""

    title: str
    rows: list[tuple[str, Row, list[tuple[str, str]]]]
    """(address of the form, row, facts), each."""
    is_cut: bool


def taken_along(who: User, templates: dict[str, str], offers: dict[str, Offer]) -> list[Shelf]:
    """The registers of a phone with their rows; their forms are put into `templates` and `offers`."""
    shelves = []
    for pocket in pockets(who):
        slug, rows = pocket.register.slug, []
        for row in pocket.rows[:MOST_ROWS]:
            address = reverse("registers:edit", args=[slug, row.pk])
            offers[address] = pocket.offer(row, f"so-{slug}")
            rows.append((address, row, pocket.facts(row)))
        if rows:
            templates[f"so-{slug}"] = pocket.html
            shelves.append(Shelf(pocket.register.title, rows, len(pocket.rows) > MOST_ROWS))
    return shelves


def take(item: Item, by: User, slug: str, pk: int) -> dict[str, Any]:
    """Raises Mend, Newer. Only the fields changed on the phone are written: what others changed beside them stays."""
    pocket = _pocket(by, slug)
    row = pocket and pocket.register.editable(by).filter(pk=pk).first()
    if row is None:
        raise gone("Dòng này")
    names = [name for name in pocket.names if name in item.values]
    if not names:
        raise Mend("Không có ô nào được sửa.")
    form = forms.row_form(pocket.register, by, item.data, row, names=names)
    if not form.is_valid():
        raise of_form(form)
    changed = form.save(commit=False)
    if item.seen != str(row.entry_id):
        _refuse_newer(pocket.register, by, changed)
    try:
        write(changed, by=by, reason=item.when)
    except Changed:
        _refuse_newer(pocket.register, by, changed)
        raise
    except Refused as refused:
        raise of_refusal(refused, names) from refused
    return {"message": f"Đã ghi: {changed}.", "link": reverse("registers:detail", args=[slug, pk])}


def _pocket(who: User, slug: str) -> Pocket | None:
    try:
        register = register_named(slug)
    except LookupError:
        return None
    return Pocket(register, who) if register.phone and register.may.change(who) else None


def _refuse_newer(register: Register, by: User, changed: Row) -> None:
    """Raise Newer unless the stored row says already what the phone wants it to say."""
    stored = register.model.objects.select_related("entry__by").get(pk=changed.pk)
    if differences := forms.changes_between(register, by, stored, changed):
        who = str(stored.entry.by or "Người khác")
        raise Newer(seen=str(stored.entry_id), who=who, differences=differences)

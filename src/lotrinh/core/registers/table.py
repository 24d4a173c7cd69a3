"""The list as a table on a screen and as cards on a phone.

The body is put together here, not in a template: fifty rows of a template loop cost more than the rest of the page.
"""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from lotrinh.core import vietnamese
from lotrinh.core.registers.columns import Column
from lotrinh.core.registers.declaration import Register
from lotrinh.core.registers.listing import Listing


def context(register: Register, listing: Listing, who) -> dict:
    columns, page = listing.columns, listing.page
    may_change = register.may.change(who)
    return {
        "register": register,
        "listing": listing,
        "asked": listing.asked,
        "heads": [_head(listing, column) for column in columns],
        "page": page,
        "body": body(register, columns, page.rows, tick=may_change),
        "totals": [] if listing.is_long else _totals(listing),
        "may_change": may_change,
        "pages": register.pages_for(who) if may_change else (),
        "may_export": register.may.export(who),
    }


def later(register: Register, listing: Listing) -> dict:
    """What a long list fetches after it is shown: the exact count and the totals."""
    return {
        "register": register,
        "listing": listing,
        "totals": _totals(listing),
        "may_change": register.may.change(listing.who),
    }


def body(register: Register, columns: list[Column], rows, *, tick: bool) -> SafeString:
    """The table's rows; each cell carries its column's label, which a phone shows beside it."""
    cells = [(c, format_html('<td class="{}" data-label="{}">', _css(register, c), c.label)) for c in columns]
    lines = []
    for number, row in enumerate(rows, start=1):
        start = (
            f'<tr><td class="pick"><input type="checkbox" name="dong" value="{row.pk}"'
            f' aria-label="Chọn dòng {number}"></td>'
            if tick
            else "<tr>"
        )
        texts = [(opening, conditional_escape(column.text(row))) for column, opening in cells]
        first = f'{texts[0][0]}<a href="/so/{register.slug}/{row.pk}/">{texts[0][1]}</a></td>'
        lines.append(start + first + "".join(f"{opening}{text}</td>" for opening, text in texts[1:]) + "</tr>")
    return mark_safe("\n".join(lines))  # every text in it was escaped above


def _css(register: Register, column: Column) -> str:
    card = register.card
    names = ["num"] if column.is_number else []
    if card and column.path == card.title:
        names.append("card-title")
    if card and column.path not in {card.title, *card.columns}:
        names.append("off-card")
    return " ".join(names)


def _head(listing: Listing, column: Column) -> dict:
    order = listing.asked.order
    return {
        "label": column.label,
        "css": "num" if column.is_number else "",
        "sort": listing.asked.address(order=f"-{column.path}" if order == column.path else column.path, page=1),
        "direction": {column.path: "ascending", f"-{column.path}": "descending"}.get(order, ""),
    }


def _totals(listing: Listing) -> list[str]:
    """A text per column, "" where nothing is added up; an empty list when the register adds up nothing."""
    sums = listing.totals
    return (
        [vietnamese.format_number(sums[c.path]) if sums.get(c.path) is not None else "" for c in listing.columns]
        if sums
        else []
    )

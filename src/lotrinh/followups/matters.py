"""What an order, a block or an objection is about, by its address: a row, a figure, a sentence, a line of a report.

This room keeps the address only. Whoever shows the thing says how it is opened for somebody:

>>> @opens("so-lieu")
... def figure(who, key): return Matter("so-lieu", key, "Tỷ lệ lấp đầy", link=…, value="62,5 %")

Rows of registers need no opener: the kernel knows them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lotrinh.core.keys import key_in
from lotrinh.core.registers import register_named
from lotrinh.organizations.models import Organization

FIGURE = "so-lieu"
"""Key: measure/scope/period, as in the figure's own address."""
TARGET = "chi-tieu"
TASK = "nhiem-vu"
SENTENCE = "cau-van"
REPORT_LINE = "dong-bao-cao"
"""Key: report/name of the figure in it."""
ORDER = "viec-giao"


@dataclass(frozen=True, slots=True)
class Matter:
    """The thing itself, as one reader may see it. Vietnamese: điều được nói tới."""

    register: str
    key: str
    title: str
    link: str
    value: str = ""
    """What it says today: “62,5 %, phải đạt trên 80 %”."""
    unit: Organization | None = None
    """Who answers for it, where that is known: the first to be offered."""

    @property
    def words(self) -> str:
        return f"{self.title}: {self.value}" if self.value else self.title


Opener = Callable[[Any, str], Matter | None]
_openers: dict[str, Opener] = {}


def opens(register: str):
    """Declare how addresses of `register` are opened for somebody; None: not there, or not for this reader."""

    def declare(opener: Opener) -> Opener:
        _openers[register] = opener
        return opener

    return declare


def open_matter(register: str, key: str, who) -> Matter | None:
    """The thing at this address, if `who` may see it."""
    if opener := _openers.get(register):
        return opener(who, key)
    return _row(register, key, who)


def _row(register: str, key: str, who) -> Matter | None:
    try:
        declared = register_named(register)
    except LookupError:
        return None
    number = key_in(key)
    row = declared.visible(who).filter(pk=number).first() if number is not None and declared.may.view(who) else None
    if row is None:
        return None
    title = f"{str(declared.model._meta.verbose_name).capitalize()} {row}"
    return Matter(register, key, title[:500], f"/so/{declared.slug}/{row.pk}/", unit=_holder(declared, row))


def _holder(declared, row) -> Organization | None:
    """The unit that must act on the row, where its register says so."""
    if declared.due is None:
        return None
    value = row
    for name in declared.due.holder.split("__"):
        value = getattr(value, name, None)
    return value if isinstance(value, Organization) else None

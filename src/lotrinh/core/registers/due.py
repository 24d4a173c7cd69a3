"""What falls due in every register that declares a `Due`, for My work, reminders and hand-over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lotrinh.core.registers.declaration import Register, all_registers


@dataclass(frozen=True, slots=True)
class DueRow:
    register: Register
    row: object
    on: date
    text: str

    @property
    def address(self) -> str:
        return f"/so/{self.register.slug}/{self.row.pk}/"


def due_rows(who, day: date, organizations: Iterable[int]) -> list[DueRow]:
    """Rows held by one of `organizations` (keys) that fall due before long, or have fallen due; earliest first."""
    found = []
    keys = list(organizations)
    for register in all_registers():
        due = register.due
        if due is None or not keys or not register.may.view(who):
            continue
        until = day + timedelta(days=due.days_ahead)
        rows = register.visible_rows(who, day).filter(**{f"{due.on}__lte": until, f"{due.holder}__in": keys})
        found += [
            DueRow(register, row, getattr(row, due.on), due.text or register.title)
            for row in rows.order_by(due.on)[:200]
        ]
    return sorted(found, key=lambda one: one.on)

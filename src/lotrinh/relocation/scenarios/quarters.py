"""Quarters as the exchange format writes them, 2027Q1. Pure."""

from datetime import date

from lotrinh.core.periods import Period


def label_of(day: date) -> str:
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def place(label: str) -> int:
    """A number that grows by one each quarter."""
    return int(label[:4]) * 4 + int(label[5]) - 1


def quarters_between(after: date, last_year: int) -> list[str]:
    """The quarters that begin after `after`, to the end of `last_year`."""
    first = place(label_of(after)) + 1
    return [f"{number // 4}Q{number % 4 + 1}" for number in range(first, last_year * 4 + 4)]


def period(label: str) -> Period:
    return Period("quarter", int(label[:4]), int(label[5]))


def words(label: str | None) -> str:
    """2027Q1 → quý I/2027."""
    return "" if not label else f"quý {('I', 'II', 'III', 'IV')[int(label[5]) - 1]}/{label[:4]}"


def first_at_or_after(day: date, labels: list[str], *, ready: bool = False) -> int:
    """Index of the first quarter that begins on or after `day`; with `ready`, one that ends on or after it."""
    for index, label in enumerate(labels):
        if (period(label).last if ready else period(label).first) >= day:
            return index
    return len(labels)

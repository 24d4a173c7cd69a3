"""Which rule holds on the day of a case. Ask once for many days with `Book`, once for one with `rule_on`."""

from datetime import date

from lotrinh.rules.models import DatedRule


class NoRule(LookupError):
    """Nothing is recorded for that day; the message says which rule to enter."""


class Book:
    """All rows of one key, read in one query, asked for any number of days."""

    def __init__(self, key: str):
        self.key = key
        self.rows = list(DatedRule.objects.of(key))

    def on(self, day: date) -> DatedRule | None:
        return next((row for row in reversed(self.rows) if row.holds_on(day)), None)


class Shelf:
    """Books, each read once and only when it is asked for: whoever answers for many days holds one of these."""

    def __init__(self):
        self._books: dict[str, Book] = {}

    def book(self, key: str) -> Book:
        if key not in self._books:
            self._books[key] = Book(key)
        return self._books[key]

    def on(self, key: str, day: date) -> DatedRule | None:
        return self.book(key).on(day)


def rule_on(key: str, day: date) -> DatedRule:
    """The rule of `key` on `day`. Raises NoRule."""
    if (rule := Book(key).on(day)) is None:
        raise NoRule(f"Chưa có quy định “{key}” cho ngày {day:%d/%m/%Y}; hãy ghi một dòng vào sổ quy định.")
    return rule

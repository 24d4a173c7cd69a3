"""Working days: which days offices work, and counting them. Pure: no Django.

Saturdays and Sundays are off; a holiday is off; a working day made up for a swapped holiday counts, even on a Saturday.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off and the made-up working days that an office has put down. Vietnamese: lịch làm việc."""

    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    """Days worked although they are a weekend or a holiday; they win over `holidays`."""

    def __init__(self, holidays: Iterable[date] = (), extra_workdays: Iterable[date] = ()):
        object.__setattr__(self, "holidays", frozenset(holidays))
        object.__setattr__(self, "extra_workdays", frozenset(extra_workdays))

    def is_workday(self, day: date) -> bool:
        return day in self.extra_workdays or (day.weekday() < 5 and day not in self.holidays)

    def next_workday(self, day: date) -> date:
        """The first working day after `day`, which itself never counts."""
        return self.add_workdays(day, 1)

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; before it when negative; `day` itself when zero.

        A case received on Friday with one working day is due on Monday: the day of receipt does not count.
        """
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def count_workdays(self, after: date, until: date) -> int:
        """Working days in (after, until]; undoes `add_workdays`. Negative when `until` lies before `after`."""
        if until < after:
            return -self._workdays_between(until, after - _DAY)
        return self._workdays_between(after + _DAY, until)

    def _workdays_between(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included."""
        if last < first:
            return 0
        weeks, rest = divmod((last - first).days + 1, 7)
        count = 5 * weeks + sum((first.weekday() + ahead) % 7 < 5 for ahead in range(rest))
        inside = {day for day in self.holidays | self.extra_workdays if first <= day <= last}
        return count + sum(self.is_workday(day) - (day.weekday() < 5) for day in inside)


def suggested_holidays(year: int) -> dict[date, str]:
    """Public holidays of Vietnam in `year` with their names, as a first draft for the office's own calendar.

    The `holidays` package knows Tết and swapped days off but not every working Saturday, and an update of it changes
    the past: store what the office confirms and count with that.
    """
    import holidays  # slow to import and used once a year

    return dict(holidays.country_holidays("VN", years=year, language="vi"))

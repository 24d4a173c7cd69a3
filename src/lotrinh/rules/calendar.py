"""The calendar offices count working days with: what they put down for a year, before that what a library expects."""

from collections.abc import Iterable
from datetime import date

from lotrinh.core.models import User
from lotrinh.core.registers import write
from lotrinh.core.workdays import Calendar, suggested_holidays
from lotrinh.rules.choices import DayKind
from lotrinh.rules.models import OfficeDay


def office_calendar(*days: date) -> Calendar:
    """Days off and days made up in the years around `days`, and in the years after them. One query.

    A year is the office's own as soon as one of its days off is put down; until then the expected ones count.
    """
    years = {day.year + offset for day in days for offset in (0, 1)}
    kept = list(OfficeDay.objects.of_years(years))
    off = {row.day for row in kept if row.kind == DayKind.OFF}
    expected = {day for year in years - {day.year for day in off} for day in suggested_holidays(year)}
    return Calendar(off | expected, (row.day for row in kept if row.kind == DayKind.WORKED))


def expected_days(year: int) -> list[OfficeDay]:
    """The public holidays of `year` as rows not yet kept, to be compared with the notice of the year."""
    return [OfficeDay(day=day, name=name[:200]) for day, name in sorted(suggested_holidays(year).items())]


def put_down(year: int, *, by: User) -> int:
    """Keep the expected days off of `year` that are not there yet, to be edited as rows; how many. Raises Refused."""
    known = set(OfficeDay.objects.of_years([year]).values_list("day", flat=True))
    rows: Iterable[OfficeDay] = [row for row in expected_days(year) if row.day not in known]
    return len(write(rows, by=by, deed=f"Ghi ngày nghỉ dự kiến của năm {year}").created)

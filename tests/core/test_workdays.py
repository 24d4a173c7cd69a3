from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.core.workdays import Calendar, suggested_holidays

FRIDAY, SATURDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)

days = st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 12, 31))
calendars = st.builds(Calendar, st.frozensets(days, max_size=30), st.frozensets(days, max_size=30))


def test_the_day_of_receipt_does_not_count():
    assert Calendar().next_workday(FRIDAY) == MONDAY


def test_a_holiday_is_skipped():
    assert Calendar(holidays=[MONDAY]).next_workday(FRIDAY) == date(2026, 3, 10)


def test_a_made_up_saturday_counts_even_when_listed_as_holiday():
    assert Calendar(holidays=[SATURDAY], extra_workdays=[SATURDAY]).next_workday(FRIDAY) == SATURDAY


def test_no_workdays_lead_to_the_day_itself():
    assert Calendar().add_workdays(SATURDAY, 0) == SATURDAY


@pytest.mark.parametrize(("until", "count"), [(FRIDAY, 0), (SATURDAY, 0), (MONDAY, 1), (date(2026, 3, 5), -1)])
def test_workdays_are_counted_after_the_first_day_to_the_last(until, count):
    assert Calendar().count_workdays(FRIDAY, until) == count


@given(calendars, days, st.integers(-60, 60))
def test_counting_undoes_adding(calendar, day, count):
    assert calendar.count_workdays(day, calendar.add_workdays(day, count)) == count


@given(calendars, days, st.integers(0, 200))
def test_the_count_agrees_with_looking_at_every_day(calendar, day, length):
    until = day + timedelta(days=length)
    looked = sum(calendar.is_workday(day + timedelta(days=ahead)) for ahead in range(1, length + 1))
    assert calendar.count_workdays(day, until) == looked


@given(calendars, days, st.integers(1, 30))
def test_a_due_day_is_a_workday(calendar, day, count):
    assert calendar.is_workday(calendar.add_workdays(day, count))


def test_the_first_draft_of_holidays_knows_national_day():
    assert date(2026, 9, 2) in suggested_holidays(2026)

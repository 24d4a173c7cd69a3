from datetime import date

import pytest

from lotrinh.core.periods import Period
from lotrinh.core.workdays import Calendar
from lotrinh.reporting.models import ReportRegime


@pytest.mark.parametrize(
    ("period", "after", "day", "due"),
    [
        pytest.param(Period("quarter", 2026, 1, "report"), 0, 25, date(2026, 3, 25), id="last-month-of-the-quarter"),
        pytest.param(Period("year", 2026, 1, "report"), 1, 10, date(2027, 1, 10), id="the-month-after-a-year"),
        pytest.param(Period("month", 2026, 2, "report"), 0, 31, date(2026, 2, 28), id="a-short-month"),
        pytest.param(Period("nine", 2026, 1, "report"), 0, 25, date(2026, 9, 25), id="nine-months"),
    ],
)
def test_the_due_date_follows_the_rule(period, after, day, due):
    assert ReportRegime(due_day=day, due_months_after=after).due_on(period) == due


@pytest.mark.parametrize(("day", "leaves"), [(25, True), (15, False), (14, False)])
def test_a_working_day_lies_between_cut_off_and_due_date(day, leaves):
    assert ReportRegime(period_kind="month", due_day=day).leaves_a_workday(Calendar(), 2026) is leaves

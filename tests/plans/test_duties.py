from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.duties import PeriodStatus, Rule, Standing, period_states

MONTHLY = Rule("month", date(2026, 1, 1))


def statuses(day, proofs=(), rule=MONTHLY, since=None):
    return [state.status for state in period_states(rule, proofs, day, since)]


def test_nothing_is_asked_before_the_duty_begins():
    assert statuses(date(2025, 12, 31)) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 1, 10), PeriodStatus.NOT_YET, id="time left"),
        pytest.param(date(2026, 1, 24), PeriodStatus.DUE, id="a week before the end"),
        pytest.param(date(2026, 1, 31), PeriodStatus.DUE, id="last day"),
    ],
)
def test_a_period_under_way_becomes_due_towards_its_end(day, expected):
    assert statuses(day) == [expected]


def test_a_period_that_is_over_was_met_or_missed():
    assert statuses(date(2026, 3, 2), [("2026-M02", Decimal(1))]) == ["missed", "met", "not_yet"]


def test_a_late_entry_still_mends_the_period_it_was_done_in():
    proofs = [("2026-M02", Decimal(1)), ("2026-M01", Decimal(1))]
    assert statuses(date(2026, 3, 2), proofs)[:2] == ["met", "met"]


def test_part_of_the_amount_is_not_enough():
    rule = Rule("month", date(2026, 1, 1), Decimal(2))
    (state,) = period_states(rule, [("2026-M01", Decimal(1))], date(2026, 1, 31))
    assert (state.status, state.lacking) == ("due", 1)


def test_a_unit_is_asked_only_from_the_day_it_took_over():
    assert statuses(date(2026, 7, 20), since=date(2026, 7, 1)) == ["not_yet"]


def test_nothing_is_asked_after_the_duty_ended():
    rule = Rule("month", date(2026, 1, 1), ends_on=date(2026, 2, 10))
    assert [state.period.key for state in period_states(rule, [], date(2026, 6, 1))] == ["2026-M01", "2026-M02"]
    assert rule.period_of(date(2026, 3, 1)) is None


def test_the_reporting_window_closes_on_the_fourteenth():
    rule = Rule("month", date(2026, 1, 1), window="report")
    assert rule.period_of(date(2026, 1, 15)).key == "2026-M02r"


def test_a_duty_that_is_met_is_quiet():
    standing = Standing(period_states(MONTHLY, [("2026-M01", Decimal(1))], date(2026, 1, 31)))
    assert standing.is_quiet
    assert standing.words == "đạt 1/1 kỳ"


def test_a_missed_period_is_told_until_one_is_met():
    states = period_states(MONTHLY, [("2026-M01", Decimal(1))], date(2026, 3, 2))
    assert Standing(states).status == PeriodStatus.MISSED
    assert Standing(states).words == "đạt 1/2 kỳ, bỏ lỡ 1"


@given(
    kind=st.sampled_from(["month", "quarter", "half", "year"]),
    window=st.sampled_from(["calendar", "report"]),
    start=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_periods_follow_each_other_without_a_gap_and_hold_first_and_last_day(kind, window, start, day):
    periods = Rule(kind, start, window=window).periods(day)
    assert bool(periods) == (day >= start)
    assert all(one.next() == other for one, other in zip(periods, periods[1:], strict=False))
    assert not periods or (start in periods[0] and day in periods[-1])

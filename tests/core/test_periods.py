from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.core.periods import MONTHS, WINDOWS, Period

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))
windows = st.sampled_from(WINDOWS)
unbroken_kinds = st.sampled_from(["month", "quarter", "half", "year"])


@st.composite
def periods(draw):
    kind = draw(st.sampled_from(list(MONTHS)))
    count = {"month": 12, "quarter": 4, "half": 2}.get(kind, 1)
    return Period(kind, draw(st.integers(1950, 2150)), draw(st.integers(1, count)), draw(windows))


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2026-M03r", date(2026, 2, 15), date(2026, 3, 14)),
        ("2026-M01r", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-Q2r", date(2026, 3, 15), date(2026, 6, 14)),
        ("2026-H1r", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026-H2r", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026-N9r", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026r", date(2025, 12, 15), date(2026, 12, 14)),
        ("2024-M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(key, first, last):
    assert (Period.parse(key).first, Period.parse(key).last) == (first, last)


def test_labels_read_as_officials_say_them():
    keys = ["2026-M03", "2026-Q1", "2026-H1", "2026-H2r", "2026-N9", "2026"]
    assert [Period.parse(key).label for key in keys] == [
        "tháng 3 năm 2026",
        "quý I năm 2026",
        "6 tháng đầu năm 2026",
        "6 tháng cuối năm 2026",
        "9 tháng đầu năm 2026",
        "năm 2026",
    ]


def test_only_the_nine_month_cut_off_is_uncertain():
    assert Period.parse("2026-N9r").window_is_uncertain
    assert not Period.parse("2026-N9").window_is_uncertain
    assert not Period.parse("2026-H1r").window_is_uncertain


@pytest.mark.parametrize("key", ["", "2026-M13", "2026-Q5", "2026-H3", "26-Q1", "2026-Q1x", "2026-N1"])
def test_a_wrong_key_is_refused(key):
    with pytest.raises(ValueError, match="không phải là kỳ"):
        Period.parse(key)


def test_a_day_after_september_lies_in_no_nine_months():
    with pytest.raises(ValueError, match="nine"):
        Period.covering(date(2026, 10, 1), "nine")


@given(periods())
def test_a_key_reads_back(period):
    assert Period.parse(period.key) == period


@given(periods())
def test_going_back_and_forth_returns(period):
    assert period.previous().next() == period == period.next().previous()


@given(days, unbroken_kinds, windows)
def test_a_day_lies_in_the_period_that_covers_it_and_in_no_neighbour(day, kind, window):
    period = Period.covering(day, kind, window)
    assert day in period
    assert day not in period.previous()
    assert day not in period.next()


@given(periods())
def test_periods_of_a_kind_leave_no_gap(period):
    if period.kind != "nine":
        assert period.previous().last + timedelta(days=1) == period.first


@given(periods(), st.sampled_from(["month", "quarter", "half"]))
def test_the_parts_fill_the_whole(period, kind):
    if MONTHS[kind] < MONTHS[period.kind] and MONTHS[period.kind] % MONTHS[kind] == 0:
        parts = period.subperiods(kind)
        assert (parts[0].first, parts[-1].last) == (period.first, period.last)
        assert all(one.last + timedelta(days=1) == other.first for one, other in zip(parts, parts[1:], strict=False))


def test_cumulated_figures_start_with_the_reporting_year():
    assert Period.parse("2026-Q2r").year_start == date(2025, 12, 15)

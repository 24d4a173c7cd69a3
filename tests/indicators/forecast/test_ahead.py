"""Where a quantity is heading: from few points, honest about how few, none rather than a silly one."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.indicators.forecast import Aim, Comparator, Direction, Nature, Point, forecast

TODAY = date(2026, 11, 25)
BY = date(2028, 12, 31)


def yearly(*values, every=365):
    """One point a step, the last a month before today."""
    last = TODAY - timedelta(days=30)
    return [Point(last - timedelta(days=every * (len(values) - 1 - n)), value) for n, value in enumerate(values)]


series = st.lists(st.floats(1, 99).map(lambda n: round(n, 2)), min_size=4, max_size=12).map(lambda v: yearly(*v))


def test_a_steady_rise_goes_on():
    found = forecast(Aim(60, BY), yearly(10, 20, 31, 40, 50), TODAY)
    assert found.expected == pytest.approx(72, abs=1.5)
    assert found.low < found.expected < found.high
    assert found.chance > 0.9


@pytest.mark.parametrize(
    ("aim", "points"),
    [
        pytest.param(Aim(60, BY), yearly(10, 20, 30), id="three-points"),
        pytest.param(Aim(60, BY), [], id="no-points"),
        pytest.param(Aim(60, TODAY - timedelta(days=1)), yearly(10, 20, 30, 40), id="its-day-is-past"),
        pytest.param(Aim(60, date(2060, 1, 1)), yearly(10, 20, 30, 40), id="too-far-ahead"),
        pytest.param(Aim(60, BY), yearly(1, 90, 2, 80, 1, every=30), id="jumps-wildly"),
    ],
)
def test_none_rather_than_a_silly_one(aim, points):
    assert forecast(aim, points, TODAY) is None


def test_a_share_stays_between_nothing_and_everything():
    found = forecast(Aim(100, BY, nature=Nature.RATIO), yearly(60, 75, 85, 97), TODAY)
    assert found.expected == found.high == 100
    assert found.low >= 0


def test_what_adds_up_never_falls():
    found = forecast(Aim(100, BY, nature=Nature.CUMULATIVE), yearly(10, 11, 30, 31, 33), TODAY)
    assert found.low >= 33


def test_what_is_reached_and_cannot_fall_is_as_good_as_sure():
    assert forecast(Aim(30, BY, nature=Nature.CUMULATIVE), yearly(10, 11, 30, 31, 33), TODAY).chance == 0.99


def test_what_was_not_known_yet_is_not_used():
    known = yearly(10, 20, 31, 40)
    assert forecast(Aim(60, BY), [*known, Point(TODAY + timedelta(days=5), 99)], TODAY) == forecast(
        Aim(60, BY), known, TODAY
    )


@given(series, st.floats(0, 99), st.floats(0, 99))
def test_a_higher_threshold_is_never_easier(points, one, other):
    easy, hard = (forecast(Aim(value, BY), points, TODAY) for value in sorted((one, other)))
    assert easy is None or easy.chance >= hard.chance - 1e-9


@given(series)
def test_the_interval_holds_the_value_expected(points):
    found = forecast(Aim(50, BY, nature=Nature.RATIO), points, TODAY)
    assert found is None or found.low <= found.expected <= found.high and 0 < found.chance < 1


@given(series)
def test_meeting_and_missing_a_threshold_share_the_chances(points):
    up = forecast(Aim(50, BY, Comparator.AT_LEAST), points, TODAY)
    down = forecast(Aim(50, BY, Comparator.AT_MOST, Direction.FALL), points, TODAY)
    if up is not None:
        assert up.chance + down.chance == pytest.approx(1, abs=0.021)


def test_four_intervals_of_five_hold_what_comes():
    """On walks of the kind the method assumes, the interval is neither too proud nor too shy."""
    chance = random.Random(7)
    held = told = 0
    for _ in range(600):
        steps = [2 + chance.gauss(0, 3) for _ in range(9)]
        walk = [500 + sum(steps[:n]) for n in range(10)]
        points = [Point(TODAY - timedelta(days=90 * (7 - n)), value) for n, value in enumerate(walk[:8])]
        found = forecast(Aim(500, TODAY + timedelta(days=180)), points, TODAY)
        told += 1
        held += found.low <= walk[9] <= found.high
    assert 0.74 <= held / told <= 0.86

"""How far a target is: rising, falling, cumulative, kept, a share; strict or not; with and without a baseline."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.indicators.forecast import Aim, Comparator, Direction, Nature, is_met, progress

BY = date(2030, 12, 31)
numbers = st.floats(-1e6, 1e6).map(lambda n: round(n, 3))


def falling(value, **more):
    return Aim(value, BY, Comparator.AT_MOST, Direction.FALL, **more)


@pytest.mark.parametrize(
    ("aim", "value", "share"),
    [
        pytest.param(Aim(80, BY, baseline=60), 70, 0.5, id="rising-half-way"),
        pytest.param(Aim(80, BY, baseline=60), 50, -0.5, id="rising-gone-backwards"),
        pytest.param(Aim(80, BY, baseline=60), 90, 1.5, id="rising-beyond"),
        pytest.param(falling(20, baseline=50), 35, 0.5, id="falling-half-way"),
        pytest.param(falling(20, baseline=50), 10, 4 / 3, id="falling-beyond"),
        pytest.param(Aim(9000, BY, Comparator.ABOVE, nature=Nature.FLOW), 4500, 0.5, id="flow-starts-at-nothing"),
        pytest.param(Aim(193, BY, nature=Nature.CUMULATIVE), 0, 0.0, id="cumulative-not-begun"),
        pytest.param(Aim(80, BY, nature=Nature.RATIO), 40, 0.5, id="share-without-baseline-counts-from-nothing"),
        pytest.param(falling(20), 35, None, id="falling-without-baseline-cannot-be-told"),
        pytest.param(falling(20), 15, 1.0, id="falling-without-baseline-but-met"),
        pytest.param(Aim(90, BY, direction=Direction.KEEP), 95, 1.0, id="kept"),
        pytest.param(Aim(90, BY, direction=Direction.KEEP), 45, 0.5, id="not-kept"),
        pytest.param(Aim(80, BY, baseline=80), 40, 0.5, id="baseline-is-the-target"),
        pytest.param(Aim(10, BY, Comparator.RANGE, high=20, baseline=30), 25, 0.5, id="down-into-a-range"),
        pytest.param(Aim(10, BY, Comparator.RANGE, high=20, baseline=0), 5, 0.5, id="up-into-a-range"),
    ],
)
def test_the_share_of_the_way_counts_from_the_baseline_whichever_way_it_goes(aim, value, share):
    assert progress(aim, value).share == (None if share is None else pytest.approx(share))


@pytest.mark.parametrize(
    ("comparator", "met"),
    [(">", False), (">=", True), ("=", True), ("~", True), ("<=", True), ("<", False)],
)
def test_the_threshold_itself_meets_all_but_strict_wording(comparator, met):
    assert is_met(Aim(80, BY, Comparator(comparator)), 80) is met


def test_the_whole_way_of_a_strict_target_is_not_yet_met():
    told = progress(Aim(80, BY, Comparator.ABOVE, baseline=60), 80)
    assert (told.share, told.is_met, told.distance) == (1.0, False, 0.0)


def test_a_word_for_equal_follows_the_direction():
    assert is_met(Aim(80, BY, Comparator.EQUAL, Direction.RISE), 85)
    assert is_met(Aim(80, BY, Comparator.EQUAL, Direction.FALL), 75)
    assert not is_met(Aim(80, BY, Comparator.EQUAL, Direction.KEEP), 85)


@given(numbers, numbers, numbers)
def test_a_falling_target_is_a_rising_one_in_the_mirror(baseline, target, value):
    up = progress(Aim(target, BY, baseline=baseline), value)
    down = progress(falling(-target, baseline=-baseline), -value)
    assert up.is_met == down.is_met
    if baseline < target:
        assert up.share == down.share


@given(numbers, numbers, numbers, st.floats(0.01, 1000))
def test_the_unit_does_not_matter(baseline, target, value, factor):
    if baseline >= target:
        return
    small = progress(Aim(target, BY, baseline=baseline), value).share
    large = progress(Aim(target * factor, BY, baseline=baseline * factor), value * factor).share
    assert small == pytest.approx(large, rel=1e-6, abs=1e-6)


@given(numbers, numbers, numbers)
def test_met_means_the_whole_way_or_more(baseline, target, value):
    told = progress(Aim(target, BY, baseline=baseline), value)
    if told.is_met and baseline < target:
        assert told.share >= 1 and told.distance <= 0


@pytest.mark.parametrize(
    "broken",
    [{"value": float("nan")}, {"value": 5, "high": 3, "comparator": Comparator.RANGE}, {"value": 1, "high": 2}],
)
def test_an_aim_that_nothing_could_meet_is_refused(broken):
    with pytest.raises(ValueError):
        Aim(by=BY, **broken)

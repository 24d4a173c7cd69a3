"""Shares add up to the last step, and ratios are weighed, not added."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.sharing import NothingToShareBy, Part, balance, largest_remainder, ratio_balance

weights = st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=40).filter(any)
decimals = st.integers(0, 3)
steps = st.integers(0, 10**7)


@given(steps, weights, decimals)
def test_shares_add_up_exactly(total, weights, decimals):
    total = Decimal(total).scaleb(-decimals)
    assert sum(largest_remainder(total, weights, decimals)) == total


@given(steps, weights, decimals)
def test_each_share_lies_within_one_step_of_its_proportion(total, weights, decimals):
    total = Decimal(total).scaleb(-decimals)
    for share, weight in zip(largest_remainder(total, weights, decimals), weights, strict=True):
        assert abs(share * sum(weights) - total * weight) < sum(weights) * Decimal(1).scaleb(-decimals)
        assert share == 0 or weight > 0


@given(steps, weights)
def test_a_larger_weight_never_gets_less(total, weights):
    shares = largest_remainder(Decimal(total), weights)
    by_weight = sorted(zip(weights, shares, strict=True))
    assert all(one[1] <= other[1] for one, other in zip(by_weight, by_weight[1:], strict=False) if one[0] < other[0])


@given(steps, st.lists(st.integers(1, 1000).map(Decimal), min_size=1), st.integers(2, 9))
def test_only_the_proportion_of_the_weights_counts(total, weights, times):
    one, other = (largest_remainder(Decimal(total), [w * k for w in weights]) for k in (1, times))
    assert one == other


def test_the_largest_remainder_gets_the_step_that_is_left():
    assert largest_remainder(Decimal(10), [Decimal(1), Decimal(1), Decimal(2)]) == [3, 2, 5]


@pytest.mark.parametrize("weights", [[], [Decimal(0)], [Decimal(-1), Decimal(5)]])
def test_nothing_can_be_shared_by_nought(weights):
    with pytest.raises(NothingToShareBy):
        largest_remainder(Decimal(3), weights)


def test_a_total_finer_than_the_steps_is_refused_not_rounded():
    with pytest.raises(ValueError, match="10\\^-0"):
        largest_remainder(Decimal("2.5"), [Decimal(1)])


def test_a_difference_is_told_with_its_sign():
    assert balance(Decimal(100), [Decimal(60), Decimal(45)]).difference == 5


def test_ratios_weigh_by_their_denominators():
    told = ratio_balance(Decimal(80), [Part(Decimal(90), Decimal(100)), Part(Decimal(70), Decimal(300))])
    assert (told.percent, told.difference, told.needed) == (75, -5, 320)


def test_a_ratio_of_the_whole_waits_for_every_denominator():
    told = ratio_balance(Decimal(80), [Part(Decimal(90), Decimal(100)), Part(Decimal(70), None)])
    assert (told.percent, told.unknown) == (None, 1)


@pytest.mark.parametrize(
    ("part", "ways", "needed"),
    [
        pytest.param(Part(Decimal(80), Decimal(51)), {}, 41, id="rounded-up"),
        pytest.param(Part(Decimal(80), Decimal(50)), {}, 40, id="exact"),
        pytest.param(Part(Decimal(80), Decimal(50)), {"is_strict": True}, 41, id="strictly-above"),
        pytest.param(Part(Decimal(5), Decimal(50)), {"falls": True}, 2, id="at-most"),
        pytest.param(Part(Decimal(4), Decimal(50)), {"falls": True, "is_strict": True}, 1, id="strictly-below"),
        pytest.param(Part(Decimal(80), None), {}, None, id="unknown"),
    ],
)
def test_a_unit_learns_how_many_it_needs(part, ways, needed):
    assert part.needed(**ways) == needed


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 10**4)), min_size=1, max_size=20))
def test_the_whole_lies_between_its_parts(parts):
    told = ratio_balance(Decimal(50), [Part(Decimal(p), Decimal(d)) for p, d in parts])
    assert min(p for p, _ in parts) - Decimal("1e-9") <= told.percent <= max(p for p, _ in parts) + Decimal("1e-9")

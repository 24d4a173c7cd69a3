from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lotrinh.collection.adding import Asked, Norm, add_periods, add_units, norm_of, worth_a_call

FLOW = Asked("a", "flow")
LEVEL = Asked("a", "level")
SHARE = Asked("c", "ratio", "a", "b", 100)
MEAN = Asked("a", "mean", "", "b")


def cells(**values):
    return {key: Decimal(value) for key, value in values.items()}


def test_a_unit_that_told_nothing_is_no_nought():
    total = add_units(FLOW, [cells(a=3), {}, cells(a=4)])
    assert (total.value, total.units) == (7, 2)
    assert add_units(FLOW, [{}, {}]).value is None


def test_a_share_adds_its_parts_and_is_not_averaged():
    total = add_units(SHARE, [cells(a=1, b=10, c=10), cells(a=80, b=90, c=89)])
    assert (total.value, total.numerator, total.denominator) == (81, 81, 100)


def test_a_mean_weighs_by_its_denominator():
    assert add_units(MEAN, [cells(a=10, b=1), cells(a=20, b=3)]).value == Decimal("17.5")


def test_over_periods_flows_add_and_levels_take_the_last():
    first, last = add_units(FLOW, [cells(a=3)]), add_units(FLOW, [cells(a=4)])
    assert add_periods(FLOW, [first, last]).value == 7
    assert add_periods(LEVEL, [first, last]).value == 4


def test_a_period_nobody_told_of_does_not_empty_the_level():
    assert add_periods(LEVEL, [add_units(LEVEL, [cells(a=3)]), add_units(LEVEL, [])]).value == 3


@given(st.lists(st.integers(0, 10**9), min_size=1), st.randoms())
def test_the_order_of_units_does_not_matter(values, chance):
    answers = [cells(a=value) for value in values]
    shuffled = chance.sample(answers, len(answers))
    assert add_units(FLOW, answers) == add_units(FLOW, shuffled)


def test_a_number_far_from_the_own_past_is_worth_a_call():
    assert "100" in worth_a_call(Decimal(1000), Decimal(100), Norm())
    assert worth_a_call(Decimal(120), Decimal(100), Norm()) == ""


def test_a_number_far_from_its_peers_is_worth_a_call():
    peers = [Decimal(n) for n in (9, 10, 10, 11, 12, 500)]
    assert worth_a_call(Decimal(500), None, norm_of(peers))
    assert not worth_a_call(Decimal(11), None, norm_of(peers))


def test_too_few_units_are_no_norm():
    assert norm_of([Decimal(1), Decimal(900)]) == Norm()

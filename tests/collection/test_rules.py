from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.collection.rules import broken, parse_rules

KEYS = ["15", "15.1", "15.2", "17", "18"]


def test_a_sum_that_does_not_hold_is_told_with_both_sides():
    rules = parse_rules("15 = 15.1 + 15.2", KEYS)
    found = list(broken(rules, {"15": Decimal(3), "15.1": Decimal(1), "15.2": Decimal(1)}))
    assert found == [("15", "Mục 15 (3) phải bằng mục 15.1 + 15.2 (2).")]


@pytest.mark.parametrize("sign", ["<=", "≤"])
def test_a_part_may_be_as_large_as_the_whole_but_not_larger(sign):
    rules = parse_rules(f"18 {sign} 17", KEYS)
    assert not list(broken(rules, {"18": Decimal(5), "17": Decimal(5)}))
    assert list(broken(rules, {"18": Decimal("5.5"), "17": Decimal(5)}))


def test_a_number_that_was_not_given_breaks_no_rule():
    assert not list(broken(parse_rules("15 = 15.1 + 15.2", KEYS), {"15": Decimal(3), "15.1": Decimal(1)}))


@pytest.mark.parametrize("text", ["15 =", "15 = 15.1 +", "15 <> 17", "15 = 99", "tổng"])
def test_what_is_no_rule_is_refused_by_its_line(text):
    with pytest.raises(ValueError, match="“"):
        parse_rules(text, KEYS)


@given(st.lists(st.decimals(0, 10**9, places=3), min_size=2, max_size=2))
def test_a_true_sum_always_holds(parts):
    numbers = {"15": sum(parts), "15.1": parts[0], "15.2": parts[1]}
    assert not list(broken(parse_rules("15 = 15.1 + 15.2", KEYS), numbers))

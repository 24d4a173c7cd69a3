"""What is stated as sure was right: a table that never falls, and the doubtful kinds below the officer's bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.compiler.reliability import reliability

KINDS = ("node", "target", "assignment")
weights = st.floats(0, 1)


@given(st.sampled_from(KINDS), weights, weights)
def test_a_heavier_item_is_never_stated_less_sure(kind, one, other):
    low, high = sorted((one, other))
    assert 0 <= reliability(kind, low) <= reliability(kind, high) < 1


@pytest.mark.parametrize(("kind", "weight"), [("assignment", 0.82), ("node", 0.72), ("target", 0.6)])
def test_what_is_often_wrong_is_left_to_the_officer(kind, weight):
    assert reliability(kind, weight) < 0.8


@pytest.mark.parametrize(("kind", "weight"), [("assignment", 0.93), ("node", 0.98), ("target", 0.9)])
def test_what_is_seldom_wrong_is_stated_sure(kind, weight):
    assert reliability(kind, weight) > 0.9

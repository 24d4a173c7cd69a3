"""Establishments that may be one: suspected by what they share, judged by people, separable again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.establishments.duplicates import (
    CROWD,
    NEAR,
    SAME_NAME,
    SAME_PHONE,
    Candidate,
    core_of,
    metres_between,
    suspicions,
)

HERE = (10.46, 105.63)


def reasons(*candidates, distinct=frozenset()):
    return [one.reasons for one in suspicions(candidates, distinct)]


@pytest.mark.parametrize("name", ["HKD Út Bảy", "CƠ SỞ SẢN XUẤT ÚT BẢY", "Công ty TNHH MTV Út Bảy", "Bảy Út"])
def test_the_words_all_establishments_have_tell_none_apart(name):
    assert core_of(name) == ("bay", "ut")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"name": "Cơ sở Út Bảy"}, {"name": "Cơ sở Út Tám"}, []),
        ({"name": "Cơ sở Út Bảy"}, {"name": "Hộ kinh doanh Út Bảy"}, [(SAME_NAME,)]),
        ({"name": "Cơ sở Út Bảy"}, {"name": "Cơ sở Út Bảy", "area": 2}, []),
        ({"name": "A", "phone": "0912 345 678"}, {"name": "B", "phone": "+84912345678"}, [(SAME_PHONE,)]),
        ({"name": "A", "phone": "123"}, {"name": "B", "phone": "123"}, []),
        ({"name": "A", "point": HERE}, {"name": "B", "point": (10.46018, 105.63)}, [(NEAR,)]),
        ({"name": "A", "point": HERE, "trade": "scrap"}, {"name": "B", "point": HERE}, []),
        ({"name": "A", "point": HERE}, {"name": "B", "point": (10.47, 105.63)}, []),
        ({"name": "Cơ sở"}, {"name": "Cơ sở"}, []),
    ],
)
def test_what_two_have_in_common(one, other, expected):
    assert reasons(Candidate(key=1, **{"area": 1, **one}), Candidate(key=2, **{"area": 1, **other})) == expected


def test_the_strongest_suspicion_comes_first():
    both = {"name": "Út Bảy", "phone": "0912345678"}
    found = suspicions([Candidate(1, area=1, **both), Candidate(2, area=1, **both), Candidate(3, "Út Bảy", 1)])
    assert [(one.first, one.second) for one in found] == [(1, 2), (1, 3), (2, 3)]


def test_a_pair_found_to_be_two_is_not_suspected_again():
    pair = [Candidate(1, "Út Bảy", 1), Candidate(2, "Út Bảy", 1)]
    assert reasons(*pair, distinct=frozenset({(1, 2)})) == []


def test_what_a_crowd_shares_is_no_reason():
    assert reasons(*(Candidate(n, f"Xưởng {n}", 1, phone="0912345678") for n in range(CROWD + 1))) == []


@given(st.lists(st.tuples(st.floats(10.4, 10.5), st.floats(105.6, 105.7)), min_size=2, max_size=25))
def test_nearness_is_found_across_cells_and_never_missed(points):
    candidates = [Candidate(n, f"Xưởng {n}", 1, point=point) for n, point in enumerate(points)]
    found = {(one.first, one.second) for one in suspicions(candidates) if NEAR in one.reasons}
    expected = {
        (a, b)
        for a in range(len(points))
        for b in range(a + 1, len(points))
        if metres_between(points[a], points[b]) <= 30
    }
    assert found == expected

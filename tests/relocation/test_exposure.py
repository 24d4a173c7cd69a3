import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.relocation.exposure import count_in_rings, estimate_from_density, score

WEIGHTS = (1, 0.5, 0.2, 0.05)
rings = st.tuples(*[st.integers(0, 10_000)] * 4)


def test_a_score_is_hazard_times_weighted_persons_and_shows_its_terms():
    made = score(2, (10, 20, 30, 40), WEIGHTS)
    assert [term.value for term in made.terms] == [10, 10, 6, 2]
    assert made.value == 2 * 28


def test_counts_and_weights_go_together():
    with pytest.raises(ValueError, match="rings"):
        score(1, (1, 2), WEIGHTS)


@given(rings, st.integers(0, 3), st.integers(1, 50))
def test_more_people_never_lower_a_score(persons, ring, more):
    fuller = tuple(count + more * (place == ring) for place, count in enumerate(persons))
    assert score(1.5, fuller, WEIGHTS).value > score(1.5, persons, WEIGHTS).value


def test_homes_are_counted_in_the_ring_they_stand_in():
    """0.001° of latitude is 111 m."""
    here = (10.46, 105.63)
    homes = [(10.4601, 105.63, 3), (10.461, 105.63, 4), (10.463, 105.63, 5), (10.47, 105.63, 6)]
    assert count_in_rings(here, homes) == (3, 0, 4, 5)


def test_a_density_gives_each_ring_its_area_s_share():
    assert estimate_from_density(10_000) == (79, 236, 942, 6597)


@given(st.floats(0, 1e5))
def test_rings_of_one_density_grow_outwards(density):
    found = estimate_from_density(density)
    assert list(found) == sorted(found)

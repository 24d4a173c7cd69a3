from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.relocation.choices import RateUnit
from lotrinh.relocation.sheets import Quantities, Rated, capped, line, sums

D = Decimal


@pytest.mark.parametrize(
    ("rated", "known", "amount"),
    [
        pytest.param(Rated(RateUnit.PER_M2, D(300_000)), Quantities(area_m2=D(120)), D("36.000"), id="by-area"),
        pytest.param(Rated(RateUnit.PERCENT, D(60), D(100)), Quantities(cost=D(500)), D("100.000"), id="capped"),
        pytest.param(Rated(RateUnit.LUMP, D(25_000_000)), Quantities(), D("25.000"), id="one-sum"),
        pytest.param(
            Rated(RateUnit.PER_WORKER_MONTH, D(3_000_000)),
            Quantities(workers=4, stoppage_months=D(2)),
            D("24.000"),
            id="wages",
        ),
    ],
)
def test_a_line_is_quantity_times_rate_within_its_cap(rated, known, amount):
    assert line(rated, known).amount == amount


def test_what_is_not_known_makes_no_line():
    assert line(Rated(RateUnit.PER_M2, D(1)), Quantities()) is None


def test_the_words_say_when_a_cap_was_reached():
    how = line(Rated(RateUnit.PER_M2, D(300_000), D(50)), Quantities(area_m2=D(1_000))).how
    assert how == "1.000 m² × 300.000 đồng = 300 triệu đồng, không quá 50 triệu đồng"


@given(st.decimals(0, 10_000, places=1), st.decimals(0, 100, places=2))
def test_the_parts_of_a_line_add_up_to_it(area, first):
    made = line(Rated(RateUnit.PER_M2, D(123_456), D(300), first), Quantities(area_m2=area))
    assert sum(made.parts) == made.amount and all(part >= 0 for part in made.parts)


def test_totals_stand_by_year_then_purse():
    found = sums([("tỉnh", 2027, D(1)), ("phường", 2026, D(2)), ("tỉnh", 2027, D(3))])
    assert [(one.year, one.purse, one.amount) for one in found] == [(2026, "phường", 2), (2027, "tỉnh", 4)]


def test_a_cap_on_the_whole_lowers_every_line_in_proportion_to_the_dong():
    lowered = capped([Decimal(100), Decimal(200), Decimal("33.333")], Decimal(200))
    assert sum(lowered) == 200
    assert lowered[0] == Decimal("60.000") and lowered[1] > 119
    assert capped([Decimal(100)], Decimal(100)) == capped([Decimal(100)], None) == [100]

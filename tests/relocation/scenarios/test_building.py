"""Facts and assumptions become a problem; what is not known is assumed aloud."""

from dataclasses import replace
from datetime import date

import pytest

from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.scenarios.assumptions import Assumed
from lotrinh.relocation.scenarios.building import GROUPS, build, kilometres
from lotrinh.relocation.scenarios.facts import Datum, Facts, Fill, Ground, Known, Money, Option, Site

SITE = Site(
    key="CS1",
    pk=1,
    name="Cưa Năm",
    trade="cưa xẻ gỗ",
    ward="Phường Thử",
    group=GROUPS[1],
    point=(10.46, 105.63),
    exposure=Datum.of(80),
    area_m2=Datum.of(250),
    land_m2=200,
    workers=Datum.of(4),
)
GROUND = Ground("Cụm Thử", 1, (10.48, 105.65), ((date(2026, 1, 1), 5000.0), (date(2027, 5, 1), 3000.0)), 20_000, 4_000)
PURSE = Money("Ngân sách", 1, {2027: 900.0, 2028: 900.0}, 0.0, frozenset({"move", "close"}))
FACTS = Facts(date(2026, 11, 25), (SITE,), (GROUND,), (PURSE,))
ASSUMED = Assumed({"last_year": 2028})


def problem(facts=FACTS, assumed=ASSUMED, **more):
    return build("thử", facts, assumed, **more).problem


def test_what_is_built_is_read_by_the_optimiser():
    assert parse_problem(problem()).ids == ("CS1",)


def test_the_plan_begins_with_the_quarter_after_the_day():
    assert problem()["quarters"][0] == "2027Q1"


def test_land_serviced_within_a_quarter_is_used_from_the_next():
    assert problem()["zones"]["capacity"] == [[[0, [5000.0]], [2, [8000.0]]]]


def test_a_missing_count_of_residents_is_assumed_and_counted_as_missing():
    built = build("thử", replace(FACTS, sites=(replace(SITE, exposure=Datum.of(None)),)), ASSUMED)
    assert built.problem["establishments"]["exposure"] == [40.0]
    assert built.quality[0].count(Known.MISSING) == 1


def test_an_estimate_stays_an_estimate():
    site = replace(SITE, exposure=Datum.of(12, Known.ESTIMATED))
    assert build("thử", replace(FACTS, sites=(site,)), ASSUMED).quality[0].count(Known.ESTIMATED) == 1


def test_support_without_a_rate_is_the_assumed_rate_up_to_the_cap():
    assumed = Assumed({"last_year": 2028, "close_rate": 4})
    table = problem(assumed=assumed)["establishments"]
    assert table["move_cost"] == [[60.0]]
    assert table["close_cost"] == [300.0]


def test_a_refusal_takes_the_option_and_a_day_puts_it_off():
    site = replace(
        SITE, removed=frozenset({"convert"}), closed_grounds=frozenset({"Cụm Thử"}), earliest=date(2027, 7, 1)
    )
    table = problem(replace(FACTS, sites=(site,)))["establishments"]
    assert (table["convert_cost"], table["move_cost"], table["earliest"]) == ([None], [[None]], [2])


def test_a_lock_is_the_only_option():
    table = problem(locks={"CS1": Option("close", None, "2028Q1")})["establishments"]
    assert table["signed"] == [{"kind": "close", "zone": None, "quarter": 4}]


def test_a_fill_target_that_everybody_together_cannot_meet_is_flagged_before_solving():
    facts = replace(FACTS, fills=(Fill("Cụm Thử", date(2025, 12, 31), 0.8),))
    flags = " ".join(build("thử", facts, ASSUMED).flags)
    assert "hạn đã qua" in flags and "không thể đạt" in flags


def test_a_year_without_money_is_said_and_not_silently_zero():
    assumed = Assumed({"last_year": 2029})
    assert any("2029" in flag for flag in build("thử", FACTS, assumed).flags)


def test_nobody_to_plan_for_stops_before_solving():
    assert build("thử", replace(FACTS, sites=()), ASSUMED).blockers


def test_an_option_that_cannot_be_is_not_made():
    with pytest.raises(ValueError):
        Option("move", None, "2027Q1")


def test_a_degree_of_latitude_is_about_111_km():
    assert kilometres((10.0, 105.0), (11.0, 105.0)) == pytest.approx(111.2, abs=0.1)

"""What must hold whatever the data: section 7 of the statement, on tiny problems drawn by hypothesis."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotrinh.relocation.model.answer import answer
from lotrinh.relocation.model.checker import check
from lotrinh.relocation.model.conflict import explain
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.solve import solve

from .problems import tiny

few = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def planned(raw):
    problem = parse_problem(raw)
    outcome = solve(problem, 20, 0.0, iterations=2)
    return None if outcome.options is None else answer(problem, outcome, 0.0)


def soft(seed):
    """A tiny problem that always has a plan: anyone may stay, at a price."""
    raw = tiny(seed)
    raw["unresolved_factor"] = 0.5
    raw["fill_targets"][0] |= {"hard": False, "price_per_m2": 0.7}
    return raw


@few
@given(st.integers(0, 10_000), st.sampled_from(["money", "cases", "source"]))
def test_more_of_anything_is_never_worse(seed, what):
    raw = soft(seed)
    richer = copy.deepcopy(raw)
    if what == "money":
        for year in richer["sources"][0]["amount_by_year"]:
            richer["sources"][0]["amount_by_year"][year] += 5
    elif what == "cases":
        richer["case_capacity"] = [x + 1 for x in richer["case_capacity"]]
    else:
        richer["sources"][1]["pays_for"].append("close")
    before, after = planned(raw), planned(richer)
    assert after["objective"]["total"] <= before["objective"]["total"] * (1 + 1e-6) + 1e-6


@few
@given(st.integers(0, 10_000))
def test_the_plan_fixed_as_signed_has_the_same_value(seed):
    raw = soft(seed)
    plan = planned(raw)
    raw["establishments"]["signed"] = [{k: d[k] for k in ("kind", "zone", "quarter")} for d in plan["decisions"]]
    again = planned(raw)
    assert check(raw, again) == []
    assert again["objective"]["total"] == pytest.approx(plan["objective"]["total"])


@few
@given(st.integers(0, 10_000), st.floats(0.1, 50))
def test_another_money_unit_changes_no_exposure(seed, unit):
    raw = soft(seed)
    scaled = copy.deepcopy(raw)
    scaled["objective"]["alpha"] /= unit
    for source in scaled["sources"]:
        source["amount_by_year"] = {y: a * unit for y, a in source["amount_by_year"].items()}
    people = scaled["establishments"]
    people["move_cost"] = [[c and c * unit for c in row] for row in people["move_cost"]]
    for key in ("convert_cost", "close_cost"):
        people[key] = [c and c * unit for c in people[key]]
    assert planned(scaled)["objective"]["total"] == pytest.approx(
        planned(raw)["objective"]["total"], rel=1e-5, abs=1e-5
    )


def test_no_money_and_nobody_may_stay_is_said_in_groups():
    raw = tiny(1)
    raw |= {"unresolved_factor": None, "fill_targets": [], "precedence": []}
    raw["establishments"] |= {
        "stay_allowed": [False] * 4,
        "move_cost": [[3.0, 3.0]] * 4,
        "needs": [[1.0]] * 4,
        "convert_cost": [None] * 4,
        "close_cost": [None] * 4,
    }
    raw["case_capacity"] = [9.0] * 3
    for source in raw["sources"]:
        source["amount_by_year"] = {y: 0.0 for y in source["amount_by_year"]}
    raw["sources"][1]["pays_for"] = ["convert"]
    conflict = explain(parse_problem(raw), 10)
    assert [row["group"] for row in conflict] == ["source:city", "stay"]
    assert [row["needs"] for row in conflict] == [pytest.approx(12.0), pytest.approx(4.0)]

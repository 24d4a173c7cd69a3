"""What must hold whatever the data: section 7 of the statement, on tiny problems drawn by hypothesis."""

import copy

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotrinh.relocation.model.answer import answer
from lotrinh.relocation.model.checker import check
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.solve import solve

from .problems import tiny

few = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 10_000)


def planned(raw):
    problem = parse_problem(raw)
    outcome = solve(problem, 60, 0.0, iterations=2)
    return None if outcome.options is None else answer(problem, outcome, 0.0)


def soft(seed):
    """A tiny problem that always has a plan: anyone may stay, at a price."""
    raw = tiny(seed)
    raw["unresolved_factor"] = 0.5
    raw["fill_targets"][0] |= {"hard": False, "price_per_m2": 0.7}
    return raw


def more_money(raw):
    for year in raw["sources"][0]["amount_by_year"]:
        raw["sources"][0]["amount_by_year"][year] += 5


def more_cases(raw):
    raw["case_capacity"] = [x + 1 for x in raw["case_capacity"]]


def more_land(raw):
    raw["zones"]["capacity"] = [[[t, [x + 2 for x in amounts]] for t, amounts in s] for s in raw["zones"]["capacity"]]


def another_eligibility(raw):
    raw["sources"][1]["pays_for"].append("close")


def another_option(raw):
    raw["establishments"]["change_trade_cost"] = [0.0] * len(raw["establishments"]["id"])


def no_forbidden_pair(raw):
    raw["forbidden_pairs"] = []


def no_precedence(raw):
    raw["precedence"] = []


@few
@given(
    seeds,
    st.sampled_from(
        [more_money, more_cases, more_land, another_eligibility, another_option, no_forbidden_pair, no_precedence]
    ),
)
def test_more_of_anything_is_never_worse(seed, loosen):
    raw = soft(seed)
    looser = copy.deepcopy(raw)
    loosen(looser)
    before, after = planned(raw), planned(looser)
    for value in (lambda a: a["objective"]["total"], lambda a: a["lower_bound"]):
        assert value(after) <= value(before) * (1 + 1e-6) + 1e-6


@few
@given(seeds)
def test_the_plan_fixed_as_signed_has_the_same_value(seed):
    raw = soft(seed)
    plan = planned(raw)
    raw["establishments"]["signed"] = [{k: d[k] for k in ("kind", "zone", "quarter")} for d in plan["decisions"]]
    again = planned(raw)
    assert check(raw, again) == []
    assert again["objective"]["total"] == pytest.approx(plan["objective"]["total"])


@few
@given(seeds, st.floats(0.1, 50))
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


@few
@given(seeds)
def test_a_source_split_in_halves_changes_nothing(seed):
    raw = soft(seed)
    halves = copy.deepcopy(raw)
    first = halves["sources"].pop(0)
    first["amount_by_year"] = {y: a / 2 for y, a in first["amount_by_year"].items()}
    halves["sources"] += [first | {"id": "left"}, first | {"id": "right"}]
    whole, split = planned(raw), planned(halves)
    assert check(halves, split) == []
    assert split["objective"]["total"] == pytest.approx(whole["objective"]["total"], rel=1e-5, abs=1e-5)
    assert split["lower_bound"] == pytest.approx(whole["lower_bound"], rel=1e-5, abs=1e-5)


@few
@given(seeds)
def test_new_names_in_a_new_order_change_nothing(seed):
    raw = soft(seed)
    other, n = copy.deepcopy(raw), len(raw["establishments"]["id"])
    order = np.random.default_rng(seed).permutation(n)
    people = {
        key: [column[i] for i in order] if isinstance(column, list) else column
        for key, column in other["establishments"].items()
    }
    people["id"] = [f"x{name}" for name in people["id"]]
    other |= {"establishments": people, "precedence": [[f"x{a}", f"x{b}"] for a, b in raw["precedence"]]}
    other["sources"].reverse()
    assert planned(other)["objective"]["total"] == pytest.approx(planned(raw)["objective"]["total"], rel=1e-5, abs=1e-5)


@few
@given(seeds)
def test_twice_of_everything_doubles_the_bound(seed):
    raw = soft(seed)
    # Of the LP as stated: which sharper rows are added depends on which of many equal solutions it had.
    raw["zones"]["accepts"] = [["a", "b"]] * len(raw["zones"]["id"])
    double = copy.deepcopy(raw)
    people = double["establishments"]
    for key, column in people.items():
        if isinstance(column, list):
            people[key] = column + column
    n = len(raw["establishments"]["id"])
    people["id"] = [f"E{i}" for i in range(2 * n)]
    double["precedence"] += [[f"E{int(a[1:]) + n}", f"E{int(b[1:]) + n}"] for a, b in raw["precedence"]]
    double["case_capacity"] = [2 * x for x in raw["case_capacity"]]
    double["zones"]["capacity"] = [[[t, [2 * x for x in a]] for t, a in s] for s in raw["zones"]["capacity"]]
    for source in double["sources"]:
        source["amount_by_year"] = {y: 2 * a for y, a in source["amount_by_year"].items()}
    for target in double["fill_targets"]:
        target["leasable_m2"], target["let_outside_m2"] = 2 * target["leasable_m2"], 2 * target["let_outside_m2"]
    assert planned(double)["lower_bound"] == pytest.approx(2 * planned(raw)["lower_bound"], rel=1e-5, abs=1e-5)


def assignment_class(name, rng, jobs, agents):
    """(weights, costs, limits) of a class of Chu & Beasley (1997), after Martello & Toth; E after Laguna et al."""
    uniform = rng.uniform(1e-3, 1, (jobs, agents))
    weight, cost = rng.integers(5, 26, (jobs, agents)), rng.integers(10, 51, (jobs, agents))
    if name == "D":
        weight = rng.integers(1, 101, (jobs, agents))
        cost = 111 - weight + rng.integers(-10, 11, (jobs, agents))
    if name == "E":
        weight = np.round(1 - 10 * np.log(uniform), 2)
        cost = np.round(1000 / weight - 10 * rng.uniform(0, 1, (jobs, agents)), 2)
        cost -= min(0.0, cost.min())  # the format knows no negative money; the same amount more for each job
    limit = 0.8 * weight.sum(axis=0) / agents
    if name in "AB":
        heaviest = np.bincount(
            cost.argmin(axis=1), weights=weight[np.arange(jobs), cost.argmin(axis=1)], minlength=agents
        )
        limit = np.full(agents, 9 * jobs / agents + 0.4 * heaviest.max()) * (0.7 if name == "B" else 1.0)
    return weight, cost, limit.tolist()


@pytest.mark.parametrize("name", list("ABCDE"))
@pytest.mark.parametrize("seed", range(2))
def test_one_quarter_without_money_is_a_generalised_assignment(seed, name):
    """A weight of its own for each agent is a resource of its own for each zone; solved exactly beside it."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    agents, jobs = 4, 16
    weight, cost, limit = assignment_class(name, np.random.default_rng(seed), jobs, agents)
    raw = soft(0)
    raw |= {"quarters": ["2027Q1"], "case_capacity": [1e15], "precedence": [], "forbidden_pairs": [], "groups": ["a"]}
    raw |= {"fill_targets": [], "unresolved_factor": None, "objective": {"mode": "weighted", "alpha": 1, "beta": 0}}
    raw["resources"] = [f"r{j}" for j in range(agents)]
    raw["sources"] = [{"id": "s", "amount_by_year": {"2027": 1e15}, "carry_over": 0, "pays_for": ["move"]}]
    raw["zones"] = {
        "id": [f"Z{j}" for j in range(agents)],
        "cluster": ["C"] * agents,
        "capacity": [[[0, [limit[r] if r == j else 1e6 for r in range(agents)]]] for j in range(agents)],
        "accepts": [["a"]] * agents,
    }
    none = [None] * jobs
    raw["establishments"] = {
        "id": [f"E{i}" for i in range(jobs)], "sector": ["saw"] * jobs, "group": ["a"] * jobs, "exposure": [0] * jobs,
        "workers": [0] * jobs, "needs": weight.tolist(), "stay_allowed": [False] * jobs, "earliest": [0] * jobs,
        "signed": none, "move_cost": cost.tolist(), "move_exposure": 0, "distance_km": (0 * cost).tolist(),
        "convert_cost": none, "change_trade_cost": none, "close_cost": none,
    }  # fmt: skip
    once = np.kron(np.eye(jobs), np.ones(agents))
    load = np.array([(np.arange(agents) == j) * weight for j in range(agents)]).reshape(agents, -1)
    best = milp(
        cost.ravel(),
        integrality=np.ones(cost.size),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(once, 1, 1), LinearConstraint(load, -np.inf, limit)],
    )
    plan = planned(raw)
    if best.status == 2:
        assert plan is None
        return
    assert check(raw, plan) == []
    assert plan["objective"]["total"] == pytest.approx(best.fun)
    assert plan["lower_bound"] <= best.fun + 1e-6

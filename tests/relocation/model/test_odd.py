"""Every feature at once in odd ways: the planner against the exact optimum of the whole model, and its own checker."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotrinh.relocation.model.answer import answer
from lotrinh.relocation.model.checker import check
from lotrinh.relocation.model.conflict import explain
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.solve import solve

from .exact import exact_total
from .odd_problems import odd

CLOSE = 1e-5


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.integers(1, 7), st.integers(0, 3), st.integers(1, 6), st.booleans())
def test_the_plan_is_the_best_there_is_or_none_exists(seed, n, zones, quarters, scales):
    raw = odd(seed, n, zones, quarters, scales)
    problem, best = parse_problem(raw), exact_total(raw)
    outcome = solve(problem, 60, 0.0, iterations=2, still_good=0.0)
    if best is None:
        assert outcome.options is None
        assert explain(problem, 20)
        return
    plan = answer(problem, outcome, 0.0)
    assert check(raw, plan) == []
    slack = raw["objective"].get("slack", 0)
    total, near = plan["objective"]["total"], CLOSE * max(abs(best), 1e-9)
    assert best - near <= total <= best * (1 + slack) + near
    assert plan["lower_bound"] <= best + near


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(1576, id="a group at odds of one that needs no land"),
        pytest.param(1920, id="neighbours at odds, neither of whom needs land"),
        pytest.param(4331, id="a shortfall of less than a square centimetre"),
    ],
)
def test_what_was_once_planned_wrongly(seed):
    sizes = {1576: (6, 3, 4, False), 1920: (5, 3, 6, False), 4331: (5, 3, 3, True)}[seed]
    raw = odd(seed, *sizes)
    problem = parse_problem(raw)
    outcome = solve(problem, 60, 0.0, iterations=2, still_good=0.0)
    assert (outcome.options is None) == (exact_total(raw) is None)
    if outcome.options is not None:
        assert check(raw, answer(problem, outcome, 0.0)) == []

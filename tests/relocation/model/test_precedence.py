"""Precedence group by group: the same best plans and prices as all its rows at once."""

from itertools import product

import numpy as np
import pytest

from lotrinh.relocation.model.answer import answer
from lotrinh.relocation.model.bound import lower_bound, settle
from lotrinh.relocation.model.budget import Budget
from lotrinh.relocation.model.families import generate_problem
from lotrinh.relocation.model.master import UNDONE
from lotrinh.relocation.model.options import allowed_block
from lotrinh.relocation.model.pricing import setting
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.solve import penalty_of, solve
from lotrinh.relocation.model.tied_prices import by_quarter
from lotrinh.relocation.model.ties import Ties

from .problems import tiny

TREES = {
    "a-chain": [(0, 1), (1, 2), (2, 3)],
    "one-before-all": [(3, 0), (3, 1), (3, 2)],
    "one-after-all": [(0, 2), (1, 2), (3, 2)],
    "there-and-back": [(0, 1), (2, 1), (2, 3)],
}


def tied(seed, pairs):
    raw = tiny(seed) | {"precedence": [[f"E{a}", f"E{b}"] for a, b in pairs]}
    problem = parse_problem(raw)
    here = setting(problem, penalty_of(problem), Budget(60))
    prices = np.random.default_rng(seed).uniform(0, 0.5, here.rows.count)
    prices[here.rows.starts["precedence"] : here.rows.starts["compatibility"]] = 0.0
    return here, settle(problem, here.rows, prices)


def cheapest_together(here, prices, pairs):
    """The least cost of the four together, by trying every quarter of each (the last stands for staying)."""
    tree = here.tree
    _, cost, _ = by_quarter(here.problem, here.rows, prices, tree.tied)
    cost = dict(zip(tree.tied.tolist(), cost, strict=True))
    every = range(here.problem.horizon + 1)
    plans = [plan for plan in product(every, repeat=4) if all(plan[a] <= plan[b] for a, b in pairs)]
    return min(sum(cost[i][t] for i, t in enumerate(plan)) for plan in plans)


@pytest.mark.parametrize("pairs", TREES.values(), ids=TREES)
@pytest.mark.parametrize("seed", range(6))
def test_prices_of_precedence_prove_what_the_group_costs_at_least(seed, pairs):
    here, prices = tied(seed, pairs)
    best, (settled, joint) = cheapest_together(here, prices, pairs), here.settled(prices)
    if not np.isfinite(best):
        return
    constant = (
        lower_bound(here.problem, here.rows, prices)
        - by_quarter(here.problem, here.rows, prices, np.arange(4))[1].min(axis=1).sum()
    )
    assert lower_bound(here.problem, here.rows, settled) == pytest.approx(constant + best)
    assert joint.cost.min(axis=1) == pytest.approx(best)


@pytest.mark.parametrize("pairs", TREES.values(), ids=TREES)
@pytest.mark.parametrize("seed", range(6))
def test_what_the_tied_take_together_keeps_the_order(seed, pairs):
    here, prices = tied(seed, pairs)
    joint = here.settled(prices)[1]
    if not joint.able.all():
        return
    quarter = np.where(joint.best == here.problem.stay_code, here.problem.horizon, here.problem.decode(joint.best)[2])
    assert all(quarter[a] <= quarter[b] for a, b in pairs)


def test_the_lp_is_the_same_with_all_rows_and_with_those_that_can_bind():
    problem = parse_problem(generate_problem("precedence", 60, 1, zones=3, quarters=8))
    here = setting(problem, penalty_of(problem), Budget(60))
    master = here.master(here.everyone)
    master.add(*np.nonzero(allowed_block(problem, 0, problem.n)))
    simplex, interior = master.linear(60), master.interior(60)
    assert len(master.needed(master.matrix())) < master.rows.count + problem.n
    assert interior.value == pytest.approx(simplex.value, rel=1e-4)
    for solved in (simplex, interior):
        proven = lower_bound(problem, here.rows, settle(problem, here.rows, solved.prices))
        assert proven == pytest.approx(solved.value, rel=1e-3)


def test_who_is_tied_is_drawn_together():
    problem = parse_problem(generate_problem("precedence", 60, 1, zones=3, quarters=8))
    ties = Ties(problem)
    drawn = ties.about(np.random.default_rng(0).permutation(problem.n), 20)
    assert np.array_equal(ties.whole(drawn), drawn)
    assert 15 <= len(drawn) <= 40


def test_many_in_long_chains_are_planned_near_the_bound():
    """Above the size where everyone is in the LP at once the tied are held or freed in whole groups."""
    raw = generate_problem("precedence", 4200, 1, zones=4, quarters=6)
    problem = parse_problem(raw)
    outcome = solve(problem, 300, gap=0.01, iterations=0)
    assert (outcome.options != UNDONE).all()
    value = float(lower_bound(problem, outcome.rows, outcome.prices))
    assert value == pytest.approx(outcome.bound)
    assert answer(problem, outcome, 0.0)["gap"] < 0.01

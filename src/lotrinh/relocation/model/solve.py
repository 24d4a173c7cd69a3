"""The whole solution of one problem: prices, plan, payments. Vietnamese: giải bài toán di dời."""

from dataclasses import dataclass, replace

import numpy as np

from .bound import blocks, lower_bound, settle
from .budget import Budget
from .cuts import sharpened
from .many import WHOLE, prices_of
from .master import UNDONE
from .mixing import decided, of_many
from .options import allowed_block, objective_block
from .pricing import Prices, Setting, Tell, generate, setting
from .problem import FREE, NO_OPTION, Floats, Ints, Problem, sub_problem
from .quick import quick_plan
from .rows import Rows, cost_of, rows_like
from .sample import ROUGH, sampled_prices
from .search import Search
from .stages import later_stages
from .units import in_solver_units

ANSWERING = 3e-4
"""Processor seconds an establishment takes to be checked and written, twice over, kept free at the end."""

MOST = 1e15
"""The highest price the answer's format knows; any lower one proves a bound too."""

STILL_GOOD = 0.008
"""A plan in force that still holds and is as near the bound as this is left as it is: every change has its price."""


@dataclass(slots=True, eq=False)
class Outcome:
    """What the solver found: a plan or none, the prices and what they prove, and whether no plan can exist."""

    rows: Rows
    prices: Floats
    bound: float
    options: Ints | None = None
    paid: dict[tuple[int, int, int], float] | None = None  # (source, kind, year) → million đồng
    impossible: bool = False
    branched: float | None = None
    """The bound proven by branching, where that says more than the prices."""


def solve(
    problem: Problem,
    seconds: float = 60,
    gap: float = 0.0005,
    seed: int = 0,
    iterations: int | None = None,
    tell: Tell | None = None,
    budget: Budget | None = None,
    still_good: float = STILL_GOOD,
) -> Outcome:
    """The best plan the budget allows; `budget.stop()` from elsewhere ends the run with the best plan so far."""
    budget = budget or Budget(seconds, iterations)
    rows_told = setting(problem, 1.0, budget).rows
    outcome = Outcome(rows_told, np.zeros(rows_told.count), -np.inf)
    outcome.bound = lower_bound(problem, rows_told, outcome.prices)
    if problem.n == 0 or not np.isfinite(outcome.bound):
        missed = any(f.hard and f.need_m2 > 0 for f in problem.fills)
        outcome.impossible = not np.isfinite(outcome.bound) or missed
        if not outcome.impossible:
            outcome.options, outcome.paid = np.zeros(0, dtype=int), {}
        return outcome
    scaled, units = in_solver_units(problem)
    here = setting(scaled, penalty_of(scaled), budget)

    def told(bound: float, best: float | None) -> None:
        if tell is not None:
            tell(bound * units.objective, None if best is None else best * units.objective)

    keep = _kept_for_the_end(problem, budget)
    # Of few, and not to be hurried or stopped: what a run that ends early has to show hangs on these prices.
    rough = sampled_prices(here.finishing(), seed, 1.0, size=min(ROUGH, scaled.n // 3))
    known = [_nobody_moves(scaled), quick_plan(scaled, here.rows, rough)]
    begun = _prices(here, rough, known[-1], seed, keep, told)
    here, found = begun.here, begun.found
    if found.bound > -np.inf:
        rows_told = rows_like(here.rows, problem)
        prices = settle(problem, rows_told, np.minimum(units.prices(rows_told, found.prices), MOST))
        bound = lower_bound(problem, rows_told, prices)
        if bound > outcome.bound:
            outcome.rows, outcome.prices, outcome.bound = rows_told, prices, bound
    if found.converged and found.solved is not None and not found.solved.complete and cannot_be(scaled, budget):
        outcome.impossible = True
        return outcome
    search = Search(begun.there, found, seed, begun.start)
    _seek(search, known, keep, gap, still_good, told)
    if search.branched > found.bound:
        outcome.branched = search.branched * units.objective
    _finish(search, outcome, units.money)
    return outcome


def penalty_of(problem: Problem) -> float:
    """More than any single establishment can gain by an option somebody could pay: what an unplaced one costs."""
    worst, money = 1.0, sum(sum(source.amounts) for source in problem.sources)
    some = sub_problem(problem, np.linspace(0, problem.n - 1, min(problem.n, 2000)).astype(int))
    for first, last in blocks(some):
        row, option = np.nonzero(allowed_block(some, first, last))
        payable = cost_of(some, first + row, option) <= money
        worst = float(objective_block(some, first, last)[row[payable], option[payable]].max(initial=worst))
    return 20 * worst


def _answering(budget: Budget, n: int) -> float:
    return ANSWERING * n * budget.slowness()


def _kept_for_the_end(problem: Problem, budget: Budget) -> float:
    """The share of the time after which the plan must be ready to be completed, checked and written."""
    ending = 0.3 + 0.05 * budget.seconds + _answering(budget, problem.n)
    if problem.objective.mode == "lexicographic":
        ending += 2 * _stage_most(budget)
    return max(0.3, 1 - ending / max(budget.seconds, 1e-9))


@dataclass(frozen=True, slots=True, eq=False)
class Begun:
    """`found` proves the bound in `here`; the first plan is made from `start`, the LP of `there`."""

    here: Setting
    found: Prices
    there: Setting
    start: Prices


def _prices(here: Setting, rough: Floats, plan: Ints, seed: int, keep: float, told: Tell) -> Begun:
    """With free zones the plan begins from an LP that has decided for each which groups it takes."""
    large = here.problem.n > 2500
    if here.extra.choice and here.problem.n > WHOLE:
        return Begun(*of_many(here, rough, seed, 0.75 * keep, told))
    first = sampled_prices(here, seed, (0.2 if large else 0.15) * keep, rough)
    found = prices_of(here, first, (0.6 if large else 0.35) * keep, told, plan)
    if not here.extra.choice or not found.converged:
        return Begun(here, found, here, found)
    here, found = sharpened(here, found, (0.7 if large else 0.5) * keep, told)
    # The master goes on being changed; what it proved before stays proven.
    return Begun(here, found, here, decided(here, found, 0.6 * keep))


def cannot_be(problem: Problem, budget: Budget) -> bool:
    """Whether prices prove that no plan exists, even one that divides establishments."""
    found = without_cost(problem, budget)
    return found.bound > 1e-7


def without_cost(problem: Problem, budget: Budget, share: float = 1.0) -> Prices:
    """The LP that asks only how many must be left without an option (or how many m² missing)."""
    free = replace(
        problem,
        exposure=0 * problem.exposure,
        move_exposure=0 * problem.move_exposure,
        objective=replace(problem.objective, alpha=0.0, beta=0.0),
        fills=tuple(f if f.hard else replace(f, price_per_m2=0.0) for f in problem.fills),
    )
    here = setting(free, 1.0, budget)
    return generate(here, here.master(here.everyone), np.zeros(here.rows.count), share, tolerance=1e-9)


def _seek(search: Search, known: list[Ints], keep: float, gap: float, still_good: float, told: Tell) -> None:
    """`known`: plans to begin from, whatever they are worth, so that a run that is stopped has one."""
    problem = search.problem
    if problem.in_force is not None and _still_allowed(problem):
        search.adopt(problem.in_force)
        if search.within(still_good):
            return
    for options in known:
        search.adopt(options)
    share = 0.55 * keep if problem.n <= 2500 else 0.85 * keep
    if search.plan is None or search.budget.until(share) > 0:
        search.begin(share)
    poor = search.plan is None or not search.plan.complete
    if poor or (search.budget.until(share) == 0 and problem.n <= WHOLE):
        search.adopt(quick_plan(problem, search.here.rows, search.start.prices))
    search.improve(0.6 * keep if problem.n <= 400 else keep, gap, told)
    search.branch(keep, gap, told)
    if search.budget.iterations is None:
        search.improve(keep, gap, told)


def _nobody_moves(problem: Problem) -> Ints:
    """Everyone stays but those whose decision is made: a poor plan, but better than none."""
    fixed = problem.fixed()
    may_stay = problem.stay_allowed | (problem.unresolved_factor is not None)
    return np.where(fixed == FREE, np.where(may_stay, problem.stay_code, UNDONE), fixed)


def _still_allowed(problem: Problem) -> bool:
    """Whether the plan in force names an option for everyone that the data still allow."""
    told, fixed = problem.in_force, problem.fixed()
    if told is None or (told < 0).any() or (fixed == NO_OPTION).any():
        return False
    return all(
        bool(allowed_block(problem, a, b)[np.arange(b - a), told[a:b]].all()) for a, b in blocks(problem)
    ) and bool(((fixed == FREE) | (fixed == told)).all())


def _stage_seconds(budget: Budget, n: int) -> float:
    """For each of the two later stages: little, and no more than is left before the plan must be written."""
    return min(_stage_most(budget), (budget.left() - 0.3 - _answering(budget, n)) / 2)


def _stage_most(budget: Budget) -> float:
    return min(6.0, 0.08 * budget.seconds)


def _finish(search: Search, outcome: Outcome, money: float) -> None:
    """The later stages of the lexicographic mode, then who pays what."""
    plan, here = search.plan, search.here
    if plan is None or not plan.complete:
        return
    options = plan.options
    seconds = _stage_seconds(here.budget, here.problem.n)
    if here.problem.objective.mode == "lexicographic" and seconds > 0:
        options = later_stages(search, seconds)
    outcome.options, outcome.paid = options, payments(here, options, money)


def payments(here: Setting, options: Ints, money: float) -> dict[tuple[int, int, int], float]:
    """(source, kind, year) → million đồng: a flow from the sources that pays the plan, docs/relocation.md (4)–(5)."""
    used, s = here.use_of(here.everyone, options), here.rows.starts
    master = here.finishing().master(np.zeros(0, dtype=int), used=used)
    master.right[: s["kind"]] = np.inf
    master.right[s["fill"] :] = np.inf
    # The plan holds to the solver's tolerance; a thousandth of the checker's is left open here.
    master.right[s["kind"] : s["fill"]] += 1e-9 * (1 + np.abs(used[s["kind"] : s["fill"]]))
    solved = master.linear(60)
    return {
        name[1:]: float(amount) * money
        for name, amount in zip(here.extra.names, solved.extra, strict=True)
        if name[0] == "pay" and amount > 1e-12
    }

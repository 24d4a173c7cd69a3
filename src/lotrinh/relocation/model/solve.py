"""The whole solution of one problem: prices, plan, payments. Vietnamese: giải bài toán di dời."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .bound import lower_bound, settle
from .master import Master
from .options import allowed_block, objective_block
from .pricing import LARGE, Prices, generate, sampled_prices
from .problem import Problem
from .rows import Extra, Rows, extra_columns, make_rows
from .search import Search
from .stages import later_stages


@dataclass(slots=True, eq=False)
class Outcome:
    """What the solver found: a plan or none, the prices and what they prove, and whether no plan exists."""

    options: NDArray | None
    extra: NDArray | None
    rows: Rows
    columns: Extra
    prices: NDArray
    bound: float
    impossible: bool = False
    branched: float | None = None


def penalty_of(problem: Problem) -> float:
    """More than any single establishment can gain: what an unplaced one costs in the master."""
    sample = np.linspace(0, problem.n - 1, min(problem.n, 2000)).astype(int) if problem.n else []
    worst = max((float(objective_block(problem, i, i + 1).max()) for i in sample), default=1.0)
    return 20 * max(worst, 1.0)


def _make(problem: Problem):
    rows = make_rows(problem)
    return rows, extra_columns(problem, rows)


def _widen(sampled: NDArray, rows: Rows) -> NDArray:
    """Prices of a sample, which has no precedence rows, in the full problem's order."""
    wide = np.zeros(rows.count)
    first, after = rows.starts["precedence"], rows.starts["compatibility"]
    wide[:first] = sampled[:first]
    wide[after:] = sampled[first:]
    return wide


def solve(
    problem: Problem,
    seconds: float = 60,
    gap: float = 0.0005,
    seed: int = 0,
    iterations: int | None = None,
    tell=None,
    began: float | None = None,
) -> Outcome:
    """Raises KeyboardInterrupt only before any plan is known."""
    began = time.monotonic() if began is None else began
    end = began + seconds * 0.94 - 0.3
    if problem.objective.mode == "lexicographic":
        end -= 2 * _stage_seconds(seconds)
    rows, extra = _make(problem)
    penalty = penalty_of(problem)
    outcome = Outcome(None, None, rows, extra, np.zeros(rows.count), -np.inf)
    outcome.bound = lower_bound(problem, rows, settle(problem, rows, outcome.prices))
    if problem.n == 0 or not np.isfinite(outcome.bound):
        outcome.impossible = (
            not np.isfinite(outcome.bound) or problem.n == 0 and any(f.hard and f.need_m2 > 0 for f in problem.fills)
        )
        if problem.n == 0 and not outcome.impossible:
            outcome.options = np.zeros(0, dtype=int)
        return outcome
    sampled = sampled_prices(problem, penalty, began + seconds * (0.2 if problem.n <= LARGE else 0.35), seed, _make)
    start = None if sampled is None else _widen(sampled, rows)
    search = None
    try:
        found = (
            Prices(settle(problem, rows, start), -np.inf)
            if problem.n > LARGE
            else _full_prices(problem, rows, extra, penalty, began, seconds, start, tell)
        )
        outcome.prices, outcome.bound = found.prices, lower_bound(problem, rows, found.prices)
        undone = found.solved is not None and float(found.solved.undone.sum()) > 1e-6
        short = (
            found.solved is not None
            and found.solved.extra[len(extra.names) : len(extra.names) + len(found.master.hard)].sum() > 1e-5
        )
        if found.converged and (undone or short):
            outcome.impossible = True
            return outcome
        search = Search(problem, rows, extra, found, penalty, seed)
        _seek(problem, search, outcome, end, gap, iterations, tell)
    except KeyboardInterrupt:
        if search is None or search.plan is None:
            raise
    _finish(problem, search, outcome, _stage_seconds(seconds))
    return outcome


def _full_prices(problem, rows, extra, penalty, began, seconds, start, tell) -> Prices:
    """Column generation over everyone, within its share of the time."""
    until = began + seconds * (0.45 if problem.n > 2500 else 0.3)
    return generate(problem, rows, extra, penalty, until, start, tell=(lambda b, v: tell(b, None)) if tell else None)


def _seek(problem, search, outcome, end, gap, iterations, tell):
    left = end - time.monotonic()
    told = problem.in_force
    if told is not None and (told >= 0).all():
        fixed = problem.fixed()
        fits = all(allowed_block(problem, i, i + 1)[0, told[i]] for i in range(problem.n))
        if fits and not (fixed == -2).any():
            search.adopt(told, left / 4)
        if search.plan is not None and search.plan.merit - outcome.bound <= 0.005 * abs(search.plan.merit):
            return
    if problem.n > LARGE:
        search.begin_by_parts(left * 0.7)
    else:
        search.begin(max(1.0, left * 0.35))
    search.improve(end - time.monotonic(), iterations, gap, lambda: outcome.bound, tell)


def _stage_seconds(seconds: float) -> float:
    return min(6.0, 0.08 * seconds)


def _finish(problem: Problem, search: Search | None, outcome: Outcome, stage_seconds: float):
    """Payments and shortfalls of the plan, from the master with everyone fixed."""
    if search is None or search.plan is None or not search.plan.complete:
        return
    options = search.plan.options
    if problem.objective.mode == "lexicographic":
        options = later_stages(search, stage_seconds)
    outcome.options = options
    outcome.extra = settle_money(problem, outcome.rows, outcome.columns, options, search.penalty)


def settle_money(problem, rows, extra, options, penalty) -> NDArray | None:
    """The extra columns (payments, carried money, shortfalls, sets) that make the plan hold; None when none do."""
    members = np.arange(problem.n)
    master = Master(problem, rows, extra, members, penalty)
    master.add(members, options)
    solved = master.integer(60)
    if not solved.found or solved.undone.sum() > 0.5:
        return None
    return solved.extra[: len(extra.names)]

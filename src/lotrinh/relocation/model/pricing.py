"""Column generation: prices that prove a bound, and the options worth keeping. docs/relocation.md (14)–(15)."""

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .bound import apply_prices, blocks, settle, value_block
from .master import Master
from .problem import Problem
from .rows import Extra, Rows

SAMPLE = 1200
LARGE = 6000  # above, the prices come from a larger sample alone
LARGE_SAMPLE = 1500


@dataclass(slots=True, eq=False)
class Prices:
    """The best prices found so far and what they prove."""

    prices: NDArray
    bound: float
    converged: bool = False
    master: Master | None = None
    solved: object = None


def look(problem: Problem, rows: Rows, prices: NDArray, members: NDArray | None = None, keep: int = 0):
    """(bound over all, best option and its value, `keep` next best options) at settled prices."""
    priced = apply_prices(problem, rows, prices)
    best, value, more = [], [], []
    for first, last in blocks(problem):
        table = value_block(problem, priced, first, last)
        arg = table.argmin(axis=1)
        best.append(arg), value.append(table[np.arange(last - first), arg])
        if keep:
            near = np.argpartition(table, min(keep, table.shape[1]) - 1, axis=1)[:, :keep]
            cost = np.take_along_axis(table, near, axis=1)
            order = np.argsort(cost, axis=1, kind="stable")
            more.append((np.take_along_axis(near, order, axis=1), np.take_along_axis(cost, order, axis=1)))
    best = np.concatenate(best) if best else np.zeros(0, dtype=int)
    value = np.concatenate(value) if value else np.zeros(0)
    bound = priced.constant + float(value.sum())
    bound -= 1e-11 * (abs(priced.constant) + float(np.abs(value[np.isfinite(value)]).sum()))
    near = (np.concatenate([m[0] for m in more]), np.concatenate([m[1] for m in more])) if more else None
    return bound, best, value, near


def sub_problem(problem: Problem, members: NDArray) -> Problem:
    """The establishments of `members` alone; shared right sides are scaled by the master, precedence is left to it."""
    place = {int(i): p for p, i in enumerate(members)}
    return replace(
        problem,
        ids=tuple(problem.ids[i] for i in members),
        group=problem.group[members],
        exposure=problem.exposure[members],
        workers=problem.workers[members],
        needs=problem.needs[members],
        stay_allowed=problem.stay_allowed[members],
        earliest=problem.earliest[members],
        move_cost=problem.move_cost[members],
        move_exposure=problem.move_exposure[members],
        distance_km=problem.distance_km[members],
        other_cost=problem.other_cost[members],
        signed=problem.signed[members],
        in_force=None if problem.in_force is None else problem.in_force[members],
        precedence=tuple((place[a], place[b]) for a, b in problem.precedence if a in place and b in place),
    )


def generate(
    problem: Problem,
    rows: Rows,
    extra: Extra,
    penalty: float,
    deadline: float,
    start: NDArray | None = None,
    scale: float = 1.0,
    tell=None,
    most: int = 200,
    tolerance: float = 2e-6,
) -> Prices:
    """Column generation with smoothed prices until the bound meets the LP or time ends."""
    master = Master(problem, rows, extra, np.arange(problem.n), penalty, scale)
    center = np.zeros(rows.count) if start is None else start.copy()
    everyone = np.arange(problem.n)
    found = Prices(center, -np.inf, master=master)
    weight = 0.5
    _, best, value, near = look(problem, rows, settle(problem, rows, center.copy()), keep=4)
    good = np.isfinite(near[1])
    master.add(np.repeat(everyone, near[0].shape[1])[good.ravel()], near[0].ravel()[good.ravel()])
    for _ in range(most):
        solved = master.linear(max(0.2, deadline - time.monotonic()))
        if not solved.found:
            break
        found.solved = solved
        added = 0
        for smooth in (weight, 0.0):
            prices = settle(problem, rows, smooth * center + (1 - smooth) * solved.prices)
            bound, best, value, _ = look(problem, rows, prices)
            if scale != 1.0:
                bound = scaled_bound(problem, rows, prices, value, scale)
            if bound > found.bound:
                found.bound, found.prices = bound, prices.copy()
                center = prices
            able = np.isfinite(value)
            added = master.add(everyone[able], best[able])
            if added or smooth == 0.0 or time.monotonic() > deadline:
                break
        if tell:
            tell(found.bound, solved.value)
        if solved.value - found.bound <= tolerance * abs(solved.value) or not added:
            found.converged = True
            break
        if time.monotonic() > deadline:
            break
    return found


def scaled_bound(problem, rows, prices, value, scale):
    """The bound of the sampled problem, whose right sides are scaled."""
    constant = apply_prices(problem, rows, prices).constant
    return scale * constant + float(value.sum())


def sampled_prices(problem: Problem, penalty: float, deadline: float, seed: int, make) -> NDArray | None:
    """Prices of the LP of a sample with right sides scaled down: a start for the full one."""
    if problem.n <= 2 * SAMPLE:
        return None
    draw = np.random.default_rng(seed).permutation(problem.n)[: SAMPLE if problem.n <= LARGE else LARGE_SAMPLE]
    members = np.sort(draw)
    part = sub_problem(problem, members)
    rows, extra = make(replace(part, precedence=()))
    full_rows, full_extra = make(replace(problem, precedence=()))
    # z's coefficients are of the full problem: the master scales them.
    part = replace(part, precedence=())
    found = generate(
        part,
        _with_right(rows, full_rows),
        full_extra,
        penalty,
        deadline,
        scale=len(members) / problem.n,
        tolerance=1e-4,
        most=60,
    )
    return found.prices


def _with_right(rows: Rows, full: Rows) -> Rows:
    return replace(rows, right=full.right, compatibility=full.compatibility)

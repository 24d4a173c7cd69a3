"""Column generation: prices that prove a bound, and the options worth keeping. docs/relocation.md (14)–(15)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy.sparse as sp

from .bound import apply_prices, blocks, outward, settle, value_block
from .budget import Budget
from .master import Master, Solved, as_pairs
from .options import allowed_block
from .problem import Bools, Floats, Ints, Problem
from .rows import Extra, Rows, extra_columns, make_rows, uses

SAMPLE = 1500
WHOLE = 4000  # up to here everyone is in the LP from the start
CORE_SHARE = 0.05  # of a larger problem's establishments, those whose best option is least certain
TOLERANCE = 2e-6
ROOM = 0.97  # of each limit that those outside the core may use up
NEAR = 4  # options an establishment of a large problem starts with
SPREAD = 12  # options an establishment starts with where no prices are known yet

Tell = Callable[[float, float | None], None]


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """One problem with its shared rows and what unplaced establishments cost: what every step needs."""

    problem: Problem
    rows: Rows
    extra: Extra
    penalty: float
    budget: Budget

    @property
    def everyone(self) -> Ints:
        return np.arange(self.problem.n)

    def finishing(self) -> "Setting":
        """The same with a minute of its own: what is nearly done is finished even after a stop."""
        return replace(self, budget=Budget(60))

    def use_of(self, who: Ints, options: Ints) -> Floats:
        """What these options use of every shared row."""
        return np.asarray(uses(self.problem, self.rows, who, options).sum(axis=1)).ravel()

    def master(
        self, members: Ints, scale: float = 1.0, used: Floats | None = None, elastic: Floats | None = None
    ) -> Master:
        return Master(self.problem, self.rows, self.extra, members, self.penalty, self.budget, scale, used, elastic)


def setting(problem: Problem, penalty: float, budget: Budget) -> Setting:
    rows = make_rows(problem)
    return Setting(problem, rows, extra_columns(problem, rows), penalty, budget)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """All options at some prices: each member's best, its value, and the next best ones in order."""

    bound: float  # of the members, before what others use
    best: Ints
    value: Floats
    near: Ints  # (members, keep)
    near_value: Floats

    @property
    def good(self) -> Bools:
        return np.isfinite(self.near_value)


def look(problem: Problem, rows: Rows, prices: Floats, members: Ints | None = None, keep: int = 1) -> Seen:
    """Price every option of the members (None: of everyone) at settled prices."""
    priced = apply_prices(problem, rows, prices)
    part = problem
    if members is not None:
        part, priced = sub_problem(problem, members), priced.among(members)
    keep = min(keep, problem.option_count)
    near, cost = np.zeros((part.n, keep), dtype=int), np.zeros((part.n, keep))
    for first, last in blocks(part):
        table = value_block(part, priced, first, last)
        if keep == 1:
            some = table.argmin(axis=1)[:, None]
        elif keep < table.shape[1]:
            some = np.argpartition(table, keep - 1, axis=1)[:, :keep]
        else:
            some = np.tile(np.arange(keep), (last - first, 1))
        value = np.take_along_axis(table, some, axis=1)
        order = np.lexsort((some, value), axis=1)
        near[first:last] = np.take_along_axis(some, order, axis=1)
        cost[first:last] = np.take_along_axis(value, order, axis=1)
    return Seen(outward(priced.constant, cost[:, 0].tolist()), near[:, 0], cost[:, 0], near, cost)


def sub_problem(problem: Problem, members: Ints) -> Problem:
    """The establishments of `members` alone; shared right sides and precedence are left to the master."""
    return replace(
        problem,
        ids=tuple(problem.ids[i] for i in members.tolist()),
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
        precedence=(),
    )


@dataclass(slots=True, eq=False)
class Prices:
    """The best prices found so far, what they prove, and the LP they came from."""

    prices: Floats
    bound: float
    master: Master
    solved: Solved | None = None
    held: Ints | None = None  # best options of those outside the LP
    converged: bool = False


def generate(
    here: Setting,
    master: Master,
    start: Floats,
    share: float,
    tolerance: float = TOLERANCE,
    most: int = 200,
    scale: float = 1.0,
    used: Floats | None = None,
    tell: Tell | None = None,
) -> Prices:
    """Column generation over the master's members with smoothed prices, until the bound meets the LP or time ends."""
    problem, rows, budget = here.problem, here.rows, here.budget
    members = master.members if len(master.members) < problem.n else None

    def proven(prices: Floats, seen: Seen) -> float:
        constant = apply_prices(problem, rows, prices).constant if scale != 1.0 else 0.0
        return seen.bound + (scale - 1.0) * constant + (0.0 if used is None else float(prices @ used))

    found = Prices(settle(problem, rows, start), -np.inf, master)
    center = found.prices
    seen = look(problem, rows, center, members, keep=4)
    master.add(*as_pairs(master.members, seen.near, seen.good))
    if not found.prices.any():
        master.add(*_spread(problem, master.members))
    for _ in range(most):
        solved = master.linear(max(0.2, budget.until(share)))
        if not solved.found:
            break
        found.solved, added = solved, 0
        for smooth in (0.5, 0.0):
            prices = settle(problem, rows, smooth * center + (1 - smooth) * solved.prices)
            seen = look(problem, rows, prices, members)
            bound = proven(prices, seen)
            if bound > found.bound:
                found.bound, found.prices, center = bound, prices, prices
            able = np.isfinite(seen.value)
            added = master.add(master.members[able], seen.best[able])
            if added or budget.until(share) == 0:
                break
        if tell:
            tell(found.bound, None)
        if solved.value - found.bound <= tolerance * abs(solved.value) or not added:
            found.converged = True
            break
        if budget.until(share) == 0:
            break
    return found


def _spread(problem: Problem, members: Ints) -> tuple[Ints, Ints]:
    """Some options of every member by chance: without prices the cheapest ones all crowd into the same quarters."""
    part, random = sub_problem(problem, members), np.random.default_rng(0)
    who, options = [], []
    for first, last in blocks(part):
        allowed = allowed_block(part, first, last)
        lots = np.where(allowed, random.random(allowed.shape), 2.0)
        lots[:, -1] -= 1.0  # staying uses nothing: wherever it is allowed, it is kept
        some = np.argpartition(lots, min(SPREAD, lots.shape[1]) - 1, axis=1)[:, :SPREAD]
        row, column = np.nonzero(np.take_along_axis(allowed, some, axis=1))
        who.append(members[first:last][row])
        options.append(some[row, column])
    return np.concatenate(who), np.concatenate(options)


def sample_of(here: Setting, seed: int) -> tuple[Setting, Master, float]:
    """A sample's setting and master, and the scale of its right sides."""
    problem = here.problem
    size = min(problem.n, SAMPLE)
    members = np.sort(np.random.default_rng(seed).permutation(problem.n)[:size])
    # Whom precedence ties is rarely drawn together, so the sample goes without.
    rows = make_rows(replace(problem, precedence=()))
    loose = replace(here, problem=replace(problem, precedence=()), rows=rows, extra=extra_columns(problem, rows))
    return loose, loose.master(members, size / problem.n), size / problem.n


def full_prices(here: Setting, sample: Setting, prices: Floats) -> Floats:
    """A sample's prices for the rows of everyone: the rows of precedence begin at nothing."""
    start, s = np.zeros(here.rows.count), here.rows.starts
    rest = here.rows.count - s["compatibility"]
    start[: s["precedence"]] = prices[: s["precedence"]]
    start[s["compatibility"] :] = prices[sample.rows.starts["compatibility"] :][:rest]
    return start


def sampled_prices(here: Setting, seed: int, share: float) -> Floats:
    """Prices of the LP of a sample with right sides scaled down: a start for the full one."""
    if here.problem.n <= 2 * SAMPLE:
        return np.zeros(here.rows.count)
    sample, master, scale = sample_of(here, seed)
    start = np.zeros(sample.rows.count)
    return full_prices(
        here, sample, generate(sample, master, start, share, tolerance=1e-4, most=60, scale=scale).prices
    )


def prices_of(here: Setting, start: Floats, share: float, tell: Tell | None = None) -> Prices:
    """The LP's prices: of few at once by simplex; of many by interior points, then a basis for those in doubt."""
    if here.problem.n <= WHOLE:
        return generate(here, here.master(here.everyone), start, share, tell=tell)
    found = interior_prices(here, start, 0.8 * share, tell)
    return core_prices(here, found.prices, share, tell)


def best_by_quarter(problem: Problem, rows: Rows, prices: Floats, members: Ints) -> tuple[Ints, Ints]:
    """(establishment, option): of each member the best option in every quarter, and staying.

    Who waits for another may have to act in any quarter, not only near the best one.
    """
    part, priced = sub_problem(problem, members), apply_prices(problem, rows, prices).among(members)
    who, options = [], []
    for first, last in blocks(part):
        table = value_block(part, priced, first, last)
        acting = table[:, :-1].reshape(last - first, -1, problem.horizon)
        best = acting.argmin(axis=1) * problem.horizon + np.arange(problem.horizon)
        best = np.hstack([best, np.full((last - first, 1), problem.stay_code)])
        row, column = np.nonzero(np.isfinite(np.take_along_axis(table, best, axis=1)))
        who.append(members[first:last][row])
        options.append(best[row, column])
    return np.concatenate(who), np.concatenate(options)


def interior_prices(here: Setting, start: Floats, share: float, tell: Tell | None) -> Prices:
    """The LP of everyone over the options best at the last prices, solved anew each round; two or three do."""
    problem, rows, budget = here.problem, here.rows, here.budget
    found = Prices(settle(problem, rows, start), -np.inf, here.master(here.everyone))
    seen = look(problem, rows, found.prices, keep=NEAR)
    found.bound = seen.bound
    tied = np.unique(np.array(problem.precedence, dtype=int))
    for _ in range(4):
        if len(tied):
            found.master.add(*best_by_quarter(problem, rows, found.prices, tied))
        added = found.master.add(*as_pairs(here.everyone, seen.near, seen.good))
        if not added or budget.until(share) == 0:
            break
        solved = found.master.interior(max(1.0, budget.until(share)))
        if not solved.found:
            break
        candidate = settle(problem, rows, solved.prices)
        seen = look(problem, rows, candidate, keep=2)
        if seen.bound > found.bound:
            found.bound, found.prices, found.solved = seen.bound, candidate, solved
        if tell:
            tell(found.bound, None)
        if solved.value - found.bound <= 2e-5 * abs(solved.value):
            break
    return found


def core_prices(here: Setting, start: Floats, share: float, tell: Tell | None) -> Prices:
    """Whose best option is least certain goes into an LP, the others are held at theirs: a plan that is nearly whole.

    Where those held exceed a row, the LP may too, at twice its price; the integer programme then has to mend it.
    """
    problem, rows = here.problem, here.rows
    prices = settle(problem, rows, start)
    seen = look(problem, rows, prices, keep=2)
    core = _core(here, seen)
    outside = np.setdiff1d(here.everyone, core)
    used = here.use_of(outside, seen.best[outside])
    master = here.master(core, used=used, elastic=_elastic(rows, prices, here.penalty))
    found = generate(here, master, prices, share, tolerance=1e-5, most=40, used=used)
    found.bound, found.held = look(problem, rows, found.prices).bound, seen.best
    if seen.bound > found.bound:
        found.bound, found.prices = seen.bound, prices
    if tell:
        tell(found.bound, None)
    return found


def _core(here: Setting, seen: Seen) -> Ints:
    """The establishments whose second best option is nearest their best, and so many that the others fit everywhere."""
    problem, rows = here.problem, here.rows
    able = np.isfinite(seen.value)
    lead = np.where(able, seen.near_value[:, -1] - seen.value, -1.0)
    lead[np.array(problem.precedence, dtype=int).reshape(-1)] = -1.0
    order = np.argsort(lead, kind="stable")
    core = np.zeros(problem.n, dtype=bool)
    core[order[: max(WHOLE, int(CORE_SHARE * problem.n), int((lead < 0).sum()))]] = True
    rest = order[~core[order]]
    use, limits = _limited(problem, rows, uses(problem, rows, rest, seen.best[rest]))
    for row in np.flatnonzero(np.asarray(use.sum(axis=1)).ravel() > ROOM * limits):
        part = slice(use.indptr[row], use.indptr[row + 1])
        where, amount = use.indices[part], use.data[part]
        first = np.argsort(where, kind="stable")
        enough = int(np.searchsorted(np.cumsum(amount[first]), amount.sum() - ROOM * limits[row])) + 1
        core[rest[where[first[:enough]]]] = True
    return np.flatnonzero(core)


def _limited(problem: Problem, rows: Rows, use: Any) -> tuple[Any, Floats]:
    """Use of land, cases and the money of all sources together (up to each year), and the limits."""
    s, years = rows.starts, len(problem.years)
    carried = any(source.carry_over > 0 for source in problem.sources)
    year = np.arange(s["source"] - s["kind"]) % years
    upto = [(year <= y) if carried else (year == y) for y in range(years)]
    money = sp.csr_matrix(np.array(upto, dtype=float)) @ use[s["kind"] : s["source"]]
    amounts = rows.right[s["source"] : s["fill"]].reshape(-1, years).sum(axis=0)
    limits = np.concatenate([rows.right[: s["kind"]], np.cumsum(amounts) if carried else amounts])
    return sp.vstack([use[: s["kind"]], money]).tocsr(), limits


def _elastic(rows: Rows, prices: Floats, penalty: float) -> Floats:
    """The price of exceeding each row: twice the last, and a little for rows that had none."""
    cost = np.full(rows.count, np.inf)
    s = rows.starts
    for first, last in (("zone", "cases"), ("cases", "kind"), ("source", "fill"), ("compatibility", None)):
        part = slice(s[first], s[last] if last else rows.count)
        positive = prices[part][prices[part] > 0]
        cost[part] = 2 * prices[part] + (0.3 * positive.mean() if len(positive) else penalty)
    cost[np.isinf(rows.right)] = np.inf
    return cost

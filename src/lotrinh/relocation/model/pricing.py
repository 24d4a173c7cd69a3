"""Column generation: prices that prove a bound, and the options worth keeping. docs/relocation.md (14)–(15)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .bound import apply_prices, blocks, outward, settle, value_block
from .budget import Budget
from .master import Master, Solved, as_pairs
from .options import allowed_block
from .problem import Bools, Floats, Ints, Problem, sub_problem
from .rows import Extra, Rows, extra_columns, make_rows, uses
from .tied_prices import Joint, Tree, joint, tree
from .ties import Ties

TOLERANCE = 2e-6
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
    tree: Tree | None = None
    """Of those whom precedence ties; None where it ties nobody."""

    @property
    def everyone(self) -> Ints:
        return np.arange(self.problem.n)

    def finishing(self) -> "Setting":
        """The same with a minute of its own: what is nearly done is finished even after a stop."""
        return replace(self, budget=Budget(60))

    def use_of(self, who: Ints, options: Ints) -> Floats:
        """What these options use of every shared row."""
        return np.asarray(uses(self.problem, self.rows, who, options).sum(axis=1)).ravel()

    def settled(self, prices: Floats) -> tuple[Floats, Joint | None]:
        """Prices of the right sign, those of precedence the best beside the others; and what the tied then take."""
        prices = settle(self.problem, self.rows, prices)
        if self.tree is None:
            return prices, None
        found = joint(self.problem, self.rows, prices, self.tree)
        return found.prices, found

    def master(
        self, members: Ints, scale: float = 1.0, used: Floats | None = None, elastic: Floats | None = None
    ) -> Master:
        return Master(self.problem, self.rows, self.extra, members, self.penalty, self.budget, scale, used, elastic)


def setting(problem: Problem, penalty: float, budget: Budget) -> Setting:
    rows = make_rows(problem)
    tied = tree(problem, Ties(problem)) if rows.precedence else None
    return Setting(problem, rows, extra_columns(problem, rows), penalty, budget, tied)


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

    first, tied = here.settled(start)
    found = Prices(first, -np.inf, master)
    center = found.prices
    seen = look(problem, rows, center, members, keep=4)
    found.bound = proven(center, seen)
    master.add(*as_pairs(master.members, seen.near, seen.good))
    _add_joint(here, master, tied)
    if not found.prices.any():
        master.add(*_spread(problem, master.members))
    for _ in range(most):
        solved = master.linear(max(0.2, budget.until(share)))
        if not solved.found:
            break
        found.solved, added = solved, 0
        for smooth in (0.5, 0.0):
            prices, tied = here.settled(smooth * center + (1 - smooth) * solved.prices)
            seen = look(problem, rows, prices, members)
            bound = proven(prices, seen)
            if bound > found.bound:
                found.bound, found.prices, center = bound, prices, prices
            able = np.isfinite(seen.value)
            added = master.add(master.members[able], seen.best[able]) + _add_joint(here, master, tied)
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


def _add_joint(here: Setting, master: Master, tied: Joint | None) -> int:
    """Keep what those tied together take together; the best options of each alone need not go together."""
    if here.tree is None or tied is None:
        return 0
    return master.add(here.tree.tied[tied.able], tied.best[tied.able])


def _spread(problem: Problem, members: Ints) -> tuple[Ints, Ints]:
    """Some options of every member by chance: without prices the cheapest ones all crowd into the same quarters."""
    part, random = sub_problem(problem, members), np.random.default_rng(0)
    who, options = [np.zeros(0, dtype=int)], [np.zeros(0, dtype=int)]  # of nobody: nothing
    for first, last in blocks(part):
        allowed = allowed_block(part, first, last)
        lots = np.where(allowed, random.random(allowed.shape), 2.0)
        lots[:, -1] -= 1.0  # staying uses nothing: wherever it is allowed, it is kept
        some = np.argpartition(lots, min(SPREAD, lots.shape[1]) - 1, axis=1)[:, :SPREAD]
        row, column = np.nonzero(np.take_along_axis(allowed, some, axis=1))
        who.append(members[first:last][row])
        options.append(some[row, column])
    return np.concatenate(who), np.concatenate(options)

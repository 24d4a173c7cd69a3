"""Prices of many establishments: interior points over all, then a basis for those in doubt.

docs/relocation.md (15).
"""

from dataclasses import replace
from typing import Any

import numpy as np
import scipy.sparse as sp

from .master import UNDONE, Master, as_pairs
from .pricing import Prices, Seen, Setting, Tell, generate, look
from .problem import Floats, Ints, Problem
from .rows import Rows, extra_columns, make_rows, uses
from .sample import full_prices
from .tied_prices import Joint, tree
from .ties import Ties

WHOLE = 4000  # up to here everyone is in the LP from the start
CORE_SHARE = 0.05  # of a larger problem's establishments, those whose best option is least certain
ROOM = 0.97  # of each limit that those outside the core may use up
NEAR = 4  # options an establishment of a large problem starts with
NEARLY, NEARLY_TIED = 2e-5, 2e-4  # of its value the LP may lie above the bound; the latter costs too much time
QUARTERS = 5  # quarters one that precedence ties starts with


def prices_of(here: Setting, start: Floats, share: float, tell: Tell | None = None, plan: Ints | None = None) -> Prices:
    """The LP's prices: of few at once by simplex; of many by interior points, then a basis for those in doubt.

    `plan`: options to begin with, so that the first LP already places everyone.
    """
    if here.problem.n <= WHOLE:
        master = here.master(here.everyone)
        _add_plan(master, plan)
        return generate(here, master, start, share, tell=tell)
    found = interior_prices(here, start, 0.8 * share, tell, plan)
    return core_prices(here, found.prices, share, tell)


def interior_prices(here: Setting, start: Floats, share: float, tell: Tell | None, plan: Ints | None = None) -> Prices:
    """The LP of everyone over the options best at the last prices, solved anew each round; two or three do."""
    problem, rows, budget = here.problem, here.rows, here.budget
    first, tied = here.settled(start)
    found = Prices(first, -np.inf, here.master(here.everyone))
    seen = look(problem, rows, first, keep=NEAR)
    found.bound = seen.bound
    _add_plan(found.master, plan)
    for _ in range(4):
        added = _add_quarters(here, found, tied)
        good = seen.good
        if here.tree is not None:
            good[here.tree.tied, 2:] = False
        added += found.master.add(*as_pairs(here.everyone, seen.near, good))
        if not added or budget.until(share) == 0:
            break
        solved = found.master.interior(max(1.0, budget.until(share)))
        if not solved.found:
            break
        candidate, tied = here.settled(solved.prices)
        seen = look(problem, rows, candidate, keep=2)
        if seen.bound > found.bound:
            found.bound, found.prices, found.solved = seen.bound, candidate, solved
        if tell:
            tell(found.bound, None)
        if solved.value - found.bound <= (NEARLY if here.tree is None else NEARLY_TIED) * abs(solved.value):
            break
    return found


def _add_plan(master: Master, plan: Ints | None) -> None:
    if plan is not None:
        master.add(np.flatnonzero(plan != UNDONE), plan[plan != UNDONE])


def _add_quarters(here: Setting, found: Prices, tied: Joint | None) -> int:
    """Keep for each of the tied the best options of its best quarters: who waits may have to act in any of them."""
    if here.tree is None or tied is None:
        return 0
    near = np.argsort(tied.cost, axis=1, kind="stable")[:, :QUARTERS]
    good = np.isfinite(np.take_along_axis(tied.cost, near, axis=1))
    added = found.master.add(*as_pairs(here.tree.tied, np.take_along_axis(tied.option, near, axis=1), good))
    return added + found.master.add(here.tree.tied[tied.able], tied.best[tied.able])


def core_prices(here: Setting, start: Floats, share: float, tell: Tell | None) -> Prices:
    """Whose best option is least certain goes into an LP, the others are held at theirs: a plan that is nearly whole.

    Where those held exceed a row, the LP may too, at twice its price; the integer programme then has to mend it.
    """
    problem, rows = here.problem, here.rows
    prices, tied = here.settled(start)
    seen = look(problem, rows, prices, keep=2)
    held = seen.best.copy()
    if here.tree is not None and tied is not None:
        held[here.tree.tied] = tied.best
    core = _core(here, seen, held, tied)
    inside = _among(here, core)
    outside = np.setdiff1d(here.everyone, core)
    used = inside.use_of(outside, held[outside])
    first = full_prices(inside, here, prices)
    master = inside.master(core, used=used, elastic=_elastic(inside.rows, first, here.penalty))
    found = generate(inside, master, first, share, tolerance=1e-5, most=40, used=used)
    found.prices, _ = here.settled(full_prices(here, inside, found.prices))
    found.bound, found.held = look(problem, rows, found.prices).bound, held
    if seen.bound > found.bound:
        found.bound, found.prices = seen.bound, prices
    if tell:
        tell(found.bound, None)
    return found


def _among(here: Setting, core: Ints) -> Setting:
    """The setting in which only the core is tied; with all of a group or none of it there."""
    if here.tree is None:
        return here
    inside = np.zeros(here.problem.n, dtype=bool)
    inside[core] = True
    pairs = tuple((a, b) for a, b in here.problem.precedence if inside[a])
    problem = replace(here.problem, precedence=pairs)
    mixed = [row[:4] for row in here.rows.compatibility if row.members is not None and not row.weightless]
    rows = make_rows(problem, mixed)
    tied = tree(problem, Ties(problem)) if pairs else None
    return replace(here, problem=problem, rows=rows, extra=extra_columns(problem, rows), tree=tied)


def _core(here: Setting, seen: Seen, held: Ints, tied: Joint | None) -> Ints:
    """The establishments whose second best option is nearest their best, and so many that the others fit everywhere.

    A group tied together is in it wholly or not at all, and in any case where its ties close a circle.
    """
    problem, rows = here.problem, here.rows
    lead = np.where(np.isfinite(seen.value), seen.near_value[:, -1] - seen.value, -1.0)
    ties = Ties(problem)
    if here.tree is not None and tied is not None:
        lead[here.tree.tied] = np.where(tied.able, tied.lead, -1.0)
        least = np.full(int(ties.group.max()) + 1, np.inf)
        np.minimum.at(least, ties.group, lead)
        lead = least[ties.group]
    order = np.argsort(lead, kind="stable")
    core = np.zeros(problem.n, dtype=bool)
    core[order[: max(WHOLE, int(CORE_SHARE * problem.n), int((lead < 0).sum()))]] = True
    core[ties.whole(np.flatnonzero(core))] = True
    rest = order[~core[order]]
    core[crowding(problem, rows, rest, held[rest], ROOM)] = True
    return ties.whole(np.flatnonzero(core))


def crowding(problem: Problem, rows: Rows, who: Ints, options: Ints, share: float = 1.0) -> Ints:
    """The first of `who` without whom the others, at `options`, use no more than `share` of any limit."""
    use, limits = _limited(problem, rows, uses(problem, rows, who, options))
    leaving = np.zeros(len(who), dtype=bool)
    for row in np.flatnonzero(np.asarray(use.sum(axis=1)).ravel() > share * limits):
        part = slice(use.indptr[row], use.indptr[row + 1])
        where, amount = use.indices[part], use.data[part]
        first = np.argsort(where, kind="stable")
        enough = int(np.searchsorted(np.cumsum(amount[first]), amount.sum() - share * limits[row])) + 1
        leaving[where[first[:enough]]] = True
    return who[leaving]


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

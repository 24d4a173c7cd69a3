"""A plan at once, without a solver: one establishment after another takes the best option that still fits.

Whoever stops the run early gets at least this. At good prices it comes near what the LP leads to; without prices it is
what a careful clerk would do. Vietnamese: phương án tham lam ban đầu.
"""

import numpy as np

from .bound import Priced, apply_prices, blocks, value_block
from .master import UNDONE
from .options import allowed_block, price_of, terms
from .problem import MOVE, STAY, Bools, Floats, Ints, Problem, sub_problem
from .rows import Rows, cost_of
from .tied_prices import by_quarter
from .ties import Ties


class Room:
    """What is left of land, cases and money while establishments are placed, and which groups free zones still take."""

    def __init__(self, problem: Problem, scale: float = 1.0):
        self.problem = problem
        self.land = scale * problem.capacity()  # (J, R, H)
        self.tight = np.minimum.accumulate(self.land[..., ::-1], axis=-1)[..., ::-1]
        """The least left from each quarter on: who moves in stays."""
        self.cases = scale * problem.case_capacity
        self.rest = scale * np.array([s.amounts for s in problem.sources], dtype=float).reshape(-1, len(problem.years))
        # Who pays for least pays first, so that the others stay free for what only they may pay.
        self.payers = [
            sorted((p for p, s in enumerate(problem.sources) if k in s.pays_for), key=lambda p: len(self._of(p)))
            for k in range(STAY)
        ]
        self.money = np.array([self._at_hand(k) for k in range(STAY)])  # (4, years)
        self.open = np.ones((len(problem.zones), len(problem.groups)), dtype=bool)

    def _of(self, source: int) -> frozenset[int]:
        return self.problem.sources[source].pays_for

    def _at_hand(self, kind: int) -> Floats:
        """Money the kind can be paid with in each year, what earlier years leave over included."""
        total = np.zeros(len(self.problem.years))
        for p in self.payers[kind]:
            left = 0.0
            for y, amount in enumerate(self.rest[p]):
                left = amount + self.problem.sources[p].carry_over * left
                total[y] += left
        return total

    def fits(self, i: int) -> tuple[Bools, Bools]:
        """Which moves (J, H) and which other actions (3, H) of i still fit."""
        problem = self.problem
        free = self.cases >= problem.case_units[:STAY, None]  # (4, H)
        money = self.money[:, problem.year_of]
        moves = (self.tight >= problem.needs[i][:, None]).all(axis=1)
        moves &= free[MOVE] & (problem.move_cost[i][:, None] <= money[MOVE]) & self.open[:, problem.group[i]][:, None]
        return moves, free[1:] & (problem.other_cost[i][:, None] <= money[1:])

    def take(self, i: int, option: int) -> None:
        """i takes the option, whether it fits or not: what is signed comes first."""
        problem = self.problem
        kind, block, quarter = (int(x) for x in problem.decode(np.array(option)))
        if kind == STAY:
            return
        self.cases[quarter] -= problem.case_units[kind]
        self._pay(kind, int(problem.year_of[quarter]), float(cost_of(problem, np.array([i]), np.array([option]))[0]))
        if kind == MOVE:
            self.land[block, :, quarter:] -= problem.needs[i][:, None]
            self.tight[block] = np.minimum.accumulate(self.land[block, :, ::-1], axis=-1)[:, ::-1]
            if problem.accepts[block] is None:
                for pair in problem.forbidden:
                    if problem.group[i] in pair:
                        self.open[block, [g for g in pair if g != problem.group[i]]] = False

    def _pay(self, kind: int, year: int, due: float) -> None:
        if due <= 0:
            return
        for p in self.payers[kind]:
            worth = 1.0
            for y in range(year, -1, -1):
                given = min(due, self.rest[p, y] * worth)
                self.rest[p, y] -= given / worth
                due -= given
                worth *= self.problem.sources[p].carry_over
                if due <= 0 or worth <= 0:
                    break
            if due <= 0:
                break
        self.money = np.array([self._at_hand(k) for k in range(STAY)])


def quick_plan(problem: Problem, rows: Rows, prices: Floats, members: Ints | None = None, scale: float = 1.0) -> Ints:
    """The option of each establishment, UNDONE where nothing fits and it may not stay; `prices` settled.

    Only the `members` (None: everyone) are placed, within limits scaled by `scale`. Fill targets are reached only as
    far as their prices lead there.
    """
    room, ties, fixed = Room(problem, scale), Ties(problem), problem.fixed()
    options = np.full(problem.n, UNDONE)
    wanted = np.ones(problem.n, dtype=bool)
    if members is not None:
        wanted[:] = False
        wanted[members] = True
    for i in np.flatnonzero(wanted & (fixed >= 0)).tolist():
        options[i] = fixed[i]
        room.take(i, int(options[i]))
        ties.place(i, int(options[i]))
    prices = prices.copy()
    prices[rows.starts["precedence"] : rows.starts["compatibility"]] = 0.0  # `following` says it better
    priced, following = apply_prices(problem, rows, prices), _following(problem, rows, prices, ties)
    left = np.flatnonzero(wanted & (options == UNDONE))
    urgency = np.zeros(problem.n)
    urgency[left] = _urgency(sub_problem(problem, left), priced.among(left), bool(prices.any()))
    order = ties.in_order(urgency)
    order = order[(wanted & (options == UNDONE))[order]]
    part, among = sub_problem(problem, order), priced.among(order)
    cells = len(problem.zones) * problem.horizon
    for first, last in blocks(part):
        for i, row in zip(order[first:last].tolist(), value_block(part, among, first, last), strict=True):
            moves, others = room.fits(i)
            row[:cells][~moves.ravel()] = np.inf
            row[cells:-1][~others.ravel()] = np.inf
            if i in following:
                row[:-1].reshape(-1, problem.horizon)[:] += following[i][:-1]
                row[-1] += following[i][-1]
            ties.restrict(i, row)
            best = int(row.argmin())
            if np.isfinite(row[best]):
                options[i] = best
                room.take(i, best)
                ties.place(i, best)
    return options


def _following(problem: Problem, rows: Rows, prices: Floats, ties: Ties) -> dict[int, Floats]:
    """What those who wait for i cost at least, by the quarter of i and, last, for its staying, shape (H+1,)."""
    if not problem.precedence:
        return {}
    _, cost, _ = by_quarter(problem, rows, prices, ties.tied)
    whole = dict(zip(ties.tied.tolist(), cost, strict=True))
    added: dict[int, Floats] = {}
    for i in sorted(whole, key=lambda i: -int(ties.depth[i])):
        for b in ties.after[i]:
            added[i] = added.get(i, 0.0) + np.minimum.accumulate(whole[b][::-1])[::-1]
        if i in added:
            whole[i] = whole[i] + added[i]
    return added


def _urgency(problem: Problem, priced: Priced, priced_at_all: bool) -> Floats:
    """Between 0 and 2, by what the best option avoids per price of its use (per money while nothing has a price).

    Who may not stay comes before all who may.
    """
    worth = np.zeros(problem.n)
    bound_to_act = np.zeros(problem.n, dtype=bool)
    for first, last in blocks(problem):
        table = value_block(problem, priced, first, last)
        who, best = np.arange(first, last), table.argmin(axis=1)
        own = price_of(problem, terms(problem, who, best))
        stay = price_of(problem, terms(problem, who, np.full(last - first, problem.stay_code)))
        use = table[np.arange(last - first), best] - own if priced_at_all else cost_of(problem, who, best)
        use = np.where(np.isfinite(use), np.abs(use), 0.0)
        worth[first:last] = (stay - own) / (use + 1e-3 * use.mean() + 1e-9)
        bound_to_act[first:last] = ~allowed_block(problem, first, last)[:, -1]
    place = np.argsort(np.argsort(worth, kind="stable"), kind="stable")
    return place / max(1, problem.n) + bound_to_act

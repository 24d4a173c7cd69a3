"""From prices to a plan: an integer master over the near-best options, then large-neighbourhood search."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .master import UNDONE, Master
from .options import price_of, terms
from .pricing import Prices, look
from .problem import FREE, Problem
from .rows import Extra, Rows, uses


@dataclass(slots=True, eq=False)
class Plan:
    """A plan and its merit: the objective plus the penalty of what is still undone or short."""

    options: NDArray
    merit: float
    complete: bool


class Search:
    """Improves one plan; every neighbourhood is an integer programme over the options near the prices."""

    def __init__(self, problem: Problem, rows: Rows, extra: Extra, prices: Prices, penalty: float, seed: int):
        self.problem, self.rows, self.extra, self.penalty = problem, rows, extra, penalty
        self.found = prices
        self.random = np.random.default_rng(seed)
        keep = 60 if problem.n <= 400 else 30 if problem.n <= 2500 else 12 if problem.n <= 30_000 else 6
        self.keep = min(keep, problem.option_count)
        _, self.best, self.value, (self.near, self.near_value) = look(problem, rows, prices.prices, keep=self.keep)
        self.plan: Plan | None = None

    def _use(self, who, options):
        done = options != UNDONE
        return np.asarray(uses(self.problem, self.rows, who[done], options[done]).sum(axis=1)).ravel()

    def cost_of(self, who, options) -> float:
        done = options != UNDONE
        own = price_of(self.problem, terms(self.problem, who[done], options[done]))
        return float(own.sum()) + self.penalty * int((~done).sum())

    def solve(
        self,
        members: NDArray,
        seconds: float,
        room: float,
        used: NDArray | None,
        fixed_cost: float,
        nodes=None,
        most=None,
    ):
        """The best plan of `members` over their near options, others held; returns (options, merit, proven)."""
        master = Master(self.problem, self.rows, self.extra, members, self.penalty, used=used)
        near, value = self.near[members, :most], self.near_value[members, :most]
        good = np.isfinite(value) & (value <= value[:, :1] + room)
        master.add(np.repeat(members, good.sum(axis=1)), near[good])
        start = None
        if self.plan is not None:
            start = self.plan.options[members]
            done = start != UNDONE
            master.add(members[done], start[done])
        solved = master.integer(seconds, start, nodes=nodes, gap=2e-5)
        if not solved.found:
            return None
        merit = fixed_cost + solved.value
        short = solved.extra[len(self.extra.names) : len(self.extra.names) + len(master.hard)]
        options = master.plan(solved)
        complete = bool((options != UNDONE).all()) and bool((short < 1e-7).all())
        return options, merit, complete, solved.value - solved.bound <= 1e-4 * abs(solved.value)

    def begin(self, seconds: float, in_force: NDArray | None = None):
        """Keep what the LP gives whole, solve the rest as an integer programme, widening until everyone is placed."""
        n = self.problem.n
        options = np.full(n, UNDONE)
        master, solved = self.found.master, self.found.solved
        if solved is not None:
            # Options kept after the last LP have no value in it.
            sure = np.flatnonzero(solved.columns > 0.999)
            options[master.who[sure]] = master.options[sure]
        everyone = np.arange(n)
        end = time.monotonic() + seconds
        free = np.flatnonzero(options == UNDONE)
        if n <= 300:
            free = everyone
        for _ in range(6):
            if n > 300 and len(free) < 80:
                others = np.setdiff1d(everyone, free)
                free = np.union1d(free, self.random.choice(others, min(len(others), 80), replace=False))
            held = np.setdiff1d(everyone, free)
            held = held[options[held] != UNDONE]
            free = np.setdiff1d(everyone, held)
            answer = self.solve(
                free,
                max(1.0, min(seconds / 2, end - time.monotonic())),
                np.inf,
                self._use(held, options[held]),
                self.cost_of(held, options[held]),
                nodes=4000,
                most=30,
            )
            if answer is not None:
                options[free] = answer[0]
                if self.plan is None or answer[1] < self.plan.merit:
                    self.plan = Plan(options.copy(), answer[1], answer[2])
                if answer[2]:
                    return
            if time.monotonic() > end or len(held) == 0:
                return
            free = np.union1d(
                np.flatnonzero(options == UNDONE), self.random.choice(everyone, min(n, 2 * len(free)), replace=False)
            )

    def begin_by_parts(self, seconds: float, size: int = 1000):
        """For large problems: part after part, each with its share of everything and what earlier parts left over."""
        n = self.problem.n
        order = self.random.permutation(n)
        parts = [np.sort(p) for p in np.array_split(order, max(1, n // size))]
        options, used = np.full(n, UNDONE), np.zeros(self.rows.count)
        end = time.monotonic() + seconds
        for p, members in enumerate(parts):
            each = max(0.5, (end - time.monotonic()) / (len(parts) - p))
            options[members] = self._part(members, (p + 1) / len(parts), used, each)
            used = used + self._use(members, options[members])
        undone = np.flatnonzero(options == UNDONE)
        # Staying uses nothing that is shared; where it may be chosen it is a place to improve from.
        may_stay = self.problem.stay_allowed | (self.problem.unresolved_factor is not None)
        free = undone[may_stay[undone] & (self.problem.fixed()[undone] == FREE)]
        options[free] = self.problem.stay_code
        self.plan = Plan(options, self.cost_of(np.arange(n), options), False)
        others = self.random.choice(n, min(n, 100), replace=False)
        self._settle(np.union1d(undone[:100], others), max(5.0, end - time.monotonic()))

    def _part(self, members: NDArray, scale: float, used: NDArray, seconds: float) -> NDArray:
        """The LP of one part over its near options; what it leaves split goes to a short integer programme."""
        near, good = self.near[members], np.isfinite(self.near_value[members])
        master = Master(self.problem, self.rows, self.extra, members, self.penalty, scale, used)
        master.add(np.repeat(members, good.sum(axis=1)), near[good])
        solved = master.linear(seconds)
        options = np.full(len(members), UNDONE)
        sure = np.flatnonzero(solved.columns > 0.999)
        options[master.position[master.who[sure]]] = master.options[sure]
        split = np.flatnonzero(options == UNDONE)
        if len(split):
            held = np.flatnonzero(options != UNDONE)
            taken = used + self._use(members[held], options[held])
            rest = Master(self.problem, self.rows, self.extra, members[split], self.penalty, scale, taken)
            rest.add(np.repeat(members[split], good[split].sum(axis=1)), near[split][good[split]])
            answer = rest.integer(seconds, gap=1e-4, nodes=300)
            if answer.found:
                options[split] = rest.plan(answer)
        return options

    def _settle(self, members: NDArray, seconds: float):
        """Re-solve `members` in the whole problem, so that merit and completeness are true of everyone."""
        held = np.setdiff1d(np.arange(self.problem.n), members)
        options = self.plan.options
        used, cost = self._use(held, options[held]), self.cost_of(held, options[held])
        answer = self.solve(members, seconds, np.inf, used, cost, nodes=600)
        if answer is not None:
            whole = options.copy()
            whole[members] = answer[0]
            self.plan = Plan(whole, answer[1], bool((whole != UNDONE).all()) and answer[2])
        else:
            self.plan.merit = float("inf")

    def adopt(self, options: NDArray, seconds: float):
        """Start from a given plan when it is feasible."""
        members = np.arange(self.problem.n)
        master = Master(self.problem, self.rows, self.extra, members, self.penalty)
        master.add(members, options)
        solved = master.integer(seconds)
        if solved.found and solved.undone.sum() < 0.5:
            short = solved.extra[len(self.extra.names) : len(self.extra.names) + len(master.hard)]
            if (short < 1e-7).all() and (
                self.plan is None or solved.value <= self.plan.merit + 1e-9 * abs(self.plan.merit)
            ):
                self.plan = Plan(options.copy(), solved.value, True)

    def improve(self, seconds: float, iterations: int | None, gap: float, bound, tell=None):
        """Neighbourhoods until time, iterations or the gap is met."""
        n = self.problem.n
        size = min(n, 60 if n <= 2500 else 120)
        end = time.monotonic() + seconds
        count = idle = 0
        while self.plan is not None and (iterations is None or count < iterations):
            left = end - time.monotonic()
            lower = bound()
            if left <= 0.05 or (self.plan.complete and self.plan.merit - lower <= gap * abs(self.plan.merit)):
                return
            if idle > 60 and size >= n and iterations is None:
                return
            count += 1
            members = self._neighbourhood(size)
            held = np.setdiff1d(np.arange(n), members)
            room = self.plan.merit - lower if self.plan.complete else np.inf
            began = time.monotonic()
            if n <= 5000:
                used, cost = self._use(held, self.plan.options[held]), self.cost_of(held, self.plan.options[held])
            else:
                used = self._use(np.arange(n), self.plan.options) - self._use(members, self.plan.options[members])
                cost = self.cost_of(held, self.plan.options[held])
            answer = self.solve(members, min(left, 6.0), room, used, cost, nodes=600)
            if answer is None:
                size = max(20, int(size * 0.8))
                continue
            options, merit, _, proven = answer
            idle += 1
            if merit < self.plan.merit - 1e-9 * abs(self.plan.merit):
                if merit < self.plan.merit - 1e-6 * abs(self.plan.merit):
                    idle = 0
                whole = self.plan.options.copy()
                whole[members] = options
                self.plan = Plan(whole, merit, bool((whole != UNDONE).all()) and answer[2])
            if proven and (iterations is not None or time.monotonic() - began < 1.5):
                size = min(n, int(size * 1.15) + 1)
            elif not proven:
                size = max(20, int(size * 0.85))
            if tell:
                tell(lower, self.plan.merit if self.plan.complete else None)

    def _neighbourhood(self, size: int) -> NDArray:
        """Undone ones, those that lose most against their best option, neighbours, and a few by chance."""
        n, plan = self.problem.n, self.plan.options
        if size >= n:
            return np.arange(n)
        undone = np.flatnonzero(plan == UNDONE)
        kind, block, quarter = self.problem.decode(np.maximum(plan, 0))
        chance = self.random.random(n) ** 2
        mine = self.near == plan[:, None]
        lost = (
            np.where(mine.any(axis=1), self.near_value[np.arange(n), mine.argmax(axis=1)], self.near_value[:, -1])
            - self.value
        )
        lost = np.nan_to_num(lost, posinf=0.0)
        style = self.random.integers(4)
        if style == 0 and lost.max() > 0:
            chance *= 0.02 + lost / lost.max()
        elif style == 1:
            anchor = self.random.integers(n, size=2)
            chance *= np.where(np.isin(block, block[anchor]), 1.0, 0.2)
        elif style == 2:
            anchor = self.random.integers(n)
            chance *= 1.0 / (1 + np.abs(quarter - quarter[anchor]))
        elif lost.max() > 0:
            chance *= np.where(lost > np.quantile(lost, 0.7), 1.0, 0.3)
        chance[undone[:size]] = 2.0
        return np.sort(np.argsort(-chance, kind="stable")[:size])

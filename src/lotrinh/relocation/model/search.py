"""From prices to a plan: an integer master over the near-best options, then large-neighbourhood search."""

from dataclasses import dataclass

import numpy as np

from .many import crowding
from .master import UNDONE, as_pairs
from .options import price_of, terms
from .pricing import Prices, Setting, Tell, look
from .problem import Floats, Ints
from .ties import Ties

SMALL = 400  # establishments up to which the whole of what is left between plan and bound is branched over


@dataclass(slots=True, eq=False)
class Plan:
    """A plan, its merit (the objective plus the penalty of what is still undone or short) and what it uses."""

    options: Ints
    merit: float
    complete: bool
    own: float  # the options' part of the merit
    used: Floats


class Search:
    """Improves one plan; every neighbourhood is an integer programme over the options near the prices."""

    def __init__(self, here: Setting, found: Prices, seed: int, start: Prices | None = None):
        """`found` proves the bound; `start` (else `found` too) is the LP the first plan begins from."""
        self.here, self.found, self.start = here, found, start or found
        self.problem, self.budget = here.problem, here.budget
        self.random = np.random.default_rng(seed)
        n = self.problem.n
        keep = 60 if n <= SMALL else 30 if n <= 2500 else 12 if n <= 30_000 else 6
        self.seen = look(self.problem, here.rows, self.start.prices, keep=keep)
        self.ties = Ties(self.problem)
        self.plan: Plan | None = None
        self.branched = -np.inf
        """The bound proven by branching, where that was tried."""

    @property
    def bound(self) -> float:
        return max(self.found.bound, self.branched)

    def within(self, gap: float) -> bool:
        """Whether the plan is as near the bound as asked."""
        plan = self.plan
        return plan is not None and plan.complete and plan.merit - self.bound <= gap * abs(plan.merit)

    def own(self, who: Ints, options: Ints) -> float:
        done = options != UNDONE
        own = price_of(self.problem, terms(self.problem, who[done], options[done]))
        return float(own.sum()) + self.here.penalty * int((~done).sum())

    def use(self, who: Ints, options: Ints) -> Floats:
        done = options != UNDONE
        return self.here.use_of(who[done], options[done])

    def solve(
        self,
        members: Ints,
        options: Ints,
        seconds: float,
        nodes: int | None = None,
        room: float = np.inf,
        keep: int | None = None,
        gap: float = 2e-5,
    ) -> bool:
        """Re-plan `members` over their near options, the others held at `options`; adopts what is no worse.

        Returns whether HiGHS proved it the best of the neighbourhood.
        """
        held = np.setdiff1d(self.here.everyone, members)
        if self.plan is not None and np.array_equal(self.plan.options, options):
            used = self.plan.used - self.use(members, options[members])
            own = self.plan.own - self.own(members, options[members])
        else:
            used, own = self.use(held, options[held]), self.own(held, options[held])
        master = self.here.master(members, used=used)
        near, value = self.seen.near[members, :keep], self.seen.near_value[members, :keep]
        master.add(*as_pairs(members, near, np.isfinite(value) & (value <= value[:, :1] + room)))
        start = options[members]
        master.add(members[start != UNDONE], start[start != UNDONE])
        solved = master.integer(seconds, gap, nodes)
        if not solved.found:
            return False
        self._adopt(members, master.plan(solved), options, own + solved.value, solved.complete, own, used)
        return solved.value - solved.bound <= 1e-4 * abs(solved.value)

    def _adopt(
        self, members: Ints, chosen: Ints, options: Ints, merit: float, complete: bool, own: float, used: Floats
    ) -> None:
        if self.plan is not None and merit >= self.plan.merit - 1e-9 * abs(self.plan.merit):
            return
        whole = options.copy()
        whole[members] = chosen
        self.plan = Plan(
            whole,
            merit,
            complete and bool((whole != UNDONE).all()),
            own + self.own(members, chosen),
            used + self.use(members, chosen),
        )

    def begin(self, share: float) -> None:
        """Keep what the LP gives whole, solve the rest as an integer programme, widening until everyone is placed.

        A plan there is already stays if it is the better one.
        """
        before, self.plan = self.plan, None
        self._begin(share)
        if before is not None and (self.plan is None or before.merit <= self.plan.merit):
            self.plan = before

    def _begin(self, share: float) -> None:
        n, everyone = self.problem.n, self.here.everyone
        options = np.full(n, UNDONE) if self.start.held is None else self.start.held.copy()
        master, solved = self.start.master, self.start.solved
        options[master.members] = UNDONE if solved is None else master.plan(solved, sure=0.999)
        free = np.flatnonzero(options == UNDONE) if n > 300 else everyone
        for _ in range(8):
            if n > 300 and len(free) < 80:
                free = self._wider(free, 80)
            # Nobody may act before one who is undone, and those held must leave room: else there is no plan at all.
            free = self.ties.whole(np.union1d(free, self._crowding(free, options)))
            self.solve(free, options, self.budget.slice(20.0, share), self._nodes(2000), keep=30)
            if self.plan is not None:
                options = self.plan.options
                if self.plan.complete:
                    return
            if len(free) == n or self.budget.left(share) == 0:
                return
            free = self._wider(np.flatnonzero(options == UNDONE), min(n, 2 * len(free)))

    def _crowding(self, free: Ints, options: Ints) -> Ints:
        """Of those not free, those who exceed a limit together and lose least by another option."""
        value = self.seen.near_value
        order = np.argsort(value[:, min(1, value.shape[1] - 1)] - value[:, 0], kind="stable")
        held = order[~np.isin(order, free)]
        return crowding(self.problem, self.here.rows, held, options[held])

    def _nodes(self, most: int | None) -> int | None:
        """Branching nodes allowed; few where the work is counted, so that the count ends it and not the clock."""
        return most if self.budget.iterations is None else 100

    def _nodes_of_all(self) -> int | None:
        """The same for branching over everyone: the fewer they are, the more nodes the same work allows."""
        return None if self.budget.iterations is None else max(100, 50_000 // self.problem.n)

    def _wider(self, free: Ints, size: int) -> Ints:
        others = np.setdiff1d(self.here.everyone, free)
        return np.union1d(free, self.random.choice(others, min(len(others), size), replace=False))

    def adopt(self, options: Ints) -> None:
        """Take a given plan where it holds (but for undone ones) and is better than what there is."""
        nobody, everyone = np.zeros(0, dtype=int), self.here.everyone
        used, own = self.use(everyone, options), self.own(everyone, options)
        # With everyone held only money, shortfalls and sets of groups are left to decide.
        solved = self.here.finishing().master(nobody, used=used).integer(30.0)
        if solved.found:
            self._adopt(nobody, nobody, options, own + solved.value, solved.complete, own, used)

    def improve(self, share: float, gap: float, tell: Tell | None = None) -> None:
        """Neighbourhoods until time, iterations or the gap is met."""
        n, budget = self.problem.n, self.budget
        size = min(n, 60 if n <= 2500 else 120)
        count = idle = 0
        while self.plan is not None and not self.within(gap) and budget.left() > 0.05:
            if budget.iterations is not None and count >= budget.iterations:
                return
            if budget.iterations is None and (budget.left(share) <= 0.05 or idle > (30 if n <= SMALL else 200)):
                return
            count += 1
            before = self.plan.merit
            room = before - self.found.bound if self.plan.complete else np.inf
            took = budget.spent()
            proven = self.solve(
                self._neighbourhood(size), self.plan.options, budget.slice(6.0, share), self._nodes(600), room
            )
            idle = 0 if self.plan.merit < before - 1e-6 * abs(before) else idle + 1
            if not proven:
                size = max(20, int(size * 0.85))
            elif budget.iterations is not None or budget.spent() - took < 1.5:
                size = min(n, int(size * 1.15) + 1)
            if tell:
                tell(self.bound, self.plan.merit if self.plan.complete else None)

    def branch(self, share: float, gap: float, tell: Tell | None = None) -> None:
        """The integer programme of everyone over every option that could be in a better plan: what it proves holds.

        An option whose value at the prices exceeds its owner's best by more than plan − bound is in no better plan.
        """
        if self.plan is None or not self.plan.complete or self.problem.n > SMALL or self.within(gap):
            return
        plan, everyone = self.plan, self.here.everyone
        seen = look(self.problem, self.here.rows, self.found.prices, keep=self.problem.option_count)
        room = (plan.merit - self.found.bound) * (1 + 1e-9) + 1e-9
        master = self.here.master(everyone)
        master.add(*as_pairs(everyone, seen.near, seen.near_value <= seen.near_value[:, :1] + room))
        master.add(everyone, plan.options)
        solved = master.integer(self.budget.slice(np.inf, share), max(1e-6, gap / 2), self._nodes_of_all())
        if not solved.found:
            return
        self._adopt(everyone, master.plan(solved), plan.options, solved.value, solved.complete, 0.0, 0 * plan.used)
        self.branched = max(self.branched, min(solved.bound, self.plan.merit))
        if tell:
            tell(self.bound, self.plan.merit)

    def _neighbourhood(self, size: int) -> Ints:
        """Undone ones, those that lose most against their best option, neighbours, and a few by chance."""
        n = self.problem.n
        if size >= n or self.plan is None:
            return np.arange(n)
        plan = self.plan.options
        undone = np.flatnonzero(plan == UNDONE)
        _, block, quarter = self.problem.decode(np.maximum(plan, 0))
        chance = self.random.random(n) ** 2
        mine, value = self.seen.near == plan[:, None], self.seen.near_value
        lost = np.where(mine.any(axis=1), value[np.arange(n), mine.argmax(axis=1)], value[:, -1]) - value[:, 0]
        lost = np.nan_to_num(lost, posinf=0.0)
        style = self.random.integers(4)
        if style == 0 and lost.max() > 0:
            chance *= 0.02 + lost / lost.max()
        elif style == 1:
            anchors = self.random.integers(n, size=2)
            chance *= np.where(np.isin(block, block[anchors]), 1.0, 0.2)
        elif style == 2:
            anchor = self.random.integers(n)
            chance *= 1.0 / (1 + np.abs(quarter - quarter[anchor]))
        elif lost.max() > 0:
            chance *= np.where(lost > np.quantile(lost, 0.7), 1.0, 0.3)
        chance[undone[:size]] = 2.0
        return self.ties.about(np.argsort(-chance, kind="stable"), size)

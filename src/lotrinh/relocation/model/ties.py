"""Whom precedence ties together: groups, their order, and what the placed leave open to the others.

docs/relocation.md (8). Vietnamese: nhóm cơ sở ràng buộc trước sau.
"""

from collections import defaultdict
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from .problem import STAY, Floats, Ints, Problem


class Ties:
    """a before b: b acts in no earlier quarter than a, and only if a acts."""

    def __init__(self, problem: Problem):
        self.problem = problem
        self.before: dict[int, list[int]] = defaultdict(list)
        self.after: dict[int, list[int]] = defaultdict(list)
        for a, b in problem.precedence:
            self.before[b].append(a)
            self.after[a].append(b)
        self.earliest: dict[int, int] = {}
        """First quarter left open to those whose predecessors have been placed; H where one stays."""
        self.latest: dict[int, int] = {}
        """Last quarter left to those whose successors have been placed and act."""

    @cached_property
    def tied(self) -> Ints:
        return np.unique(np.array(self.problem.precedence, dtype=int))

    @cached_property
    def group(self) -> Ints:
        """A number for each establishment, the same for all that are tied together, directly or not."""
        n, pairs = self.problem.n, np.array(self.problem.precedence, dtype=int).reshape(-1, 2)
        graph = sp.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
        found: Ints = connected_components(graph, directed=False)[1].astype(int)
        return found

    @cached_property
    def depth(self) -> Ints:
        """How many must have acted before, counted along the longest chain; members of a circle get some order."""
        depth = np.zeros(self.problem.n, dtype=int)
        waiting = {b: len(a) for b, a in self.before.items()}
        ready = [int(i) for i in self.tied if i not in waiting]
        while ready:
            i = ready.pop()
            for b in self.after[i]:
                depth[b] = max(depth[b], depth[i] + 1)
                waiting[b] -= 1
                if waiting[b] == 0:
                    ready.append(b)
        depth[[b for b, count in waiting.items() if count > 0]] += self.problem.n
        return depth

    def whole(self, members: Ints) -> Ints:
        """The members and all that are tied to them."""
        if not self.problem.precedence:
            return members
        wanted = np.zeros(int(self.group.max()) + 1, dtype=bool)
        wanted[self.group[members]] = True
        return np.flatnonzero(wanted[self.group])

    def about(self, order: Ints, size: int) -> Ints:
        """The first of `order` with all that are tied to them, about `size` in number, sorted.

        Only the first themselves where a group is much larger than `size`.
        """
        members: Ints = np.sort(order[:size])
        whole = self.whole(members)
        if len(whole) > size:
            fewer = self.whole(order[: max(1, size * size // len(whole))])
            return fewer if len(fewer) <= 2 * size else members
        return members

    def in_order(self, urgency: Floats) -> Ints:
        """Everyone, the most urgent group first, within it each after those it waits for."""
        if not self.problem.precedence:
            return np.argsort(-urgency, kind="stable")
        most = np.full(int(self.group.max()) + 1, -np.inf)
        np.maximum.at(most, self.group, urgency)
        return np.lexsort((-urgency, self.depth, self.group, -most[self.group]))

    def place(self, i: int, option: int) -> None:
        """i takes the option: what that leaves open to those before and after it."""
        if i not in self.before and i not in self.after:
            return
        kind, _, quarter = self.problem.decode(np.array(option))
        horizon = self.problem.horizon
        if kind == STAY:
            self._push(i, self.after, self.earliest, horizon, later=True)
        else:
            self._push(i, self.after, self.earliest, int(quarter), later=True)
            self._push(i, self.before, self.latest, int(quarter), later=False)

    def _push(self, i: int, to: dict[int, list[int]], limit: dict[int, int], quarter: int, later: bool) -> None:
        reached = list(to.get(i, ()))
        while reached:
            j = reached.pop()
            if j not in limit or (quarter > limit[j] if later else quarter < limit[j]):
                limit[j] = quarter
                reached += to.get(j, ())

    def restrict(self, i: int, values: Floats) -> None:
        """Set to inf what the placed forbid i; `values` has one entry per option."""
        horizon = self.problem.horizon
        if i in self.earliest and self.earliest[i] > 0:
            values[:-1].reshape(-1, horizon)[:, : self.earliest[i]] = np.inf
        if i in self.latest:
            values[:-1].reshape(-1, horizon)[:, self.latest[i] + 1 :] = np.inf
            values[-1] = np.inf

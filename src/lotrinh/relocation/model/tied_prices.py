"""The best prices of precedence beside given other prices, and the best quarters of those it ties together.

With the other prices given, each group of tied establishments is a problem of its own: a quarter for each, at the cost
of its best option there, none before those it waits for. Where the ties of a group form a tree, messages along it solve
that problem exactly; what they carry are the prices. docs/relocation.md (8), (14). Vietnamese: giá ràng buộc trước sau.
"""

from dataclasses import dataclass

import numpy as np

from .bound import apply_prices, blocks, value_block
from .problem import Bools, Floats, Ints, Problem, sub_problem
from .rows import Rows
from .ties import Ties

DEAR = 1e3
"""What cannot be costs so many times the dearest option: enough for a price, small enough for its sums."""

Level = tuple[Ints, Ints, Ints, bool]  # pairs, children and parents (places among the tied); children are successors


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The order of the messages: levels from the leaves to the roots, then the pairs that close a circle."""

    tied: Ints
    roots: Ints  # places among the tied
    levels: list[Level]
    ends: Ints  # (pairs, 2): places of predecessor and successor
    beside: Ints  # pairs
    circular: Ints  # places of those whose group has a circle


def tree(problem: Problem, ties: Ties) -> Tree:
    """Each group walked breadth first from its member of the lowest number."""
    tied = ties.tied
    place = {int(i): p for p, i in enumerate(tied)}
    edges: list[list[tuple[int, int, bool]]] = [[] for _ in tied]
    for number, (a, b) in enumerate(problem.precedence):
        edges[place[a]].append((number, place[b], True))
        edges[place[b]].append((number, place[a], False))
    seen, used = np.zeros(len(tied), dtype=bool), np.zeros(len(problem.precedence), dtype=bool)
    roots: list[int] = []
    by_level: dict[tuple[int, bool], list[tuple[int, int, int]]] = {}
    for root in range(len(tied)):
        if seen[root]:
            continue
        seen[root] = True
        roots.append(root)
        front, depth = [root], 0
        while front:
            depth += 1
            following = []
            for parent in front:
                for number, child, successor in edges[parent]:
                    if not seen[child]:
                        seen[child] = used[number] = True
                        by_level.setdefault((depth, successor), []).append((number, child, parent))
                        following.append(child)
            front = following
    levels: list[Level] = []
    for (_, successor), steps in sorted(by_level.items(), reverse=True):
        table = np.array(steps, dtype=int)
        levels.append((table[:, 0], table[:, 1], table[:, 2], successor))
    ends = np.array([(place[a], place[b]) for a, b in problem.precedence], dtype=int).reshape(-1, 2)
    beside, group = np.flatnonzero(~used), ties.group[tied]
    circular = np.flatnonzero(np.isin(group, group[ends[beside, 0]]))
    return Tree(tied, np.array(roots, dtype=int), levels, ends, beside, circular)


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """The tied at some prices: per quarter (and, last, for staying) the best option and what the group then costs."""

    prices: Floats  # all rows, those of precedence the best beside the others
    option: Ints  # (tied, H+1)
    cost: Floats  # (tied, H+1): of the whole group, its other members at their best
    best: Ints  # (tied,): options that together are best
    able: Bools  # (tied,): whether that option exists
    lead: Floats  # (tied,): how much dearer the group's next best plan is


def joint(problem: Problem, rows: Rows, prices: Floats, tree: Tree) -> Joint:
    """`prices` settled; what they say of precedence is replaced. `rows` are of the problem's own precedence."""
    first = rows.starts["precedence"]
    prices = prices.copy()
    prices[first : rows.starts["compatibility"]] = 0.0
    option, cost, second = by_quarter(problem, rows, prices, tree.tied)
    finite = np.isfinite(cost)
    dear = DEAR * (1.0 + float(np.abs(cost[finite]).max(initial=0.0)))
    own = np.where(finite, cost, dear)
    gathered, lifted = own.copy(), np.zeros((len(problem.precedence), problem.horizon + 1))
    sent: list[Floats] = []
    for pairs, child, parent, successor in tree.levels:
        message = _message(gathered[child], successor)
        sent.append(message)
        lifted[pairs] = message[:, -1:] - message if successor else message - message[:, -1:]
        np.add.at(gathered, parent, message)
    whole = gathered.copy()  # at the roots what the group costs; below, made so by the way back
    for (_, child, parent, successor), message in zip(reversed(tree.levels), reversed(sent), strict=True):
        whole[child] = gathered[child] + _message(whole[parent] - message, not successor)
    _close_circles(tree, own, lifted)
    prices[first : rows.starts["compatibility"]] = np.maximum(lifted[:, :-1] - lifted[:, 1:], 0.0).ravel()
    everyone, quarter = np.arange(len(tree.tied)), _decided(gathered, tree)
    ordered = np.sort(whole, axis=1)
    lead = np.minimum(ordered[:, 1] - ordered[:, 0], (second - own)[everyone, quarter])
    lead[tree.circular] = -1.0
    return Joint(
        prices,
        option,
        np.where(finite, whole, np.inf),
        option[everyone, quarter],
        finite[everyone, quarter],
        lead,
    )


def _message(values: Floats, successor: bool) -> Floats:
    """The least cost of each child, by its parent's quarter: no earlier than it (successors) or no later."""
    if successor:
        return np.minimum.accumulate(values[:, ::-1], axis=1)[:, ::-1]
    return np.minimum.accumulate(values, axis=1)


def _close_circles(tree: Tree, own: Floats, lifted: Floats) -> None:
    """Prices of the pairs beside the tree, one after another: not the best there are, but each better than none."""
    if not len(tree.beside):
        return
    left = own.copy()
    np.subtract.at(left, tree.ends[:, 0], lifted)
    np.add.at(left, tree.ends[:, 1], lifted)
    for pair in tree.beside.tolist():
        a, b = tree.ends[pair]
        message = _message(left[[b]], successor=True)[0]
        lifted[pair] = message[-1] - message
        left[a] -= lifted[pair]
        left[b] += lifted[pair]


def _decided(gathered: Floats, tree: Tree) -> Ints:
    """A best quarter for each (H: staying), from the roots to the leaves."""
    quarter = np.zeros(len(gathered), dtype=int)
    quarter[tree.roots] = gathered[tree.roots].argmin(axis=1)
    time = np.arange(gathered.shape[1])
    for _, child, parent, successor in reversed(tree.levels):
        at = quarter[parent][:, None]
        barred = time < at if successor else time > at
        quarter[child] = np.where(barred, np.inf, gathered[child]).argmin(axis=1)
    return quarter


def by_quarter(problem: Problem, rows: Rows, prices: Floats, members: Ints) -> tuple[Ints, Floats, Floats]:
    """(best option, its cost, the next best one's) of each member in every quarter and, last, staying."""
    part, priced = sub_problem(problem, members), apply_prices(problem, rows, prices).among(members)
    option = np.full((len(members), problem.horizon + 1), problem.stay_code)
    cost, second = np.full(option.shape, np.inf), np.full(option.shape, np.inf)
    for first, last in blocks(part):
        table = value_block(part, priced, first, last)
        acting = table[:, :-1].reshape(last - first, -1, problem.horizon)
        best = acting.argmin(axis=1)
        option[first:last, :-1] = best * problem.horizon + np.arange(problem.horizon)
        two = np.partition(acting, 1, axis=1)
        cost[first:last, :-1], second[first:last, :-1] = two[:, 0], two[:, 1]
        cost[first:last, -1] = table[:, -1]
    return option, cost, second

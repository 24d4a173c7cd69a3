"""The Lagrangian bound and the pricing of options, docs/relocation.md (14). Vietnamese: cận dưới."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from .options import allowed_block, objective_block
from .problem import MOVE, Floats, Ints, Problem
from .rows import Rows

BLOCK = 2_000_000  # entries of the pricing table kept at once


def limit_memory(mebibytes: int) -> None:
    """Price fewer options at a time: the table and its copies take about 40 bytes an entry, an eighth of the memory."""
    global BLOCK
    BLOCK = max(20_000, min(2_000_000, mebibytes * 1024 * 1024 // 8 // 40))


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """What each unit of use costs at given row prices; built once, applied block by block."""

    zone: Floats  # (R, J*H)
    cases: Floats  # (H,)
    money: Floats  # (5, H)
    fill: Floats  # (J*H,) per m²
    group: Floats  # (G, J*H) per m²
    cuts: list[tuple[Ints, int, int, float]]  # members, zone, quarter, price
    precedence: dict[int, Floats]
    constant: float

    def among(self, members: Ints) -> "Priced":
        """The same prices for a problem of these establishments alone."""
        place = {int(i): p for p, i in enumerate(members)} if self.precedence or self.cuts else {}
        return replace(
            self,
            precedence={place[i]: row for i, row in self.precedence.items() if i in place},
            cuts=[
                (np.array([place[i] for i in who.tolist() if i in place], dtype=int), j, t, price)
                for who, j, t, price in self.cuts
            ],
        )


def settle(problem: Problem, rows: Rows, prices: Floats) -> Floats:
    """Prices of the right sign: not negative, a source worth at least κ times its next year, soft fills capped.

    A kind's money costs what the cheapest of its sources costs.
    """
    prices = np.maximum(prices, 0.0)
    prices[np.isinf(rows.right)] = 0.0
    prices[[rows.starts["compatibility"] + p for p, mix in enumerate(rows.compatibility) if mix.weightless]] = 0.0
    years = len(problem.years)
    for s, source in enumerate(problem.sources):
        first = rows.starts["source"] + s * years
        for y in range(years - 2, -1, -1):
            prices[first + y] = max(prices[first + y], source.carry_over * prices[first + y + 1])
    for k in range(4):
        prices[rows.starts["kind"] + k * years :][:years] = _cheapest_source(problem, rows, prices, k)
    for q, fill in enumerate(problem.fills):
        cap = np.inf if fill.price_per_m2 is None else fill.price_per_m2
        if "fill:" + fill.cluster in problem.dropped:
            cap = 0.0
        prices[rows.starts["fill"] + q] = min(prices[rows.starts["fill"] + q], cap)
    return prices


def _cheapest_source(problem: Problem, rows: Rows, prices: Floats, kind: int) -> Floats:
    """The least price of money of a kind by year; 0 where no source pays for it."""
    years, first = len(problem.years), rows.starts["source"]
    payers = [prices[first + p * years :][:years] for p, s in enumerate(problem.sources) if kind in s.pays_for]
    return np.min(payers, axis=0) if payers else np.zeros(years)


def apply_prices(problem: Problem, rows: Rows, prices: Floats) -> Priced:
    """`prices` settled."""
    zones, horizon, s = len(problem.zones), problem.horizon, rows.starts
    zone = np.zeros((len(problem.resources), zones, horizon))
    for row, (j, r, t) in enumerate(rows.zone):
        zone[r, j, : t + 1] += prices[row]
    money = np.zeros((5, len(problem.years)))
    for k in range(4):
        money[k] = _cheapest_source(problem, rows, prices, k)
    fill = np.zeros((zones, horizon))
    for q, target in enumerate(problem.fills):
        for j in range(zones):
            if problem.zone_cluster[j] == target.cluster:
                fill[j, : target.quarter + 1] += prices[s["fill"] + q]
    group = np.zeros((len(problem.groups), zones, horizon))
    cuts: list[tuple[Ints, int, int, float]] = []
    weight = np.zeros((zones, len(problem.groups)))
    for row, mix in enumerate(rows.compatibility, s["compatibility"]):
        if prices[row] <= 0:
            continue
        weight[mix.zone, mix.group] += prices[row] * mix.amount
        if mix.members is None:
            group[mix.group, mix.zone, : mix.quarter + 1] += prices[row]
        else:
            cuts.append((np.array(sorted(mix.members), dtype=int), mix.zone, mix.quarter, float(prices[row])))
    precedence: dict[int, Floats] = {}
    for p, (a, b) in enumerate(rows.precedence):
        by_quarter = prices[s["precedence"] + p * horizon :][:horizon]
        if by_quarter.any():
            later = np.cumsum(by_quarter[::-1])[::-1]
            for i, sign in ((a, -1.0), (b, 1.0)):
                precedence[i] = precedence.get(i, 0.0) + sign * later
    finite = np.where(np.isinf(rows.right), 0.0, rows.right)
    spent = -prices * finite
    spent[s["kind"] : s["source"]] = 0.0
    heaviest = [max(weight[j, list(chosen)].sum() for chosen in rows.sets) for j in range(zones) if weight[j].any()]
    constant = math.fsum([*spent.tolist(), *(-w for w in heaviest)])
    cells = zones * horizon
    return Priced(
        zone.reshape(len(problem.resources), cells),
        prices[s["cases"] : s["kind"]],
        money[:, problem.year_of],
        fill.reshape(-1),
        group.reshape(len(problem.groups), cells),
        cuts,
        precedence,
        constant,
    )


def value_block(problem: Problem, priced: Priced, first: int, last: int) -> Floats:
    """Objective plus the price of use of each option of first..last-1, inf where not allowed."""
    zones, horizon, count = len(problem.zones), problem.horizon, last - first
    table = objective_block(problem, first, last)
    needs = problem.needs[first:last]
    moves = table[:, : zones * horizon]
    moves += needs @ priced.zone
    if priced.fill.any() or priced.group.any():
        moves += needs[:, :1] * (priced.group[problem.group[first:last]] - priced.fill)
    cube = moves.reshape(count, zones, horizon)
    cube += np.nan_to_num(problem.move_cost[first:last])[:, :, None] * priced.money[MOVE]
    cube += problem.case_units[MOVE] * priced.cases
    rest = table[:, zones * horizon : -1].reshape(count, 3, horizon)
    rest += np.nan_to_num(problem.other_cost[first:last])[:, :, None] * priced.money[1:4]
    rest += problem.case_units[1:4, None] * priced.cases[None, :]
    for members, j, t, price in priced.cuts:
        for i in members[(members >= first) & (members < last)]:
            cube[i - first, j, : t + 1] += price * problem.needs[i, 0]
    for i, by_quarter in priced.precedence.items():
        if first <= i < last:
            table[i - first, :-1] += np.tile(by_quarter, zones + 3)
    table[~allowed_block(problem, first, last)] = np.inf
    return table


def blocks(problem: Problem) -> Iterator[tuple[int, int]]:
    size = max(1, BLOCK // problem.option_count)
    for first in range(0, problem.n, size):
        yield first, min(problem.n, first + size)


def lower_bound(problem: Problem, rows: Rows, prices: Floats) -> float:
    """The bound the settled prices prove, rounded outward."""
    priced = apply_prices(problem, rows, prices)
    least: list[float] = []
    for first, last in blocks(problem):
        least += value_block(problem, priced, first, last).min(axis=1).tolist()
    return outward(priced.constant, least)


def outward(constant: float, least: list[float]) -> float:
    """The sum, less what rounding may have added to it."""
    if not all(map(math.isfinite, least)):
        return math.inf
    return math.fsum([constant, *least]) - 1e-12 * (abs(constant) + math.fsum(map(abs, least)))

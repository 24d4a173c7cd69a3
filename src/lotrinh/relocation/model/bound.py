"""The Lagrangian bound and the pricing of options, docs/relocation.md (14). Vietnamese: cận dưới."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .options import allowed_block, objective_block
from .problem import MOVE, Problem
from .rows import Rows

BLOCK = 4_000_000  # entries of the pricing table kept at once


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """What each unit of use costs at given row prices; built once, applied block by block."""

    zone: NDArray  # (R, J*H)
    cases: NDArray  # (H,)
    money: NDArray  # (5, H)
    fill: NDArray  # (J*H,) per m²
    group: NDArray  # (G, J*H) per m²
    cuts: list
    precedence: dict
    constant: float


def settle(problem: Problem, rows: Rows, prices: NDArray) -> NDArray:
    """Prices of the right sign: not negative, a source worth at least κ times its next year, soft fills capped."""
    prices = np.maximum(prices, 0.0)
    prices[np.isinf(rows.right)] = 0.0
    years = len(problem.years)
    for s, source in enumerate(problem.sources):
        first = rows.starts["source"] + s * years
        for y in range(years - 2, -1, -1):
            prices[first + y] = max(prices[first + y], source.carry_over * prices[first + y + 1])
    for q, fill in enumerate(problem.fills):
        cap = np.inf if fill.hard else fill.price_per_m2
        if "fill:" + fill.cluster in problem.dropped:
            cap = 0.0
        prices[rows.starts["fill"] + q] = min(prices[rows.starts["fill"] + q], cap)
    return prices


def apply_prices(problem: Problem, rows: Rows, prices: NDArray) -> Priced:
    """`prices` settled."""
    zones, horizon, s = len(problem.zones), problem.horizon, rows.starts
    zone = np.zeros((len(problem.resources), zones, horizon))
    for row, (j, r, t) in enumerate(rows.zone):
        zone[r, j, : t + 1] += prices[row]
    money = np.zeros((5, len(problem.years)))
    for k in range(4):
        payers = [
            prices[s["source"] + p * len(problem.years) :][: len(problem.years)]
            for p, source in enumerate(problem.sources)
            if k in source.pays_for
        ]
        if payers:
            money[k] = np.min(payers, axis=0)
    fill = np.zeros((zones, horizon))
    for q, target in enumerate(problem.fills):
        for j in range(zones):
            if problem.zone_cluster[j] == target.cluster:
                fill[j, : target.quarter + 1] += prices[s["fill"] + q]
    group = np.zeros((len(problem.groups), zones, horizon))
    cuts, weight = [], np.zeros((zones, len(problem.groups)))
    for row, (j, g, t, members, amount) in enumerate(rows.compatibility, s["compatibility"]):
        if prices[row] <= 0:
            continue
        weight[j, g] += prices[row] * amount
        if members is None:
            group[g, j, : t + 1] += prices[row]
        else:
            cuts.append((np.array(sorted(members)), j, t, prices[row]))
    precedence: dict = {}
    for row, (a, b, t) in enumerate(rows.precedence, s["precedence"]):
        if prices[row] > 0:
            for i, sign in ((a, -1.0), (b, 1.0)):
                precedence.setdefault(i, np.zeros(horizon))[: t + 1] += sign * prices[row]
    finite = np.where(np.isinf(rows.right), 0.0, rows.right)
    constant = -float(prices[: s["kind"]] @ finite[: s["kind"]]) - float(prices[s["source"] :] @ finite[s["source"] :])
    for j in range(zones):
        if weight[j].any():
            constant -= max(sum(weight[j, g] for g in chosen) for chosen in rows.sets)
    shape = (-1, zones * horizon)
    return Priced(
        zone.reshape(shape),
        prices[s["cases"] : s["kind"]],
        money[:, problem.year_of],
        fill.reshape(-1),
        group.reshape(shape),
        cuts,
        precedence,
        constant,
    )


def value_block(problem: Problem, priced: Priced, first: int, last: int, objective: NDArray | None = None) -> NDArray:
    """Objective plus the price of use of each option of first..last-1, inf where not allowed."""
    zones, horizon, count = len(problem.zones), problem.horizon, last - first
    table = objective_block(problem, first, last) if objective is None else objective.copy()
    needs = problem.needs[first:last]
    moves = table[:, : zones * horizon]
    moves += needs @ priced.zone
    if priced.fill.any() or priced.group.any():
        moves += needs[:, :1] * (priced.group[problem.group[first:last]] - priced.fill)
    cube = moves.reshape(count, zones, horizon) if zones else moves
    if zones:
        cube += np.nan_to_num(problem.move_cost[first:last])[:, :, None] * priced.money[MOVE]
        cube += problem.case_units[MOVE] * priced.cases
    rest = table[:, zones * horizon : -1].reshape(count, 3, horizon)
    rest += np.nan_to_num(problem.other_cost[first:last])[:, :, None] * priced.money[1:4]
    rest += problem.case_units[1:4, None] * priced.cases
    for members, j, t, price in priced.cuts:
        for i in members[(members >= first) & (members < last)]:
            cube[i - first, j, : t + 1] += price * problem.needs[i, 0]
    for i, by_quarter in priced.precedence.items():
        if first <= i < last:
            table[i - first, :-1] += np.tile(by_quarter, zones + 3)
    table[~allowed_block(problem, first, last)] = np.inf
    return table


def blocks(problem: Problem):
    size = max(1, BLOCK // problem.option_count)
    for first in range(0, problem.n, size):
        yield first, min(problem.n, first + size)


def lower_bound(problem: Problem, rows: Rows, prices: NDArray) -> float:
    """The bound the settled prices prove, rounded outward."""
    priced = apply_prices(problem, rows, prices)
    least = np.concatenate(
        [value_block(problem, priced, a, b).min(axis=1) for a, b in blocks(problem)] or [np.zeros(0)]
    )
    total = priced.constant + float(least.sum())
    return total - 1e-11 * (abs(priced.constant) + float(np.abs(least[np.isfinite(least)]).sum()))

"""The rows shared by establishments: which there are, and how much each option uses of them."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .problem import KINDS, MOVE, STAY, Problem


def critical_quarters(problem: Problem, zone: int) -> list[int]:
    """The last quarter before each step of the zone and the last of all, docs/relocation.md (2)."""
    steps = problem.steps[zone]
    if not steps:
        return []
    return [t - 1 for t, _ in steps[1:]] + [problem.horizon - 1]


def independent_sets(problem: Problem) -> list[frozenset[int]]:
    """Maximal sets of groups without a forbidden pair (Bron–Kerbosch on the allowed pairs)."""
    everyone = range(len(problem.groups))
    friends = {g: {h for h in everyone if h != g and (min(g, h), max(g, h)) not in problem.forbidden} for g in everyone}
    found: list[frozenset[int]] = []

    def grow(chosen, candidates, excluded):
        if not candidates and not excluded:
            found.append(frozenset(chosen))
            return
        pivot = max(candidates | excluded, key=lambda g: len(friends[g] & candidates))
        for g in sorted(candidates - friends[pivot]):
            grow(chosen | {g}, candidates & friends[g], excluded & friends[g])
            candidates = candidates - {g}
            excluded = excluded | {g}

    grow(set(), set(everyone), set())
    return sorted(found, key=sorted)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Names and right sides of the shared rows, in the order of the matrix; all are ≤ rows."""

    zone: list  # (zone, resource, quarter)
    kind_year: list  # (kind, year): money of the kind ≤ what the sources give
    fill: list  # position
    precedence: list  # (a, b, quarter)
    compatibility: list  # (zone, group, quarter, None | frozenset of establishments, coefficient of z)
    sets: list
    starts: dict
    right: NDArray  # of all rows; source rows come after the kind-year rows

    @property
    def count(self) -> int:
        return len(self.right)


def make_rows(problem: Problem, cuts=()) -> Rows:
    """`cuts` are extra compatibility rows (zone, group, quarter, establishments)."""
    dropped, capacity, horizon = problem.dropped, problem.capacity(), problem.horizon
    years = len(problem.years)
    zone = [
        (j, r, t)
        for j in range(len(problem.zones))
        for t in critical_quarters(problem, j)
        for r in range(len(problem.resources))
    ]
    kind_year = [(k, y) for k in range(4) for y in range(years)]
    precedence = (
        [(a, b, t) for a, b in problem.precedence for t in range(horizon)] if "precedence" not in dropped else []
    )
    compatibility, sets = [], independent_sets(problem) if problem.forbidden else []
    if problem.forbidden and "compatibility" not in dropped:
        mixed = {g for pair in problem.forbidden for g in pair}
        by_group = [np.flatnonzero(problem.group == g) for g in range(len(problem.groups))]
        land = 1e300 if "zone_resource:" + problem.resources[0] in dropped else 1.0
        wanted = [
            (j, g, t, None)
            for j, a in enumerate(problem.accepts)
            if a is None and problem.steps[j]
            for t in critical_quarters(problem, j)
            for g in sorted(mixed)
            if len(by_group[g])
        ] + list(cuts)
        for j, g, t, who in wanted:
            members = by_group[g] if who is None else np.array(sorted(who))
            area = float(problem.needs[members, 0].sum())
            compatibility.append((j, g, t, who, min(capacity[j, 0, t] * land, area)))
    right = [np.inf if "zone_resource:" + problem.resources[r] in dropped else capacity[j, r, t] for j, r, t in zone]
    starts = {"zone": 0, "cases": len(right)}
    right += [np.inf if "cases" in dropped else m for m in problem.case_capacity]
    starts["kind"] = len(right)
    right += [0.0] * len(kind_year)
    starts["source"] = len(right)
    for source in problem.sources:
        right += [np.inf if "source:" + source.id in dropped else amount for amount in source.amounts]
    starts["fill"] = len(right)
    right += [-f.need_m2 for f in problem.fills]
    starts["precedence"] = len(right)
    right += [0.0] * len(precedence)
    starts["compatibility"] = len(right)
    right += [0.0] * len(compatibility)
    return Rows(
        zone,
        kind_year,
        list(range(len(problem.fills))),
        precedence,
        compatibility,
        sets,
        starts,
        np.array(right, dtype=float),
    )


def uses(problem: Problem, rows: Rows, who: NDArray, options: NDArray) -> sp.csc_matrix:
    """Use of every shared row by each (establishment, option), shape (rows, pairs)."""
    kind, block, quarter = problem.decode(options)
    at, column, value = [], [], []

    def put(row, where, amount):
        where = np.flatnonzero(where)
        at.append(np.full(len(where), row) if np.isscalar(row) else np.asarray(row)[where])
        column.append(where)
        value.append(np.broadcast_to(amount, len(who))[where])

    moving, acting = kind == MOVE, kind != STAY
    in_zone = [np.flatnonzero(moving & (block == j)) for j in range(len(problem.zones))]
    for row, (j, r, t) in enumerate(rows.zone):
        pairs = in_zone[j][quarter[in_zone[j]] <= t]
        at.append(np.full(len(pairs), row)), column.append(pairs), value.append(problem.needs[who[pairs], r])
    put(rows.starts["cases"] + quarter, acting, problem.case_units[kind])
    cost = np.where(
        moving,
        problem.move_cost[who, np.where(moving, block, 0)] if len(problem.zones) else 0.0,
        problem.other_cost[who, np.clip(kind - 1, 0, 2)],
    )
    put(rows.starts["kind"] + kind * len(problem.years) + problem.year_of[quarter], acting & (cost > 0), cost)
    clusters = np.array(problem.zone_cluster, dtype=object)
    for q, fill in enumerate(problem.fills):
        inside = np.zeros(len(who), dtype=bool)
        inside[moving] = (clusters[block[moving]] == fill.cluster) & (quarter[moving] <= fill.quarter)
        put(rows.starts["fill"] + q, inside, -problem.needs[who, 0])
    if rows.precedence:
        where = {}
        for p, i in enumerate(who):
            where.setdefault(int(i), []).append(p)
        for row, (a, b, t) in enumerate(rows.precedence, rows.starts["precedence"]):
            for i, sign in ((a, -1.0), (b, 1.0)):
                pairs = [p for p in where.get(i, ()) if acting[p] and quarter[p] <= t]
                (
                    at.append(np.full(len(pairs), row)),
                    column.append(np.array(pairs, dtype=int)),
                    value.append(np.full(len(pairs), sign)),
                )
    for row, (j, g, t, members, _) in enumerate(rows.compatibility, rows.starts["compatibility"]):
        pairs = in_zone[j][(quarter[in_zone[j]] <= t) & (problem.group[who[in_zone[j]]] == g)]
        if members is not None:
            pairs = pairs[np.isin(who[pairs], list(members))]
        at.append(np.full(len(pairs), row)), column.append(pairs), value.append(problem.needs[who[pairs], 0])
    data = np.concatenate(value) if value else np.zeros(0)
    keep = data != 0
    return sp.csc_matrix(
        (data[keep], (np.concatenate(at)[keep], np.concatenate(column)[keep])), shape=(rows.count, len(who))
    )


@dataclass(frozen=True, slots=True, eq=False)
class Extra:
    """Columns beside the options: money given (f), money carried (c), shortfall (q), sets of groups per zone (λ)."""

    matrix: sp.csc_matrix
    cost: NDArray
    names: list
    choice: list  # per free zone the columns of which exactly one is 1


def extra_columns(problem: Problem, rows: Rows) -> Extra:
    at, column, value, cost, names, choice = [], [], [], [], [], []

    def add(name, price, entries):
        for row, amount in entries:
            at.append(row), column.append(len(names)), value.append(amount)
        names.append(name), cost.append(price)

    years = len(problem.years)
    kind_row = {key: rows.starts["kind"] + p for p, key in enumerate(rows.kind_year)}
    for s, source in enumerate(problem.sources):
        first = rows.starts["source"] + s * years
        for y in range(years):
            for k in sorted(source.pays_for):
                add(("pay", s, k, y), 0.0, [(kind_row[k, y], -1.0), (first + y, 1.0)])
            if y + 1 < years and source.carry_over > 0:
                add(("carry", s, y), 0.0, [(first + y, 1.0), (first + y + 1, -source.carry_over)])
    for q, fill in enumerate(problem.fills):
        if not fill.hard:
            add(("short", q), fill.price_per_m2, [(rows.starts["fill"] + q, -1.0)])
        elif "fill:" + fill.cluster in problem.dropped:
            add(("short", q), 0.0, [(rows.starts["fill"] + q, -1.0)])
    by_zone: dict = {}
    for p, (j, g, _, _, amount) in enumerate(rows.compatibility, rows.starts["compatibility"]):
        by_zone.setdefault(j, []).append((p, g, amount))
    for j, entries in by_zone.items():
        first = len(names)
        for chosen in rows.sets:
            add(("set", j, chosen), 0.0, [(p, -amount) for p, g, amount in entries if g in chosen])
        choice.append(list(range(first, len(names))))
    matrix = sp.csc_matrix((value, (at, column)), shape=(rows.count, len(names)))
    return Extra(matrix, np.array(cost, dtype=float), names, choice)


def row_name(problem: Problem, rows: Rows, row: int) -> tuple[str, list]:
    """The (row, key) of the answer's `prices`."""
    s = rows.starts
    if row < s["cases"]:
        j, r, t = rows.zone[row]
        return "zone_resource", [problem.zones[j], problem.resources[r], t]
    if row < s["kind"]:
        return "cases", [row - s["cases"]]
    if row < s["source"]:
        k, y = rows.kind_year[row - s["kind"]]
        return "kind", [KINDS[k], problem.years[y]]
    if row < s["fill"]:
        p, y = divmod(row - s["source"], len(problem.years))
        return "source", [problem.sources[p].id, problem.years[y]]
    if row < s["precedence"]:
        return "fill", [row - s["fill"]]
    if row < s["compatibility"]:
        a, b, t = rows.precedence[row - s["precedence"]]
        return "precedence", [problem.ids[a], problem.ids[b], t]
    j, g, t, members, _ = rows.compatibility[row - s["compatibility"]]
    return "compatibility", [
        problem.zones[j],
        problem.groups[g],
        t,
        None if members is None else [problem.ids[i] for i in sorted(members)],
    ]

"""The rows shared by establishments: which there are, and how much each option uses of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp

from .problem import KINDS, MOVE, STAY, Floats, Ints, Problem

ZoneRow = tuple[int, int, int]  # zone, resource, quarter
WEIGHTLESS = 1e-6  # share of a row's right side below which an area is lost in the solver's tolerance
Wanted = tuple[int, int, int, frozenset[int] | None]


class MixRow(NamedTuple):
    """Area (or, of the weightless, number) moved in up to the quarter ≤ amount · z of the zone and group."""

    zone: int
    group: int
    quarter: int
    members: frozenset[int] | None  # None: all of the group
    amount: float
    weightless: bool = False
    """Over those whose area is too small to be held by area. Needed for whole plans only: the row has no price."""


def critical_quarters(problem: Problem, zone: int) -> list[int]:
    """The last quarter before each step of the zone and the last of all, docs/relocation.md (2)."""
    steps = problem.steps[zone]
    if not steps:
        return []
    return [t - 1 for t, _ in steps[1:]] + [problem.horizon - 1]


def independent_sets(problem: Problem) -> list[frozenset[int]]:
    """Maximal sets of groups without a forbidden pair (Bron–Kerbosch on the allowed pairs).

    Only groups that somebody has and that some pair forbids; the others may always come.
    """
    present = set(np.unique(problem.group).tolist())
    pairs = [pair for pair in problem.forbidden if set(pair) <= present]
    tied = {g for pair in pairs for g in pair}
    friends = {g: {h for h in tied if h != g and (min(g, h), max(g, h)) not in problem.forbidden} for g in tied}
    found: list[frozenset[int]] = []

    def grow(chosen: set[int], candidates: set[int], excluded: set[int]) -> None:
        if not candidates and not excluded:
            found.append(frozenset(chosen))
            return
        pivot = max(candidates | excluded, key=lambda g: len(friends[g] & candidates))
        for g in sorted(candidates - friends[pivot]):
            grow(chosen | {g}, candidates & friends[g], excluded & friends[g])
            candidates = candidates - {g}
            excluded = excluded | {g}

    grow(set(), tied, set())
    return sorted(found, key=sorted)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Names and right sides of the shared rows, in the order of the matrix; all are ≤ rows."""

    zone: list[ZoneRow]
    kind_year: list[tuple[int, int]]  # money of the kind in the year ≤ what the sources give
    precedence: list[tuple[int, int]]  # H rows each
    compatibility: list[MixRow]
    sets: list[frozenset[int]]
    starts: dict[str, int]
    right: Floats  # of all rows; source rows come after the kind-year rows
    horizon: int

    @property
    def count(self) -> int:
        return len(self.right)


def make_rows(problem: Problem, cuts: Iterable[Wanted] = ()) -> Rows:
    """`cuts` are extra compatibility rows (zone, group, quarter, establishments)."""
    dropped, capacity, years = problem.dropped, problem.capacity(), len(problem.years)
    zone = [
        (j, r, t)
        for j in range(len(problem.zones))
        for t in critical_quarters(problem, j)
        for r in range(len(problem.resources))
    ]
    kind_year = [(k, y) for k in range(4) for y in range(years)]
    precedence = [] if "precedence" in dropped else list(problem.precedence)
    sets = independent_sets(problem) if problem.forbidden else []
    compatibility = _compatibility(problem, capacity, cuts, sets)
    everyone = problem.needs.sum(axis=0) * (1 + 1e-9)
    # A capacity that holds everybody at once is no limit.
    right = [
        np.inf
        if "zone_resource:" + problem.resources[r] in dropped or everyone[r] <= capacity[j, r, t]
        else capacity[j, r, t]
        for j, r, t in zone
    ]
    starts = {"zone": 0, "cases": len(right)}
    busiest = problem.n * float(problem.case_units.max()) * (1 + 1e-9)
    right += [np.inf if "cases" in dropped or m >= busiest else m for m in problem.case_capacity]
    starts["kind"] = len(right)
    right += [0.0] * len(kind_year)
    starts["source"] = len(right)
    for source in problem.sources:
        right += [np.inf if "source:" + source.id in dropped else amount for amount in source.amounts]
    starts["fill"] = len(right)
    right += [-f.need_m2 for f in problem.fills]
    starts["precedence"] = len(right)
    right += [0.0] * (len(precedence) * problem.horizon)
    starts["compatibility"] = len(right)
    right += [0.0] * len(compatibility)
    return Rows(zone, kind_year, precedence, compatibility, sets, starts, np.array(right, dtype=float), problem.horizon)


def rows_like(rows: Rows, problem: Problem) -> Rows:
    """The same rows for the same problem in other units."""
    return make_rows(problem, [row[:4] for row in rows.compatibility if row.members is not None and not row.weightless])


def _compatibility(
    problem: Problem, capacity: Floats, cuts: Iterable[Wanted], sets: list[frozenset[int]]
) -> list[MixRow]:
    """docs/relocation.md (7): one row for each free zone, tied group and critical quarter."""
    tied = sorted({g for chosen in sets for g in chosen})
    if "compatibility" in problem.dropped or not tied:
        return []
    by_group = [np.flatnonzero(problem.group == g) for g in range(len(problem.groups))]
    endless = "zone_resource:" + problem.resources[0] in problem.dropped
    wanted: list[Wanted] = [
        (j, g, t, None)
        for j, accepted in enumerate(problem.accepts)
        if accepted is None
        for t in critical_quarters(problem, j)
        for g in tied
    ]
    rows = []
    for j, g, t, who in [*wanted, *cuts]:
        members = by_group[g] if who is None else np.array(sorted(who), dtype=int)
        area = problem.needs[members, 0]
        total = float(area.sum())
        amount = total if endless else min(float(capacity[j, 0, t]), total)
        rows.append(MixRow(j, g, t, who, amount))
        small = members[area <= WEIGHTLESS * amount]
        if who is None and t == problem.horizon - 1 and len(small):
            rows.append(MixRow(j, g, t, frozenset(small.tolist()), float(len(small)), weightless=True))
    return rows


def uses(problem: Problem, rows: Rows, who: Ints, options: Ints) -> sp.csc_matrix:
    """Use of every shared row by each (establishment, option), shape (rows, pairs)."""
    kind, block, quarter = problem.decode(options)
    at: list[Ints] = []
    column: list[Ints] = []
    value: list[Floats] = []

    def put(row: Any, where: Ints, amount: Any) -> None:
        at.append(np.broadcast_to(row, len(where)))
        column.append(where)
        value.append(np.broadcast_to(amount, len(where)).astype(float))

    moving, acting = kind == MOVE, np.flatnonzero(kind != STAY)
    in_zone = [np.flatnonzero(moving & (block == j)) for j in range(len(problem.zones))]
    for row, (j, r, t) in enumerate(rows.zone):
        pairs = in_zone[j][quarter[in_zone[j]] <= t]
        put(row, pairs, problem.needs[who[pairs], r])
    put(rows.starts["cases"] + quarter[acting], acting, problem.case_units[kind[acting]])
    cost = cost_of(problem, who, options)
    years = len(problem.years)
    put(rows.starts["kind"] + kind[acting] * years + problem.year_of[quarter[acting]], acting, cost[acting])
    for row, fill in enumerate(problem.fills, rows.starts["fill"]):
        for j in range(len(problem.zones)):
            if problem.zone_cluster[j] == fill.cluster:
                pairs = in_zone[j][quarter[in_zone[j]] <= fill.quarter]
                put(row, pairs, -problem.needs[who[pairs], 0])
    if rows.precedence:
        put(*_precedence_uses(problem, rows, who[acting], quarter[acting], acting))
    for row, mix in enumerate(rows.compatibility, rows.starts["compatibility"]):
        inside = in_zone[mix.zone]
        pairs = inside[(quarter[inside] <= mix.quarter) & (problem.group[who[inside]] == mix.group)]
        if mix.members is not None:
            pairs = pairs[np.isin(who[pairs], list(mix.members))]
        put(row, pairs, 1.0 if mix.weightless else problem.needs[who[pairs], 0])
    data = np.concatenate(value)
    keep = data != 0
    return sp.csc_matrix(
        (data[keep], (np.concatenate(at)[keep], np.concatenate(column)[keep])), shape=(rows.count, len(who))
    )


def _precedence_uses(
    problem: Problem, rows: Rows, who: Ints, quarter: Ints, columns: Ints
) -> tuple[Ints, Ints, Floats]:
    """(row, column, ±1): b counts for, a against, in the rows of the action's quarter and all later ones."""
    pairs = np.array(rows.precedence, dtype=int)
    people = np.concatenate([pairs[:, 0], pairs[:, 1]])
    order = np.argsort(people, kind="stable")
    first, last = (np.searchsorted(people[order], who, side=side) for side in ("left", "right"))
    action = np.repeat(np.arange(len(who)), last - first)
    part = order[
        np.arange(len(action))
        - np.repeat(np.cumsum(last - first) - (last - first), last - first)
        + np.repeat(first, last - first)
    ]
    sign = np.where(part < len(pairs), -1.0, 1.0)
    long = problem.horizon - quarter[action]
    later = np.arange(int(long.sum())) - np.repeat(np.cumsum(long) - long, long)
    row = rows.starts["precedence"] + np.repeat(part % len(pairs) * problem.horizon + quarter[action], long) + later
    return row, np.repeat(columns[action], long), np.repeat(sign, long)


def cost_of(problem: Problem, who: Ints, options: Ints) -> Floats:
    """Public money of each pair; 0 for staying."""
    kind, block, _ = problem.decode(options)
    cost = np.zeros(len(who))
    moving, other = kind == MOVE, (kind != MOVE) & (kind != STAY)
    cost[moving] = problem.move_cost[who[moving], block[moving]]
    cost[other] = problem.other_cost[who[other], kind[other] - 1]
    return cost


@dataclass(frozen=True, slots=True, eq=False)
class Extra:
    """Columns beside the options: money given (f), money carried (c), shortfall (q), sets of groups per zone (λ)."""

    matrix: sp.csc_matrix
    cost: Floats
    names: list[tuple[Any, ...]]
    choice: list[list[int]]  # per free zone the columns of which exactly one is 1


def extra_columns(problem: Problem, rows: Rows) -> Extra:
    at: list[int] = []
    column: list[int] = []
    value: list[float] = []
    cost: list[float] = []
    names: list[tuple[Any, ...]] = []
    choice: list[list[int]] = []

    def add(name: tuple[Any, ...], price: float, entries: list[tuple[int, float]]) -> None:
        for row, amount in entries:
            at.append(row)
            column.append(len(names))
            value.append(amount)
        names.append(name)
        cost.append(price)

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
            add(("short", q), fill.price_per_m2 or 0.0, [(rows.starts["fill"] + q, -1.0)])
        elif "fill:" + fill.cluster in problem.dropped:
            add(("short", q), 0.0, [(rows.starts["fill"] + q, -1.0)])
    by_zone: dict[int, list[tuple[int, int, float]]] = {}
    for p, row in enumerate(rows.compatibility, rows.starts["compatibility"]):
        by_zone.setdefault(row.zone, []).append((p, row.group, row.amount))
    for j, entries in by_zone.items():
        first = len(names)
        for chosen in rows.sets:
            add(("set", j, chosen), 0.0, [(p, -amount) for p, g, amount in entries if g in chosen])
        choice.append(list(range(first, len(names))))
    matrix = sp.csc_matrix((value, (at, column)), shape=(rows.count, len(names)))
    return Extra(matrix, np.array(cost, dtype=float), names, choice)


def row_name(problem: Problem, rows: Rows, row: int) -> tuple[str, list[Any]]:
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
        pair, t = divmod(row - s["precedence"], problem.horizon)
        a, b = rows.precedence[pair]
        return "precedence", [problem.ids[a], problem.ids[b], t]
    mix = rows.compatibility[row - s["compatibility"]]
    listed = None if mix.members is None else [problem.ids[i] for i in sorted(mix.members)]
    return "compatibility", [problem.zones[mix.zone], problem.groups[mix.group], mix.quarter, listed]

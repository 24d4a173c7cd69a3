"""Purses that pay only for some establishments: the plan's payments fitted to them. Pure.

The exchange format lets every source pay for every establishment. A ward's purse does not: after solving, who is paid
from where is found anew so that it pays for its own alone. Where that cannot be, the plan is made in steps (`wards`).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

SMALLEST = 0.001
"""Million đồng: a thousand đồng, the ledger's smallest amount."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """`payments` as the answer format wants them, None where the limited purses cannot pay so; `usable` by (purse,
    year): what those pay at most with this plan, of that year's money."""

    payments: list[dict] | None
    usable: dict[tuple[str, int], float]


def fitted(raw: dict, found: dict, serves: Mapping[str, frozenset[str]]) -> Fitted:
    """`serves`: of each limited purse the establishments it may pay. Other purses pay for everybody."""
    bills = _bills(raw, found, serves)
    ways = [
        (source["id"], group, kind, year)
        for source in raw["sources"]
        for group, kind, year in bills
        if kind in source["pays_for"] and (source["id"] not in serves or source["id"] in group)
    ]
    paid = _most_paid(raw, bills, ways, frozenset(serves))
    covered: dict[tuple, float] = defaultdict(float)
    for (_, *bill), amount in zip(ways, paid, strict=True):
        covered[tuple(bill)] += amount
    is_paid = all(covered[bill] >= amount - SMALLEST for bill, amount in bills.items())
    return Fitted(_payments(bills, covered, ways, paid) if is_paid else None, _usable(raw, serves, ways, paid))


def _bills(raw: dict, found: dict, serves) -> dict[tuple[frozenset[str], str, str], float]:
    """(limited purses that may pay, kind, year) → million đồng."""
    from lotrinh.relocation.scenarios.reading import decided

    bills: dict[tuple, float] = defaultdict(float)
    for row in decided(raw, found["decisions"]):
        if row.quarter is not None and row.cost:
            own = frozenset(purse for purse, keys in serves.items() if row.key in keys)
            bills[own, row.kind, raw["quarters"][row.quarter][:4]] += row.cost
    return dict(bills)


def _most_paid(raw: dict, bills: dict, ways: list[tuple], limited: frozenset[str]) -> np.ndarray:
    """Amounts of `ways` that pay as much of the bills as can be; limited purses are used before the others."""
    years = sorted({label[:4] for label in raw["quarters"]})
    carries = [(source["id"], year) for source in raw["sources"] for year in years]
    bill_at = {bill: at for at, bill in enumerate(bills)}
    money_at = {key: len(bills) + at for at, key in enumerate(carries)}
    rows, columns, values = [], [], []

    def put(row: int, column: int, value: float) -> None:
        rows.append(row)
        columns.append(column)
        values.append(value)

    for at, (source, *bill) in enumerate(ways):
        put(bill_at[tuple(bill)], at, 1.0)
        put(money_at[source, bill[2]], at, 1.0)
    right = list(bills.values())
    for at, (source, year) in enumerate(carries, len(ways)):
        put(money_at[source, year], at, 1.0)
        here = next(one for one in raw["sources"] if one["id"] == source)
        right.append(here["amount_by_year"][year])
        if year != years[-1]:
            put(money_at[source, years[years.index(year) + 1]], at, -here["carry_over"])
    count = len(ways) + len(carries)
    worth = [-1.001 if source in limited else -1.0 for source, *_ in ways] + [0.0] * len(carries)
    uses = coo_array((values, (rows, columns)), shape=(len(bills) + len(carries), count))
    solved = linprog(worth, A_ub=uses.tocsr(), b_ub=right, bounds=(0, None), method="highs")
    return np.asarray(solved.x[: len(ways)]) if solved.status == 0 else np.zeros(len(ways))


def _payments(bills: dict, covered: dict, ways: list[tuple], paid: np.ndarray) -> list[dict]:
    """Per source, kind and year; stretched by the last thousandth so that each bill is paid to the đồng."""
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for (source, *bill), amount in zip(ways, paid, strict=True):
        if amount > 0:
            sums[source, bill[1], bill[2]] += amount * bills[tuple(bill)] / covered[tuple(bill)]
    return [{"source": s, "kind": k, "year": y, "amount": amount} for (s, k, y), amount in sorted(sums.items())]


def _usable(raw: dict, serves, ways: list[tuple], paid: np.ndarray) -> dict[tuple[str, int], float]:
    """Of each limited purse and year how much of that year's money was used, then or, carried over, later."""
    used: dict[tuple[str, str], float] = defaultdict(float)
    for (source, _, _, year), amount in zip(ways, paid, strict=True):
        used[source, year] += amount
    found: dict[tuple[str, int], float] = {}
    for source in raw["sources"]:
        if source["id"] not in serves:
            continue
        later = 0.0
        for year in sorted(source["amount_by_year"], reverse=True):
            needed, amount = used[source["id"], year] + later, source["amount_by_year"][year]
            found[source["id"], int(year)] = min(needed, amount)
            short = max(0.0, needed - amount)
            later = short / source["carry_over"] if source["carry_over"] else 0.0
    return found

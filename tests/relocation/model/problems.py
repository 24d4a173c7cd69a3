"""Tiny problems drawn at random, and brute force over them with nothing but the checker's own words."""

import copy
from itertools import product

import numpy as np

from lotrinh.relocation.model.checker import Data


def tiny(seed: int, n: int = 4, zones: int = 2, quarters: int = 3) -> dict:
    rng = np.random.default_rng(seed)
    years = sorted({2026 + q // 4 for q in range(2, 2 + quarters)})
    hard = bool(rng.integers(2))
    return {
        "format": "lotrinh-relocation/1",
        "name": f"tiny {seed}",
        "quarters": [f"{2026 + q // 4}Q{q % 4 + 1}" for q in range(2, 2 + quarters)],
        "kinds": {
            "move": {"residual": 0, "case_units": 1, "job_loss_km": 0},
            "convert": {"residual": 0.4, "case_units": 1, "job_loss_km": 0},
            "change_trade": {"residual": 0.2, "case_units": 1, "job_loss_km": 0},
            "close": {"residual": 0, "case_units": 0.5, "job_loss_km": 10},
            "stay": {"residual": 1, "case_units": 0, "job_loss_km": 0},
        },
        "resources": ["area"],
        "zones": {
            "id": [f"Z{j}" for j in range(zones)],
            "cluster": ["C"] * zones,
            "capacity": [[[0, [float(rng.integers(3, 9))]], [1, [float(rng.integers(9, 14))]]] for _ in range(zones)],
            "accepts": [None] + [["a", "b"]] * (zones - 1),
        },
        "groups": ["a", "b"],
        "forbidden_pairs": [["a", "b"]],
        "fill_targets": [
            {
                "cluster": "C",
                "quarter": quarters - 1,
                "rate": 0.5,
                "leasable_m2": 14.0,
                "let_outside_m2": 1.0,
                "hard": hard,
                "price_per_m2": None if hard else 0.7,
            }
        ],
        "sources": [
            {
                "id": "city",
                "amount_by_year": {str(y): float(rng.integers(5, 25)) for y in years},
                "carry_over": float(rng.integers(2)),
                "pays_for": ["move", "close"],
            },
            {
                "id": "fund",
                "amount_by_year": {str(y): float(rng.integers(0, 9)) for y in years},
                "carry_over": 0.5,
                "pays_for": ["move", "convert"],
            },
        ],
        "case_capacity": [float(rng.integers(1, 4)) for _ in range(quarters)],
        "establishments": {
            "id": [f"E{i}" for i in range(n)],
            "sector": ["saw"] * n,
            "group": [["a", "b"][g] for g in rng.integers(0, 2, n)],
            "exposure": [float(x) for x in rng.integers(0, 20, n)],
            "workers": [float(x) for x in rng.integers(0, 9, n)],
            "needs": [[float(x)] for x in rng.integers(1, 7, n)],
            "stay_allowed": [bool(x) for x in rng.integers(0, 2, n)],
            "earliest": [int(x) for x in rng.integers(0, 2, n)],
            "signed": [None] * n,
            "move_cost": [
                [None if rng.random() < 0.2 else float(rng.integers(0, 12)) for _ in range(zones)] for _ in range(n)
            ],
            "move_exposure": 0,
            "distance_km": [[float(x) for x in rng.integers(0, 9, zones)] for _ in range(n)],
            "convert_cost": [None if x < 3 else float(x) for x in rng.integers(0, 9, n)],
            "change_trade_cost": [None] * n,
            "close_cost": [None if x < 5 else float(x) for x in rng.integers(0, 15, n)],
        },
        "precedence": [["E0", "E1"]],
        "unresolved_factor": None if rng.integers(2) else 0.5,
        "objective": {"mode": "weighted", "alpha": 0.3, "beta": 0.01},
        "in_force": None,
    }


def feasible_money(data, chosen) -> bool:
    """Whether some flow from the sources pays the plan: a small LP over the raw data."""
    from scipy.optimize import linprog

    kinds, years, sources = ("move", "convert", "change_trade", "close"), data.years, data.raw["sources"]
    due = {(k, y): 0.0 for k in kinds for y in years}
    for i, option in chosen:
        if option[0] != "stay":
            due[option[0], data.year[option[2]]] += data.cost(i, option)
    pay = [(s["id"], k, y) for s in sources for k in s["pays_for"] for y in years]
    carry = [(s["id"], y) for s in sources for y in years]
    equal, equal_right, less, less_right = [], [], [], []
    for k in kinds:
        for y in years:
            equal.append([1.0 if p[1:] == (k, y) else 0.0 for p in pay] + [0.0] * len(carry))
            equal_right.append(due[k, y])
    for s in sources:
        for p, y in enumerate(years):
            before = years[p - 1] if p else None
            less.append(
                [1.0 if (x[0], x[2]) == (s["id"], y) else 0.0 for x in pay]
                + [1.0 if c == (s["id"], y) else -s["carry_over"] if c == (s["id"], before) else 0.0 for c in carry]
            )
            less_right.append(s["amount_by_year"][y])
    return linprog([0.0] * len(less[0]), less, less_right, equal, equal_right).status == 0


def brute_force(raw) -> float | None:
    """The least total of all plans; None when there is none."""
    data = Data(raw)
    e, H = data.e, data.H
    options = []
    for i in range(len(data.ids)):
        all_of = [("stay", None, None)] + [(k, None, t) for k in ("convert", "change_trade", "close") for t in range(H)]
        all_of += [("move", z, t) for z in data.zone for t in range(H)]
        options.append([o for o in all_of if not data.why_not(i, o)])
    best = None
    for plan in product(*options):
        chosen = list(enumerate(plan))
        if not _fits(data, raw, e, H, chosen):
            continue
        inside = sum(e["needs"][i][0] for i, o in chosen if o[0] == "move")
        missing = max(0.0, 0.5 * 14 - 1 - inside)
        target = raw["fill_targets"][0]
        if target["hard"] and missing > 0:
            continue
        total = sum(data.objective(i, o) for i, o in chosen) + (
            0 if target["hard"] else missing * target["price_per_m2"]
        )
        if (best is None or total < best - 1e-9) and feasible_money(data, chosen):
            best = total
    return best


def _fits(data, raw, e, H, chosen) -> bool:
    for t in range(H):
        if sum(raw["kinds"][o[0]]["case_units"] for _, o in chosen if o[2] == t) > raw["case_capacity"][t]:
            return False
        for z in data.zone:
            if sum(e["needs"][i][0] for i, o in chosen if o[1] == z and o[2] <= t) > data.capacities[z][t][0]:
                return False
    if len({e["group"][i] for i, o in chosen if o[1] == "Z0"}) > 1:
        return False
    a, b = chosen[0][1][2], chosen[1][1][2]
    return b is None or (a is not None and a <= b)


def changed(raw, path, value):
    """A copy of `raw` with one value replaced; the path is a list of keys."""
    raw = copy.deepcopy(raw)
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return raw

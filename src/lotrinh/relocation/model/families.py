"""A seeded generator of problems for every family the planner must hold up on, written from the statement alone."""

from typing import Any

import numpy as np
from numpy.random import Generator

from .problem import Floats

FAMILIES = (
    "ample",
    "tight_money",
    "tight_land",
    "compatibility",
    "correlated",
    "land_late",
    "no_carry_over",
    "identical",
    "giant",
    "zero_hazard",
    "precedence",
    "soft_fill",
    "hard_fill",
    "several_purses",
    "lexicographic",
)
GROUPS = ["food", "dusty", "hazardous", "neutral"]


def generate_problem(
    family: str, n: int, seed: int = 0, zones: int | None = None, quarters: int = 20
) -> dict[str, Any]:
    """A problem file's value; the same arguments give the same problem."""
    if family not in FAMILIES:
        raise ValueError(f"no family {family}")
    rng = np.random.default_rng([seed, n, FAMILIES.index(family)])
    zones = zones or max(3, min(60, 6 + n // 150))
    years = sorted({2026 + q // 4 for q in range(quarters)})
    people = _establishments(rng, family, n, zones)
    area = float(people["needs"][:, 0].sum())
    typical = float(np.nanmean(people["move_cost"])) * n
    money = 1.3 if family == "ample" else 0.35 if family in ("tight_money", "several_purses", "no_carry_over") else 0.7
    land = 2.0 if family in ("ample", "tight_money") else 0.55 if family == "tight_land" else 0.9
    carry = 0.0 if family == "no_carry_over" else 1.0
    purses = [("city", ["move", "convert", "change_trade", "close"], 1.0)]
    if family == "several_purses":
        purses = [
            ("city", ["move", "close"], 0.5),
            ("province", ["move", "convert", "change_trade"], 0.3),
            ("fund", ["convert"], 0.2),
        ]
    free = family == "compatibility"
    clusters = [f"C{j // 2}" for j in range(zones)]
    problem = {
        "format": "lotrinh-relocation/1",
        "name": f"{family}-{n}-{seed}",
        "quarters": [f"{2026 + q // 4}Q{q % 4 + 1}" for q in range(quarters)],
        "kinds": {
            "move": {"residual": 0, "case_units": 1.0, "job_loss_km": 0},
            "convert": {"residual": 0.35, "case_units": 0.6, "job_loss_km": 0},
            "change_trade": {"residual": 0.1, "case_units": 0.8, "job_loss_km": 0},
            "close": {"residual": 0, "case_units": 0.5, "job_loss_km": 40},
            "stay": {"residual": 1, "case_units": 0, "job_loss_km": 0},
        },
        "resources": ["area", "power", "water", "wastewater"],
        "zones": {
            "id": [f"Z{j:02d}" for j in range(zones)],
            "cluster": clusters,
            "capacity": _capacity(rng, family, people, zones, quarters, land),
            "accepts": [None if free and j % 2 == 0 else GROUPS if j % 3 else GROUPS[1:] for j in range(zones)],
        },
        "groups": GROUPS,
        "forbidden_pairs": [["food", "dusty"], ["food", "hazardous"]],
        "fill_targets": _fills(family, clusters, area, quarters),
        "sources": [
            {
                "id": name,
                "amount_by_year": {str(y): round(typical * money * share / len(years), 3) for y in years},
                "carry_over": carry,
                "pays_for": pays,
            }
            for name, pays, share in purses
        ],
        "case_capacity": [round(1.3 * n / quarters, 3)] * quarters,
        "establishments": _columns(people, n),
        "precedence": [[f"E{i}", f"E{i + 1}"] for i in range(n - 1) if i % 5 < 2] if family == "precedence" else [],
        "unresolved_factor": 0.5,
        "objective": {"mode": "lexicographic", "slack": 0.01}
        if family == "lexicographic"
        else {"mode": "weighted", "alpha": 0.02, "beta": 0.001},
        "in_force": None,
    }
    return problem


def _establishments(rng: Generator, family: str, n: int, zones: int) -> dict[str, Any]:
    size: Floats = rng.lognormal(0, 0.7, n)
    if family == "identical":
        size = np.ones(n)
    area: Floats = np.asarray(np.round(400 * size, 1))
    exposure = np.round(rng.lognormal(3, 0.9, n) * (size if family == "correlated" else 1), 3)
    if family == "zero_hazard":
        exposure[rng.random(n) < 0.3] = 0.0
    if family == "identical":
        exposure = np.full(n, 25.0)
    if family == "giant":
        area[0] = area.sum() * 0.15
    needs = np.column_stack([area, np.round(area * 0.05, 2), np.round(area * 0.01, 2), np.round(area * 0.006, 2)])
    place, site = rng.random((n, 2)) * 20, rng.random((zones, 2)) * 20
    distance: Floats = np.asarray(np.hypot(*(place[:, None] - site).transpose(2, 0, 1))).round(2)
    if family == "identical":
        distance[:] = np.round(site[:, 0], 2)
    noise = 1.0 if family == "identical" else rng.uniform(0.8, 1.2, (n, zones))
    cost: Floats = np.round(60 + 0.4 * area[:, None] * noise + 2 * distance, 2)
    if family != "identical":
        cost[rng.random((n, zones)) < 0.15] = np.nan
    return {
        "needs": needs,
        "exposure": exposure,
        "move_cost": cost,
        "distance": distance,
        "workers": np.full(n, 8) if family == "identical" else rng.integers(2, 40, n),
        "group": np.zeros(n, int) + 1 if family == "identical" else rng.choice(4, n, p=[0.15, 0.4, 0.15, 0.3]),
        "stay": rng.random(n) < 0.3,
        "earliest": np.zeros(n, int) if family == "identical" else rng.integers(0, 4, n),
        "close": np.round(40 + 0.5 * area, 2),
        "convert": np.round(30 + 0.3 * area, 2),
        "spread": np.round(exposure * 0.03, 3),
    }


def _columns(people: dict[str, Any], n: int) -> dict[str, Any]:
    def table(values: Floats) -> list[list[float | None]]:
        return [[None if np.isnan(x) else float(x) for x in row] for row in values]

    return {
        "id": [f"E{i}" for i in range(n)],
        "sector": ["sawmill"] * n,
        "group": [GROUPS[g] for g in people["group"]],
        "exposure": people["exposure"].tolist(),
        "workers": [int(w) for w in people["workers"]],
        "needs": people["needs"].tolist(),
        "stay_allowed": [bool(s) for s in people["stay"]],
        "earliest": [int(t) for t in people["earliest"]],
        "signed": [None] * n,
        "move_cost": table(people["move_cost"]),
        "move_exposure": [[float(s)] * people["move_cost"].shape[1] for s in people["spread"]],
        "distance_km": people["distance"].tolist(),
        "convert_cost": [float(c) if i % 3 else None for i, c in enumerate(people["convert"])],
        "change_trade_cost": [float(c) * 1.4 if i % 4 == 0 else None for i, c in enumerate(people["convert"])],
        "close_cost": people["close"].tolist(),
    }


def _capacity(rng: Generator, family: str, people: dict[str, Any], zones: int, quarters: int, land: float) -> list[Any]:
    total = people["needs"].sum(axis=0) * land
    share = rng.dirichlet(np.full(zones, 4.0))
    table = []
    for j in range(zones):
        first = (
            int(rng.integers(quarters // 2, quarters - 2))
            if family == "land_late"
            else int(rng.integers(0, max(1, quarters // 3)))
        )
        second = min(quarters - 1, first + 5)
        full = total * share[j]
        if family == "giant" and j == 0:
            full = np.maximum(full, people["needs"][0] * 1.1)
        steps = [[first, np.round(full * 0.5, 2).tolist()]]
        table.append(steps + ([[second, np.round(full, 2).tolist()]] if second > first else []))
    return table


def _fills(family: str, clusters: list[str], area: float, quarters: int) -> list[dict[str, Any]]:
    if family not in ("soft_fill", "hard_fill"):
        return []
    leasable, outside = round(area / 6, 1), round(area / 40, 1)
    hard = family == "hard_fill"
    return [
        {
            "cluster": c,
            "quarter": quarters * 3 // 4,
            "rate": 0.25 if hard else 0.9,
            "leasable_m2": leasable,
            "let_outside_m2": outside,
            "hard": hard,
            "price_per_m2": None if hard else 0.05,
        }
        for c in sorted(set(clusters))[:2]
    ]

"""A second generator, written from the format alone: every feature at once, in the oddest legal ways.

It shares nothing with `families` or `problems.tiny`, so that what one of them never draws another may.
"""

import numpy as np

ACTIONS = ("move", "convert", "change_trade", "close")
COST_KEY = {"convert": "convert_cost", "change_trade": "change_trade_cost", "close": "close_cost"}


def odd(seed: int, n: int = 5, zones: int = 2, quarters: int = 4, scales: bool = False) -> dict:
    """A legal problem of about this size; `scales` counts money, land and people in absurd units."""
    draw = Draw(seed)
    first = draw.whole(0, 3)
    labels = [f"{2030 + q // 4}Q{q % 4 + 1}" for q in range(first, first + quarters)]
    years = list(dict.fromkeys(label[:4] for label in labels))
    people, land, money = (10.0 ** draw.whole(-5, 6) if scales else 1.0 for _ in range(3))
    groups = [f"nhóm {g}" for g in range(draw.whole(1, 4))]
    resources = ["đất", "điện", "nước"][: draw.whole(1, 3)]
    raw = {
        "format": "lotrinh-relocation/1",
        "name": draw.one(["", "bài toán lạ", "x" * 300]),
        "quarters": labels,
        "kinds": _kinds(draw),
        "resources": resources,
        "zones": {
            "id": [f"khu {j}" for j in range(zones)],
            "cluster": [f"cụm {draw.whole(0, 1)}" for _ in range(zones)],
            "capacity": [_steps(draw, quarters, len(resources), n, land) for _ in range(zones)],
            "accepts": [draw.one([None, None, groups, groups[:1], []]) for _ in range(zones)],
        },
        "groups": groups,
        "forbidden_pairs": [[a, b] for a in groups for b in groups if a < b and draw.chance(0.4)],
        "sources": [_source(draw, s, years, n, money) for s in range(draw.whole(0, 3))],
        "case_capacity": [draw.one([0, 1, 1.5, 3, 1e15]) for _ in range(quarters)],
        "unresolved_factor": draw.one([None, 0, 0.5, 3]),
        "objective": draw.one(
            [
                {"mode": "weighted", "alpha": 0, "beta": 0},
                {"mode": "weighted", "alpha": 0.3 * people / money, "beta": 0.05 * people},
                {"mode": "weighted", "alpha": 40 * people / money, "beta": 0},
                {"mode": "lexicographic", "slack": 0},
                {"mode": "lexicographic", "slack": 0.1},
            ]
        ),
        "in_force": None,
    }
    raw["establishments"] = _establishments(draw, raw, n, people, land, money)
    raw["fill_targets"] = [_fill(draw, raw, quarters, land, people) for _ in range(draw.whole(0, 2) if zones else 0)]
    names = raw["establishments"]["id"]
    raw["precedence"] = [[draw.one(names), draw.one(names)] for _ in range(draw.whole(0, 3))]
    _sign(draw, raw)
    if draw.chance(0.3):
        _put_in_force(draw, raw)
    return raw


class Draw:
    """Few words for many draws."""

    def __init__(self, seed: int):
        self.rng = np.random.default_rng([seed, 20_26])

    def whole(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def one(self, values: list):
        return values[self.whole(0, len(values) - 1)]


def _kinds(draw: Draw) -> dict:
    kinds = {
        kind: {
            "residual": draw.one([0, 0.25, 1]),
            "case_units": draw.one([0, 0.5, 1]),
            "job_loss_km": draw.one([0, 7.5]) if kind == "close" else 0,
        }
        for kind in ACTIONS
    }
    return kinds | {"stay": {"residual": 1, "case_units": 0, "job_loss_km": 0}}


def _steps(draw: Draw, quarters: int, resources: int, n: int, land: float) -> list:
    at = sorted({draw.whole(0, quarters - 1) for _ in range(draw.whole(0, 3))})
    total, steps = [0.0] * resources, []
    for quarter in at:
        total = [x + draw.one([0, 2, 5, 3 * n]) * land for x in total]
        steps.append([quarter, list(total)])
    return steps


def _source(draw: Draw, s: int, years: list[str], n: int, money: float) -> dict:
    return {
        "id": f"nguồn {s}",
        "amount_by_year": {y: draw.one([0, 4, 9.5, 6 * n]) * money for y in years},
        "carry_over": draw.one([0, 0.4, 1]),
        "pays_for": [k for k in ACTIONS if draw.chance(0.6)],
    }


def _fill(draw: Draw, raw: dict, quarters: int, land: float, people: float) -> dict:
    hard = draw.chance(0.3)
    return {
        "cluster": draw.one(raw["zones"]["cluster"]),
        "quarter": draw.whole(0, quarters - 1),
        "rate": draw.one([0, 0.5, 1]),
        "leasable_m2": draw.one([0, 6, 12]) * land,
        "let_outside_m2": draw.one([0, 2, 9]) * land,
        "hard": hard,
        "price_per_m2": None if hard else draw.one([0, 0.5, 8]) * people / land,
    }


def _establishments(draw: Draw, raw: dict, n: int, people: float, land: float, money: float) -> dict:
    zones, quarters = len(raw["zones"]["id"]), len(raw["quarters"])

    def maybe(values: list) -> list:
        return [None if (x := draw.one(values)) is None else x * money for _ in range(n)]

    cost = [[None if (x := draw.one([None, 0, 2, 7])) is None else x * money for _ in range(zones)] for _ in range(n)]
    exposure = [draw.one([0, 0.5, 8, 20, 300]) * people for _ in range(n)]
    spread = [
        [None if c is None and draw.chance(0.5) else draw.one([0, 0.1, 1.5]) * e for c in row]
        for row, e in zip(cost, exposure, strict=True)
    ]
    return {
        "id": [f"cơ sở {i}" for i in range(n)],
        "sector": [draw.one(["", "cưa xẻ gỗ"]) for _ in range(n)],
        "group": [draw.one(raw["groups"]) for _ in range(n)],
        "exposure": exposure,
        "workers": [draw.one([0, 3, 40]) for _ in range(n)],
        "needs": [[draw.one([0, 1, 2, 6]) * land for _ in raw["resources"]] for _ in range(n)],
        "stay_allowed": [draw.chance(0.6) for _ in range(n)],
        "earliest": [draw.one([0, 0, 1, quarters]) if quarters > 1 else draw.whole(0, 1) for _ in range(n)],
        "signed": [None] * n,
        "move_cost": cost,
        "move_exposure": draw.one([0, 0.0, spread]),
        "distance_km": [[None if c is None else draw.one([0, 4, 30.5]) for c in row] for row in cost],
        "convert_cost": maybe([None, 0, 3]),
        "change_trade_cost": maybe([None, None, 5]),
        "close_cost": maybe([None, 1, 9]),
    }


def options_of(raw: dict, i: int, now: int = 0) -> list[dict]:
    """What establishment i could do as the format says it, signed decisions and the plan in force apart."""
    e, H = raw["establishments"], len(raw["quarters"])
    paid = {k: any(k in s["pays_for"] for s in raw["sources"]) for k in ACTIONS}
    found = []
    if e["stay_allowed"][i] or raw["unresolved_factor"] is not None:
        found.append({"kind": "stay", "zone": None, "quarter": None})
    for t in range(max(e["earliest"][i], now), H):
        for kind, key in COST_KEY.items():
            if e[key][i] is not None and (e[key][i] == 0 or paid[kind]):
                found.append({"kind": kind, "zone": None, "quarter": t})
        for j, zone in enumerate(raw["zones"]["id"]):
            cost, steps, accepts = e["move_cost"][i][j], raw["zones"]["capacity"][j], raw["zones"]["accepts"][j]
            fits = accepts is None or e["group"][i] in accepts
            if cost is not None and (cost == 0 or paid["move"]) and steps and steps[0][0] <= t and fits:
                found.append({"kind": "move", "zone": zone, "quarter": t})
    return found


def _sign(draw: Draw, raw: dict) -> None:
    for i in range(len(raw["establishments"]["id"])):
        options = options_of(raw, i)
        if options and draw.chance(0.1):
            raw["establishments"]["signed"][i] = draw.one(options)


def _put_in_force(draw: Draw, raw: dict) -> None:
    now, decisions = draw.whole(0, len(raw["quarters"]) - 1), []
    for i, name in enumerate(raw["establishments"]["id"]):
        signed = raw["establishments"]["signed"][i]
        options = [signed] if signed else options_of(raw, i)
        if options and draw.chance(0.7):
            decisions.append({"establishment": name} | draw.one(options))
    raw["in_force"] = {"now": now, "decisions": decisions, "change_price": draw.one([0, 0.3, 2])}

"""The lower bound recomputed from the shipped prices alone."""

import math
from typing import Any

import numpy as np

from .data import COST, KINDS, Data, Floats, Option, is_number


def _read_prices(data: Data, rows: list[dict[str, Any]]) -> dict[str, dict[tuple[Any, ...], float]] | str:
    """Row name → key → price, rows listed twice added up; a text when something is not a price."""
    table: dict[str, dict[tuple[Any, ...], float]] = {
        name: {} for name in ("zone_resource", "cases", "source", "fill", "precedence", "compatibility")
    }
    pairs = {tuple(p) for p in data.raw["precedence"]}
    years = {(s["id"], y) for s in data.raw["sources"] for y in data.years}

    def quarter(t: object) -> bool:
        return type(t) is int and 0 <= t < data.H

    def exists(name: str, key: tuple[Any, ...]) -> bool:
        match name, key:
            case "zone_resource", (z, r, t):
                return z in data.zone and r in data.raw["resources"] and quarter(t)
            case "cases", (t,):
                return quarter(t)
            case "source", (_, _):
                return key in years
            case "fill", (p,):
                return type(p) is int and 0 <= p < len(data.raw["fill_targets"])
            case "precedence", (a, b, t):
                return (a, b) in pairs and quarter(t)
            case "compatibility", (z, g, t, who):
                free = z in data.zone and data.raw["zones"]["accepts"][data.zone[z]] is None
                one_group = who is None or all(data.e["group"][data.place[i]] == g for i in who)
                return free and g in data.raw["groups"] and quarter(t) and one_group
        return False

    for row in rows:
        name, price = row["row"], row["price"]
        key = tuple(tuple(sorted(set(x))) if isinstance(x, list) else x for x in row["key"])
        fine = set(row) == {"row", "key", "price"} and is_number(price) and 0 <= price <= 1e15
        if not fine or not exists(name, key):
            return f"prices: dòng không hợp lệ {row}."
        table[name][key] = table[name].get(key, 0.0) + price
    return table


class Use:
    """What each unit of use costs at the shipped prices, by quarter of the action."""

    def __init__(self, data: Data):
        H, zones = data.H, len(data.zone)
        self.zone: Floats = np.zeros((zones, len(data.raw["resources"]), H))
        self.cases: Floats = np.zeros(H)
        self.money: dict[str, Floats] = {k: np.zeros(H) for k in KINDS}
        self.fill: Floats = np.zeros((zones, H))
        self.acting: dict[str, Floats] = {}
        self.mixing: dict[tuple[int, int], Floats] = {}


def prove(data: Data, rows: list[dict[str, Any]]) -> float | str:
    """The lower bound the prices prove, or a text saying which price is not one."""
    table = _read_prices(data, rows)
    if isinstance(table, str):
        return table
    use, right = Use(data), []  # `right` collects price times right side, with its sign
    resources = {r: k for k, r in enumerate(data.raw["resources"])}
    for (z, r, t), p in table["zone_resource"].items():
        use.zone[data.zone[z], resources[r], : t + 1] += p
        right.append(-p * data.capacities[z][t][resources[r]])
    for (t,), p in table["cases"].items():
        use.cases[t] += p
        right.append(-p * data.raw["case_capacity"][t])
    right += _price_money(data, table["source"], use)
    for (position,), p in table["fill"].items():
        target = data.raw["fill_targets"][position]
        p = p if target["hard"] else min(p, target["price_per_m2"])
        right.append(p * (target["rate"] * target["leasable_m2"] - target["let_outside_m2"]))
        for j, cluster in enumerate(data.raw["zones"]["cluster"]):
            if cluster == target["cluster"]:
                use.fill[j, : target["quarter"] + 1] += p
    for (a, b, t), p in table["precedence"].items():
        for name, sign in ((a, -1), (b, 1)):
            use.acting.setdefault(name, np.zeros(data.H))[: t + 1] += sign * p
    right += _price_mixing(data, table["compatibility"], use)
    return math.fsum(right) + math.fsum(_cheapest(data, i, use) for i in range(len(data.ids)))


def _price_money(data: Data, table: dict[tuple[Any, ...], float], use: Use) -> list[float]:
    """Raise each source's price to κ times its next year's; a kind costs the least of the sources that pay for it."""
    right, raised = [], {}
    for s in data.raw["sources"]:
        later = 0.0
        for y in reversed(data.years):
            later = raised[s["id"], y] = max(table.get((s["id"], y), 0.0), s["carry_over"] * later)
            right.append(-later * s["amount_by_year"][y])
    for kind in KINDS:
        if data.pays[kind]:
            use.money[kind][:] = [min(raised[s["id"], y] for s in data.pays[kind]) for y in data.year]
    return right


def _price_mixing(data: Data, table: dict[tuple[Any, ...], float], use: Use) -> list[float]:
    """Price moves into free zones; each zone takes the set of groups that weighs most."""
    weights: dict[str, dict[str, float]] = {}
    members: dict[str, list[int]] = {}
    for i, g in enumerate(data.e["group"]):
        members.setdefault(g, []).append(i)
    for (z, g, t, listed), p in table.items():
        who = members.get(g, []) if listed is None else [data.place[x] for x in listed]
        area = min(data.capacities[z][t][0], math.fsum(data.e["needs"][i][0] for i in who))
        weight = weights.setdefault(z, {})
        weight[g] = weight.get(g, 0.0) + p * area
        for i in who:
            use.mixing.setdefault((data.zone[z], i), np.zeros(data.H))[: t + 1] += p
    return [-heaviest(weight, data.raw["forbidden_pairs"]) for weight in weights.values()]


def heaviest(weight: dict[str, float], forbidden: list[list[str]]) -> float:
    """The largest weight of a set of groups without a forbidden pair: a group in conflict is taken or left."""
    for g in weight:
        enemies = {h for p in forbidden if g in p for h in p if h != g and h in weight}
        if enemies:
            without = {h: w for h, w in weight.items() if h != g}
            with_it = {h: w for h, w in without.items() if h not in enemies}
            return max(heaviest(without, forbidden), weight[g] + heaviest(with_it, forbidden))
    return math.fsum(weight.values())


def _cheapest(data: Data, i: int, use: Use) -> float:
    """The least of objective and price of use over all options of establishment i; inf when it has none."""
    held = data.only(i)
    if held:
        return _value(data, i, held[0], use) if data.why_not(i, held[0]) is None else math.inf
    e, H = data.e, data.H
    least = math.inf
    if e["stay_allowed"][i] or data.raw["unresolved_factor"] is not None:
        least = data.objective(i, ("stay", None, None))
    told = data.told.get(data.ids[i])
    if told is not None:
        # Whoever is listed pays for any change; the listed option itself is looked at on its own.
        if data.why_not(i, told) is None:
            least = min(least, _value(data, i, told, use))
        change = data.kappa * e["exposure"][i] * H
    else:
        change = 0.0
    first = max(e["earliest"][i], data.now)
    if first >= H:
        return least
    acting = use.cases[first:], use.acting.get(data.ids[i], np.zeros(H))[first:]
    t = np.arange(first, H)
    for kind, column in COST.items():
        if e[column][i] is not None and (e[column][i] == 0 or data.pays[kind]):
            row = data.raw["kinds"][kind]
            value = e["exposure"][i] * (t + 1 + row["residual"] * (H - t - 1)) + change
            value = value + (data.alpha + use.money[kind][first:]) * e[column][i]
            value += data.beta * e["workers"][i] * row["job_loss_km"] + row["case_units"] * acting[0] + acting[1]
            least = min(least, float(value.min()))
    return min(least, _cheapest_move(data, i, use, t, change, acting))


def _cheapest_move(data: Data, i: int, use: Use, t: Any, change: float, acting: tuple[Floats, Floats]) -> float:
    e, H, first = data.e, data.H, int(t[0])
    cost = np.array(e["move_cost"][i], dtype=float)
    can = ~np.isnan(cost) & ((cost == 0) | bool(data.pays["move"]))
    for j, accepts in enumerate(data.raw["zones"]["accepts"]):
        can[j] = can[j] and (accepts is None or e["group"][i] in accepts)
    if not can.any():
        return math.inf
    after, row = H - t - 1, data.raw["kinds"]["move"]
    value = np.tile(e["exposure"][i] * (t + 1 + row["residual"] * after) + change, (len(cost), 1))
    value += row["case_units"] * acting[0] + acting[1]
    value += cost[:, None] * (data.alpha + use.money["move"][first:])
    value += data.beta * e["workers"][i] * np.array(e["distance_km"][i], dtype=float)[:, None]
    if isinstance(e["move_exposure"], list):
        value += np.array(e["move_exposure"][i], dtype=float)[:, None] * after
    value += np.einsum("r,jrt->jt", np.array(e["needs"][i], dtype=float), use.zone[:, :, first:])
    value -= e["needs"][i][0] * use.fill[:, first:]
    for j in np.flatnonzero(can).tolist():
        if (j, i) in use.mixing:
            value[j] += e["needs"][i][0] * use.mixing[j, i][first:]
    value[~can] = math.inf
    value[np.array(data.opens)[:, None] > t] = math.inf
    return float(value.min())


def _value(data: Data, i: int, option: Option, use: Use) -> float:
    """Objective and price of use of one option."""
    kind, zone, t = option
    value = data.objective(i, option)
    if t is None:
        return value
    value += data.raw["kinds"][kind]["case_units"] * use.cases[t] + use.money[kind][t] * data.cost(i, option)
    if data.ids[i] in use.acting:
        value += use.acting[data.ids[i]][t]
    if zone is not None:
        j, needs = data.zone[zone], data.e["needs"][i]
        value += math.fsum(need * use.zone[j, r, t] for r, need in enumerate(needs)) - use.fill[j, t] * needs[0]
        if (j, i) in use.mixing:
            value += use.mixing[j, i][t] * needs[0]
    return float(value)

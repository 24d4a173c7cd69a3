"""The independent checker: recomputes a plan and its bound from the raw JSON, sharing no code with the solver.

Written from the words of the file format, one establishment after another. Vietnamese: bộ kiểm tra phương án.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("move", "convert", "change_trade", "close", "stay")
COST = {"convert": "convert_cost", "change_trade": "change_trade_cost", "close": "close_cost"}
STATUSES = ("planned", "infeasible", "no_plan_in_time")
GROUPS = ("zone_resource", "cases", "source", "fill", "precedence", "compatibility", "signed", "stay")
TOP = {
    "format",
    "problem",
    "status",
    "objective",
    "lower_bound",
    "gap",
    "gap_on_improvement",
    "seconds",
    "decisions",
    "payments",
    "prices",
    "conflict",
}

Option = tuple[str, Any, Any]  # kind, zone or None, quarter or None
Floats = NDArray[np.float64]


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def near(claimed: object, true: float) -> bool:
    return is_number(claimed) and abs(float(claimed) - true) <= 1e-6 * max(1.0, abs(true))  # type: ignore[arg-type]


def over(left: float, right: float) -> bool:
    return left > right + 1e-6 * max(1.0, abs(right))


class Data:
    """The raw problem with look-ups by name."""

    def __init__(self, raw: dict[str, Any]):
        self.raw, self.e = raw, raw["establishments"]
        self.ids: list[str] = self.e["id"]
        self.place = {name: i for i, name in enumerate(self.ids)}
        self.H = len(raw["quarters"])
        self.year = [q[:4] for q in raw["quarters"]]
        self.years = list(dict.fromkeys(self.year))
        self.zone = {z: j for j, z in enumerate(raw["zones"]["id"])}
        self.pays = {k: [s for s in raw["sources"] if k in s["pays_for"]] for k in KINDS}
        self.told: dict[str, Option] = {}
        self.done: dict[str, Option] = {}
        self.now, self.kappa = 0, 0.0
        if raw["in_force"]:
            self.now, self.kappa = raw["in_force"]["now"], raw["in_force"]["change_price"]
            for d in raw["in_force"]["decisions"]:
                option = (d["kind"], d["zone"], d["quarter"])
                self.told[d["establishment"]] = option
                if d["kind"] != "stay" and d["quarter"] < self.now:
                    self.done[d["establishment"]] = option
        goal = raw["objective"]
        self.alpha, self.beta = goal.get("alpha", 0.0), goal.get("beta", 0.0)
        self.capacities = {z: [self.capacity(z, t) for t in range(self.H)] for z in self.zone}
        self.opens = [steps[0][0] if steps else self.H for steps in raw["zones"]["capacity"]]

    def capacity(self, zone: str, t: int) -> list[float]:
        total = [0.0] * len(self.raw["resources"])
        for quarter, amounts in self.raw["zones"]["capacity"][self.zone[zone]]:
            if quarter <= t:
                total = amounts
        return total

    def cost(self, i: int, option: Option) -> Any:
        kind, zone, _ = option
        if kind == "stay":
            return 0.0
        return self.e["move_cost"][i][self.zone[zone]] if kind == "move" else self.e[COST[kind]][i]

    def only(self, i: int) -> list[Option]:
        """What establishment i is held to: its signed decision, its action already done, or both."""
        signed = self.e["signed"][i]
        held = [(signed["kind"], signed["zone"], signed["quarter"])] if signed else []
        return held + [self.done[self.ids[i]]] if self.ids[i] in self.done else held

    def why_not(self, i: int, option: Option) -> str | None:
        """Why establishment i may not take the option, or None."""
        kind, zone, t = option
        if any(held != option for held in self.only(i)):
            return "khác quyết định đã ký hoặc việc đã làm"
        if kind == "stay":
            forbidden = not self.e["stay_allowed"][i] and self.raw["unresolved_factor"] is None
            return "không được ở lại" if forbidden else None
        cost = self.cost(i, option)
        if cost is None:
            return "phương án không có giá nên không thể"
        if cost > 0 and not self.pays[kind]:
            return "không nguồn nào chi cho loại này"
        if t < self.e["earliest"][i]:
            return "sớm hơn quý cho phép"
        if t < self.now and self.ids[i] not in self.done:
            return "nằm trước quý hiện tại"
        if kind == "move":
            j = self.zone[zone]
            accepts = self.raw["zones"]["accepts"][j]
            if t < self.opens[j]:
                return "khu chưa mở"
            if accepts is not None and self.e["group"][i] not in accepts:
                return "khu không nhận nhóm này"
        return None

    def parts(self, i: int, option: Option) -> tuple[float, float, float, float]:
        """(exposure, cost, worker-km, change price) of one option."""
        kind, zone, t = option
        rows, e = self.raw["kinds"], self.e["exposure"][i]
        told = self.told.get(self.ids[i])
        change = self.kappa * e * self.H if told is not None and told != option else 0.0
        if kind == "stay":
            factor = 1.0 if self.e["stay_allowed"][i] else 1.0 + (self.raw["unresolved_factor"] or 0.0)
            return e * self.H * factor, 0.0, 0.0, change
        after = self.H - t - 1
        exposure = e * (t + 1 + rows[kind]["residual"] * after)
        km = self.e["workers"][i] * rows[kind]["job_loss_km"]
        if kind == "move":
            j = self.zone[zone]
            spread = self.e["move_exposure"]
            exposure += (spread[i][j] if isinstance(spread, list) else 0.0) * after
            km = self.e["workers"][i] * self.e["distance_km"][i][j]
        return exposure, self.cost(i, option), km, change

    def objective(self, i: int, option: Option) -> float:
        exposure, cost, km, change = self.parts(i, option)
        return float(exposure + self.alpha * cost + self.beta * km + change)


def check(raw: dict[str, Any], plan: Any) -> list[str]:
    """Everything wrong with the plan, in Vietnamese; empty when all holds. `raw` has been read strictly before."""
    try:
        return _check(Data(raw), plan)
    except (KeyError, TypeError, IndexError, ValueError, AttributeError, OverflowError) as error:
        return [f"Tệp phương án sai cấu trúc: {type(error).__name__}: {error}."]


def _check(data: Data, plan: dict[str, Any]) -> list[str]:
    if not isinstance(plan, dict) or set(plan) != TOP:
        return [f"Các khóa sai: {sorted(set(plan) ^ TOP)}."]
    wrong = []
    if plan["format"] != "lotrinh-relocation-plan/1":
        wrong.append("format không đúng.")
    if plan["problem"] != data.raw["name"]:
        wrong.append("problem không phải tên bài toán này.")
    if not is_number(plan["seconds"]) or plan["seconds"] < 0:
        wrong.append("seconds phải là số không âm.")
    bound = prove(data, plan["prices"])
    if isinstance(bound, str):
        return [*wrong, bound]
    claimed = plan["lower_bound"]
    if claimed is not None and (not is_number(claimed) or over(claimed, bound)):
        wrong.append(f"lower_bound {claimed} lớn hơn điều các giá chứng minh: {bound}.")
    if plan["status"] != "planned":
        return wrong + _no_plan(data, plan)
    if claimed is None:
        wrong.append("lower_bound bị thiếu.")
    if plan["conflict"] != []:
        wrong.append("conflict phải rỗng khi có phương án.")
    chosen = _decisions(data, plan["decisions"], wrong)
    if wrong:
        return wrong
    _limits(data, chosen, wrong)
    _money(data, chosen, plan["payments"], wrong)
    _claims(data, chosen, plan, wrong)
    return wrong


def _no_plan(data: Data, plan: dict[str, Any]) -> list[str]:
    wrong = []
    if plan["status"] not in STATUSES:
        wrong.append("status không hợp lệ.")
    for key in ("objective", "gap", "gap_on_improvement"):
        if plan[key] is not None:
            wrong.append(f"{key} phải là null khi không có phương án.")
    if plan["decisions"] != [] or plan["payments"] != []:
        wrong.append("decisions và payments phải rỗng khi không có phương án.")
    if (plan["status"] == "infeasible") != bool(plan["conflict"]):
        wrong.append("conflict phải có khi không thể có phương án, và chỉ khi đó.")
    parts = {
        "zone_resource": data.raw["resources"],
        "source": [s["id"] for s in data.raw["sources"]],
        "fill": [f["cluster"] for f in data.raw["fill_targets"] if f["hard"]],
    }
    seen = set()
    for row in plan["conflict"]:
        if set(row) != {"group", "needs", "unit", "sentence"}:
            wrong.append("conflict: sai khóa.")
            continue
        group, needs = row["group"], row["needs"]
        kind, colon, part = group.partition(":")
        if kind not in GROUPS or (colon and part not in parts.get(kind, ())) or group in seen:
            wrong.append(f"conflict: nhóm “{group}” không có hoặc lặp lại.")
        seen.add(group)
        if needs is not None and not (is_number(needs) and needs >= 0 and isinstance(row["unit"], str)):
            wrong.append(f"conflict, “{group}”: needs hoặc unit không hợp lệ.")
        if not isinstance(row["sentence"], str) or not row["sentence"]:
            wrong.append(f"conflict, “{group}”: thiếu câu.")
    return wrong


def _decisions(data: Data, rows: list[dict[str, Any]], wrong: list[str]) -> dict[str, Option]:
    chosen: dict[str, Option] = {}
    for row in rows:
        if set(row) != {"establishment", "kind", "zone", "quarter"}:
            wrong.append("decisions: sai khóa.")
            continue
        name = row["establishment"]
        if name not in data.place or name in chosen:
            wrong.append(f"Cơ sở “{name}”: không có trong bài toán hoặc có hai quyết định.")
            continue
        kind, zone, t = chosen[name] = (row["kind"], row["zone"], row["quarter"])
        if kind not in KINDS or (kind == "move") != (zone is not None) or (kind == "stay") != (t is None):
            wrong.append(f"Cơ sở “{name}”: quyết định sai dạng.")
        elif t is not None and (isinstance(t, bool) or not isinstance(t, int) or not 0 <= t < data.H):
            wrong.append(f"Cơ sở “{name}”: quý không hợp lệ.")
        elif zone is not None and zone not in data.zone:
            wrong.append(f"Cơ sở “{name}”: không có khu “{zone}”.")
        elif reason := data.why_not(data.place[name], chosen[name]):
            wrong.append(f"Cơ sở “{name}”: {reason}.")
    wrong += [f"Cơ sở “{name}”: thiếu quyết định." for name in data.ids if name not in chosen]
    return chosen


def _limits(data: Data, chosen: dict[str, Option], wrong: list[str]) -> None:
    raw, H = data.raw, data.H
    moved: dict[str, list[tuple[int, int]]] = {z: [] for z in data.zone}
    cases = [0.0] * H
    for name, (kind, zone, t) in chosen.items():
        if t is not None:
            cases[t] += raw["kinds"][kind]["case_units"]
            if zone is not None:
                moved[zone].append((t, data.place[name]))
    for t in range(H):
        if over(cases[t], raw["case_capacity"][t]):
            wrong.append(f"Quý {raw['quarters'][t]}: số hồ sơ {cases[t]:g} vượt khả năng {raw['case_capacity'][t]:g}.")
    for zone, j in data.zone.items():
        _land(data, zone, moved[zone], wrong)
        if raw["zones"]["accepts"][j] is None:
            present = {data.e["group"][i] for _, i in moved[zone]}
            wrong += [
                f"Khu “{zone}”: các nhóm {sorted(p)} không được cùng vào."
                for p in raw["forbidden_pairs"]
                if set(p) <= present
            ]
    for a, b in raw["precedence"]:
        first, second = chosen[a][2], chosen[b][2]
        if second is not None and (first is None or first > second):
            wrong.append(f"Cơ sở “{b}” không được làm trước “{a}”.")


def _land(data: Data, zone: str, moved: list[tuple[int, int]], wrong: list[str]) -> None:
    for r, resource in enumerate(data.raw["resources"]):
        added = [0.0] * data.H
        for t, i in moved:
            added[t] += data.e["needs"][i][r]
        total = 0.0
        for t in range(data.H):
            total += added[t]
            have = data.capacities[zone][t][r]
            if over(total, have):
                quarter = data.raw["quarters"][t]
                wrong.append(f"Khu “{zone}”, {resource}, quý {quarter}: dùng {total:g}, có {have:g}.")
                break


def _money(data: Data, chosen: dict[str, Option], payments: list[dict[str, Any]], wrong: list[str]) -> None:
    due: dict[tuple[str, str], float] = {}
    paid: dict[tuple[str, str], float] = {}
    spent: dict[tuple[str, str], float] = {}
    for name, option in chosen.items():
        if option[2] is not None:
            key = (option[0], data.year[option[2]])
            due[key] = due.get(key, 0.0) + data.cost(data.place[name], option)
    sources = {s["id"]: s for s in data.raw["sources"]}
    for row in payments:
        if set(row) != {"source", "kind", "year", "amount"}:
            wrong.append("payments: sai khóa.")
            continue
        source, amount = sources.get(row["source"]), row["amount"]
        known = source is not None and row["kind"] in source["pays_for"] and row["year"] in data.years
        if not known or not is_number(amount) or amount < 0:
            wrong.append(f"Khoản chi không hợp lệ: {row}.")
            continue
        key = (row["kind"], row["year"])
        paid[key] = paid.get(key, 0.0) + amount
        spent[row["source"], row["year"]] = spent.get((row["source"], row["year"]), 0.0) + amount
    for key in sorted({*due, *paid}):
        if not near(paid.get(key, 0.0), due.get(key, 0.0)):
            wrong.append(f"Chi cho {key[0]} năm {key[1]}: trả {paid.get(key, 0.0)}, cần {due.get(key, 0.0)}.")
    for name, source in sources.items():
        carried = 0.0
        for year in data.years:
            have = source["amount_by_year"][year] + source["carry_over"] * carried
            left = have - spent.get((name, year), 0.0)
            if left < -1e-6 * max(1.0, have):
                wrong.append(f"Nguồn “{name}” năm {year}: thiếu {-left:g} triệu đồng.")
            carried = max(0.0, left)


def _shortfalls(data: Data, chosen: dict[str, Option], wrong: list[str]) -> tuple[float, float]:
    """(m² short of soft targets, their price); a hard target missed is an error."""
    clusters = data.raw["zones"]["cluster"]
    shortfall = priced = 0.0
    for target in data.raw["fill_targets"]:
        need = target["rate"] * target["leasable_m2"] - target["let_outside_m2"]
        inside = math.fsum(
            data.e["needs"][data.place[name]][0]
            for name, (_, zone, t) in chosen.items()
            if zone is not None
            and t is not None
            and t <= target["quarter"]
            and clusters[data.zone[zone]] == target["cluster"]
        )
        missing = max(0.0, need - inside)
        if not target["hard"]:
            shortfall += missing
            priced += missing * target["price_per_m2"]
        elif missing > 1e-6 * max(1.0, abs(need)):
            wrong.append(f"Cụm “{target['cluster']}”: thiếu {missing:g} m² lấp đầy.")
    return shortfall, priced


def _claims(data: Data, chosen: dict[str, Option], plan: dict[str, Any], wrong: list[str]) -> None:
    parts = [data.parts(data.place[name], option) for name, option in chosen.items()]
    exposure, cost, km, change = (math.fsum(p[k] for p in parts) for k in range(4))
    shortfall, priced = _shortfalls(data, chosen, wrong)
    total = exposure + data.alpha * cost + data.beta * km + priced + change
    truth = {
        "total": total,
        "exposure": exposure,
        "cost": cost,
        "worker_km": km,
        "shortfall_m2": shortfall,
        "unresolved": sum(o[0] == "stay" and not data.e["stay_allowed"][data.place[n]] for n, o in chosen.items()),
    }
    if set(plan["objective"]) != set(truth):
        wrong.append("objective: sai khóa.")
        return
    for key, value in truth.items():
        if not near(plan["objective"][key], value):
            wrong.append(f"objective.{key}: ghi {plan['objective'][key]}, tính lại {value}.")
    bound = plan["lower_bound"]
    if bound is None:
        return
    if over(bound, total):
        wrong.append("lower_bound lớn hơn total.")
    if not near(plan["gap"], (total - bound) / total if total else 0.0):
        wrong.append("gap sai.")
    extra = data.raw["unresolved_factor"] or 0.0
    nothing = math.fsum(
        e * data.H * (1.0 if may else 1.0 + extra)
        for e, may in zip(data.e["exposure"], data.e["stay_allowed"], strict=True)
    )
    improvement, on_it = nothing - bound, plan["gap_on_improvement"]
    # Where the two are equal but for rounding, either answer is right.
    doubtful = abs(improvement) <= 1e-6 * max(1.0, abs(bound))
    if not doubtful and not (near(on_it, (total - bound) / improvement) if improvement > 0 else on_it is None):
        wrong.append("gap_on_improvement sai.")


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

"""The independent checker: recomputes a plan and its bound from the raw JSON, sharing no code with the solver.

Plain loops over the file's own words; slow and readable on purpose. Vietnamese: bộ kiểm tra phương án.
"""

from itertools import combinations

KINDS = ("move", "convert", "change_trade", "close", "stay")
COST = {"convert": "convert_cost", "change_trade": "change_trade_cost", "close": "close_cost"}


def near(claimed, true) -> bool:
    return (
        isinstance(claimed, (int, float))
        and not isinstance(claimed, bool)
        and abs(claimed - true) <= 1e-6 * max(1.0, abs(true))
    )


def over(left, right) -> bool:
    return left > right + 1e-6 * max(1.0, abs(right))


class Data:
    """The raw problem with look-ups by name."""

    def __init__(self, raw):
        self.raw, self.e = raw, raw["establishments"]
        self.ids = self.e["id"]
        self.place = {name: i for i, name in enumerate(self.ids)}
        self.H = len(raw["quarters"])
        self.years = list(dict.fromkeys(q[:4] for q in raw["quarters"]))
        self.year = [q[:4] for q in raw["quarters"]]
        self.zone = {z: j for j, z in enumerate(raw["zones"]["id"])}
        self.pays = {k: [s for s in raw["sources"] if k in s["pays_for"]] for k in KINDS}
        self.told, self.done, self.now, self.kappa = {}, {}, 0, 0.0
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

    def capacity(self, zone, t):
        total = [0.0] * len(self.raw["resources"])
        for quarter, amounts in self.raw["zones"]["capacity"][self.zone[zone]]:
            if quarter <= t:
                total = amounts
        return total

    def cost(self, i, option):
        kind, zone, _ = option
        if kind == "stay":
            return 0.0
        return self.e["move_cost"][i][self.zone[zone]] if kind == "move" else self.e[COST[kind]][i]

    def why_not(self, i, option, alone=True):
        """Why establishment i may not take the option, or None."""
        kind, zone, t = option
        if alone:
            signed = self.e["signed"][i]
            if signed and (signed["kind"], signed["zone"], signed["quarter"]) != option:
                return "khác quyết định đã ký"
            if self.ids[i] in self.done and self.done[self.ids[i]] != option:
                return "khác việc đã làm"
        if kind == "stay":
            if not self.e["stay_allowed"][i] and self.raw["unresolved_factor"] is None:
                return "không được ở lại"
            return None
        cost = self.cost(i, option)
        if cost is None:
            return "phương án không có giá nên không thể"
        if cost > 0 and not self.pays[kind]:
            return "không nguồn nào chi cho loại này"
        if t < self.e["earliest"][i]:
            return "sớm hơn quý cho phép"
        if t < self.now and self.done.get(self.ids[i]) != option:
            return "nằm trước quý hiện tại"
        if kind == "move":
            steps, accepts = (
                self.raw["zones"]["capacity"][self.zone[zone]],
                self.raw["zones"]["accepts"][self.zone[zone]],
            )
            if not steps or t < steps[0][0]:
                return "khu chưa mở"
            if accepts is not None and self.e["group"][i] not in accepts:
                return "khu không nhận nhóm này"
        return None

    def parts(self, i, option):
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

    def objective(self, i, option):
        exposure, cost, km, change = self.parts(i, option)
        return exposure + self.alpha * cost + self.beta * km + change


def check(raw, plan) -> list[str]:
    """Everything wrong with the plan, in Vietnamese; empty when all holds. `raw` has been read strictly before."""
    try:
        return _check(Data(raw), plan)
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as error:
        return [f"Tệp phương án sai cấu trúc: {type(error).__name__}: {error}."]


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


def _check(data: Data, plan) -> list[str]:
    if set(plan) != TOP:
        return [f"Các khóa sai: {sorted(set(plan) ^ TOP)}."]
    wrong = []
    if plan["format"] != "lotrinh-relocation-plan/1":
        wrong.append("format không đúng.")
    if plan["problem"] != data.raw["name"]:
        wrong.append("problem không phải tên bài toán này.")
    bound = prove(data, plan["prices"])
    if isinstance(bound, str):
        return [*wrong, bound]
    claimed = plan["lower_bound"]
    if claimed is not None and claimed > bound + 1e-6 * max(1.0, abs(bound)):
        wrong.append(f"lower_bound {claimed} lớn hơn điều các giá chứng minh: {bound}.")
    if plan["status"] != "planned":
        return wrong + _no_plan(plan)
    if claimed is None:
        wrong.append("lower_bound bị thiếu.")
    if plan["conflict"]:
        wrong.append("conflict phải rỗng khi có phương án.")
    chosen = _decisions(data, plan["decisions"], wrong)
    if wrong:
        return wrong
    _limits(data, chosen, wrong)
    _money(data, chosen, plan["payments"], wrong)
    _claims(data, chosen, plan, wrong)
    return wrong


def _no_plan(plan):
    wrong = []
    if plan["status"] not in ("infeasible", "no_plan_in_time"):
        wrong.append("status không hợp lệ.")
    for key in ("objective", "gap", "gap_on_improvement"):
        if plan[key] is not None:
            wrong.append(f"{key} phải là null khi không có phương án.")
    if plan["decisions"] or plan["payments"]:
        wrong.append("decisions và payments phải rỗng khi không có phương án.")
    if plan["status"] == "infeasible" and not plan["conflict"]:
        wrong.append("conflict không được rỗng khi không thể có phương án.")
    for row in plan["conflict"]:
        if set(row) != {"group", "needs", "unit", "sentence"}:
            wrong.append("conflict: sai khóa.")
    return wrong


def _decisions(data, rows, wrong):
    chosen = {}
    for row in rows:
        if set(row) != {"establishment", "kind", "zone", "quarter"}:
            wrong.append("decisions: sai khóa.")
            continue
        name, option = row["establishment"], (row["kind"], row["zone"], row["quarter"])
        if name not in data.place or name in chosen:
            wrong.append(f"Cơ sở “{name}”: không có trong bài toán hoặc có hai quyết định.")
            continue
        chosen[name] = option
        kind, zone, t = option
        if kind not in KINDS or (kind == "move") != (zone is not None) or (kind == "stay") != (t is None):
            wrong.append(f"Cơ sở “{name}”: quyết định sai dạng.")
        elif t is not None and (isinstance(t, bool) or not isinstance(t, int) or not 0 <= t < data.H):
            wrong.append(f"Cơ sở “{name}”: quý không hợp lệ.")
        elif zone is not None and zone not in data.zone:
            wrong.append(f"Cơ sở “{name}”: không có khu “{zone}”.")
        elif reason := data.why_not(data.place[name], option):
            wrong.append(f"Cơ sở “{name}”: {reason}.")
    wrong += [f"Cơ sở “{name}”: thiếu quyết định." for name in data.ids if name not in chosen]
    return chosen


def _limits(data, chosen, wrong):
    raw, H = data.raw, data.H
    moved = {z: [] for z in data.zone}
    cases = [0.0] * H
    for name, (kind, zone, t) in chosen.items():
        if kind != "stay":
            cases[t] += raw["kinds"][kind]["case_units"]
        if kind == "move":
            moved[zone].append((t, data.place[name]))
    for t in range(H):
        if over(cases[t], raw["case_capacity"][t]):
            wrong.append(f"Quý {raw['quarters'][t]}: số hồ sơ {cases[t]:g} vượt khả năng {raw['case_capacity'][t]:g}.")
    forbidden = [set(p) for p in raw["forbidden_pairs"]]
    for zone, j in data.zone.items():
        for r, resource in enumerate(raw["resources"]):
            added = [0.0] * H
            for t, i in moved[zone]:
                added[t] += data.e["needs"][i][r]
            total = 0.0
            for t in range(H):
                total += added[t]
                if over(total, data.capacities[zone][t][r]):
                    wrong.append(
                        f"Khu “{zone}”, {resource}, quý {raw['quarters'][t]}: dùng {total:g}, "
                        f"có {data.capacities[zone][t][r]:g}."
                    )
                    break
        if raw["zones"]["accepts"][j] is None:
            present = {data.e["group"][i] for _, i in moved[zone]}
            wrong += [f"Khu “{zone}”: các nhóm {sorted(p)} không được cùng vào." for p in forbidden if p <= present]
    for a, b in raw["precedence"]:
        first, second = chosen[a][2], chosen[b][2]
        if second is not None and (first is None or first > second):
            wrong.append(f"Cơ sở “{b}” không được làm trước “{a}”.")


def _money(data, chosen, payments, wrong):
    raw = data.raw
    due, paid, spent = {}, {}, {}
    for name, option in chosen.items():
        if option[0] != "stay":
            key = (option[0], data.year[option[2]])
            due[key] = due.get(key, 0.0) + data.cost(data.place[name], option)
    sources = {s["id"]: s for s in raw["sources"]}
    for row in payments:
        if set(row) != {"source", "kind", "year", "amount"}:
            wrong.append("payments: sai khóa.")
            continue
        source = sources.get(row["source"])
        if (
            source is None
            or row["kind"] not in source["pays_for"]
            or row["year"] not in data.years
            or not row["amount"] >= 0
        ):
            wrong.append(f"Khoản chi không hợp lệ: {row}.")
            continue
        key = (row["kind"], row["year"])
        paid[key] = paid.get(key, 0.0) + row["amount"]
        spent[row["source"], row["year"]] = spent.get((row["source"], row["year"]), 0.0) + row["amount"]
    for key in {*due, *paid}:
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


def _claims(data, chosen, plan, wrong):
    raw = data.raw
    sums = [0.0] * 4
    for name, option in chosen.items():
        sums = [a + b for a, b in zip(sums, data.parts(data.place[name], option), strict=True)]
    shortfall = priced = 0.0
    for target in raw["fill_targets"]:
        need = target["rate"] * target["leasable_m2"] - target["let_outside_m2"]
        inside = sum(
            data.e["needs"][data.place[n]][0]
            for n, (k, z, t) in chosen.items()
            if k == "move" and t <= target["quarter"] and raw["zones"]["cluster"][data.zone[z]] == target["cluster"]
        )
        missing = max(0.0, need - inside)
        if target["hard"]:
            if missing > 1e-6 * max(1.0, abs(need)):
                wrong.append(f"Cụm “{target['cluster']}”: thiếu {missing:g} m² lấp đầy.")
        else:
            shortfall += missing
            priced += missing * target["price_per_m2"]
    unresolved = sum(1 for n, o in chosen.items() if o[0] == "stay" and not data.e["stay_allowed"][data.place[n]])
    total = sums[0] + data.alpha * sums[1] + data.beta * sums[2] + priced + sums[3]
    truth = {
        "total": total,
        "exposure": sums[0],
        "cost": sums[1],
        "worker_km": sums[2],
        "shortfall_m2": shortfall,
        "unresolved": unresolved,
    }
    if set(plan["objective"]) != set(truth):
        wrong.append("objective: sai khóa.")
        return
    wrong += [
        f"objective.{k}: ghi {plan['objective'][k]}, tính lại {v}."
        for k, v in truth.items()
        if not near(plan["objective"][k], v)
    ]
    bound = plan["lower_bound"]
    if bound is None:
        return
    if bound > total + 1e-6 * max(1.0, abs(total)):
        wrong.append("lower_bound lớn hơn total.")
    if not near(plan["gap"], (total - bound) / total if total else 0.0):
        wrong.append("gap sai.")
    nothing = sum(
        e * data.H * (1.0 if ok else 1.0 + (raw["unresolved_factor"] or 0.0))
        for e, ok in zip(data.e["exposure"], data.e["stay_allowed"], strict=True)
    )
    if nothing <= bound:
        if plan["gap_on_improvement"] is not None and nothing < bound - 1e-6 * max(1.0, abs(bound)):
            wrong.append("gap_on_improvement phải là null.")
    elif not near(plan["gap_on_improvement"], (total - bound) / (nothing - bound)):
        wrong.append("gap_on_improvement sai.")


def _read_prices(data, rows):
    """Row name → key → price; a text when something is not a price."""
    table = {name: {} for name in ("zone_resource", "cases", "source", "fill", "precedence", "compatibility")}
    for row in rows:
        name, price = row["row"], row["price"]
        if (
            set(row) != {"row", "key", "price"}
            or name not in table
            or isinstance(price, bool)
            or not 0 <= price <= 1e15
        ):
            return f"prices: dòng không hợp lệ {row}."
        key = tuple(tuple(sorted(x)) if isinstance(x, list) else x for x in row["key"])
        table[name][key] = table[name].get(key, 0.0) + price
    return table


def prove(data: Data, rows):
    """The lower bound the prices prove, or a text saying which price is not one."""
    table = _read_prices(data, rows)
    if isinstance(table, str):
        return table
    raw, H = data.raw, data.H
    quarter = range(H)
    zone_price = {z: [[0.0] * H for _ in raw["resources"]] for z in data.zone}
    resources = {r: k for k, r in enumerate(raw["resources"])}
    constant = 0.0
    for (z, r, t), p in table["zone_resource"].items():
        if t not in quarter:
            return "prices: quý không hợp lệ."
        constant -= p * data.capacities[z][t][resources[r]]
        for q in range(t + 1):
            zone_price[z][resources[r]][q] += p
    case_price = [0.0] * H
    for (t,), p in table["cases"].items():
        if t not in quarter:
            return "prices: quý không hợp lệ."
        case_price[t] += p
        constant -= p * raw["case_capacity"][t]
    known = {(s["id"], y) for s in raw["sources"] for y in data.years}
    if not set(table["source"]) <= known:
        return "prices: nguồn hoặc năm không có."
    source_price = {}
    for s in raw["sources"]:
        later = 0.0
        for y in reversed(data.years):
            later = max(table["source"].get((s["id"], y), 0.0), s["carry_over"] * later)
            source_price[s["id"], y] = later
            constant -= later * s["amount_by_year"][y]
    money = {
        (k, y): min((source_price[s["id"], y] for s in data.pays[k]), default=0.0) for k in KINDS for y in data.years
    }
    fill_price = {z: [0.0] * H for z in data.zone}
    for (position,), p in table["fill"].items():
        target = raw["fill_targets"][position] if position >= 0 else None
        if target is None:
            return "prices: chỉ tiêu lấp đầy không có."
        p = p if target["hard"] else min(p, target["price_per_m2"])
        constant += p * (target["rate"] * target["leasable_m2"] - target["let_outside_m2"])
        for z, j in data.zone.items():
            if raw["zones"]["cluster"][j] == target["cluster"]:
                for q in range(target["quarter"] + 1):
                    fill_price[z][q] += p
    acting = {}
    pairs = {tuple(p) for p in raw["precedence"]}
    for (a, b, t), p in table["precedence"].items():
        if (a, b) not in pairs or t not in quarter:
            return "prices: cặp thứ tự không có."
        for name, sign in ((a, -1), (b, 1)):
            row = acting.setdefault(name, [0.0] * H)
            for q in range(t + 1):
                row[q] += sign * p
    mixing, weights = _mixing(data, table["compatibility"])
    for weight in weights.values():
        constant -= heaviest(weight, raw["forbidden_pairs"])
    prices = (zone_price, case_price, money, fill_price, acting, mixing)
    return constant + sum(_cheapest(data, i, prices) for i in range(len(data.ids)))


def _mixing(data, rows):
    """Price per m² by (zone, establishment) and quarter, and each free zone's weight by group."""
    mixing, weights = {}, {}
    members = {}
    for i, g in enumerate(data.e["group"]):
        members.setdefault(g, []).append(i)
    for (z, g, t, listed), p in rows.items():
        if (
            data.raw["zones"]["accepts"][data.zone[z]] is not None
            or g not in data.raw["groups"]
            or t not in range(data.H)
        ):
            raise ValueError("compatibility")
        who = members.get(g, []) if listed is None else [data.place[x] for x in dict.fromkeys(listed)]
        if any(data.e["group"][i] != g for i in who):
            raise ValueError("compatibility")
        area = min(data.capacities[z][t][0], sum(data.e["needs"][i][0] for i in who))
        weights.setdefault(z, {}).setdefault(g, 0.0)
        weights[z][g] += p * area
        for i in who:
            row = mixing.setdefault((z, i), [0.0] * data.H)
            for q in range(t + 1):
                row[q] += p
    return mixing, weights


def heaviest(weight, forbidden) -> float:
    """The largest weight of a set of groups without a forbidden pair, by trying all sets of the groups in question."""
    pairs = [set(p) for p in forbidden if set(p) <= set(weight)]
    tied = sorted({g for p in pairs for g in p})
    best = 0.0
    for size in range(len(tied) + 1):
        for chosen in combinations(tied, size):
            if not any(p <= set(chosen) for p in pairs):
                best = max(best, sum(weight[g] for g in chosen))
    return best + sum(w for g, w in weight.items() if g not in tied)


def _cheapest(data, i, prices) -> float:
    """The least of objective and price of use over all options of establishment i; inf when it has none."""
    zone_price, case_price, money, fill_price, acting, mixing = prices
    name, needs = data.ids[i], data.e["needs"][i]
    signed = data.e["signed"][i]
    if name in data.done:
        options = [data.done[name]]
    elif signed:
        options = [(signed["kind"], signed["zone"], signed["quarter"])]
    else:
        first = max(data.e["earliest"][i], data.now)
        options = [("stay", None, None)]
        options += [(k, None, t) for k in COST if data.e[COST[k]][i] is not None for t in range(first, data.H)]
        options += [
            ("move", z, t)
            for z, j in data.zone.items()
            if data.e["move_cost"][i][j] is not None
            for t in range(first, data.H)
        ]
    least = float("inf")
    for option in options:
        kind, zone, t = option
        if data.why_not(i, option):
            continue
        value = data.objective(i, option)
        if kind != "stay":
            value += data.raw["kinds"][kind]["case_units"] * case_price[t] + money[kind, data.year[t]] * data.cost(
                i, option
            )
            value += acting[name][t] if name in acting else 0.0
        if kind == "move":
            value += sum(need * zone_price[zone][r][t] for r, need in enumerate(needs)) - fill_price[zone][t] * needs[0]
            value += mixing[zone, i][t] * needs[0] if (zone, i) in mixing else 0.0
        least = min(least, value)
    return least

"""Land, cases, neighbours, order and money of a plan, added up establishment by establishment."""

from typing import Any

from .data import Data, Option, is_number, near, over


def limits_broken(data: Data, chosen: dict[str, Option], wrong: list[str]) -> None:
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


def money_broken(data: Data, chosen: dict[str, Option], payments: list[dict[str, Any]], wrong: list[str]) -> None:
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

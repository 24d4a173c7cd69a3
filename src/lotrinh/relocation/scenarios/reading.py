"""What a plan says, read from its problem and its answer: by quarter, purse, zone, ward, establishment. Pure."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from lotrinh.relocation.model.bound import apply_prices, settle, value_block
from lotrinh.relocation.model.options import terms
from lotrinh.relocation.model.problem import KINDS, MOVE, STAY
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.rows import make_rows, row_name
from lotrinh.relocation.scenarios.facts import KIND_WORDS
from lotrinh.relocation.scenarios.wording import gap_words

COST_KEY = {"convert": "convert_cost", "change_trade": "change_trade_cost", "close": "close_cost"}
SIZES = ((200.0, "dưới 200 m²"), (500.0, "200 – 500 m²"), (1000.0, "500 – 1.000 m²"), (float("inf"), "từ 1.000 m²"))


_SIZE_ORDER = {word: place for place, (_, word) in enumerate(SIZES)}


@dataclass(frozen=True, slots=True)
class Decided:
    """One establishment's part of a plan, with what it costs and avoids."""

    key: str
    kind: str
    zone: str | None
    quarter: int | None
    cost: float
    exposure: float
    """Weighted person-quarters caused over the whole horizon."""
    nothing: float
    """The same if nothing were done."""
    workers: float
    km: float
    area: float

    @property
    def avoided(self) -> float:
        return self.nothing - self.exposure

    @property
    def words(self) -> str:
        return f"{KIND_WORDS[self.kind]} vào {self.zone}" if self.zone else KIND_WORDS[self.kind]


def decided(raw: dict, decisions: list[dict]) -> list[Decided]:
    """Each decision with its figures, in the problem's order."""
    table = raw["establishments"]
    place = {key: i for i, key in enumerate(table["id"])}
    zone_at = {key: j for j, key in enumerate(raw["zones"]["id"])}
    horizon = len(raw["quarters"])
    spread = table["move_exposure"]
    rows = []
    for one in sorted(decisions, key=lambda d: place[d["establishment"]]):
        i, kind, zone, t = place[one["establishment"]], one["kind"], one["zone"], one["quarter"]
        e, workers = table["exposure"][i], table["workers"][i]
        exposure, cost, km = e * horizon, 0.0, 0.0
        if kind != "stay":
            exposure = e * (t + 1 + raw["kinds"][kind]["residual"] * (horizon - t - 1))
            cost = table["move_cost"][i][zone_at[zone]] if kind == "move" else table[COST_KEY[kind]][i]
        if kind == "move":
            j = zone_at[zone]
            exposure += (spread[i][j] or 0.0) * (horizon - t - 1) if spread else 0.0
            km = table["distance_km"][i][j] or 0.0
        rows.append(
            Decided(one["establishment"], kind, zone, t, cost, exposure, e * horizon, workers, km, table["needs"][i][0])
        )
    return rows


def tiles(raw: dict, found: dict) -> dict:
    """The first figures of a plan."""
    rows = decided(raw, found["decisions"])
    nothing = sum(row.nothing for row in rows)
    avoided = sum(row.avoided for row in rows)
    return {
        "kinds": [(KIND_WORDS[kind], sum(row.kind == kind for row in rows)) for kind in KINDS],
        "count": len(rows),
        "avoided": avoided,
        "avoided_percent": 100 * avoided / nothing if nothing else 0.0,
        "cost": sum(row.cost for row in rows),
        "money": sum(sum(s["amount_by_year"].values()) for s in raw["sources"]),
        "jobs_lost": sum(row.workers for row in rows if row.kind == "close"),
        "worker_km": sum(row.workers * row.km for row in rows),
        "unresolved": found["objective"]["unresolved"],
        "gap_words": gap_words(found),
    }


def timeline(raw: dict, found: dict) -> list[dict]:
    """Per quarter: how many of each kind, money, land taken so far, exposure that quarter."""
    rows = decided(raw, found["decisions"])
    table = raw["establishments"]
    place = {key: i for i, key in enumerate(table["id"])}
    out, land = [], 0.0
    for t, label in enumerate(raw["quarters"]):
        now = [row for row in rows if row.quarter == t]
        land += sum(row.area for row in now if row.kind == "move")
        still = 0.0
        for row in rows:
            e = table["exposure"][place[row.key]]
            over = row.quarter is not None and row.quarter < t
            if not over:
                still += e
            else:
                still += e * raw["kinds"][row.kind]["residual"]
                if row.kind == "move":
                    spread = table["move_exposure"][place[row.key]][raw["zones"]["id"].index(row.zone)]
                    still += spread or 0.0
        counts = {kind: sum(row.kind == kind for row in now) for kind in KINDS[:4]}
        out.append(
            {
                "quarter": label,
                **counts,
                "rows": now,
                "cost": sum(row.cost for row in now),
                "land_m2": land,
                "cases": len(now),
                "case_capacity": raw["case_capacity"][t],
                "exposure": still,
            }
        )
    return out


def money(raw: dict, found: dict) -> list[dict]:
    """Per purse and year: what it has, what came over from the year before, what is paid, what is left."""
    paid: dict[tuple[str, str], float] = defaultdict(float)
    for row in found["payments"]:
        paid[row["source"], row["year"]] += row["amount"]
    out = []
    for source in raw["sources"]:
        over = 0.0
        for year in sorted(source["amount_by_year"]):
            amount, spent = source["amount_by_year"][year], paid[source["id"], year]
            left = amount + over - spent
            out.append(
                {
                    "source": source["id"],
                    "year": year,
                    "amount": amount,
                    "over": over,
                    "paid": spent,
                    "left": max(left, 0.0),
                }
            )
            over = max(left, 0.0) * source["carry_over"]
    return out


def money_floor(raw: dict) -> tuple[float, float]:
    """(the least all who may not stay could cost together, what all purses hold): short here, no plan can be."""
    table, least = raw["establishments"], 0.0
    for i, signed in enumerate(table["signed"]):
        if signed is None and table["stay_allowed"][i]:
            continue
        kinds = [key for key in COST_KEY if signed is None or signed["kind"] == key]
        costs = [table[COST_KEY[kind]][i] for kind in kinds]
        if signed is None or signed["kind"] == "move":
            costs += table["move_cost"][i]
        least += min((cost for cost in costs if cost is not None), default=0.0)
    return least, sum(sum(source["amount_by_year"].values()) for source in raw["sources"])


def land(raw: dict, found: dict) -> list[dict]:
    """Per zone and resource: usable at the end, taken, left; capacity and left are None where it binds nobody."""
    rows = decided(raw, found["decisions"])
    needs = dict(zip(raw["establishments"]["id"], raw["establishments"]["needs"], strict=True))
    out = []
    for j, zone in enumerate(raw["zones"]["id"]):
        steps = raw["zones"]["capacity"][j]
        for r, resource in enumerate(raw["resources"]):
            capacity = steps[-1][1][r] if steps else 0.0
            taken = sum(needs[row.key][r] for row in rows if row.zone == zone)
            binds = r == 0 or capacity < sum(need[r] for need in needs.values()) - 1e-6
            out.append(
                {
                    "zone": zone,
                    "resource": resource,
                    "capacity": capacity if binds else None,
                    "taken": taken,
                    "left": capacity - taken if binds else None,
                }
            )
    return out


def fairness(raw: dict, found: dict, groups: dict[str, str]) -> list[dict]:
    """Burden by the group each establishment is in (a ward, a trade)."""
    horizon = len(raw["quarters"])
    by: dict[str, list[Decided]] = defaultdict(list)
    for row in decided(raw, found["decisions"]):
        by[groups[row.key]].append(row)
    return [
        {
            "group": group,
            "count": len(rows),
            "wait": sum(horizon if r.quarter is None else r.quarter + 1 for r in rows) / len(rows),
            "closed": sum(r.kind == "close" for r in rows),
            "jobs_lost": sum(r.workers for r in rows if r.kind == "close"),
            "support": sum(r.cost for r in rows) / len(rows),
            "avoided": sum(r.avoided for r in rows),
            "left_percent": 100 * sum(r.exposure for r in rows) / max(sum(r.nothing for r in rows), 1e-9),
        }
        for group, rows in sorted(by.items(), key=lambda item: (_SIZE_ORDER.get(item[0], 0), item[0]))
    ]


def size_of(area: float) -> str:
    return next(word for most, word in SIZES if area < most)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What an establishment could do instead, and what that would cost the whole plan at its prices."""

    kind: str
    zone: str | None
    quarter: str | None
    worse: float
    """Weighted person-quarters, with everything scarce at its price."""
    exposure: float
    cost: float
    is_chosen: bool

    @property
    def words(self) -> str:
        return f"{KIND_WORDS[self.kind]} vào {self.zone}" if self.zone else KIND_WORDS[self.kind]


def alternatives(raw: dict, found: dict, key: str, most: int = 6) -> list[Alternative]:
    """The chosen option, the best time of everything else it could do, and its own thing a quarter sooner or later."""
    problem = parse_problem(raw)
    rows = make_rows(problem)
    listed: dict[tuple, float] = defaultdict(float)
    for row in found["prices"]:
        listed[row["row"], _hashable(row["key"])] += row["price"]
    prices = np.zeros(rows.count)
    for place in range(rows.count):
        name, at = row_name(problem, rows, place)
        prices[place] = listed.get((name, _hashable(at)), 0.0)
    i = problem.ids.index(key)
    values = value_block(problem, apply_prices(problem, rows, settle(problem, rows, prices)), i, i + 1)[0]
    able = np.flatnonzero(np.isfinite(values))
    kind, block, quarter = problem.decode(able)
    chosen = next(d for d in found["decisions"] if d["establishment"] == key)
    own = problem.code(
        KINDS.index(chosen["kind"]),
        problem.zones.index(chosen["zone"]) if chosen["zone"] else None,
        chosen["quarter"],
    )
    best: dict[tuple, int] = {}
    for option, k, b in zip(able, kind, block, strict=True):
        thing = (int(k), int(b) if k == MOVE else 0)
        if thing not in best or values[option] < values[best[thing]]:
            best[thing] = int(option)
    near = [o for o in (own - 1, own + 1) if o in able and own != problem.stay_code and _same_thing(problem, own, o)]
    wanted = sorted({own, *best.values(), *near}, key=lambda option: (option != own, values[option]))[:most]
    parts = terms(problem, np.full(len(wanted), i), np.array(wanted))
    kind, block, quarter = problem.decode(np.array(wanted))
    return [
        Alternative(
            KINDS[k],
            problem.zones[b] if k == MOVE else None,
            None if k == STAY else problem.quarters[t],
            float(values[option] - values[own]),
            float(parts.exposure[n]),
            float(parts.cost[n]),
            option == own,
        )
        for n, (option, k, b, t) in enumerate(zip(wanted, kind, block, quarter, strict=True))
    ]


def _same_thing(problem, one: int, other: int) -> bool:
    kind, block, _ = problem.decode(np.array([one, other]))
    return kind[0] == kind[1] and block[0] == block[1]


def _hashable(key) -> tuple:
    return tuple(tuple(part) if isinstance(part, list) else part for part in key)


@dataclass(frozen=True, slots=True)
class Change:
    """An establishment whose decision differs between two plans."""

    key: str
    before: Decided | None
    after: Decided | None


def changes(raw_a: dict, found_a: dict, raw_b: dict, found_b: dict) -> list[Change]:
    """Who changes from plan a to plan b; quarters are compared by name, since plans may begin at different ones."""
    before = {row.key: row for row in decided(raw_a, found_a["decisions"])}
    after = {row.key: row for row in decided(raw_b, found_b["decisions"])}

    def what(row: Decided | None, raw: dict):
        return (
            None if row is None else (row.kind, row.zone, None if row.quarter is None else raw["quarters"][row.quarter])
        )

    return [
        Change(key, before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if what(before.get(key), raw_a) != what(after.get(key), raw_b)
    ]

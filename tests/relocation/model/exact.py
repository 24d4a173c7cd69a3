"""The exact optimum of a small problem: the whole model, every option a column, written from the raw JSON alone."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from .odd_problems import ACTIONS, COST_KEY, options_of


def exact_total(raw: dict) -> float | None:
    """The least `total` of all plans (lexicographic: of the first stage); None when there is no plan."""
    model = Model(raw)
    return None if model.impossible else model.solve()


class Model:
    def __init__(self, raw: dict):
        self.raw, self.e, self.H = raw, raw["establishments"], len(raw["quarters"])
        self.cost, self.upper, self.whole, self.rows = [], [], [], []
        self.years = list(dict.fromkeys(q[:4] for q in raw["quarters"]))
        self.force = raw["in_force"] or {"now": 0, "decisions": [], "change_price": 0}
        self.x = [
            (i, o, self.column(self.price(i, o), 1, True)) for i in range(len(self.e["id"])) for o in self.options(i)
        ]
        self.impossible = {i for i, _, _ in self.x} != set(range(len(self.e["id"])))
        if not self.impossible:
            for part in (self.choose, self.land, self.cases, self.money, self.fill, self.mixing, self.order):
                part()

    def column(self, cost: float = 0.0, upper: float = np.inf, whole: bool = False) -> int:
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def at_most(self, entries: list[tuple[int, float]], limit: float, least: float = -np.inf) -> None:
        size = max([abs(a) for _, a in entries] + [abs(limit) if np.isfinite(limit) else 0.0, 0.0]) or 1.0
        self.rows.append(([(c, a / size) for c, a in entries], least / size, limit / size))

    def options(self, i: int) -> list[dict]:
        """Held to what is signed and done; nothing else lies before now."""
        told = next((d for d in self.force["decisions"] if d["establishment"] == self.e["id"][i]), None)
        done = told is not None and told["kind"] != "stay" and told["quarter"] < self.force["now"]
        found = options_of(self.raw, i) if done else options_of(self.raw, i, self.force["now"])
        if done:
            found = [o for o in found if all(o[k] == told[k] for k in o)]
        signed = self.e["signed"][i]
        return [o for o in found if signed is None or o == signed]

    def money_of(self, i: int, o: dict) -> float:
        if o["kind"] == "stay":
            return 0.0
        if o["kind"] == "move":
            return self.e["move_cost"][i][self.raw["zones"]["id"].index(o["zone"])]
        return self.e[COST_KEY[o["kind"]]][i]

    def price(self, i: int, o: dict) -> float:
        e, kinds, goal = self.e["exposure"][i], self.raw["kinds"], self.raw["objective"]
        told = next((d for d in self.force["decisions"] if d["establishment"] == self.e["id"][i]), None)
        changed = told is not None and any(o[k] != told[k] for k in o)
        change = self.force["change_price"] * e * self.H if changed else 0.0
        if o["kind"] == "stay":
            resolved = self.e["stay_allowed"][i]
            return e * self.H * (1 if resolved else 1 + (self.raw["unresolved_factor"] or 0)) + change
        after = self.H - o["quarter"] - 1
        exposure = e * (o["quarter"] + 1 + kinds[o["kind"]]["residual"] * after)
        km = self.e["workers"][i] * kinds[o["kind"]]["job_loss_km"]
        if o["kind"] == "move":
            j = self.raw["zones"]["id"].index(o["zone"])
            exposure += (self.e["move_exposure"][i][j] if isinstance(self.e["move_exposure"], list) else 0) * after
            km = self.e["workers"][i] * self.e["distance_km"][i][j]
        alpha, beta = goal.get("alpha", 0), goal.get("beta", 0)
        return exposure + alpha * self.money_of(i, o) + beta * km + change

    def moves(self, zone: str, upto: int) -> list[tuple[int, int]]:
        """(establishment, column) of all moves into the zone up to the quarter."""
        return [(i, c) for i, o, c in self.x if o["zone"] == zone and o["quarter"] <= upto]

    def choose(self) -> None:
        for i in range(len(self.e["id"])):
            self.at_most([(c, 1.0) for k, _, c in self.x if k == i], 1.0, 1.0)

    def land(self) -> None:
        for j, zone in enumerate(self.raw["zones"]["id"]):
            for t in range(self.H):
                have = [a for q, a in self.raw["zones"]["capacity"][j] if q <= t] or [
                    [0.0] * len(self.raw["resources"])
                ]
                for r, limit in enumerate(have[-1]):
                    self.at_most([(c, self.e["needs"][i][r]) for i, c in self.moves(zone, t)], limit)

    def cases(self) -> None:
        for t, limit in enumerate(self.raw["case_capacity"]):
            units = [(c, self.raw["kinds"][o["kind"]]["case_units"]) for _, o, c in self.x if o["quarter"] == t]
            self.at_most(units, min(limit, 1e6))

    def money(self) -> None:
        paid: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for source in self.raw["sources"]:
            carried = None
            for year in self.years:
                spent = []
                for kind in source["pays_for"]:
                    column = self.column()
                    spent.append((column, 1.0))
                    paid.setdefault((kind, year), []).append((column, -1.0))
                carry = self.column()
                entries = [*spent, (carry, 1.0)]
                if carried is not None:
                    entries.append((carried, -source["carry_over"]))
                self.at_most(entries, source["amount_by_year"][year])
                carried = carry
        for kind in ACTIONS:
            for year in self.years:
                used = [
                    (c, self.money_of(i, o))
                    for i, o, c in self.x
                    if o["kind"] == kind and self.raw["quarters"][o["quarter"]][:4] == year
                ]
                self.at_most(used + paid.get((kind, year), []), 0.0)

    def fill(self) -> None:
        for target in self.raw["fill_targets"]:
            zones = [
                z
                for z, c in zip(*(self.raw["zones"][k] for k in ("id", "cluster")), strict=True)
                if c == target["cluster"]
            ]
            entries = [(c, -self.e["needs"][i][0]) for z in zones for i, c in self.moves(z, target["quarter"])]
            if not target["hard"]:
                # Counted in the unit of the need, or the smallest shortfalls fall under the solver's tolerance.
                unit = target["leasable_m2"] or 1.0
                entries.append((self.column(target["price_per_m2"] * unit), -unit))
            self.at_most(entries, target["let_outside_m2"] - target["rate"] * target["leasable_m2"])

    def mixing(self) -> None:
        for zone, accepts in zip(*(self.raw["zones"][k] for k in ("id", "accepts")), strict=True):
            if accepts is not None:
                continue
            taken = {g: self.column(upper=1, whole=True) for g in self.raw["groups"]}
            for i, c in self.moves(zone, self.H):
                self.at_most([(c, 1.0), (taken[self.e["group"][i]], -1.0)], 0.0)
            for a, b in self.raw["forbidden_pairs"]:
                self.at_most([(taken[a], 1.0), (taken[b], 1.0)], 1.0)

    def order(self) -> None:
        place = {name: i for i, name in enumerate(self.e["id"])}
        for a, b in self.raw["precedence"]:
            for t in range(self.H):
                acted = [(c, k, o["quarter"]) for k, o, c in self.x if o["kind"] != "stay" and o["quarter"] <= t]
                if a != b:
                    self.at_most(
                        [(c, 1.0) for c, k, _ in acted if k == place[b]]
                        + [(c, -1.0) for c, k, _ in acted if k == place[a]],
                        0.0,
                    )

    def solve(self) -> float | None:
        matrix = np.zeros((len(self.rows), len(self.cost)))
        for r, (entries, _, _) in enumerate(self.rows):
            for c, a in entries:
                matrix[r, c] += a
        price = np.array(self.cost, dtype=float)
        size = np.abs(price).max(initial=0.0) or 1.0
        found = milp(
            price / size,
            integrality=np.array(self.whole),
            bounds=Bounds(0, self.upper),
            constraints=[LinearConstraint(matrix, [r[1] for r in self.rows], [r[2] for r in self.rows])],
            options={"mip_rel_gap": 0.0},
        )
        if found.status == 2:
            return None
        assert found.status == 0, found.message
        return float(found.fun) * size

"""The raw problem read by name, and what one option of one establishment is and costs."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("move", "convert", "change_trade", "close", "stay")
COST = {"convert": "convert_cost", "change_trade": "change_trade_cost", "close": "close_cost"}

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

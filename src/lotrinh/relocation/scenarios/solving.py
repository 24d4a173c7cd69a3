"""From a problem to a checked answer, with what limits it and the trade-off of money and exposure. Pure.

Everything that leaves here has been checked from the raw data (`relocation.model.checker`) or says that no plan exists.
"""

import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from lotrinh.core.vietnamese import format_number
from lotrinh.relocation.model.answer import answer, empty_answer, price_rows
from lotrinh.relocation.model.budget import Budget
from lotrinh.relocation.model.checker import check
from lotrinh.relocation.model.conflict import explain
from lotrinh.relocation.model.many import prices_of
from lotrinh.relocation.model.pricing import setting
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.solve import penalty_of, solve
from lotrinh.relocation.model.units import in_solver_units
from lotrinh.relocation.scenarios import quarters
from lotrinh.relocation.scenarios.reading import money_floor
from lotrinh.relocation.scenarios.wording import percent

Tell = Callable[[str], None]
GAP = 0.0005
STEP = {"source": 1000.0, "zone_resource": 1000.0, "cases": 1.0}
"""How much more and less is tried of a priced limit: one billion đồng, 1,000 m², one case."""
SUPPLY_STEP = 100.0
"""The same of power (kW), water and waste water (m³ a day)."""
EXPLAINING = 20.0
"""Seconds at least for finding why no plan exists: people wait longer for a reason than for a number."""
MOST_PRICED = 6
FRONT_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
"""Budgets of the front, as shares of what the purses hold."""


class NotProven(Exception):
    """The checker refused the plan; nothing of it is shown. The message says what it found."""


def solved(raw: dict, seconds: float, tell: Tell | None = None, seed: int = 0) -> dict:
    """The answer of `raw`, planned and checked, or infeasible with its reasons. Raises NotProven, ProblemError."""
    began = time.monotonic()
    found = planned(raw, seconds, tell, seed)
    if found["status"] == "planned":
        return found
    if tell is not None:
        tell("Không có phương án; đang tìm những điều mâu thuẫn nhau…")
    conflict = explain(parse_problem(raw), max(EXPLAINING, seconds)) or _too_poor(raw)
    status = "infeasible" if conflict else "no_plan_in_time"
    return found | {"status": status, "conflict": conflict, "seconds": round(time.monotonic() - began, 3)}


def _too_poor(raw: dict) -> list[dict]:
    """The one reason that needs no search: the cheapest of everything costs more than all purses hold."""
    least, held = money_floor(raw)
    if raw["unresolved_factor"] is not None or least <= held + 1e-6:
        return []
    short = round(least - held, 3)
    said = f"Kinh phí của mọi nguồn cộng lại không đủ: thiếu ít nhất {format_number(short)} triệu đồng."
    return [{"group": "source", "needs": short, "unit": "triệu đồng", "sentence": said}]


def planned(raw: dict, seconds: float, tell: Tell | None = None, seed: int = 0) -> dict:
    """The checked answer of `raw`, or one without a plan and without reasons. Raises NotProven, ProblemError."""
    problem = parse_problem(raw)
    began = time.monotonic()

    def told(bound, best):
        if tell is not None:
            tell(_so_far(bound, best))

    outcome = solve(problem, seconds, GAP, seed, tell=told)
    spent = time.monotonic() - began
    if outcome.options is None:
        bound = outcome.bound if np.isfinite(outcome.bound) else None
        prices = price_rows(problem, outcome.rows, outcome.prices) if bound is not None else []
        return empty_answer(problem, "no_plan_in_time", spent, bound, prices)
    return checked(raw, answer(problem, outcome, spent))


def checked(raw: dict, found: dict) -> dict:
    """The answer, confirmed from the raw data. Raises NotProven."""
    if wrong := check(raw, found):
        raise NotProven(" ".join(wrong[:3]))
    return found


def _so_far(bound: float, best: float | None) -> str:
    if best is None or not best:
        return f"Đang chứng minh mức tốt nhất có thể: {format_number(round(bound))}"
    return f"Phương án {format_number(round(best))}, còn cách mức tốt nhất có thể không quá {percent(1 - bound / best)}"


def linear_value(raw: dict, seconds: float = 10) -> float | None:
    """Value of the problem with fractions allowed; None when even so no plan exists or the time did not suffice."""
    scaled, units = in_solver_units(parse_problem(raw))
    here = setting(scaled, penalty_of(scaled), Budget(seconds))
    found = prices_of(here, np.zeros(here.rows.count), 1.0)
    if not found.converged or found.solved is None or not found.solved.complete:
        return None
    return float(found.bound * units.objective)


@dataclass(frozen=True, slots=True)
class Limit:
    """What one more or one less of a limited thing is worth, in the objective's unit (weighted person-quarters)."""

    row: str
    key: tuple
    price: float
    """Per unit, at the margin."""
    step: float
    more: float | None
    """How much the best possible improves with one step more; None when it could not be solved."""
    less: float | None
    """How much it worsens with one step less; None when then no plan exists."""
    others: tuple[str, ...] = ()
    """Further purses whose money of this year is worth the same: the plan takes whichever there is."""


def limits(raw: dict, prices: list[dict], tell: Tell | None = None, most: int = MOST_PRICED) -> list[Limit]:
    """The dearest limits of a plan, each solved again with a step more and a step less."""
    if not (base := linear_value(raw)):
        return []
    merged: dict[tuple, float] = {}
    for row in prices:
        if row["row"] not in STEP:
            continue
        # Rows of one zone at several quarters are one thing to whoever builds it: the zone's resource.
        key = tuple(row["key"][:2]) if row["row"] == "zone_resource" else tuple(row["key"])
        merged[row["row"], key] = merged.get((row["row"], key), 0.0) + row["price"]
    dearest = sorted(merged.items(), key=lambda item: -item[1] * _step(*item[0], raw))
    grouped = _alike(dearest)[:most]
    found = []
    for place, ((row, key), price, others) in enumerate(grouped, 1):
        if tell is not None:
            tell(f"Đang thử nới và siết từng giới hạn: {place}/{len(grouped)}")
        step = _step(row, key, raw)
        up, down = (linear_value(changed(raw, row, key, sign * step)) for sign in (1, -1))
        found.append(
            Limit(
                row, key, price, step, None if up is None else max(base - up, 0.0),
                None if down is None else max(down - base, 0.0), others,
            )
        )  # fmt: skip
    return found


def _alike(dearest: list[tuple[tuple[str, tuple], float]]) -> list[tuple[tuple[str, tuple], float, tuple[str, ...]]]:
    """The same limits, purses of one year and one price as one: (row and key, price, names of the others)."""
    kept: list[tuple[tuple[str, tuple], float, tuple[str, ...]]] = []
    for (row, key), price in dearest:
        for place, ((other, at), worth, names) in enumerate(kept):
            if row == other == "source" and key[1] == at[1] and abs(price - worth) <= 1e-6 * worth:
                kept[place] = ((other, at), worth, (*names, key[0]))
                break
        else:
            kept.append(((row, key), price, ()))
    return kept


def _step(row: str, key: tuple, raw: dict) -> float:
    return SUPPLY_STEP if row == "zone_resource" and key[1] != raw["resources"][0] else STEP[row]


def changed(raw: dict, row: str, key: tuple, by: float) -> dict:
    """The problem with one limit moved by `by`, never below zero."""
    other = deepcopy(raw)
    if row == "source":
        source = next(s for s in other["sources"] if s["id"] == key[0])
        source["amount_by_year"][key[1]] = max(0.0, source["amount_by_year"][key[1]] + by)
    elif row == "zone_resource":
        place = other["zones"]["id"].index(key[0])
        resource = other["resources"].index(key[1])
        for _, amounts in other["zones"]["capacity"][place]:
            amounts[resource] = max(0.0, amounts[resource] + by)
    else:
        quarter = int(key[0])
        other["case_capacity"][quarter] = max(0.0, other["case_capacity"][quarter] + by)
    return other


def sentence_of(limit: Limit, raw: dict) -> str:
    """The limit in words: who would gain what by how much more."""
    if limit.row == "source":
        *more, last = (f"“{name}”" for name in (limit.key[0], *limit.others))
        names = f"{', '.join(more)} hoặc {last}" if more else last
        what = f"Thêm 1 tỷ đồng năm {limit.key[1]} ở {names}"
    elif limit.row == "zone_resource":
        what = f"Thêm {_of_supply(limit.step, limit.key[1], raw)} ở {limit.key[0]}"
    else:
        what = f"Xử lý thêm 1 hồ sơ trong {quarters.words(raw['quarters'][int(limit.key[0])])}"
    gain = "chưa tính được tác dụng" if limit.more is None else f"tránh thêm khoảng {_people(limit.more)} người-quý"
    loss = (
        "bớt chừng ấy thì không còn phương án nào"
        if limit.less is None
        else f"bớt chừng ấy thì xấu đi khoảng {_people(limit.less)}"
    )
    return f"{what}: {gain}; {loss}."


def _of_supply(step: float, resource: str, raw: dict) -> str:
    """1.000 m² đất; 100 kW điện: the unit stands in brackets in the resource's name."""
    if resource == raw["resources"][0]:
        return f"{format_number(step)} m² đất"
    name, _, unit = resource.rstrip(")").rpartition(" (")
    return f"{format_number(step)} {unit} {name}" if name else f"{format_number(step)} {resource}"


def _people(value: float) -> str:
    return format_number(round(value) if value >= 10 else round(value, 1))


def front(raw: dict, seconds: float, tell: Tell | None = None) -> list[dict]:
    """Budget against exposure: for each share of the money a checked plan and its bound, in `seconds` each.

    Everyone may stay at the price of full exposure, so that there is a plan at every budget that pays what is signed;
    cost weighs nothing.
    """
    points: list[dict] = []
    before: dict | None = None
    for place, share in enumerate(FRONT_SHARES, 1):
        if tell is not None:
            tell(f"Đang tính đường đánh đổi: mức kinh phí {place}/{len(FRONT_SHARES)}")
        other = _with_money(raw, share)
        found = planned(other, seconds)
        if before is not None and _worse(found, before):
            # The plan for less money holds with more: beginning from it, the search cannot end worse.
            kept = {"now": 0, "decisions": before["decisions"], "change_price": 0.0}
            found = planned(other | {"in_force": kept}, seconds)
        if found["status"] == "planned":
            before = found
            points.append(
                {
                    "budget": sum(sum(s["amount_by_year"].values()) for s in other["sources"]),
                    "cost": found["objective"]["cost"],
                    "exposure": found["objective"]["exposure"],
                    "bound": found["lower_bound"],
                    "unresolved": found["objective"]["unresolved"],
                }
            )
    return points


def _with_money(raw: dict, share: float) -> dict:
    """The problem of the front at this share of all purses."""
    other = deepcopy(raw)
    for source in other["sources"]:
        source["amount_by_year"] = {y: round(a * share, 6) for y, a in source["amount_by_year"].items()}
    other["unresolved_factor"] = other["unresolved_factor"] or 0.0
    other["objective"] = {"mode": "weighted", "alpha": 0.0, "beta": 0.0}
    other["in_force"] = None
    return other


def _worse(found: dict, before: dict) -> bool:
    return found["status"] != "planned" or found["objective"]["exposure"] > before["objective"]["exposure"]

"""What a plan says of itself, against what comes out when it is added up again."""

import math
from typing import Any

from .data import Data, Option, near, over


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


def claims_broken(data: Data, chosen: dict[str, Option], plan: dict[str, Any], wrong: list[str]) -> None:
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

"""The answer file as a whole: its keys, its decisions one by one, and what an answer without a plan may say."""

from typing import Any

from .claims import claims_broken
from .data import KINDS, Data, Option, is_number, over
from .limits import limits_broken, money_broken
from .proof import prove

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
    limits_broken(data, chosen, wrong)
    money_broken(data, chosen, plan["payments"], wrong)
    claims_broken(data, chosen, plan, wrong)
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

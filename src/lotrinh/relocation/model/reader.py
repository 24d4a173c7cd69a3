"""From a file of format `lotrinh-relocation/1` to a Problem, refusing all the format refuses."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from . import strict_json as sj
from .problem import (
    CLOSE,
    FREE,
    KINDS,
    MOVE,
    STAY,
    Bools,
    FillTarget,
    Floats,
    Objective,
    Problem,
    ProblemError,
    Source,
    Step,
)

FORMAT = "lotrinh-relocation/1"
TOP = (
    "format",
    "name",
    "quarters",
    "kinds",
    "resources",
    "zones",
    "groups",
    "forbidden_pairs",
    "fill_targets",
    "sources",
    "case_capacity",
    "establishments",
    "precedence",
    "unresolved_factor",
    "objective",
    "in_force",
)
COLUMNS = (
    "id",
    "sector",
    "group",
    "exposure",
    "workers",
    "needs",
    "stay_allowed",
    "earliest",
    "signed",
    "move_cost",
    "move_exposure",
    "distance_km",
    "convert_cost",
    "change_trade_cost",
    "close_cost",
)


def read_problem(path: Path) -> Problem:
    """Raises ProblemError."""
    return parse_problem(sj.load(path))


def parse_problem(data: Any) -> Problem:
    """The problem in a decoded JSON value. Raises ProblemError."""
    data = sj.keys(data, TOP, "Bài toán")
    if data["format"] != FORMAT:
        raise ProblemError(f"format: phải là “{FORMAT}”.")
    parts: dict[str, Any] = {"name": sj.text(data["name"], "name", empty=True)}
    parts |= _quarters(data["quarters"])
    parts |= _kinds(data["kinds"])
    parts["resources"] = sj.names(data["resources"], "resources", "tài nguyên")
    if not parts["resources"]:
        raise ProblemError("resources: phải có ít nhất diện tích.")
    parts["groups"] = sj.names(data["groups"], "groups", "nhóm")
    parts |= _zones(data["zones"], parts)
    parts["forbidden"] = _pairs(data["forbidden_pairs"], parts["groups"])
    parts["fills"] = _fills(data["fill_targets"], parts)
    parts["sources"] = _sources(data["sources"], parts["years"])
    horizon = len(parts["quarters"])
    parts["case_capacity"] = np.array(
        [
            sj.number(x, f"case_capacity, quý {parts['quarters'][t]}")
            for t, x in enumerate(sj.items(data["case_capacity"], "case_capacity", horizon))
        ]
    )
    parts |= _establishments(data["establishments"], parts)
    parts["precedence"] = _precedence(data["precedence"], parts["ids"])
    factor = data["unresolved_factor"]
    parts["unresolved_factor"] = None if factor is None else sj.number(factor, "unresolved_factor")
    parts["objective"] = _objective(data["objective"])
    signed_rows = parts.pop("signed_rows")
    problem = Problem(signed=np.full(len(parts["ids"]), FREE), **parts)
    for i, row in enumerate(signed_rows):
        if row is not None:
            problem.signed[i] = _signed(problem, i, row)
    return _with_plan_in_force(problem, data["in_force"])


def _quarters(value: Any) -> dict[str, Any]:
    labels = sj.items(value, "quarters")
    if not labels:
        raise ProblemError("quarters: phải có ít nhất một quý.")
    previous = None
    for label in labels:
        match = re.fullmatch(r"([0-9]{4})Q([1-4])", sj.text(label, "quarters"))
        if not match:
            raise ProblemError(f"quarters: “{label}” không đúng dạng 2027Q1.")
        place = int(match[1]) * 4 + int(match[2]) - 1
        if previous is not None and place != previous + 1:
            raise ProblemError(f"quarters: “{label}” không liền sau quý trước.")
        previous = place
    years = tuple(dict.fromkeys(label[:4] for label in labels))
    return {"quarters": tuple(labels), "years": years, "year_of": np.array([years.index(q[:4]) for q in labels])}


def _kinds(value: Any) -> dict[str, Any]:
    sj.keys(value, KINDS, "kinds")
    table = np.zeros((5, 3))
    for k, kind in enumerate(KINDS):
        row = sj.keys(value[kind], ("residual", "case_units", "job_loss_km"), f"kinds.{kind}")
        table[k] = (
            sj.number(row["residual"], f"kinds.{kind}.residual", 1),
            sj.number(row["case_units"], f"kinds.{kind}.case_units"),
            sj.number(row["job_loss_km"], f"kinds.{kind}.job_loss_km"),
        )
        if k != CLOSE and table[k, 2] != 0:
            raise ProblemError(f"kinds.{kind}.job_loss_km: phải là 0.")
    if tuple(table[STAY]) != (1, 0, 0):
        raise ProblemError("kinds.stay: phải có residual 1, case_units 0, job_loss_km 0.")
    return {"residual": table[:, 0], "case_units": table[:, 1], "job_loss_km": table[:, 2]}


def _zones(value: Any, parts: dict[str, Any]) -> dict[str, Any]:
    value = sj.keys(value, ("id", "cluster", "capacity", "accepts"), "zones")
    ids = sj.names(value["id"], "zones.id", "khu")
    count = len(ids)
    clusters = tuple(
        sj.text(c, f"Khu “{ids[j]}”, cluster") for j, c in enumerate(sj.items(value["cluster"], "zones.cluster", count))
    )
    steps = tuple(_steps(s, ids[j], parts) for j, s in enumerate(sj.items(value["capacity"], "zones.capacity", count)))
    known = {g: k for k, g in enumerate(parts["groups"])}
    accepts: list[frozenset[int] | None] = []
    for j, listed in enumerate(sj.items(value["accepts"], "zones.accepts", count)):
        if listed is None:
            accepts.append(None)
            continue
        where = f"Khu “{ids[j]}”, accepts"
        accepts.append(frozenset(sj.one_of(g, known, where) for g in sj.names(listed, where, "nhóm")))
    return {"zones": ids, "zone_cluster": clusters, "steps": steps, "accepts": tuple(accepts)}


def _steps(value: Any, zone: str, parts: dict[str, Any]) -> tuple[Step, ...]:
    where = f"Khu “{zone}”, capacity"
    steps: list[Step] = []
    resources = parts["resources"]
    for step in sj.items(value, where):
        quarter, amounts = sj.items(step, where, 2)
        quarter = sj.whole(quarter, f"{where}, quý", len(parts["quarters"]) - 1)
        amounts = tuple(
            sj.number(x, f"{where}, tài nguyên “{resources[r]}”")
            for r, x in enumerate(sj.items(amounts, where, len(resources)))
        )
        if steps and quarter <= steps[-1][0]:
            raise ProblemError(f"{where}: các bậc phải theo thứ tự quý tăng dần.")
        for r, amount in enumerate(amounts):
            if steps and amount < steps[-1][1][r]:
                raise ProblemError(f"{where}, tài nguyên “{resources[r]}”: bậc sau thấp hơn bậc trước.")
        steps.append((quarter, amounts))
    return tuple(steps)


def _pairs(value: Any, groups: tuple[str, ...]) -> frozenset[tuple[int, int]]:
    known = {g: k for k, g in enumerate(groups)}
    pairs = set()
    for pair in sj.items(value, "forbidden_pairs"):
        first, second = (sj.one_of(g, known, "forbidden_pairs") for g in sj.items(pair, "forbidden_pairs", 2))
        if first == second:
            raise ProblemError(f"forbidden_pairs: “{pair[0]}” không thể cấm với chính nó.")
        pairs.add((min(first, second), max(first, second)))
    return frozenset(pairs)


def _fills(value: Any, parts: dict[str, Any]) -> tuple[FillTarget, ...]:
    fills = []
    fields = ("cluster", "quarter", "rate", "leasable_m2", "let_outside_m2", "hard", "price_per_m2")
    for position, row in enumerate(sj.items(value, "fill_targets")):
        where = f"fill_targets thứ {position}"
        sj.keys(row, fields, where)
        cluster = sj.text(row["cluster"], f"{where}, cluster")
        where = f"fill_targets thứ {position}, cụm “{cluster}”"
        if cluster not in parts["zone_cluster"]:
            raise ProblemError(f"{where}, cluster: cụm không có khu nào.")
        hard = sj.flag(row["hard"], f"{where}, hard")
        if hard and row["price_per_m2"] is not None:
            raise ProblemError(f"{where}, price_per_m2: phải là null khi hard.")
        price = None if hard else sj.number(row["price_per_m2"], f"{where}, price_per_m2")
        leasable = sj.number(row["leasable_m2"], f"{where}, leasable_m2")
        outside = sj.number(row["let_outside_m2"], f"{where}, let_outside_m2")
        fills.append(
            FillTarget(
                cluster,
                sj.whole(row["quarter"], f"{where}, quarter", len(parts["quarters"]) - 1),
                sj.number(row["rate"], f"{where}, rate", 1),
                leasable,
                outside,
                hard,
                price,
            )
        )
    return tuple(fills)


def _sources(value: Any, years: tuple[str, ...]) -> tuple[Source, ...]:
    sources: list[Source] = []
    seen: set[str] = set()
    payable = {k: i for i, k in enumerate(KINDS) if k != "stay"}
    for position, row in enumerate(sj.items(value, "sources")):
        sj.keys(row, ("id", "amount_by_year", "carry_over", "pays_for"), f"sources thứ {position}")
        name = sj.text(row["id"], f"sources thứ {position}, id")
        if name in seen:
            raise ProblemError(f"sources.id: “{name}” bị trùng.")
        seen.add(name)
        where = f"Nguồn “{name}”"
        amounts = sj.keys(row["amount_by_year"], years, f"{where}, amount_by_year")
        pays = sj.names(row["pays_for"], f"{where}, pays_for", "loại")
        sources.append(
            Source(
                name,
                tuple(sj.number(amounts[y], f"{where}, amount_by_year, năm {y}") for y in years),
                sj.number(row["carry_over"], f"{where}, carry_over", 1),
                frozenset(sj.one_of(k, payable, f"{where}, pays_for") for k in pays),
            )
        )
    return tuple(sources)


def _establishments(value: Any, parts: dict[str, Any]) -> dict[str, Any]:
    value = sj.keys(value, COLUMNS, "establishments")
    ids = sj.names(value["id"], "establishments.id", "cơ sở")
    n, zones, horizon = len(ids), parts["zones"], len(parts["quarters"])
    column = {c: sj.items(value[c], f"establishments.{c}", n) for c in COLUMNS if c != "move_exposure"}
    where = [f"Cơ sở “{name}”" for name in ids]
    groups = {g: k for k, g in enumerate(parts["groups"])}
    for i in range(n):
        sj.text(column["sector"][i], f"{where[i]}, sector", empty=True)
    cost = _matrix(column["move_cost"], "move_cost", where, zones, nulls=True)
    possible = ~np.isnan(cost)
    spread = value["move_exposure"]
    if isinstance(spread, list):
        exposure = _matrix(
            sj.items(spread, "establishments.move_exposure", n), "move_exposure", where, zones, nulls=~possible
        )
    elif isinstance(spread, (int, float)) and not isinstance(spread, bool) and spread == 0:
        exposure = np.zeros((n, len(zones)))
    else:
        raise ProblemError("establishments.move_exposure: phải là bảng hoặc số 0.")
    others = ("convert_cost", "change_trade_cost", "close_cost")
    return {
        "ids": ids,
        "group": np.array(
            [sj.one_of(g, groups, f"{where[i]}, group") for i, g in enumerate(column["group"])], dtype=int
        ),
        "exposure": _vector(column["exposure"], "exposure", where),
        "workers": _vector(column["workers"], "workers", where),
        "needs": _matrix(column["needs"], "needs", where, parts["resources"], nulls=False),
        "stay_allowed": np.array(
            [sj.flag(x, f"{where[i]}, stay_allowed") for i, x in enumerate(column["stay_allowed"])], dtype=bool
        ),
        "earliest": np.array(
            [sj.whole(x, f"{where[i]}, earliest", horizon) for i, x in enumerate(column["earliest"])], dtype=int
        ),
        "move_cost": cost,
        "move_exposure": np.nan_to_num(exposure),
        "distance_km": np.nan_to_num(_matrix(column["distance_km"], "distance_km", where, zones, nulls=~possible)),
        "other_cost": np.array(
            [
                [np.nan if x is None else sj.number(x, f"{where[i]}, {c}") for c in others for x in [column[c][i]]]
                for i in range(n)
            ]
        ).reshape(n, 3),
        "signed_rows": column["signed"],
    }


def _vector(values: list[Any], key: str, where: list[str]) -> Floats:
    return np.array([sj.number(x, f"{where[i]}, {key}") for i, x in enumerate(values)], dtype=float)


def _matrix(rows: list[Any], key: str, where: list[str], names: tuple[str, ...], nulls: bool | Bools) -> Floats:
    """Numbers by establishment and name; `nulls` says where null may stand (all, none, or a mask)."""
    table = np.full((len(rows), len(names)), np.nan)
    for i, row in enumerate(rows):
        row = sj.items(row, f"{where[i]}, {key}", len(names))
        for j, x in enumerate(row):
            if type(x) in (int, float) and 0 <= x <= sj.LARGEST:
                table[i, j] = x
            elif x is None and (nulls if isinstance(nulls, bool) else nulls[i, j]):
                continue
            else:
                sj.number(x, f"{where[i]}, {key}, “{names[j]}”")
    return table


def _precedence(value: Any, ids: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    known = {name: i for i, name in enumerate(ids)}
    pairs: list[tuple[int, int]] = []
    for pair in sj.items(value, "precedence"):
        first, second = (sj.one_of(x, known, "precedence, cơ sở") for x in sj.items(pair, "precedence", 2))
        if first != second:  # nobody acts before themselves: such a pair says nothing
            pairs.append((first, second))
    return tuple(dict.fromkeys(pairs))


def _objective(value: Any) -> Objective:
    mode = value.get("mode") if isinstance(value, dict) else None
    if mode == "weighted":
        sj.keys(value, ("mode", "alpha", "beta"), "objective")
        return Objective(mode, sj.number(value["alpha"], "objective.alpha"), sj.number(value["beta"], "objective.beta"))
    if mode == "lexicographic":
        sj.keys(value, ("mode", "slack"), "objective")
        return Objective(mode, slack=sj.number(value["slack"], "objective.slack"))
    raise ProblemError("objective.mode: phải là weighted hoặc lexicographic.")


def _decision(problem: Problem, row: Any, where: str) -> int:
    kind = sj.one_of(row["kind"], {k: i for i, k in enumerate(KINDS)}, f"{where}, kind")
    zone = quarter = None
    if kind == MOVE:
        zone = sj.one_of(row["zone"], {z: j for j, z in enumerate(problem.zones)}, f"{where}, zone")
    elif row["zone"] is not None:
        raise ProblemError(f"{where}, zone: phải là null khi không di dời.")
    if kind == STAY:
        if row["quarter"] is not None:
            raise ProblemError(f"{where}, quarter: phải là null khi ở lại.")
    else:
        quarter = sj.whole(row["quarter"], f"{where}, quarter", problem.horizon - 1)
    return problem.code(kind, zone, quarter)


def _possible(problem: Problem, i: int, option: int) -> bool:
    """Whether the data alone (no limit shared with others) allow `option` to establishment i."""
    kind, block, quarter = (int(x[0]) for x in problem.decode(np.array([option])))
    if kind == STAY:
        return bool(problem.stay_allowed[i]) or problem.unresolved_factor is not None
    cost = problem.move_cost[i, block] if kind == MOVE else problem.other_cost[i, kind - 1]
    if np.isnan(cost) or quarter < problem.earliest[i] or (cost > 0 and not problem.payable()[kind]):
        return False
    if kind != MOVE:
        return True
    accepted = problem.accepts[block]
    return quarter >= problem.opens()[block] and (accepted is None or int(problem.group[i]) in accepted)


def _signed(problem: Problem, i: int, row: Any) -> int:
    where = f"Cơ sở “{problem.ids[i]}”, signed"
    sj.keys(row, ("kind", "zone", "quarter"), where)
    option = _decision(problem, row, where)
    if not _possible(problem, i, option):
        raise ProblemError(f"{where}: quyết định đã ký không phải là phương án có thể.")
    return option


def _with_plan_in_force(problem: Problem, value: Any) -> Problem:
    if value is None:
        return problem
    sj.keys(value, ("now", "decisions", "change_price"), "in_force")
    now = sj.whole(value["now"], "in_force.now", problem.horizon - 1)
    price = sj.number(value["change_price"], "in_force.change_price")
    known = {name: i for i, name in enumerate(problem.ids)}
    options = np.full(problem.n, FREE)
    for row in sj.items(value["decisions"], "in_force.decisions"):
        sj.keys(row, ("establishment", "kind", "zone", "quarter"), "in_force.decisions")
        i = sj.one_of(row["establishment"], known, "in_force.decisions, establishment")
        where = f"Cơ sở “{problem.ids[i]}”, in_force"
        if options[i] != FREE:
            raise ProblemError(f"{where}: có hai quyết định.")
        options[i] = _decision(problem, row, where)
        done = row["kind"] != "stay" and row["quarter"] < now
        if done and not _possible(problem, i, int(options[i])):
            raise ProblemError(f"{where}: việc đã làm không phải là phương án có thể.")
    return replace(problem, now=now, in_force=options, change_price=price)

"""Decisions already taken: the signed ones and the plan in force."""

from dataclasses import replace
from typing import Any

import numpy as np

from .. import strict_json as sj
from ..problem import FREE, KINDS, MOVE, STAY, Problem, ProblemError


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


def read_signed(problem: Problem, i: int, row: Any) -> int:
    where = f"Cơ sở “{problem.ids[i]}”, signed"
    sj.keys(row, ("kind", "zone", "quarter"), where)
    option = _decision(problem, row, where)
    if not _possible(problem, i, option):
        raise ProblemError(f"{where}: quyết định đã ký không phải là phương án có thể.")
    return option


def with_plan_in_force(problem: Problem, value: Any) -> Problem:
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

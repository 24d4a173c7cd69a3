"""The problem file as a whole: its keys in order, and the parts that need no file of their own."""

import re
from pathlib import Path
from typing import Any

import numpy as np

from .. import strict_json as sj
from ..problem import CLOSE, FREE, KINDS, STAY, Objective, Problem, ProblemError
from .decisions import read_signed, with_plan_in_force
from .establishments import read_establishments
from .limits import read_fills, read_pairs, read_sources, read_zones

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
    parts |= read_zones(data["zones"], parts)
    parts["forbidden"] = read_pairs(data["forbidden_pairs"], parts["groups"])
    parts["fills"] = read_fills(data["fill_targets"], parts)
    parts["sources"] = read_sources(data["sources"], parts["years"])
    horizon = len(parts["quarters"])
    parts["case_capacity"] = np.array(
        [
            sj.number(x, f"case_capacity, quý {parts['quarters'][t]}")
            for t, x in enumerate(sj.items(data["case_capacity"], "case_capacity", horizon))
        ]
    )
    parts |= read_establishments(data["establishments"], parts)
    parts["precedence"] = _precedence(data["precedence"], parts["ids"])
    factor = data["unresolved_factor"]
    parts["unresolved_factor"] = None if factor is None else sj.number(factor, "unresolved_factor")
    parts["objective"] = _objective(data["objective"])
    signed_rows = parts.pop("signed_rows")
    problem = Problem(signed=np.full(len(parts["ids"]), FREE), **parts)
    for i, row in enumerate(signed_rows):
        if row is not None:
            problem.signed[i] = read_signed(problem, i, row)
    return with_plan_in_force(problem, data["in_force"])


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

"""The answer file `lotrinh-relocation-plan/1`."""

import json
import math
import os
from pathlib import Path
from typing import Any

import numpy as np

from .options import price_of, terms
from .problem import KINDS, MOVE, STAY, Floats, Ints, Problem
from .rows import Rows, row_name
from .solve import Outcome

FORMAT = "lotrinh-relocation-plan/1"
Paid = dict[tuple[int, int, int], float]  # (source, kind, year) → million đồng


def empty_answer(
    problem: Problem,
    status: str,
    seconds: float,
    bound: float | None = None,
    prices: list[dict[str, Any]] | None = None,
    conflict: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "problem": problem.name,
        "status": status,
        "objective": None,
        "lower_bound": bound,
        "gap": None,
        "gap_on_improvement": None,
        "seconds": round(seconds, 3),
        "decisions": [],
        "payments": [],
        "prices": prices or [],
        "conflict": conflict or [],
    }


def price_rows(problem: Problem, rows: Rows, prices: Floats) -> list[dict[str, Any]]:
    """The non-zero prices; money has a price by source, not by kind."""
    listed = []
    for row in np.flatnonzero(prices > 0):
        name, key = row_name(problem, rows, int(row))
        if name != "kind":
            listed.append({"row": name, "key": key, "price": float(prices[row])})
    return listed


def answer(problem: Problem, outcome: Outcome, seconds: float) -> dict[str, Any]:
    """The answer of an outcome with a plan."""
    if outcome.options is None:
        raise ValueError("the outcome has no plan")
    who = np.arange(problem.n)
    parts = terms(problem, who, outcome.options)
    kind, block, quarter = problem.decode(outcome.options)
    decisions = [
        {
            "establishment": problem.ids[i],
            "kind": KINDS[kind[i]],
            "zone": problem.zones[block[i]] if kind[i] == MOVE else None,
            "quarter": None if kind[i] == STAY else int(quarter[i]),
        }
        for i in range(problem.n)
    ]
    shortfall = _shortfall(problem, outcome.options)
    total = float(price_of(problem, parts).sum()) + sum(
        s * (f.price_per_m2 or 0.0) for s, f in zip(shortfall, problem.fills, strict=True)
    )
    bound = min(outcome.bound, total)
    nothing = problem.do_nothing()
    return empty_answer(problem, "planned", seconds, bound, price_rows(problem, outcome.rows, outcome.prices)) | {
        "objective": {
            "total": total,
            "exposure": float(parts.exposure.sum()),
            "cost": float(parts.cost.sum()),
            "worker_km": float(parts.worker_km.sum()),
            "shortfall_m2": float(sum(shortfall)),
            "unresolved": int(((kind == STAY) & ~problem.stay_allowed).sum()),
        },
        "gap": (total - bound) / total if total else 0.0,
        "gap_on_improvement": (total - bound) / (nothing - bound) if nothing > bound else None,
        "decisions": decisions,
        "payments": _payments(problem, outcome.paid or {}, kind, quarter, parts.cost),
    }


def _shortfall(problem: Problem, options: Ints) -> list[float]:
    """m² short of each soft target (0 for hard ones)."""
    kind, block, quarter = problem.decode(options)
    clusters, area = np.array(problem.zone_cluster, dtype=object), problem.needs[:, 0]
    moving = kind == MOVE
    short = []
    for fill in problem.fills:
        inside = moving & (quarter <= fill.quarter)
        inside[moving] &= clusters[block[moving]] == fill.cluster
        short.append(0.0 if fill.hard else max(0.0, fill.need_m2 - math.fsum(area[inside].tolist())))
    return short


def _payments(problem: Problem, paid: Paid, kind: Ints, quarter: Ints, cost: Floats) -> list[dict[str, Any]]:
    """Who pays what; amounts are scaled to sum exactly to the cost of each kind and year."""
    rows = []
    for k in range(4):
        for y, year in enumerate(problem.years):
            due = float(cost[(kind == k) & (problem.year_of[quarter] == y)].sum())
            given = {s: a for (s, kk, yy), a in paid.items() if kk == k and yy == y}
            if due > 0 and given:
                share = due / sum(given.values())
                rows += [
                    {"source": problem.sources[s].id, "kind": KINDS[k], "year": year, "amount": a * share}
                    for s, a in sorted(given.items())
                ]
    return rows


def write(path: Path, data: dict[str, Any]) -> None:
    """Whole or not at all."""
    path = Path(path)
    draft = path.with_name(path.name + ".part")
    text = json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n"
    # Half a surrogate pair, legal in JSON only as an escape, goes out as the escape it came in as.
    draft.write_bytes(text.encode("utf-8", errors="backslashreplace"))
    os.replace(draft, path)

"""The answer file `lotrinh-relocation-plan/1`."""

import json
import os
from pathlib import Path

import numpy as np

from .options import price_of, terms
from .problem import KINDS, MOVE, STAY, Problem
from .rows import row_name

FORMAT = "lotrinh-relocation-plan/1"


def empty_answer(problem: Problem, status: str, seconds: float, bound=None, prices=(), conflict=()) -> dict:
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
        "prices": list(prices),
        "conflict": list(conflict),
    }


def price_rows(problem: Problem, rows, prices) -> list[dict]:
    """The non-zero prices; money has a price by source, not by kind."""
    listed = []
    for row in np.flatnonzero(prices > 0):
        name, key = row_name(problem, rows, int(row))
        if name != "kind":
            listed.append({"row": name, "key": key, "price": float(prices[row])})
    return listed


def answer(problem: Problem, outcome, seconds: float) -> dict:
    """The answer of an outcome with a plan."""
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
    shortfall = _shortfall(problem, kind, block, quarter)
    total = float(price_of(problem, parts).sum()) + sum(
        s * f.price_per_m2 for s, f in zip(shortfall, problem.fills, strict=True) if not f.hard
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
        "payments": _payments(problem, outcome, kind, quarter, parts.cost),
    }


def _shortfall(problem, kind, block, quarter) -> list[float]:
    short = []
    for fill in problem.fills:
        inside = np.array(
            [
                k == MOVE and q <= fill.quarter and problem.zone_cluster[b] == fill.cluster
                for k, b, q in zip(kind, block, quarter, strict=True)
            ],
            dtype=bool,
        )
        missing = max(0.0, fill.need_m2 - float(problem.needs[inside, 0].sum()))
        short.append(0.0 if fill.hard or missing < 1e-9 * max(1.0, fill.need_m2) else missing)
    return short


def _payments(problem, outcome, kind, quarter, cost) -> list[dict]:
    """Who pays what; amounts are scaled to sum exactly to the cost of each kind and year."""
    if outcome.extra is None:
        return []
    paid: dict = {}
    for name, amount in zip(outcome.columns.names, outcome.extra, strict=True):
        if name[0] == "pay" and amount > 1e-9:
            paid[name[1:]] = float(amount)
    rows = []
    for k in range(4):
        for y, year in enumerate(problem.years):
            due = float(cost[(kind == k) & (problem.year_of[quarter] == y)].sum())
            given = {s: a for (s, kk, yy), a in paid.items() if kk == k and yy == y}
            if due <= 0 or not given:
                continue
            share = due / sum(given.values())
            rows += [
                {"source": problem.sources[s].id, "kind": KINDS[k], "year": year, "amount": a * share}
                for s, a in sorted(given.items())
            ]
    return rows


def write(path: Path, data: dict) -> None:
    """Whole or not at all."""
    path = Path(path)
    draft = path.with_name(path.name + ".part")
    draft.write_text(json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
    os.replace(draft, path)

"""The planner by family and size, against the full model in HiGHS and worst-first greedy of the same run.

One JSON line per figure: `lotrinh bench relocate [--size N …] [--family NAME …] [--seconds S] [--seed N]`.
"""

import argparse
import json
import resource
import sys
import time

import numpy as np

from lotrinh.relocation.model.answer import answer
from lotrinh.relocation.model.checker import Data, check
from lotrinh.relocation.model.families import FAMILIES, generate_problem
from lotrinh.relocation.model.master import Master
from lotrinh.relocation.model.options import allowed_block, price_of, terms
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.rows import extra_columns, make_rows
from lotrinh.relocation.model.solve import penalty_of, solve

FULL_MODEL_OPTIONS = 400_000


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench relocate")
    parser.add_argument("--size", type=int, nargs="+", default=[200])
    parser.add_argument("--family", nargs="+", default=list(FAMILIES), choices=FAMILIES)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    for size in args.size:
        for family in args.family:
            print(json.dumps(measure(family, size, args.seed, args.seconds)), flush=True)
    return 0


def measure(family: str, size: int, seed: int, seconds: float) -> dict:
    """Gap, seconds and memory of one problem, with both comparisons as multiples of the proven bound."""
    raw = generate_problem(family, size, seed)
    problem = parse_problem(raw)
    began = time.monotonic()
    outcome = solve(problem, seconds, seed=seed, began=began)
    spent = time.monotonic() - began
    figure = {
        "bench": "relocate",
        "case": f"{size} {family}",
        "seconds": round(spent, 1),
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "against": "full model in HiGHS, worst-first greedy",
    }
    if outcome.options is None:
        return figure | {"gap": None}
    plan = answer(problem, outcome, spent)
    full, greedy = full_model(problem, seconds), worst_first(problem, raw)
    return figure | {
        "gap": plan["gap"],
        "gap_on_improvement": plan["gap_on_improvement"],
        "checked": check(raw, plan) == [],
        "full_model_over_bound": full and full / plan["lower_bound"],
        "greedy_over_bound": greedy / plan["lower_bound"],
    }


def full_model(problem, seconds: float) -> float | None:
    """Every option in one integer programme, as it comes; None when no plan comes in time or it is too large."""
    if problem.n * problem.option_count > FULL_MODEL_OPTIONS:
        return None
    rows = make_rows(problem)
    extra = extra_columns(problem, rows)
    master = Master(problem, rows, extra, np.arange(problem.n), penalty_of(problem))
    who, options = np.nonzero(allowed_block(problem, 0, problem.n))
    master.add(who, options)
    solved = master.integer(seconds)
    return solved.value if solved.found and solved.undone.sum() < 0.5 else None


def worst_first(problem, raw) -> float:
    """As in a spreadsheet: the most exposed first, each to its cheapest place in the earliest quarter that has room."""
    data = Data(raw)
    land = {z: [list(row) for row in rows] for z, rows in data.capacities.items()}
    cases = list(raw["case_capacity"])
    money = {(s["id"], y): s["amount_by_year"][y] for s in raw["sources"] for y in data.years}
    options = np.full(problem.n, problem.stay_code)
    for i in np.argsort(-problem.exposure, kind="stable"):
        costs = data.e["move_cost"][i]
        zones = sorted((z for z, j in data.zone.items() if costs[j] is not None), key=lambda z: costs[data.zone[z]])
        for t, z in ((t, z) for t in range(data.H) for z in zones):
            option, need = ("move", z, t), data.e["needs"][i]
            payer = next(
                (s["id"] for s in data.pays["move"] if money[s["id"], data.year[t]] >= costs[data.zone[z]]), None
            )
            fits = all(land[z][q][r] >= need[r] for q in range(t, data.H) for r in range(len(need)))
            mixed = raw["zones"]["accepts"][data.zone[z]] is None
            if (
                payer is None
                or not fits
                or mixed
                or cases[t] < raw["kinds"]["move"]["case_units"]
                or data.why_not(int(i), option)
            ):
                continue
            money[payer, data.year[t]] -= costs[data.zone[z]]
            cases[t] -= raw["kinds"]["move"]["case_units"]
            for q in range(t, data.H):
                land[z][q] = [have - used for have, used in zip(land[z][q], need, strict=True)]
            options[i] = problem.code(0, data.zone[z], t)
            break
    return float(price_of(problem, terms(problem, np.arange(problem.n), options)).sum())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The planner by family and size, against the full model in HiGHS and worst-first greedy of the same run.

Two JSON lines a case: `lotrinh bench relocate [--size N …] [--family NAME …] [--seconds S] [--seed N]`. Everything runs
in a process of its own, so that its peak memory, reader and checker included, is its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from lotrinh.relocation.model import strict_json
from lotrinh.relocation.model.answer import answer
from lotrinh.relocation.model.budget import Budget
from lotrinh.relocation.model.checker import Data, check
from lotrinh.relocation.model.families import FAMILIES, generate_problem
from lotrinh.relocation.model.options import allowed_block, price_of, terms
from lotrinh.relocation.model.pricing import setting
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.solve import penalty_of, solve
from lotrinh.relocation.model.units import in_solver_units

REACHED = ("seconds", "peak_mib", "cpu_seconds", "gap", "gap_with_branching", "gap_on_improvement", "checked")
FULL_MODEL_OPTIONS = 2_000_000
"""Beyond, the full model is not even passed to HiGHS: it could not hold its columns."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench relocate")
    parser.add_argument("--size", type=int, nargs="+", default=[200])
    parser.add_argument("--family", nargs="+", default=list(FAMILIES), choices=FAMILIES)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--gap", type=float, default=0.0005)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processor", action="store_true", help="count our seconds by the processor, not the clock")
    parser.add_argument("--ours", action="store_true", help="without the other ways: more families in the same time")
    parser.add_argument("--alone", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.alone:
        way, path = args.alone
        print(json.dumps(WAYS[way](Path(path), args)))
        return 0
    for size in args.size:
        for family in args.family:
            measure(family, size, args)
    return 0


def measure(family: str, size: int, args: argparse.Namespace) -> None:
    """Print the figures of one problem: our plan beside what each other way reached, or alone when so asked."""
    with tempfile.TemporaryDirectory(prefix="lotrinh-bench-") as folder:
        path = Path(folder) / "problem.json"
        path.write_text(json.dumps(generate_problem(family, size, args.seed)))
        ours = _alone("plan", path, args)
        reached = {name: ours[name] for name in REACHED} | {"over_bound": _over(ours, ours)}
        figure = {"bench": "relocate", "case": f"{size} {family}", "seed": args.seed} | reached
        if args.ours:
            print(json.dumps(figure, ensure_ascii=False), flush=True)
            return
        for way, name in (("full", "full model in HiGHS"), ("greedy", "worst-first greedy")):
            other = _alone(way, path, args)
            beside = {
                "against": name,
                "against_seconds": other["seconds"],
                "ratio": round(ours["seconds"] / max(other["seconds"], 1e-3), 2),
                "against_over_bound": _over(other, ours),
                "against_peak_mib": other["peak_mib"],
            }
            print(json.dumps(figure | beside, ensure_ascii=False), flush=True)


def _over(way: dict[str, Any], ours: dict[str, Any]) -> float | None:
    """What a way's plan costs, as a multiple of our bound."""
    return round(way["total"] / ours["bound"], 5) if way["total"] and ours["bound"] else None


def _alone(way: str, path: Path, args: argparse.Namespace) -> dict[str, Any]:
    """What one way reached in a process of its own, with its seconds, processor seconds and peak memory."""
    command = [sys.executable, "-m", "lotrinh", "bench", "relocate", "--alone", way, str(path)]
    command += ["--seconds", str(args.seconds), "--gap", str(args.gap), *(["--processor"] if args.processor else [])]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as child:
        said = child.stdout.read() if child.stdout else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{way}: exit code {child.returncode}")
    return json.loads(said.strip().splitlines()[-1]) | {
        "seconds": round(time.monotonic() - began, 2),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
        "peak_mib": used.ru_maxrss // 1024,
    }


def plan(path: Path, args: argparse.Namespace) -> dict[str, Any]:
    """Ours, from the file to the checked answer."""
    budget = Budget(args.seconds, processor=args.processor)
    problem = parse_problem(strict_json.load(path))
    outcome = solve(problem, gap=args.gap, budget=budget)
    nothing = {"total": None, "bound": None, "gap": None, "gap_with_branching": None, "gap_on_improvement": None}
    if outcome.options is None:
        return nothing | {"bound": outcome.bound, "checked": False}
    found = answer(problem, outcome, budget.spent())
    total, low = found["objective"]["total"], found["lower_bound"]
    best = min(total, max(low, outcome.branched or low))
    return {
        "total": total,
        "bound": low,
        "gap": found["gap"],
        "gap_with_branching": (total - best) / total if total else 0.0,
        "gap_on_improvement": found["gap_on_improvement"],
        "checked": check(strict_json.load(path), found) == [],
    }


def full_model(path: Path, args: argparse.Namespace) -> dict[str, Any]:
    """Every option in one integer programme, as it comes; no total when no plan comes in time or it is too large."""
    problem, units = in_solver_units(parse_problem(strict_json.load(path)))
    if problem.n * problem.option_count > FULL_MODEL_OPTIONS:
        return {"total": None}
    here = setting(problem, penalty_of(problem), Budget(args.seconds, processor=args.processor))
    master = here.master(here.everyone)
    master.add(*np.nonzero(allowed_block(problem, 0, problem.n)))
    solved = master.integer(max(1.0, here.budget.left()), args.gap)
    return {"total": solved.value * units.objective if solved.complete else None}


def worst_first(path: Path, args: argparse.Namespace) -> dict[str, Any]:
    """As in a spreadsheet: the most exposed first, each to its cheapest place in the earliest quarter that has room.

    It knows no precedence and no fill targets, and whoever finds no place stays: rather too kind to the spreadsheet.
    """
    raw = strict_json.load(path)
    problem, data = parse_problem(raw), Data(raw)
    land = {z: np.array(rows, dtype=float) for z, rows in data.capacities.items()}  # (H, R)
    cases = list(raw["case_capacity"])
    money = {(s["id"], y): s["amount_by_year"][y] for s in raw["sources"] for y in data.years}
    groups: dict[str, set[str]] = {z: set() for z in data.zone}
    options = np.full(problem.n, problem.stay_code)
    unit = raw["kinds"]["move"]["case_units"]
    for i in np.argsort(-problem.exposure, kind="stable").tolist():
        costs, need, group = data.e["move_cost"][i], np.array(data.e["needs"][i]), data.e["group"][i]
        zones = sorted((z for z, j in data.zone.items() if costs[j] is not None), key=lambda z: costs[data.zone[z]])
        for t, z in ((t, z) for t in range(data.H) if cases[t] >= unit for z in zones):
            cost = costs[data.zone[z]]
            payer = next((s["id"] for s in data.pays["move"] if money[s["id"], data.year[t]] >= cost), None)
            mixed = raw["zones"]["accepts"][data.zone[z]] is None and any(
                group in p and (set(p) - {group}) & groups[z] for p in raw["forbidden_pairs"]
            )
            if payer is None or mixed or (land[z][t:] < need).any() or data.why_not(i, ("move", z, t)):
                continue
            money[payer, data.year[t]] -= cost
            cases[t] -= unit
            land[z][t:] -= need
            groups[z].add(group)
            options[i] = problem.code(0, data.zone[z], t)
            break
    return {"total": float(price_of(problem, terms(problem, np.arange(problem.n), options)).sum())}


WAYS = {"plan": plan, "full": full_model, "greedy": worst_first}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

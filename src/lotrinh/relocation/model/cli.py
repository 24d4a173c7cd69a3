"""`lotrinh relocate` and `lotrinh relocate check`."""

import argparse
import sys
import time
from pathlib import Path

from . import strict_json
from .answer import answer, empty_answer, price_rows, write
from .checker import check
from .problem import Problem, ProblemError
from .reader import parse_problem
from .solve import solve


def relocate_command(argv: list[str]) -> int:
    """0 when an answer was written (or the check holds), 1 when the check fails, 2 for a bad file or argument."""
    if argv and argv[0] == "check":
        return _check_command(argv[1:])
    parser = argparse.ArgumentParser(prog="lotrinh relocate", description="Lập phương án di dời, kèm chứng minh.")
    parser.add_argument("problem", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gap", type=float, default=0.0005)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--memory", type=int, default=None, help="MiB")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--iterations", type=int, default=None)
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    began = time.monotonic()
    try:
        raw = strict_json.load(args.problem)
        problem = parse_problem(raw)
    except ProblemError as error:
        print(str(error), file=sys.stderr)
        return 2
    if args.memory:
        _limit_blocks(args.memory)
    write(args.out, _answer(problem, raw, args, began))
    return 0


def _limit_blocks(mebibytes: int) -> None:
    """Smaller pricing blocks under a small memory limit."""
    from . import bound

    bound.BLOCK = max(50_000, min(bound.BLOCK, mebibytes * 1024 * 1024 // 160))


def _answer(problem: Problem, raw, args, began: float) -> dict:
    try:
        outcome = solve(problem, args.seconds, args.gap, args.seed, args.iterations, _teller(began), began)
    except KeyboardInterrupt:
        return empty_answer(problem, "no_plan_in_time", time.monotonic() - began)
    spent = time.monotonic() - began
    if outcome.options is not None:
        result = answer(problem, outcome, spent)
        wrong = check(raw, result)
        if not wrong:
            result["seconds"] = round(time.monotonic() - began, 3)
            return result
        print("\n".join(wrong[:5]), file=sys.stderr)
    bound = outcome.bound if outcome.bound not in (float("inf"), float("-inf")) else None
    prices = price_rows(problem, outcome.rows, outcome.prices) if bound is not None else []
    if outcome.impossible or problem.n <= 40:
        from .conflict import explain

        conflict = explain(problem, max(10.0, args.seconds - spent))
        if conflict:
            return empty_answer(problem, "infeasible", time.monotonic() - began, bound, prices, conflict)
    return empty_answer(problem, "no_plan_in_time", time.monotonic() - began, bound, prices)


def _teller(began: float):
    """Progress on a terminal: bound, best plan, gap, seconds."""
    if not sys.stderr.isatty():
        return None

    def tell(bound, best):
        plan = "—" if best is None else f"{best:,.1f}"
        gap = "—" if not best else f"{(best - bound) / best:.4%}"
        print(
            f"\rcận dưới {bound:,.1f}  phương án {plan}  khoảng cách {gap}  {time.monotonic() - began:.0f} giây   ",
            end="",
            file=sys.stderr,
            flush=True,
        )

    return tell


def _check_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh relocate check", description="Kiểm tra phương án từ dữ liệu gốc.")
    parser.add_argument("problem", type=Path)
    parser.add_argument("solution", type=Path)
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        raw = strict_json.load(args.problem)
        parse_problem(raw)
    except ProblemError as error:
        print(str(error), file=sys.stderr)
        return 2
    try:
        plan = strict_json.load(args.solution)
    except ProblemError as error:
        print(str(error), file=sys.stderr)
        return 1
    wrong = check(raw, plan)
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print("Phương án đúng: mọi ràng buộc, số liệu và cận dưới đều được xác nhận.")
    return 1 if wrong else 0

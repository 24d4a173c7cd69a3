"""`lotrinh relocate`, `lotrinh relocate check`, and `lotrinh relocate front`: change against exposure."""

import argparse
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import bound, strict_json
from .answer import answer, empty_answer, price_rows, write
from .budget import Budget
from .change_front import CHANGE_PRICES, change_front
from .checker import check
from .conflict import explain
from .memory import MIB, held, most_held, watched
from .problem import Problem, ProblemError
from .reader import parse_problem
from .solve import Outcome, solve

FRONT_FORMAT = "lotrinh-relocation-front/1"
ASKED_WHEN_SMALL = 400
"""Establishments up to which a run without a plan also asks whether there can be one."""


STOPPED = 130
"""Exit code of Ctrl-C while the file is still being read: there is nothing to write yet."""


def relocate_command(argv: list[str]) -> int:
    """0 when an answer was written (or the check holds), 1 when the check fails, 2 for a bad file or argument."""
    word, rest = (argv[0], argv[1:]) if argv and argv[0] in ("check", "front") else ("plan", argv)
    try:
        return {"plan": _plan_command, "check": _check_command, "front": _front_command}[word](rest)
    except ProblemError as error:
        print(str(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nĐã dừng; chưa ghi gì.", file=sys.stderr)
        return STOPPED
    except SystemExit as stop:  # argparse has said why
        return int(stop.code or 0)


def _plan_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh relocate", description="Lập phương án di dời, kèm chứng minh.")
    parser.add_argument("problem", type=Path)
    parser.add_argument("--out", type=_file_to_write, required=True)
    parser.add_argument("--gap", type=_positive, default=0.0005, help="dừng khi khoảng cách tới cận nhỏ hơn mức này")
    parser.add_argument("--seconds", type=_positive, default=60)
    parser.add_argument(
        "--memory", type=_whole, default=None, help="MiB; gần hết thì dừng với phương án tốt nhất đã có"
    )
    parser.add_argument("--seed", type=_whole, default=0)
    parser.add_argument(
        "--iterations", type=_whole, default=None, help="đếm bước thay cho đếm giờ: kết quả lặp lại được"
    )
    args = parser.parse_args(argv)
    budget = Budget(args.seconds, args.iterations)
    problem = parse_problem(strict_json.load(args.problem))
    to_read = most_held() - held()
    if args.memory:
        if most_held() > args.memory * MIB:
            raise ProblemError(f"--memory: chỉ đọc tệp bài toán đã cần {most_held() // MIB + 1} MiB.")
        bound.limit_memory(args.memory)
    with _stopped_by_ctrl_c(budget), watched(budget, args.memory or None, to_read):
        result = _answer(problem, args.problem, args, budget)
    if budget.out_of_memory:
        print(f"Đã dừng vì gần hết {args.memory} MiB bộ nhớ cho phép.", file=sys.stderr)
    return _written(args.out, result)


def _written(out: Path, result: dict[str, Any]) -> int:
    try:
        write(out, result)
    except OSError as error:
        print(f"--out: không ghi được “{out}”: {error.strerror or error}.", file=sys.stderr)
        return 2
    return 0


def _front_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="lotrinh relocate front",
        description="Đường đánh đổi giữa số thay đổi và phơi nhiễm khi lập lại phương án.",
    )
    parser.add_argument("problem", type=Path)
    parser.add_argument("--out", type=_file_to_write, required=True)
    parser.add_argument("--seconds", type=_positive, default=20, help="cho mỗi điểm")
    parser.add_argument("--seed", type=_whole, default=0)
    parser.add_argument("--iterations", type=_whole, default=None)
    parser.add_argument("--prices", type=_positive, nargs="+", default=CHANGE_PRICES, help="các mức giá thay đổi κ")
    args = parser.parse_args(argv)
    raw = strict_json.load(args.problem)
    points = change_front(raw, args.seconds, args.prices, args.seed, args.iterations, _point_teller())
    for point in points:
        print(
            f"κ {_vietnamese(point.change_price, 2)}: {point.changes} thay đổi, "
            f"mục tiêu {_vietnamese(point.value)}, cách cận {_vietnamese(100 * point.answer['gap'], 3)} %",
            file=sys.stderr,
        )
    if not points:
        print("Không có phương án ở mức giá nào.", file=sys.stderr)
    return _written(args.out, {"format": FRONT_FORMAT, "problem": raw["name"], "points": [asdict(p) for p in points]})


def _point_teller() -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None
    return lambda place, count: print(f"\rđiểm {place}/{count}", end="\r", file=sys.stderr, flush=True)


def _file_to_write(text: str) -> Path:
    """A path that can be written in the end; said before the work, not after."""
    path = Path(text)
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"không có thư mục “{path.parent}”")
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"không ghi được vào “{path}”")
    return path


def _positive(text: str) -> float:
    value = float(text)
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError("phải là số không âm")
    return value


def _whole(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("phải là số nguyên không âm")
    return value


@contextlib.contextmanager
def _stopped_by_ctrl_c(budget: Budget) -> Iterator[None]:
    """Ctrl-C ends the search, not the run: the best plan so far is still checked and written."""

    def stop(*_: object) -> None:
        budget.stop()
        print("\nĐang dừng; ghi phương án tốt nhất đã có.", file=sys.stderr)

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not the main thread: nobody can press Ctrl-C here
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _answer(problem: Problem, path: Path, args: argparse.Namespace, budget: Budget) -> dict[str, Any]:
    outcome = solve(problem, gap=args.gap, seed=args.seed, tell=_teller(budget), budget=budget)
    if outcome.options is not None:
        result = answer(problem, outcome, budget.spent())
        # The checker reads the file anew, so that nothing the solver did to the data can hide from it.
        wrong = check(strict_json.load(path), result)
        if not wrong:
            _say_how_good(result, outcome, budget)
            result["seconds"] = round(budget.spent(), 3)
            return result
        print("Phương án không qua kiểm tra nên không được ghi:", *wrong[:5], sep="\n", file=sys.stderr)
    proven = outcome.bound if outcome.bound not in (float("inf"), float("-inf")) else None
    prices = price_rows(problem, outcome.rows, outcome.prices) if proven is not None else []
    if outcome.impossible or (problem.n <= ASKED_WHEN_SMALL and not budget.stopped):
        conflict = explain(problem, max(20.0, budget.left()))
        if conflict:
            print(*(row["sentence"] for row in conflict), sep="\n", file=sys.stderr)
            return empty_answer(problem, "infeasible", budget.spent(), proven, prices, conflict)
    print("Chưa tìm được phương án trong thời gian cho phép.", file=sys.stderr)
    return empty_answer(problem, "no_plan_in_time", budget.spent(), proven, prices)


def _vietnamese(value: float, digits: int = 1) -> str:
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def _say_how_good(result: dict[str, Any], outcome: Outcome, budget: Budget) -> None:
    """One line at the end: plan, bound by prices, bound by branching beside it, both gaps, seconds."""
    total, low = result["objective"]["total"], result["lower_bound"]
    words = [
        f"phương án {_vietnamese(total)}",
        f"cận theo giá {_vietnamese(low)} (cách {_vietnamese(100 * result['gap'], 3)} %)",
    ]
    if outcome.branched is not None and total:
        best = min(total, max(low, outcome.branched))
        words.append(f"cận theo phân nhánh {_vietnamese(best)} (cách {_vietnamese(100 * (total - best) / total, 3)} %)")
    if result["gap_on_improvement"] is not None:
        words.append(f"cách trên phần cải thiện {_vietnamese(100 * result['gap_on_improvement'], 3)} %")
    words.append(f"{_vietnamese(budget.spent())} giây")
    if budget.timed_out and budget.iterations is not None:
        words.append("hết giờ trước khi đủ số bước: chạy lại có thể ra phương án khác")
    print(("\n" if sys.stderr.isatty() else "") + "; ".join(words) + ".", file=sys.stderr)


def _teller(budget: Budget) -> Callable[[float, float | None], None] | None:
    """Progress on a terminal: bound, best plan, gap, seconds."""
    if not sys.stderr.isatty():
        return None
    last = 0.0

    def tell(low: float, best: float | None) -> None:
        nonlocal last
        if time.monotonic() - last < 0.2:
            return
        last = time.monotonic()
        plan = "—" if best is None else _vietnamese(best)
        gap = "—" if not best else f"{_vietnamese(100 * (best - low) / best, 3)} %"
        line = f"cận dưới {_vietnamese(low)}  phương án {plan}  khoảng cách {gap}  {budget.spent():.0f} giây"
        print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)

    return tell


def _check_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh relocate check", description="Kiểm tra phương án từ dữ liệu gốc.")
    parser.add_argument("problem", type=Path)
    parser.add_argument("solution", type=Path)
    args = parser.parse_args(argv)
    raw = strict_json.load(args.problem)
    parse_problem(raw)
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

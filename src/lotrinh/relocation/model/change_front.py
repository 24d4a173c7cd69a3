"""The front between change and exposure: what keeping close to the announced plan costs. docs/relocation.md (13).

Pure: the raw problem in, checked answers out. Vietnamese: đường đánh đổi giữa thay đổi và phơi nhiễm.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .answer import answer
from .budget import Budget
from .checker import check
from .problem import Problem, ProblemError
from .reader import parse_problem
from .solve import Outcome, solve

CHANGE_PRICES = (1.0, 0.5, 0.25, 0.1, 0.05, 0.02, 0.0)
"""κ of the points: at 1 a change weighs as much as all the exposure its owner causes when nothing is done."""

Tell = Callable[[int, int], None]  # which point, of how many


class NotProven(Exception):
    """The checker refused a plan of the front; nothing of it is shown. The message says what it found."""


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """One plan of the front. Vietnamese: một điểm của đường đánh đổi."""

    change_price: float  # κ
    changes: int  # announced decisions that differ
    changed_exposure: float  # Σ e·H of those, in weighted person-quarters: what κ multiplies
    value: float  # the objective without the change price
    answer: dict[str, Any]  # the checked answer at this κ, its bound and gap counted with the change price


def change_front(
    raw: dict[str, Any],
    seconds: float,
    change_prices: Sequence[float] = CHANGE_PRICES,
    seed: int = 0,
    iterations: int | None = None,
    tell: Tell | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> list[ChangePoint]:
    """The plans of a problem in force, dearest change first, `seconds` each; empty when there is no plan at all.

    Every κ takes the best of all plans found for any κ. Hence along the front `changed_exposure` only grows and `value`
    only falls. `stop` is asked before each point. Raises ProblemError (also when no plan is in force) and NotProven.
    """
    problem = parse_problem(raw)
    if problem.in_force is None:
        raise ProblemError("in_force: phải có phương án đang thực hiện thì mới có gì để thay đổi.")
    found: list[tuple[Problem, Outcome]] = []
    for place, price in enumerate(sorted(set(change_prices), reverse=True), 1):
        if stop():
            break
        if tell is not None:
            tell(place, len(set(change_prices)))
        other = replace(problem, change_price=price)
        found.append((other, solve(other, seed=seed, budget=Budget(seconds, iterations), still_good=0.0)))
    plans = [(outcome.options, outcome.paid) for _, outcome in found if outcome.options is not None]
    return [_point(raw, other, outcome, plans) for other, outcome in found] if plans else []


def _point(raw: dict[str, Any], problem: Problem, outcome: Outcome, plans: list[tuple[Any, Any]]) -> ChangePoint:
    """The best of the plans at this κ, beside what this κ's own prices prove."""
    answers = [answer(problem, replace(outcome, options=options, paid=paid), 0.0) for options, paid in plans]
    best = min(answers, key=lambda found: float(found["objective"]["total"]))
    if wrong := check(raw | {"in_force": raw["in_force"] | {"change_price": problem.change_price}}, best):
        raise NotProven(" ".join(wrong[:3]))
    told = {d["establishment"]: d for d in raw["in_force"]["decisions"]}
    differ = {d["establishment"] for d in best["decisions"] if told.get(d["establishment"], d) != d}
    people = raw["establishments"]
    weight = sum(
        e * problem.horizon for name, e in zip(people["id"], people["exposure"], strict=True) if name in differ
    )
    value = float(best["objective"]["total"]) - problem.change_price * weight
    return ChangePoint(problem.change_price, len(differ), weight, value, best)

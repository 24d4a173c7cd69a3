"""The problem in units near 1, so that the solver's absolute tolerances mean the same whatever the file counts in."""

from dataclasses import dataclass, replace

import numpy as np

from .options import objective_block
from .problem import Floats, Problem
from .rows import Rows


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """One solver unit in the file's: powers of two, so that nothing is rounded."""

    objective: float
    money: float
    cases: float
    resources: Floats  # (R,)

    def of_rows(self, rows: Rows) -> Floats:
        """The unit of each row's right side."""
        unit = np.ones(rows.count)
        s = rows.starts
        unit[: s["cases"]] = self.resources[[r for _, r, _ in rows.zone]] if rows.zone else 1.0
        unit[s["cases"] : s["kind"]] = self.cases
        unit[s["kind"] : s["fill"]] = self.money
        unit[s["fill"] : s["precedence"]] = self.resources[0]
        unit[s["compatibility"] :] = self.resources[0]
        return unit

    def prices(self, rows: Rows, scaled: Floats) -> Floats:
        """Prices of the scaled problem in the file's units."""
        return scaled * self.objective / self.of_rows(rows)


def _near(values: Floats) -> float:
    """A power of two near the typical positive value."""
    positive = values[np.isfinite(values) & (values > 0)]
    return float(2.0 ** np.round(np.log2(np.median(positive)))) if len(positive) else 1.0


def in_solver_units(problem: Problem) -> tuple[Problem, Units]:
    """The same problem counted in units near 1, and the units."""
    sample = np.linspace(0, problem.n - 1, min(problem.n, 500)).astype(int) if problem.n else np.zeros(0, dtype=int)
    objective = _near(np.array([float(objective_block(problem, i, i + 1)[0, -1]) for i in sample]))
    money = _near(np.concatenate([problem.move_cost[sample].ravel(), problem.other_cost[sample].ravel()]))
    cases = _near(problem.case_units)
    resources = np.array([_near(problem.needs[:, r]) for r in range(len(problem.resources))])
    goal, land = problem.objective, resources[0]
    scaled = replace(
        problem,
        exposure=problem.exposure / objective,
        move_exposure=problem.move_exposure / objective,
        needs=problem.needs / resources,
        steps=tuple(tuple((t, tuple(np.array(a) / resources)) for t, a in steps) for steps in problem.steps),
        move_cost=problem.move_cost / money,
        other_cost=problem.other_cost / money,
        sources=tuple(replace(s, amounts=tuple(a / money for a in s.amounts)) for s in problem.sources),
        case_units=problem.case_units / cases,
        case_capacity=problem.case_capacity / cases,
        fills=tuple(
            replace(
                f,
                leasable_m2=f.leasable_m2 / land,
                let_outside_m2=f.let_outside_m2 / land,
                price_per_m2=None if f.price_per_m2 is None else f.price_per_m2 * land / objective,
            )
            for f in problem.fills
        ),
        objective=replace(goal, alpha=goal.alpha * money / objective, beta=goal.beta / objective),
    )
    return scaled, Units(objective, money, cases, resources)

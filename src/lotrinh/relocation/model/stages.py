"""The later stages of the lexicographic mode: money, then worker-km, exposure held within (1+δ) of the first stage."""

import highspy
import numpy as np
import scipy.sparse as sp

from .highs import load, quiet
from .master import Master, as_pairs
from .options import terms
from .problem import Floats, Ints
from .search import Search

AT_ONCE = 200  # establishments re-planned in one stage
COUNTED_NODES = 100  # that end a stage where the work is counted, so that the clock does not


def later_stages(search: Search, seconds: float) -> Ints:
    """The plan with less cost, then less commute, at an exposure (with shortfall) within the slack.

    The best exposure E* is only known to lie between bound and plan, so the slack is counted from the bound: what is
    returned is within (1+δ)E* whatever E* is.
    """
    plan = search.plan
    if plan is None:
        raise ValueError("later stages need a plan of the first")
    ceiling = max(plan.merit, search.bound * (1 + search.problem.objective.slack))
    options, cost = _stage(search, plan.options, "cost", ceiling, None, seconds)
    return _stage(search, options, "worker_km", ceiling, cost, seconds)[0]


def _stage(
    search: Search, options: Ints, stage: str, ceiling: float, most_cost: float | None, seconds: float
) -> tuple[Ints, float]:
    """(options, their cost or worker-km) after one stage; unchanged where HiGHS finds nothing in time."""
    problem, everyone = search.problem, search.here.everyone
    members = everyone
    if problem.n > AT_ONCE:
        members = np.sort(np.random.default_rng(0).choice(problem.n, AT_ONCE, replace=False))
    rest = np.setdiff1d(everyone, members)
    master = search.here.master(members, used=search.use(rest, options[rest]))
    master.add(members, options[members])
    master.add(*as_pairs(members, search.seen.near[members], search.seen.good[members]))
    parts, fixed = terms(problem, master.who, master.options), terms(problem, rest, options[rest])
    exposure = np.concatenate([master.frame_cost, master.cost])
    limits = [(exposure, ceiling * (1 + 1e-12) - float((fixed.exposure + fixed.change).sum()))]
    if most_cost is not None:
        cost = np.concatenate([np.zeros(len(master.frame_cost)), parts.cost])
        limits.append((cost, most_cost * (1 + 1e-9) + 1e-9 - float(fixed.cost.sum())))
    chosen = _run(master, getattr(parts, stage), limits, options[members], seconds)
    if chosen is not None:
        options = options.copy()
        options[members] = chosen
    return options, float(getattr(terms(problem, everyone, options), stage).sum())


def _run(master: Master, cost: Floats, limits: list[tuple[Floats, float]], start: Ints, seconds: float) -> Ints | None:
    """The integer master with another objective and ceilings; None when HiGHS finds nothing."""
    counted = master.budget.iterations is not None
    solver = quiet(master.budget, master.budget.left() if counted else seconds)
    if counted:
        solver.setOptionValue("mip_max_nodes", COUNTED_NODES)
    matrix = sp.vstack([master.matrix(), sp.csr_matrix(np.array([row for row, _ in limits]))]).tocsc()
    low, high = master.limits()
    low = np.concatenate([low, np.full(len(limits), -np.inf)])
    high = np.concatenate([high, [most for _, most in limits]])
    frame, whole = len(master.frame_cost), master.whole()
    upper = np.where(whole, 1.0, highspy.kHighsInf)
    upper[len(master.extra.names) : frame] = 0.0  # nobody undone, no hard target missed
    load(solver, np.concatenate([np.zeros(frame), cost]), upper, matrix, low, high, whole)
    solver.run()
    value = np.array(solver.getSolution().col_value)
    if solver.getInfo().primal_solution_status != 2 or len(value) != frame + len(cost):
        return None
    chosen = start.copy()
    taken = value[frame:] > 0.5
    chosen[master.position[master.who[taken]]] = master.options[taken]
    return chosen

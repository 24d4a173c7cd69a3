"""The later stages of the lexicographic mode: money, then worker-km, exposure held within (1+δ) of the first stage."""

import numpy as np
import scipy.sparse as sp

from .master import Master
from .options import terms


def later_stages(search, seconds: float = 6.0):
    """The plan with less cost, then less commute, at an exposure (with shortfall) within the slack."""
    problem, options = search.problem, search.plan.options.copy()
    ceiling = search.plan.merit * (1 + problem.objective.slack) + 1e-9 * abs(search.plan.merit)
    held = None
    for stage in ("cost", "worker_km"):
        options, value = _stage(search, options, stage, ceiling, held, seconds)
        if options is None:
            return search.plan.options
        if stage == "cost":
            held = value
    return options


def _stage(search, options, stage, ceiling, held, seconds):
    problem = search.problem
    members = np.arange(problem.n)
    if problem.n > 600:
        members = np.sort(np.random.default_rng(0).choice(problem.n, 600, replace=False))
    rest = np.setdiff1d(np.arange(problem.n), members)
    used = search._use(rest, options[rest])
    master = Master(problem, search.rows, search.extra, members, search.penalty, used=used)
    near, value = search.near[members], search.near_value[members]
    good = np.isfinite(value)
    master.add(members, options[members])
    master.add(np.repeat(members, good.sum(axis=1)), near[good])
    parts = terms(problem, master.who, master.options)
    fixed = terms(problem, rest, options[rest])
    limits = [
        (np.concatenate([master.frame_cost, master.cost]), ceiling - float((fixed.exposure + fixed.change).sum()))
    ]
    if held is not None:
        limits.append(
            (
                np.concatenate([np.zeros(len(master.frame_cost)), parts.cost]),
                held * (1 + 1e-9) + 1e-9 - float(fixed.cost.sum()),
            )
        )
    chosen = _run(master, getattr(parts, stage), limits, options[members], seconds)
    if chosen is None:
        return None, 0.0
    options = options.copy()
    options[members] = chosen
    return options, float(getattr(terms(problem, np.arange(problem.n), options), stage).sum())


def _run(master: Master, cost, limits, start, seconds):
    """The integer master with another objective and ceilings; None when HiGHS finds nothing."""
    from .master import load, quiet

    solver = quiet(seconds)
    matrix = sp.hstack([master.frame, master._with_members(master.use, master.who)])
    matrix = sp.vstack([matrix, sp.csr_matrix(np.array([row for row, _ in limits]))]).tocsc()
    low, high = master._limits()
    low = np.concatenate([low, np.full(len(limits), -np.inf)])
    high = np.concatenate([high, [most for _, most in limits]])
    frame, members = len(master.frame_cost), len(master.members)
    whole = (
        [n[0] == "set" for n in master.extra.names] + [False] * len(master.hard) + [True] * members + [True] * len(cost)
    )
    upper = np.where(whole, 1.0, np.inf)
    upper[frame - members - len(master.hard) : frame] = 0.0
    load(solver, np.concatenate([np.zeros(frame), cost]), np.zeros(frame + len(cost)), upper, matrix, low, high, whole)
    keep = (start[master.position[master.who]] == master.options).astype(float)
    solver.setSolution(len(keep), np.arange(frame, frame + len(keep), dtype=np.int32), keep)
    solver.run()
    value = np.array(solver.getSolution().col_value)
    if solver.getInfo().primal_solution_status != 2 or len(value) != frame + len(cost):
        return None
    chosen = start.copy()
    taken = value[frame:] > 0.5
    chosen[master.position[master.who[taken]]] = master.options[taken]
    return chosen

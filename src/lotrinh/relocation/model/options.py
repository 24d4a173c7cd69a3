"""What every option costs and uses, computed block by block and never stored: memory grows with the options kept."""

from dataclasses import dataclass

import numpy as np

from .problem import CLOSE, FREE, MOVE, STAY, Bools, Floats, Ints, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The parts of the objective of chosen options, one entry per (establishment, option)."""

    exposure: Floats
    cost: Floats
    worker_km: Floats
    change: Floats


def terms(problem: Problem, who: Ints, options: Ints) -> Terms:
    """E, C, W and change price of each pair, docs/relocation.md (11)–(13)."""
    kind, block, quarter = problem.decode(options)
    staying, moving = kind == STAY, kind == MOVE
    zone = np.where(moving, block, 0)
    after = np.where(staying, 0, problem.horizon - quarter - 1)
    e = problem.exposure[who]
    exposure = np.where(staying, e * problem.horizon, e * (quarter + 1 + problem.residual[kind] * after))
    unresolved = staying & ~problem.stay_allowed[who]
    exposure = exposure * np.where(unresolved, 1 + (problem.unresolved_factor or 0.0), 1.0)
    none = np.zeros(len(who))
    if len(problem.zones):
        exposure = exposure + np.where(moving, problem.move_exposure[who, zone] * after, 0.0)
        move_cost, distance = problem.move_cost[who, zone], problem.distance_km[who, zone]
    else:
        move_cost = distance = none
    other = problem.other_cost[who, np.clip(kind - 1, 0, 2)]
    cost = np.where(moving, move_cost, np.where(staying, 0.0, other))
    km = problem.workers[who] * np.where(moving, distance, problem.job_loss_km[kind])
    change = none
    if problem.in_force is not None:
        told = problem.in_force[who]
        change = np.where((told >= 0) & (told != options), problem.change_price * e * problem.horizon, 0.0)
    return Terms(exposure, cost, km, change)


def price_of(problem: Problem, parts: Terms) -> Floats:
    """The objective of each option: weighted mode, or the first stage of the lexicographic one."""
    goal = problem.objective
    return parts.exposure + goal.alpha * parts.cost + goal.beta * parts.worker_km + parts.change


def allowed_block(problem: Problem, first: int, last: int) -> Bools:
    """Which options establishments first..last-1 have, shape (last-first, options)."""
    zones, horizon, count = len(problem.zones), problem.horizon, last - first
    quarters = np.arange(horizon)
    late = (quarters >= problem.earliest[first:last, None]) & (quarters >= problem.now)
    allowed = np.zeros((count, problem.option_count), dtype=bool)
    payable = problem.payable()
    moves = allowed[:, : zones * horizon].reshape(count, zones, horizon)
    cost = problem.move_cost[first:last]
    can = ~np.isnan(cost) & ((cost == 0) | payable[MOVE])
    for j, accepted in enumerate(problem.accepts):
        if accepted is not None:
            can[:, j] &= np.isin(problem.group[first:last], list(accepted))
    moves[:] = can[:, :, None] & late[:, None, :] & (quarters >= problem.opens()[:, None])
    rest = allowed[:, zones * horizon : -1].reshape(count, 3, horizon)
    other = problem.other_cost[first:last]
    rest[:] = (~np.isnan(other) & ((other == 0) | payable[1:4]))[:, :, None] & late[:, None, :]
    allowed[:, -1] = problem.stay_allowed[first:last] | (problem.unresolved_factor is not None)
    fixed = problem.fixed()[first:last]
    for i in np.flatnonzero(fixed != FREE):
        allowed[i] = False
        if fixed[i] >= 0:
            allowed[i, fixed[i]] = True
    return allowed


def objective_block(problem: Problem, first: int, last: int) -> Floats:
    """The objective of every option of establishments first..last-1; meaningless where not allowed."""
    zones, horizon, count = len(problem.zones), problem.horizon, last - first
    t = np.arange(horizon)
    after = horizon - t - 1.0
    e = problem.exposure[first:last]
    goal = problem.objective
    table = np.empty((count, problem.option_count))
    own = problem.residual[:, None] * after + t + 1  # (5, H)
    moves = table[:, : zones * horizon].reshape(count, zones, horizon)
    np.multiply(problem.move_exposure[first:last, :, None], after, out=moves)
    moves += (e[:, None] * own[MOVE])[:, None, :]
    flat = goal.alpha * np.nan_to_num(problem.move_cost[first:last])
    flat += goal.beta * problem.workers[first:last, None] * problem.distance_km[first:last]
    moves += flat[:, :, None]
    rest = table[:, zones * horizon : -1].reshape(count, 3, horizon)
    rest[:] = e[:, None, None] * own[1:4]
    flat = goal.alpha * np.nan_to_num(problem.other_cost[first:last])
    flat += goal.beta * problem.workers[first:last, None] * problem.job_loss_km[1 : CLOSE + 1]
    rest += flat[:, :, None]
    factor = np.where(problem.stay_allowed[first:last], 1.0, 1 + (problem.unresolved_factor or 0.0))
    table[:, -1] = e * horizon * factor
    if problem.in_force is not None:
        told = problem.in_force[first:last]
        listed = np.flatnonzero(told >= 0)
        table[listed] += (problem.change_price * e[listed] * horizon)[:, None]
        table[listed, told[listed]] -= problem.change_price * e[listed] * horizon
    return table

"""Sharper rows for those the LP moves into zones that it only half gives to their group. docs/relocation.md (7)."""

from dataclasses import replace

import numpy as np

from .many import interior_prices
from .pricing import Prices, Setting, Tell, generate
from .problem import MOVE, Floats, Ints
from .rows import Wanted, critical_quarters, extra_columns, make_rows

ROUNDS = 8
ROUNDS_OF_MANY = 3
WORTH = 1e-4
"""Share of the bound a round must add for another to follow."""


def sharpened(here: Setting, found: Prices, share: float, tell: Tell | None) -> tuple[Setting, Prices]:
    """The setting with the cuts that the LP broke, round after round, and the prices then found.

    The rows of (7) let a group take z of a zone as soon as z of the zone is given to it; that nobody of it may come
    wholly where z < 1 is only said by a row over exactly those who do.
    """
    if found.solved is None or not found.converged or not here.rows.compatibility:
        return here, found
    cuts: list[Wanted] = []
    for _ in range(ROUNDS):
        new = [cut for cut in broken(here, found) if cut not in cuts]
        if not new or here.budget.until(share) == 0:
            break
        cuts += new
        next_here = with_cuts(here, cuts)
        master = next_here.master(next_here.everyone)
        master.continue_from(found.master)
        start = np.concatenate([found.prices, np.zeros(next_here.rows.count - len(found.prices))])
        again = generate(next_here, master, start, share, tell=tell)
        if again.solved is None or again.bound <= found.bound:
            break
        gained, here, found = again.bound - found.bound, next_here, again
        if gained <= WORTH * abs(found.bound):
            break
    return here, found


def sharpened_many(here: Setting, found: Prices, share: float, tell: Tell | None) -> tuple[Setting, Prices]:
    """The same for many establishments, whose LP goes by interior points and keeps no basis."""
    cuts: list[Wanted] = []
    for _ in range(ROUNDS_OF_MANY):
        new = [cut for cut in broken(here, found) if cut not in cuts]
        if not new or here.budget.until(share) == 0:
            break
        cuts += new
        sharper = with_cuts(here, cuts)
        start = np.concatenate([found.prices, np.zeros(sharper.rows.count - len(found.prices))])
        again = interior_prices(sharper, start, share, tell)
        if again.bound <= found.bound:
            break
        here, found = sharper, again
    return here, found


def with_cuts(here: Setting, cuts: list[Wanted]) -> Setting:
    rows = make_rows(here.problem, cuts)
    return replace(here, rows=rows, extra=extra_columns(here.problem, rows))


def broken(here: Setting, found: Prices) -> list[Wanted]:
    """For every free zone, group and critical quarter the establishments whose row the LP's solution breaks most."""
    problem, solved, master = here.problem, found.solved, found.master
    if solved is None:
        return []
    given: dict[tuple[int, int], float] = {}
    for name, amount in zip(here.extra.names, solved.extra.tolist(), strict=True):
        if name[0] == "set":
            for g in name[2]:
                given[name[1], g] = given.get((name[1], g), 0.0) + amount
    used = np.flatnonzero(solved.columns[: len(master.who)] > 1e-7)
    who, share = master.who[used], solved.columns[used]
    kind, zone, quarter = problem.decode(master.options[used])
    capacity = problem.capacity()[:, 0]
    cuts: list[Wanted] = []
    for (j, g), z in given.items():
        inside = (kind == MOVE) & (zone == j) & (problem.group[who] == g)
        if z > 1 - 1e-6 or not inside.any():
            continue
        for t in critical_quarters(problem, j):
            early = inside & (quarter <= t)
            members = _most_broken(who[early], share[early], problem.needs[:, 0], float(capacity[j, t]), z)
            if len(members):
                cuts.append((j, g, t, frozenset(members.tolist())))
    return cuts


def _most_broken(who: Ints, share: Floats, area: Floats, capacity: Floats | float, z: float) -> Ints:
    """Those first in order of their share moved in, as many as break Σ area·share ≤ min(capacity, Σ area)·z most."""
    if not len(who):
        return who
    members, place = np.unique(who, return_inverse=True)
    moved = np.bincount(place, weights=share)
    order = np.argsort(-moved, kind="stable")
    members, moved = members[order], moved[order]
    total = np.cumsum(area[members])
    excess = np.cumsum(area[members] * moved) - np.minimum(capacity, total) * z
    best = int(excess.argmax())
    return members[: best + 1] if excess[best] > 1e-3 * min(float(capacity), float(total[best])) else members[:0]

"""Prices of a sample with right sides scaled down: a start for everyone's."""

from dataclasses import replace

import numpy as np

from .master import UNDONE, Master
from .pricing import Setting, generate, setting
from .problem import Floats
from .quick import quick_plan
from .ties import Ties

SAMPLE = 1500
ROUGH = 300
"""Establishments of the sample that is asked before the first plan, while nobody waits yet."""

LEAST = 20
"""A sample of fewer says nothing of the whole."""


def sample_of(here: Setting, seed: int, size: int = SAMPLE) -> tuple[Setting, Master, float]:
    """A sample's setting and master, and the scale of its right sides. Whom precedence ties is drawn together."""
    problem = here.problem
    members = Ties(problem).about(np.random.default_rng(seed).permutation(problem.n), size)
    drawn = np.zeros(problem.n, dtype=bool)
    drawn[members] = True
    pairs = tuple((a, b) for a, b in problem.precedence if drawn[a] and drawn[b])
    sample = setting(replace(problem, precedence=pairs), here.penalty, here.budget)
    scale = len(members) / problem.n
    master = sample.master(members, scale)
    # A plan of the sample to begin with: while many find no place, the LP's prices say little.
    plan = quick_plan(sample.problem, sample.rows, np.zeros(sample.rows.count), members, scale)
    placed = members[plan[members] != UNDONE]
    master.add(placed, plan[placed])
    return sample, master, scale


def full_prices(here: Setting, sample: Setting, prices: Floats) -> Floats:
    """The prices of the same problem with fewer pairs: those of precedence begin at nothing, `settled` sets them."""
    start, s = np.zeros(here.rows.count), here.rows.starts
    rest = here.rows.count - s["compatibility"]
    start[: s["precedence"]] = prices[: s["precedence"]]
    start[s["compatibility"] :] = prices[sample.rows.starts["compatibility"] :][:rest]
    return start


def sampled_prices(here: Setting, seed: int, share: float, start: Floats | None = None, size: int = SAMPLE) -> Floats:
    """Prices of the LP of a sample, in the rows of everyone; nothing for a problem hardly larger than the sample."""
    if here.problem.n <= 2 * size or size < LEAST:
        return np.zeros(here.rows.count) if start is None else start
    sample, master, scale = sample_of(here, seed, size)
    first = np.zeros(sample.rows.count) if start is None else full_prices(sample, here, start)
    found = generate(sample, master, first, share, tolerance=1e-4, most=60, scale=scale)
    return full_prices(here, sample, found.prices)

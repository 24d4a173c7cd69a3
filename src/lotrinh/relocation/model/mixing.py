"""Which groups each free zone takes, decided before anyone is placed: half a zone for each of two groups is no plan.

docs/relocation.md (7). Vietnamese: chọn nhóm ngành cho từng khu.
"""

from dataclasses import replace

from .cuts import sharpened_many
from .many import interior_prices, prices_of
from .pricing import Prices, Setting, Tell, generate, setting
from .problem import Floats, Problem
from .sample import full_prices, sample_of

SURE = 0.9
"""A set of groups that the LP takes to this share is taken at once."""


def decided(here: Setting, found: Prices, share: float, scale: float = 1.0) -> Prices:
    """The LP again and again, zone after zone given to the set of groups it takes most of. Changes found's master."""
    master, open_zones = found.master, list(here.extra.choice)
    while open_zones and found.solved is not None and here.budget.until(share) > 0:
        taken = found.solved.extra
        open_zones.sort(key=lambda columns: -float(taken[columns].max()))
        sure = [columns for columns in open_zones if taken[columns].max() >= SURE] or open_zones[:1]
        for columns in sure:
            best = columns[int(taken[columns].argmax())]
            master.forbid_sets([column for column in columns if column != best])
        open_zones = open_zones[len(sure) :]
        if all(taken[columns].max() > 1 - 1e-9 for columns in sure):
            continue  # the LP had decided so itself
        again = generate(here, master, found.prices, share, tolerance=1e-5, scale=scale)
        if again.solved is None:
            break
        found = again
    return found


def of_many(
    here: Setting, rough: Floats, seed: int, share: float, tell: Tell | None
) -> tuple[Setting, Prices, Setting, Prices]:
    """Of a large problem: a setting with cuts and the prices that prove the bound in it; then the setting with every
    free zone given to one set of groups, as a sample decides, and its prices."""
    sample, master, scale = sample_of(here, seed)
    first = generate(
        sample, master, full_prices(sample, here, rough), 0.3 * share, tolerance=1e-4, most=60, scale=scale
    )
    start = full_prices(here, sample, first.prices)
    last = decided(sample, first, 0.45 * share, scale)
    problem = here.problem if last.solved is None else _accepting(here.problem, sample, last.solved.extra)
    fixed = setting(problem, here.penalty, here.budget)
    found = prices_of(fixed, full_prices(fixed, sample, last.prices), 0.75 * share, tell)
    return *sharpened_many(here, interior_prices(here, start, share, tell), share, tell), fixed, found


def _accepting(problem: Problem, here: Setting, taken: Floats) -> Problem:
    accepts = list(problem.accepts)
    tied = frozenset().union(*here.rows.sets)
    untied = frozenset(range(len(problem.groups))) - tied
    for columns in here.extra.choice:
        _, zone, chosen = here.extra.names[columns[int(taken[columns].argmax())]]
        accepts[zone] = chosen | untied
    return replace(problem, accepts=tuple(accepts))

"""Who goes before whom. Pure."""

from collections import defaultdict
from collections.abc import Iterable

Pair = tuple[int, int]
"""(who goes earlier, who goes later)."""


def circle_through(pair: Pair, pairs: Iterable[Pair]) -> bool:
    """Whether following `pairs` from the later of `pair` leads back to the earlier one."""
    after = defaultdict(set)
    for earlier, later in pairs:
        after[earlier].add(later)
    seen, waiting = set(), [pair[1]]
    while waiting:
        one = waiting.pop()
        if one == pair[0]:
            return True
        if one not in seen:
            seen.add(one)
            waiting += after[one]
    return False

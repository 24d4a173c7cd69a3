"""Where rows end in a table whose every cell and row end is a pipe on its own line.

Between two rows and in an empty cell stands the same: nothing between two pipes. So the rows are chosen as a whole, as
the division in which most rows are equally wide, most begin with a running number and the fewest are torn.
"""

import re
from collections.abc import Sequence

WIDEST = 40
_SHORT, _MISSING, _BLANK, _EDGE, _EMPTY, _NUMBERED, _BAND, _WIDER = 1.4, 0.1, 3.0, 0.4, 0.05, -0.6, 0.3, 0.5

_RUNNING = re.compile(r"\W*(?:\d{1,3}|\d{1,2}(?:\.\d{1,2})+|[IVX]{1,5}(?:\.\d{1,2})*|[a-zđA-H]|[-+*])[.)]?\W*")
"""What stands in the first cell of a row: 1, 2.1, IV, a), or the dash of a part."""


def rows_of(fields: Sequence[str]) -> list[tuple[int, int]]:
    """The rows as (first, after) numbers of fields, given their texts; the empty field between two rows is dropped."""
    filled = [bool(field.strip()) for field in fields]
    numbered = [bool(_RUNNING.fullmatch(field.strip())) for field in fields]
    narrowest = max(_runs(filled), default=1)
    choices = [_divided(filled, numbered, width) for width in range(narrowest, min(narrowest * 3, max(WIDEST, narrowest)) + 1)]
    costs = [cost + _WIDER * extra for extra, (cost, _) in enumerate(choices)]
    return choices[costs.index(min(costs))][1] if choices else []


def _runs(filled: Sequence[bool]) -> list[int]:
    """Lengths of the stretches of filled fields."""
    lengths, run = [], 0
    for field in [*filled, False]:
        if field:
            run += 1
        elif run:
            lengths.append(run)
            run = 0
    return lengths


def _divided(filled: Sequence[bool], numbered: Sequence[bool], width: int) -> tuple[float, list[tuple[int, int]]]:
    """The cheapest division into rows of at most `width` fields, each but the last followed by an empty field."""
    count = len(filled)
    best = [float("inf")] * (count + 2)
    step = [0] * (count + 2)
    best[count] = best[count + 1] = 0.0
    for first in range(count - 1, -1, -1):
        for after in range(first + 1, min(first + width, count) + 1):
            if after < count and filled[after]:
                continue
            cost = _cost(filled, first, after, width) + (_NUMBERED if numbered[first] and after > first + 1 else 0)
            cost += best[min(after + 1, count)]
            if cost < best[first]:
                best[first], step[first] = cost, after
    rows: list[tuple[int, int]] = []
    at = 0
    while at < count and step[at]:
        rows.append((at, step[at]))
        at = step[at] + 1
    return best[0], rows


def _cost(filled: Sequence[bool], first: int, after: int, width: int) -> float:
    """A full row is free; a short one has merged cells, and nobody leaves those empty; an empty row is a mistake."""
    length = after - first
    if not any(filled[first:after]):
        return _BLANK + (_MISSING * (width - length))
    if length == 1 < width:
        return _BAND
    empty = sum(not field for field in filled[first:after])
    if length == width:
        return _EMPTY * empty
    ends_empty = _EDGE * (not filled[first]) + _EDGE * (not filled[after - 1])
    return _SHORT + _MISSING * (width - length) + 0.5 * empty + ends_empty

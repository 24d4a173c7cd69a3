"""Where rows end in a table whose every cell and row end is a pipe on its own line.

Between two rows and in an empty cell stands the same: nothing between two pipes. So the rows are chosen as a whole, as
the division in which most rows are equally wide, most begin with a running number and the fewest are torn.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

WIDEST = 40
_SHORT, _MISSING, _BLANK, _EDGE, _EMPTY, _NUMBERED, _BAND, _LONG = 1.4, 0.1, 3.0, 0.4, 0.05, -0.6, 0.3, 2.5
_MERGED, _OFTEN = 0.6, 3
"""For a row as short as many others of its table, which lack the cells that reach down from the row above."""
_UNNUMBERED = 2.0
"""For a full row without a running number where the others have one: two short ones, taken for one."""
_SWITCH = 4.0
"""For going on with another width."""
_LENGTHS_TRIED = 6
"""Lengths of filled stretches, the weightiest, that widths are tried from: the time stays in line with the fields."""
_WIDER = 0.5
"""For each column more than the commonest stretch of filled cells: a wide table can hide the ends of narrow rows."""

_RUNNING = re.compile(r"\W*(?:\d{1,3}|\d{1,2}(?:\.\d{1,2})+|[IVX]{1,5}(?:\.\d{1,2})*|[a-zđA-H]|[-+*])[.)]?\W*")
"""What stands in the first cell of a row: 1, 2.1, IV, a), or the dash of a part."""


@dataclass(frozen=True, slots=True)
class _Fields:
    filled: tuple[bool, ...]
    numbered: tuple[bool, ...]
    before: tuple[int, ...]
    """How many fields before each are filled; one more at the end."""
    usual: frozenset[int] = frozenset()
    """Lengths of stretches that come back: rows of the table, full or short."""
    counted: bool = False
    """Most rows of the commonest length begin with a running number."""


def rows_of(fields: Sequence[str]) -> list[tuple[int, int]]:
    """The rows as (first, after) numbers of fields, given their texts; the empty field between two rows is dropped."""
    texts = [field.strip() for field in fields]
    filled = tuple(map(bool, texts))
    numbered = tuple(bool(text) and bool(_RUNNING.fullmatch(text)) for text in texts)
    lengths = _runs(filled)
    if len(lengths) == 1 and min(lengths) > 2 and _is_full(filled, min(lengths)):
        return [(first, first + min(lengths)) for first in range(0, len(filled), min(lengths) + 1)]
    usual = max(lengths, key=lambda length: (length * lengths[length], length), default=1)
    known = _Fields(
        filled, numbered, tuple(accumulate(filled, initial=0)),
        frozenset(length for length, often in lengths.items() if length > 1 and often >= _OFTEN),
        _is_counted(filled, numbered, usual),
    )  # fmt: skip
    weighty = sorted(lengths, key=lambda length: -length * lengths[length])[:_LENGTHS_TRIED]
    widths = sorted({length + more for length in weighty for more in (0, 1, 2) if 2 <= length + more <= WIDEST} or {1})
    return _divided(known, widths, usual)


def _is_full(filled: Sequence[bool], width: int) -> bool:
    """Whether every row has `width` filled cells: no other division would have fewer faults."""
    return filled[0] and filled[-1] and len(filled) == (sum(filled) // width) * (width + 1) - 1


def _runs(filled: Sequence[bool]) -> Counter[int]:
    """How many stretches of filled fields there are of each length."""
    lengths, run = Counter[int](), 0
    for field in [*filled, False]:
        if field:
            run += 1
        elif run:
            lengths[run] += 1
            run = 0
    return lengths


def _is_counted(filled: Sequence[bool], numbered: Sequence[bool], usual: int) -> bool:
    """Whether most stretches of the commonest length begin with a running number."""
    firsts = [at for at in range(len(filled)) if filled[at] and not (at and filled[at - 1])]
    rows = [at for at in firsts if all(filled[at : at + usual]) and not any(filled[at + usual : at + usual + 1])]
    return len(rows) >= _OFTEN and 2 * sum(numbered[at] for at in rows) > len(rows)


def _divided(fields: _Fields, widths: Sequence[int], usual: int) -> list[tuple[int, int]]:
    """The cheapest division into rows, each but the last followed by an empty field.

    The width may change on the way, at a price: two tables may stand in one.
    """
    count = len(fields.filled)
    ends = [at for at in range(count) if not fields.filled[at]] + [count]
    best: list[list[float]] = [[0.0] * len(widths)] * (count + 2)
    step: list[list[tuple[int, int]]] = [[]] * (count + 2)
    nearest = len(ends) - 1
    for first in range(count - 1, -1, -1):
        while nearest and ends[nearest - 1] > first:
            nearest -= 1
        found = [
            _cheapest_end(fields, first, ends, nearest, width, number, best) for number, width in enumerate(widths)
        ]
        costs, steps = [cost for cost, _ in found], [(end, number) for number, (_, end) in enumerate(found)]
        lowest = min(costs)
        cheapest = costs.index(lowest)
        for number in range(len(widths)):
            if lowest + _SWITCH < costs[number]:
                costs[number], steps[number] = lowest + _SWITCH, (steps[cheapest][0], cheapest)
        best[first], step[first] = costs, steps
    opening = (
        [best[0][number] + _WIDER * max(width - usual, 0) for number, width in enumerate(widths)] if count else [0.0]
    )
    return list(_walk(step, count, opening.index(min(opening))))


def _cheapest_end(
    fields: _Fields, first: int, ends: list[int], nearest: int, width: int, number: int, best: list[list[float]]
) -> tuple[float, int]:  # fmt: skip
    """The cheapest way to end the row that begins at `first`, together with all that follows: its cost, its end."""
    lowest, chosen = math.inf, ends[nearest]
    last, furthest = len(fields.filled), max(first + width, ends[nearest])
    for end in islice(ends, nearest, None):
        if end > furthest:
            break
        after = best[end + 1 if end < last else last][number]
        if after + _NUMBERED >= lowest:
            continue
        cost = _cost(fields, first, end, width) + after
        if cost < lowest:
            lowest, chosen = cost, end
    return lowest, chosen


def _walk(step: list[list[tuple[int, int]]], count: int, number: int) -> Iterator[tuple[int, int]]:
    at = 0
    while at < count:
        end, number = step[at][number]
        yield at, end
        at = end + 1


def _cost(fields: _Fields, first: int, after: int, width: int) -> float:
    """A full row is free; a short one has merged cells, and nobody leaves those empty; an empty row is a mistake."""
    filled, length = fields.filled, after - first
    empty = length - (fields.before[after] - fields.before[first])
    if empty == length:
        return _BLANK + _MISSING * (width - length)
    reward = _NUMBERED if fields.numbered[first] and length > 1 else 0.0
    if length > width:
        return _LONG + _MISSING * (length - width)
    if length == 1 < width:
        return _BAND
    if length == 2 and not empty and fields.numbered[first] and width > 3:
        return _BAND + reward  # "B. | SỞ XÂY DỰNG" over the rows of a group
    if length == width:
        torn = _UNNUMBERED if empty and fields.counted and filled[first] and not fields.numbered[first] else 0.0
        return _EMPTY * empty + reward + torn
    if not empty and length in fields.usual and not fields.numbered[first]:
        return _MERGED + _MISSING * (width - length)
    ends_empty = _EDGE * (not filled[first]) + _EDGE * (not filled[after - 1])
    return _SHORT + _MISSING * (width - length) + 0.5 * empty + ends_empty + reward

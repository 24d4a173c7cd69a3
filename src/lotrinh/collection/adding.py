"""Many answers become one: numbers add, ratios add their parts, levels take the last. Pure: no Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

FLOW, LEVEL, RATIO, MEAN = "flow", "level", "ratio", "mean"
PAST_FACTOR = 3
"""So many times more, or less, than the unit's own last number is worth a call."""
PEERS_NEEDED = 5
PEER_SPREADS = Decimal(6)
"""So many median deviations from the middle of the units is worth a call."""

Cells = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Asked:
    """What adding needs to know of a question. `scale` is 100 for a share in per cent."""

    key: str
    adding: str
    numerator: str = ""
    denominator: str = ""
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """What the answers give together; `units` told it. The parts are None where they are not added."""

    value: Decimal | None
    units: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def add_units(asked: Asked, answers: Iterable[Cells]) -> Sum:
    """One period of many units. A unit that told nothing is no nought: it is not among `units`."""
    if asked.adding in (FLOW, LEVEL):
        told = [cells[asked.key] for cells in answers if asked.key in cells]
        return Sum(sum(told, Decimal(0)) if told else None, len(told))
    if asked.adding == RATIO:
        return _parts(asked, [(c[asked.numerator], c[asked.denominator]) for c in answers if _has_parts(asked, c)])
    if asked.adding == MEAN:
        weighed = [
            (c[asked.key] * c[asked.denominator], c[asked.denominator])
            for c in answers
            if asked.key in c and asked.denominator in c
        ]
        return _parts(asked, weighed)
    return Sum(None, sum(asked.key in cells for cells in answers))


def add_periods(asked: Asked, periods: Sequence[Sum]) -> Sum:
    """Consecutive periods, earliest first, as one: flows add, levels take the last, ratios add their parts."""
    told = [one for one in periods if one.value is not None]
    if not told:
        return Sum(None, 0)
    if asked.adding == FLOW:
        return Sum(sum((one.value for one in told if one.value is not None), Decimal(0)), told[-1].units)
    if asked.adding in (RATIO, MEAN):
        pairs = [(one.numerator, one.denominator) for one in told]
        found = _parts(asked, [(n, d) for n, d in pairs if n is not None and d is not None])
        return Sum(found.value, told[-1].units, found.numerator, found.denominator)
    return told[-1]


def _has_parts(asked: Asked, cells: Cells) -> bool:
    return asked.numerator in cells and asked.denominator in cells


def _parts(asked: Asked, pairs: Sequence[tuple[Decimal, Decimal]]) -> Sum:
    if not pairs:
        return Sum(None, 0)
    numerator, denominator = (sum(column, Decimal(0)) for column in zip(*pairs, strict=True))
    value = numerator / denominator * asked.scale if denominator else None
    return Sum(value, len(pairs), numerator, denominator)


@dataclass(frozen=True, slots=True)
class Norm:
    """Where the units lie: the middle, and the middle distance from it. None of both where too few told."""

    middle: Decimal | None = None
    spread: Decimal | None = None


def norm_of(told: Sequence[Decimal]) -> Norm:
    if len(told) < PEERS_NEEDED:
        return Norm()
    middle = median(told)
    return Norm(middle, median([abs(one - middle) for one in told]))


def worth_a_call(value: Decimal, past: Decimal | None, norm: Norm) -> str:
    """Why this number should be asked about by phone; "" when it looks like the others. Never a refusal."""
    if past is not None and past > 0 and not past / PAST_FACTOR <= value <= past * PAST_FACTOR:
        return f"lần trước đơn vị này báo {_plain(past)}"
    if norm.middle is not None and norm.spread and abs(value - norm.middle) > PEER_SPREADS * norm.spread:
        return f"các đơn vị khác thường quanh {_plain(norm.middle)}"
    return ""


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")

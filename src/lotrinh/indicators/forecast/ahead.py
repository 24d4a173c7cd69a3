"""Before its date: where a quantity is heading, how sure that is, and the chance that the target is met.

Method: a random walk with drift. The drift is the mean change per day from the first to the last point; the spread is
that of the single steps around it; both are uncertain, and the fewer the points the more so (Student's t with n − 2
degrees of freedom). Over h days after a history of T days the value is expected at  last + drift · h,  with variance
s² · (h + h² / T).  Of the methods that need only a handful of points it is among the hardest to beat, and its
uncertainty grows with the horizon as it should. Source: Hyndman & Athanasopoulos, Forecasting: Principles and
Practice, "Some simple forecasting methods".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scipy import stats

from lotrinh.indicators.forecast.aim import NEAR, Aim, Comparator, Direction, Nature, is_met

FEWEST = 4
"""Below this many points the steps say nothing of how much they vary."""
FARTHEST = 2.0
"""A forecast reaches at most this many times as far as the history it rests on."""
CERTAINTY = 0.8
"""The interval holds the value in four cases of five."""
SMALLEST_SPREAD = 0.1
"""Steps that never varied will: the spread per step is taken for at least a tenth of the mean step."""
SILLY = 10.0
"""An interval wider than so many times everything seen so far says nothing."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value expected on the target's date. Vietnamese: dự báo."""

    expected: float
    low: float
    high: float
    """`low` to `high` holds it in `CERTAINTY` of cases."""
    chance: float
    """0–1 that the target is met; never quite 0 or 1."""
    points: int
    since: date
    last: date

    @property
    def note(self) -> str:
        """How much it rests on, said to the reader."""
        few = "; ít điểm nên khoảng rộng" if self.points < 8 else ""
        return f"Dự báo từ {self.points} số liệu, {self.since:%d/%m/%Y} đến {self.last:%d/%m/%Y}{few}."


def forecast(aim: Aim, points: Sequence[Point], today: date) -> Forecast | None:
    """Where `points` lead by the target's date; None when that date is past, or when saying anything would be silly.

    Points after `today` are left out; of two on one day the last given counts.
    """
    known = sorted({point.day: point for point in points if point.day <= today}.values(), key=lambda point: point.day)
    if today > aim.by or len(known) < FEWEST or not all(math.isfinite(point.value) for point in known):
        return None
    first, last = known[0], known[-1]
    history, horizon = (last.day - first.day).days, (aim.by - last.day).days
    if horizon < 0 or horizon > FARTHEST * history:
        return None
    drift = (last.value - first.value) / history
    expected = last.value + drift * horizon
    spread = _spread(known, drift) * math.sqrt(horizon + horizon**2 / history)
    freedom = len(known) - 2
    reach = spread * float(stats.t.ppf((1 + CERTAINTY) / 2, freedom))
    if _is_silly(known, reach):
        return None
    floor, ceiling = _bounds(aim, last.value)
    return Forecast(
        expected=_clip(expected, floor, ceiling),
        low=_clip(expected - reach, floor, ceiling),
        high=_clip(expected + reach, floor, ceiling),
        chance=_chance(aim, expected, spread, freedom, floor, ceiling),
        points=len(known),
        since=first.day,
        last=last.day,
    )


def _spread(known: Sequence[Point], drift: float) -> float:
    """Standard deviation of the change over one day, steps of any length; never nothing."""
    squares = 0.0
    for before, after in zip(known, known[1:], strict=False):
        days = (after.day - before.day).days
        squares += (after.value - before.value - drift * days) ** 2 / days
    found = math.sqrt(squares / (len(known) - 2))
    mean_days = (known[-1].day - known[0].day).days / (len(known) - 1)
    least = SMALLEST_SPREAD * abs(drift) * math.sqrt(mean_days)
    resolution = 1e-3 * max(abs(point.value) for point in known) / math.sqrt(mean_days)
    return max(found, least, resolution, 1e-12)


def _is_silly(known: Sequence[Point], reach: float) -> bool:
    """The interval is wider than anything the quantity ever was."""
    seen = max(abs(point.value) for point in known)
    return seen > 0 and 2 * reach > SILLY * seen


def _bounds(aim: Aim, last: float) -> tuple[float, float]:
    if aim.nature == Nature.RATIO:
        return min(0.0, last), max(100.0, last)
    if aim.nature == Nature.CUMULATIVE:
        return last, math.inf
    return (0.0, math.inf) if last >= 0 else (-math.inf, math.inf)


def _clip(value: float, floor: float, ceiling: float) -> float:
    return min(max(value, floor), ceiling)


def _chance(aim: Aim, expected: float, spread: float, freedom: int, floor: float, ceiling: float) -> float:
    """The chance to meet the wording; a value beyond its bounds is taken to stand at the bound."""

    def at_most(threshold: float) -> float:
        if threshold < floor or threshold >= ceiling:
            return float(threshold >= ceiling)
        return float(stats.t.cdf((threshold - expected) / spread, freedom))

    def at_least(threshold: float) -> float:
        if threshold > ceiling or threshold <= floor:
            return float(threshold <= floor)
        return float(stats.t.sf((threshold - expected) / spread, freedom))

    if aim.comparator == Comparator.RANGE or aim.direction == Direction.KEEP:
        slack = NEAR * abs(aim.value)
        low, high = (aim.value, aim.high) if aim.high is not None else (aim.value - slack, aim.value + slack)
        chance = at_most(high) + at_least(low) - 1
    elif aim.wants_less:
        chance = at_most(aim.value) if is_met(aim, floor) or floor == -math.inf else 0.0
    else:
        chance = at_least(aim.value) if is_met(aim, ceiling) else 0.0
    return min(0.99, max(0.01, chance))

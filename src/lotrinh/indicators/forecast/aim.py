"""What a target asks, as numbers: a threshold, how it is compared, where it started, by when."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Comparator(StrEnum):
    """How a value is held against the threshold; the letters are those of the documents."""

    ABOVE = ">"
    """“Trên 80 %”: 80 does not meet it."""
    AT_LEAST = ">="
    EQUAL = "="
    """“Đạt 80 %”: more is as good when the quantity should rise, less when it should fall."""
    ABOUT = "~"
    AT_MOST = "<="
    BELOW = "<"
    RANGE = "range"


class Direction(StrEnum):
    RISE = "rise"
    FALL = "fall"
    KEEP = "keep"


class Nature(StrEnum):
    RATIO = "ratio"
    """0–100 %."""
    LEVEL = "level"
    FLOW = "flow"
    """Begins at nothing in each period."""
    CUMULATIVE = "cumulative"
    """Adds up from the plan's first day and never falls."""


NEAR = 0.05
"""“Khoảng 80” is met within a twentieth of 80 on the wrong side: no document says how near is near."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target in one unit. `baseline` None: not known. Refuses what no observation could be held against."""

    value: float
    by: date
    comparator: Comparator = Comparator.AT_LEAST
    direction: Direction = Direction.RISE
    nature: Nature = Nature.LEVEL
    baseline: float | None = None
    high: float | None = None
    """The upper end of a range."""

    def __post_init__(self) -> None:
        numbers = [self.value, self.baseline or 0.0, self.high or 0.0]
        if not all(map(math.isfinite, numbers)):
            raise ValueError("a target needs finite numbers")
        if (self.comparator == Comparator.RANGE) != (self.high is not None):
            raise ValueError("a range has two ends, anything else one")
        if self.high is not None and self.high < self.value:
            raise ValueError("a range ends above its beginning")

    @property
    def is_strict(self) -> bool:
        return self.comparator in (Comparator.ABOVE, Comparator.BELOW)

    @property
    def start(self) -> float | None:
        """Where progress is counted from: the baseline; nothing at all for what adds up from nothing."""
        if self.baseline is None and self.nature in (Nature.FLOW, Nature.CUMULATIVE):
            return 0.0
        return self.baseline

    @property
    def wants_less(self) -> bool:
        """A smaller value is better: said by the comparator, else by the direction."""
        if self.comparator in (Comparator.AT_MOST, Comparator.BELOW):
            return True
        return self.direction == Direction.FALL and self.comparator in (Comparator.EQUAL, Comparator.ABOUT)


def is_met(aim: Aim, value: float) -> bool:
    """Whether `value` meets the target as it is worded: “trên 80” is not met by 80."""
    match aim.comparator:
        case Comparator.ABOVE:
            return value > aim.value
        case Comparator.AT_LEAST:
            return value >= aim.value
        case Comparator.BELOW:
            return value < aim.value
        case Comparator.AT_MOST:
            return value <= aim.value
        case Comparator.RANGE:
            assert aim.high is not None
            return aim.value <= value <= aim.high
    slack = abs(aim.value) * NEAR if aim.comparator == Comparator.ABOUT else 0.0
    if aim.direction == Direction.KEEP:
        return abs(value - aim.value) <= slack
    return value <= aim.value + slack if aim.wants_less else value >= aim.value - slack

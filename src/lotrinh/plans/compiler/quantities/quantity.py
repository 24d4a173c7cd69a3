"""What is read: a quantity with its kind, its comparator and its unit."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    SHARE = "share"
    POINTS = "points"
    TIMES = "times"
    DURATION = "duration"
    MONEY = "money"
    VALUE = "value"
    """Foreign money."""
    MEASURE = "measure"
    COUNT = "count"
    BARE = "bare"
    """Nothing that could be counted follows: an index, or a number whose unit stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `start` to `end` of the text, comparator and unit included; the digits at `number`.

    `value` is the number as printed and `unit` begins with the printed thousand or million: 400, "triệu USD".
    """

    start: int
    end: int
    number: tuple[int, int]
    value: float
    unit: str
    kind: Kind
    comparator: str = "="
    high: float | None = None
    scale: float = 1.0
    per: str | None = None
    spelled: bool = False
    comparator_words: str = ""

    @property
    def amount(self) -> float:
        """The value with its printed thousand or million worked in."""
        return self.value * self.scale

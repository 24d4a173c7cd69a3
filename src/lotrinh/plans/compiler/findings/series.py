"""Where a row of numbers that should run 1, 2, 3 … does not: one fault for each slip of the pen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum


class Slip(Enum):
    GAP = "gap"
    """Numbers are missing before this one."""
    TWICE = "twice"
    """The number stood before; the rest goes on from it."""
    INSTEAD = "instead"
    """The number stands where another belongs, and the rest goes on as if that one stood there: 1, 2, 2, 4."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong at item `at`; `missing` are the numbers nobody prints."""

    at: int
    slip: Slip
    missing: tuple[int, ...] = ()


def broken(numbers: Sequence[int], first: int = 1) -> Iterator[Broken]:
    """Every slip of the row, in its order; `first` is the number it should begin with."""
    expected = first
    for at, number in enumerate(numbers):
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        printed_elsewhere = number in numbers[:at] or number in numbers[at + 1 :]
        if number == expected:
            expected += 1
        elif printed_elsewhere and following == expected + 1:
            yield Broken(at, Slip.INSTEAD, (expected,))
            expected += 1
        elif following == expected and at:
            # a stranger between two numbers that follow each other
            yield Broken(at, Slip.TWICE) if printed_elsewhere else Broken(at, Slip.GAP, tuple(range(expected, number)))
        elif number < expected:
            yield Broken(at, Slip.TWICE)
            expected = number + 1
        else:
            yield Broken(at, Slip.GAP, tuple(range(expected, number)))
            expected = number + 1

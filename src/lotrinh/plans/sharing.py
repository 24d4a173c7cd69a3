"""Sharing a quantity out, and whether the shares make the whole. Pure: no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal


class NothingToShareBy(ValueError):
    """All weights are nought, or one is negative."""


def largest_remainder(total: Decimal, weights: Sequence[Decimal], decimals: int = 0) -> list[Decimal]:
    """`total` in the proportion of `weights`, each share a whole number of steps of 10^-decimals.

    The shares add up to `total` exactly; each lies within one step of its exact proportion; a larger weight never gets
    less; of equal remainders the earlier is served first. Raises NothingToShareBy, and ValueError when `total` itself
    is negative or no whole number of steps.
    """
    if total < 0 or total != round(total, decimals):
        raise ValueError(f"{total} is no whole number of steps of 10^-{decimals}")
    whole = sum(weights, Decimal(0))
    if whole <= 0 or min(weights) < 0:
        raise NothingToShareBy()
    steps = int(total.scaleb(decimals))
    scale = 10 ** max(0, *(-int(weight.as_tuple().exponent) for weight in weights))
    # Whole numbers: a quotient of decimals is rounded, and a rounded remainder may go to the wrong unit.
    sizes = [int(weight * scale) for weight in weights]
    floors, remainders = zip(*(divmod(steps * size, sum(sizes)) for size in sizes), strict=True)
    order = sorted(range(len(sizes)), key=lambda place: (-remainders[place], -sizes[place], place))
    served = set(order[: steps - sum(floors)])
    return [Decimal(floor + (place in served)).scaleb(-decimals) for place, floor in enumerate(floors)]


@dataclass(frozen=True, slots=True)
class Balance:
    """What is asked of the whole beside what its parts add up to."""

    wanted: Decimal
    given: Decimal

    @property
    def difference(self) -> Decimal:
        """Above nought: more was given out than is asked."""
        return self.given - self.wanted

    @property
    def is_even(self) -> bool:
        return self.difference == 0


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part of a ratio: its own ratio in percent, and what it is a part of where that is known."""

    percent: Decimal
    denominator: Decimal | None

    def needed(self, *, is_strict: bool = False, falls: bool = False) -> Decimal | None:
        """The whole number that the numerator must reach (of a falling target: may reach at most)."""
        if self.denominator is None:
            return None
        exact = self.percent * self.denominator / 100
        if falls:
            most = exact.to_integral_value(ROUND_FLOOR)
            return max(Decimal(0), most - 1) if is_strict and most == exact else most
        least = exact.to_integral_value(ROUND_CEILING)
        return least + 1 if is_strict and least == exact else least


@dataclass(frozen=True, slots=True)
class RatioBalance:
    """Ratios do not add: the whole's ratio is that of the sums of numerators and denominators."""

    wanted: Decimal
    numerator: Decimal
    denominator: Decimal
    unknown: int
    """Parts whose denominator nobody has told: the whole cannot be told before."""

    @property
    def percent(self) -> Decimal | None:
        """What all parts together make when each reaches its own, in percent."""
        if self.unknown or not self.denominator:
            return None
        return 100 * self.numerator / self.denominator

    @property
    def difference(self) -> Decimal | None:
        return None if self.percent is None else self.percent - self.wanted

    @property
    def is_even(self) -> bool:
        return self.difference == 0

    @property
    def needed(self) -> Decimal:
        """The numerator that all together need for what is asked of the whole."""
        return (self.wanted * self.denominator / 100).to_integral_value(ROUND_CEILING)


def balance(wanted: Decimal, values: Sequence[Decimal]) -> Balance:
    return Balance(wanted, sum(values, Decimal(0)))


def ratio_balance(wanted: Decimal, parts: Sequence[Part]) -> RatioBalance:
    known = [(part.percent, part.denominator) for part in parts if part.denominator is not None]
    numerator = sum((percent * denominator / 100 for percent, denominator in known), Decimal(0))
    denominator = sum((denominator for _, denominator in known), Decimal(0))
    return RatioBalance(wanted, numerator, denominator, len(parts) - len(known))

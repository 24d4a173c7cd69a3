"""A small line of how a figure went, drawn beside it; its numbers stand in a table. Pure: no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 120.0, 34.0, 4.0


@dataclass(frozen=True, slots=True)
class Spark:
    """Coordinates within WIDTH × HEIGHT, y downwards."""

    points: tuple[tuple[float, float], ...]
    threshold: float | None
    """Height of the line to be reached."""

    @property
    def line(self) -> str:
        """For the `points` of a polyline."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)

    @property
    def last(self) -> tuple[float, float]:
        return self.points[-1]


def spark(values: Sequence[float | None], threshold: float | None = None) -> Spark | None:
    """`values` at even steps; unknown ones leave their step empty. None of fewer than two known values."""
    known = [(step, value) for step, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    heights = [value for _, value in known] + ([threshold] if threshold is not None else [])
    low, high = min(heights), max(heights)

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    points = tuple((round(MARGIN + place * step, 1), y(value)) for place, value in known)
    return Spark(points, None if threshold is None else y(threshold))

"""A sketch of where units lie: their boxes drawn to scale, for pages that have no outlines. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

WIDTH = 640


@dataclass(frozen=True, slots=True)
class Rectangle:
    label: str
    x: float
    y: float
    width: float
    height: float
    is_main: bool

    @property
    def label_x(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def label_y(self) -> float:
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True, slots=True)
class Sketch:
    rectangles: tuple[Rectangle, ...]
    height: float
    width: float = WIDTH


def sketch(main, others: Iterable = ()) -> Sketch | None:
    """Boxes of `main` and of those of `others` that have one, north up; None when `main` has none.

    A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    """
    if main.box is None:
        return None
    units = [main, *(other for other in others if other.box)]
    west, south = (min(unit.box[i] for unit in units) for i in (0, 1))
    east, north = (max(unit.box[i] for unit in units) for i in (2, 3))
    shrink = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * shrink)

    def rectangle(unit) -> Rectangle:
        left, bottom, right, top = unit.box
        return Rectangle(
            label=unit.name,
            x=round((left - west) * shrink * scale, 1),
            y=round((north - top) * scale, 1),
            width=round((right - left) * shrink * scale, 1),
            height=round((top - bottom) * scale, 1),
            is_main=unit is main,
        )

    return Sketch(tuple(map(rectangle, units)), height=round((north - south) * scale, 1))

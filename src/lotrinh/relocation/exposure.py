"""Exposure screening: who lives near what, weighed and explained term by term. Pure: no Django.

e = h · Σ_b w_b · pop_b, weighted persons; docs/relocation.md. It ranks for attention and proves no harm.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BANDS_M = (50, 100, 200, 500)
"""Outer edges of the rings, metres; a ring begins where the one before it ends."""
NOTICE = (
    "Điểm chỉ để xếp thứ tự cần xem xét trước. Điểm cao không chứng minh cơ sở gây hại, điểm thấp không chứng minh "
    "vô hại; kết luận thuộc về bốn căn cứ riêng, mỗi căn cứ có giấy tờ."
)
_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Term:
    """One ring's share of a score: `weight` × `persons`."""

    label: str
    persons: int
    weight: float

    @property
    def value(self) -> float:
        return self.weight * self.persons


@dataclass(frozen=True, slots=True)
class Score:
    """Weighted persons of one establishment, and the terms it is made of."""

    hazard: float
    terms: tuple[Term, ...]

    @property
    def near(self) -> float:
        return sum(term.value for term in self.terms)

    @property
    def value(self) -> float:
        return self.hazard * self.near


def score(hazard: float, persons: Sequence[int], weights: Sequence[float]) -> Score:
    """The score of `persons` in each ring. Raises ValueError when there are not as many weights as rings."""
    if len(persons) != len(BANDS_M) or len(weights) != len(BANDS_M):
        raise ValueError(f"{len(BANDS_M)} rings need as many counts and weights")
    if hazard < 0 or min(persons) < 0 or min(weights) < 0:
        raise ValueError("persons and weights are not negative")
    return Score(hazard, tuple(map(Term, ring_labels(), persons, weights)))


def ring_labels() -> list[str]:
    edges = (0, *BANDS_M)
    return [f"{inner}–{outer} m" if inner else f"dưới {outer} m" for inner, outer in zip(edges, BANDS_M, strict=False)]


def count_in_rings(point: tuple[float, float], homes: Iterable[tuple[float, float, int]]) -> tuple[int, int, int, int]:
    """Persons in each ring around `point` (latitude, longitude); `homes` are (latitude, longitude, persons).

    A home exactly on an edge belongs to the inner ring.
    """
    counts = [0, 0, 0, 0]
    shrink = math.cos(math.radians(point[0]))
    for latitude, longitude, persons in homes:
        metres = math.hypot(latitude - point[0], (longitude - point[1]) * shrink) * _METRES_PER_DEGREE
        ring = next((place for place, edge in enumerate(BANDS_M) if metres <= edge), None)
        if ring is not None:
            counts[ring] += persons
    return tuple(counts)  # type: ignore[return-value]


class HomeGrid:
    """Points with people by cells a little wider than the last ring, so that few are measured for each place."""

    CELL = 0.006
    """Degrees: 660 m by latitude; by longitude 600 m at the latitude of Việt Nam's north, more further south."""

    def __init__(self, homes: Iterable[tuple[float, float, int]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
        for home in homes:
            self._cells.setdefault(self._cell(home[0], home[1]), []).append(home)

    def near(self, point: tuple[float, float]) -> list[tuple[float, float, int]]:
        """Every home within the last ring of `point`, and some beyond it."""
        row, column = self._cell(*point)
        around = ((row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1))
        return [home for cell in around for home in self._cells.get(cell, ())]

    def _cell(self, latitude: float, longitude: float) -> tuple[int, int]:
        return math.floor(latitude / self.CELL), math.floor(longitude / self.CELL)


def estimate_from_density(persons_per_km2: float) -> tuple[int, int, int, int]:
    """Persons in each ring if they lived evenly at this density: an estimate, and called one wherever it is used."""
    if persons_per_km2 < 0:
        raise ValueError("a density is not negative")
    edges = (0, *BANDS_M)
    areas = [math.pi * (outer**2 - inner**2) / 1e6 for inner, outer in zip(edges, BANDS_M, strict=False)]
    return tuple(round(persons_per_km2 * area) for area in areas)  # type: ignore[return-value]

"""Rates and weights are set by territories, one within another: the smallest that holds a place decides."""

from collections.abc import Iterable
from typing import TypeVar

Serving = TypeVar("Serving")


def nearest(rows: Iterable[Serving], path: str) -> Serving | None:
    """Of `rows` (each with an `area`) the one of the smallest territory that holds the area at `path`."""
    holding = (row for row in rows if path.startswith(row.area.path))  # type: ignore[attr-defined]
    return max(holding, key=lambda row: len(row.area.path), default=None)  # type: ignore[attr-defined]

"""Rates and weights are set by territories, one within another: the smallest that holds a place decides."""

from collections.abc import Iterable
from typing import TypeVar

Serving = TypeVar("Serving")


def nearest(rows: Iterable[Serving], path: str) -> Serving | None:
    """Of `rows` (each with an `area`) the one of the smallest territory that holds the area at `path`."""
    holding = (row for row in rows if path.startswith(row.area.path))  # type: ignore[attr-defined]
    return max(holding, key=lambda row: len(row.area.path), default=None)  # type: ignore[attr-defined]


def cap_for(caps: Iterable[Serving], option: str, path: str) -> Serving | None:
    """The cap on a whole sheet for `option` at `path`: one of the option's own goes before one for every option."""
    caps = list(caps)
    own = nearest((cap for cap in caps if cap.option == option), path)  # type: ignore[attr-defined]
    return own or nearest((cap for cap in caps if not cap.option), path)  # type: ignore[attr-defined]

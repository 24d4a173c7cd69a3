"""Figures computed from register rows: one declaration is the number, its proof and its address.

Read `declaration` (what a measure says), `asking` (the query it becomes), `figures` (what comes out of it). A room
declares its measures in its own `measures.py`, which is read when the application starts.
"""

from lotrinh.indicators.measures.asking import Span
from lotrinh.indicators.measures.declaration import (
    Count,
    Measure,
    Ratio,
    Total,
    all_measures,
    measure,
    measure_named,
)
from lotrinh.indicators.measures.figures import Figure, FigureAddress
from lotrinh.indicators.measures.scopes import EVERYWHERE, MeasureScope

__all__ = [
    "EVERYWHERE",
    "Count",
    "Figure",
    "FigureAddress",
    "Measure",
    "MeasureScope",
    "Ratio",
    "Span",
    "Total",
    "all_measures",
    "measure",
    "measure_named",
]

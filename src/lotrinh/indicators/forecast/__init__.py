"""How far a target is, whether it was met, and where it is heading. Pure: no Django, no clock, no database.

Read `aim` (what a target asks), then `progress`, `verdict` (after its date) and `ahead` (before it).
"""

from lotrinh.indicators.forecast.ahead import Forecast, Point, forecast
from lotrinh.indicators.forecast.aim import Aim, Comparator, Direction, Nature, is_met
from lotrinh.indicators.forecast.progress import Progress, progress
from lotrinh.indicators.forecast.verdict import Reading, Verdict, VerdictState, verdict

__all__ = [
    "Aim",
    "Comparator",
    "Direction",
    "Forecast",
    "Nature",
    "Point",
    "Progress",
    "Reading",
    "Verdict",
    "VerdictState",
    "forecast",
    "is_met",
    "progress",
    "verdict",
]

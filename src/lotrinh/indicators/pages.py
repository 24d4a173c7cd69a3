"""What the pages of an indicator show: its series with the table beside the chart, its parts, its forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lotrinh.core.periods import Period
from lotrinh.documents.charts import Ahead, Line, bar_chart, line_chart
from lotrinh.indicators import reading
from lotrinh.indicators.forecast import Point
from lotrinh.indicators.measures import Figure, MeasureScope
from lotrinh.indicators.models import Indicator

KINDS = {"year": ("theo năm", 6), "half": ("theo 6 tháng", 8), "quarter": ("theo quý", 12), "month": ("theo tháng", 13)}
"""Kinds of period a series may have, what they are called, and how many periods are shown."""
WIDTHS = {"rong": (720, 320), "hep": (360, 300)}


@dataclass(frozen=True)
class Part:
    """One key of a group: what it is called and its figure now."""

    label: str
    figure: Figure


def periods_of(kind: str, today: date) -> list[Period]:
    """The last periods of `kind`, the running one at the end."""
    periods = [Period.covering(today, kind)]
    while len(periods) < KINDS[kind][1]:
        periods.insert(0, periods[0].previous())
    return periods


def parts_of(indicator: Indicator, scope: MeasureScope, period: Period, by: str) -> list[Part]:
    """The figure of a period divided by a group, largest first."""
    measure = reading.measure_of(indicator)
    if measure is None or by not in measure.groups:
        return []
    found = measure.series(scope, [period], by=by)
    labels = measure.group_labels(by, found)
    parts = [Part(labels[key], figures[0]) for key, figures in found.items()]
    return sorted(parts, key=lambda part: (part.figure.value is None, -(part.figure.value or 0), part.label))


def points_of(figures: Sequence[Figure]) -> list[Point]:
    """The known values as points of a forecast; a running period is none yet."""
    return [Point(f.as_of, float(f.value)) for f in figures if f.value is not None and not f.is_provisional]


def series_chart(name: str, figures: Sequence[Figure], width: str = "rong", ahead: Ahead | None = None) -> str:
    """SVG of one series."""
    points = tuple((f.as_of, None if f.value is None else float(f.value)) for f in figures)
    wide, high = WIDTHS[width]
    unit = figures[0].unit if figures else ""
    return line_chart([Line(name, points)], unit=unit, ahead=ahead, width=wide, height=high)


def parts_chart(parts: Sequence[Part], width: str = "rong") -> str:
    """SVG of the parts of a figure."""
    unit = parts[0].figure.unit if parts else ""
    bars = [(part.label, None if part.figure.value is None else float(part.figure.value)) for part in parts[:20]]
    decimals = parts[0].figure.decimals if parts else 0
    return bar_chart(bars, unit=unit, decimals=decimals, width=WIDTHS[width][0])

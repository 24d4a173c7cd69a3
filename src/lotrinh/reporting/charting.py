"""Charts of a report: how each target has come to where it is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.documents.charts import Ahead, Line, Threshold, line_chart
from lotrinh.monitoring.states import TargetState
from lotrinh.reporting.models import FrozenFigure

FEWEST_POINTS = 3
"""Below this a sentence says more than a line."""
MOST_CHARTS = 4
HEIGHT = 260


def charts_of(targets: Iterable[TargetState], figures: Iterable[FrozenFigure], last_day: date) -> list[dict[str, str]]:
    """[{svg, alt, caption}] of the targets with a line worth drawing: the worst standing, in the order of the text."""
    own = {figure.target_id: figure for figure in figures if figure.target_id}
    targets = [_as_known(told, last_day) for told in targets]
    lines = {told.target.pk: _points(told, own[told.target.pk], last_day) for told in targets}
    worth = [told for told in targets if len(lines[told.target.pk]) >= FEWEST_POINTS]
    kept = {told.target.pk for told in sorted(worth, key=lambda told: told.state.rank)[:MOST_CHARTS]}
    drawn = [(told, own[told.target.pk].label) for told in worth if told.target.pk in kept]
    return [
        {
            "svg": _svg(told, label, lines[told.target.pk]),
            "alt": _alt(told, label, lines[told.target.pk]),
            "caption": f"Hình {place}. {label}",
        }
        for place, (told, label) in enumerate(drawn, start=1)
    ]


def _as_known(told: TargetState, last_day: date) -> TargetState:
    """Without what came after the cut-off, and without a forecast or verdict that rests on it."""
    series = tuple(figure for figure in told.series if figure.as_of <= last_day)
    return told if len(series) == len(told.series) else replace(told, series=series, forecast=None, verdict=None)


def _points(told: TargetState, own: FrozenFigure, last_day: date) -> list[tuple[date, float]]:
    """What was known by the cut-off; the report's own figure closes the line."""
    points = {figure.as_of: float(figure.value) for figure in told.series}
    if own.value is not None:
        points[last_day] = float(own.value)
    return sorted(points.items())


def _svg(told: TargetState, label: str, points: list[tuple[date, float]]) -> str:
    threshold = told.contract.threshold if told.contract else None
    ahead = told.forecast
    return line_chart(
        [Line(label, tuple(points))],
        unit=told.unit,
        threshold=Threshold("Phải đạt", float(threshold)) if threshold is not None else None,
        ahead=Ahead(told.aim.by, ahead.low, ahead.expected, ahead.high) if ahead and told.aim else None,
        height=HEIGHT,
    )


def _alt(told: TargetState, label: str, points: list[tuple[date, float]]) -> str:
    """The same in words."""
    said = "; ".join(f"{format_date(day)}: {format_number(round(value, 2))} {told.unit}" for day, value in points)
    ahead = told.outlook if told.forecast or told.verdict else ""
    return f"{label}. {said}. {ahead}".strip()

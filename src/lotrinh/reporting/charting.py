"""Charts of a report: how each target has come to where it is."""

from collections.abc import Iterable

from lotrinh.documents.charts import Ahead, Line, Threshold, line_chart
from lotrinh.monitoring.states import TargetState

FEWEST_POINTS = 3
"""Below this a sentence says more than a line."""
MOST_CHARTS = 4
HEIGHT = 260


def charts_of(targets: Iterable[TargetState]) -> list[dict[str, str]]:
    """[{svg, alt, caption}] of the targets with a line worth drawing: the worst standing, in the order of the text."""
    worth = [told for told in targets if len(told.series) >= FEWEST_POINTS]
    kept = {told.target.pk for told in sorted(worth, key=lambda told: told.state.rank)[:MOST_CHARTS]}
    drawn = [told for told in worth if told.target.pk in kept]
    return [
        {"svg": _svg(told), "alt": _alt(told), "caption": f"Hình {place}. {told.target.name}"}
        for place, told in enumerate(drawn, start=1)
    ]


def _svg(told: TargetState) -> str:
    points = tuple((figure.as_of, float(figure.value)) for figure in told.series)
    threshold = told.contract.threshold if told.contract else None
    ahead = told.forecast
    return line_chart(
        [Line(told.target.name, points)],
        unit=told.unit,
        threshold=Threshold("Phải đạt", float(threshold)) if threshold is not None else None,
        ahead=Ahead(told.aim.by, ahead.low, ahead.expected, ahead.high) if ahead and told.aim else None,
        height=HEIGHT,
    )


def _alt(told: TargetState) -> str:
    """The same in words."""
    said = "; ".join(f"{figure.period.label}: {figure.text}" for figure in told.series)
    return f"{told.target.name}. {said}. {told.outlook}".strip()

"""The figures of targets, oldest first: asked once for all that share them, and what of them may be told when."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from lotrinh.core.periods import Period
from lotrinh.indicators import forecast as ahead
from lotrinh.indicators.choices import Nature
from lotrinh.indicators.measures import Figure, MeasureScope
from lotrinh.indicators.models import Indicator
from lotrinh.indicators.reading import series_of
from lotrinh.plans.models import Target, TargetContract

YEARS_BACK = 5
"""How far the line of a target goes back."""


class SharedSeries:
    """The series of each (indicator, scope), asked once however many targets share it."""

    def __init__(self, day: date):
        self.day = day
        self._found: dict[tuple[int, MeasureScope], tuple[Figure, ...]] = {}

    def of(self, contract: TargetContract) -> tuple[tuple[Figure, ...], str]:
        """The figures, oldest first, or why they cannot be asked for."""
        if contract.indicator is None:
            return (), ""
        try:
            return self._series(contract.indicator, contract.measure_scope), ""
        except ValueError as error:  # the indicator was bound to another measure, which has no such groups
            return (), str(error)

    def _series(self, indicator: Indicator, scope: MeasureScope) -> tuple[Figure, ...]:
        asked = indicator.pk, scope
        if asked not in self._found:
            figures = series_of(indicator, scope, periods_of(indicator, self.day))
            self._found[asked] = tuple(sorted(figures, key=lambda one: (one.as_of, len(one.period.months))))
        return self._found[asked]


def periods_of(indicator: Indicator, day: date) -> list[Period]:
    """The years up to `day`; of what is declared also their parts, since units declare when they can.

    What begins anew each period is only compared with whole years.
    """
    years = [Period("year", year) for year in range(day.year - YEARS_BACK, day.year + 1)]
    if indicator.nature == Nature.FLOW:
        return years
    if indicator.measure:
        return years if day >= localdate() else [*years, _month_over_by(day)]
    parts = [part for year in years for kind in ("half", "quarter", "month") for part in year.subperiods(kind)]
    return [*years, *(part for part in parts if part.last <= day)]


def _month_over_by(day: date) -> Period:
    """Asked of a day that is past, the running year would tell today's stock."""
    month = Period.covering(day, "month")
    return month if month.last == day else month.previous()


def told_for(target: Target, series: Sequence[Figure], day: date) -> Figure | None:
    """For its own date once that is past; else the latest that is known; else the latest, to say why it is not."""
    until = target.by if target.by and target.by < day else day
    there = [figure for figure in series if figure.as_of <= until]
    known = [figure for figure in there if figure.is_known]
    return (known or there or [None])[-1]


def reading_of(figure: Figure) -> ahead.Reading:
    value = None if figure.value is None else float(figure.value)
    return ahead.Reading(figure.as_of, value, figure.missing, figure.total, figure.why)


def points_of(series: Sequence[Figure], indicator: Indicator) -> list[ahead.Point]:
    """Of what begins anew each year only years that are over: a part of one says nothing beside a whole one."""
    is_flow = indicator.nature == Nature.FLOW
    return [
        ahead.Point(figure.as_of, float(figure.value))
        for figure in series
        if figure.is_known and not (is_flow and figure.is_provisional)
    ]

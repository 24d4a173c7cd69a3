"""The one call by which dashboard, report, living plan and API read a figure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from lotrinh.core.periods import Period
from lotrinh.indicators import declared
from lotrinh.indicators.keeping import figure_kept
from lotrinh.indicators.measures.asking import Asking
from lotrinh.indicators.measures.declaration import Measure, measure_named
from lotrinh.indicators.measures.figures import DECLARED, Figure, FigureAddress
from lotrinh.indicators.measures.scopes import MeasureScope
from lotrinh.indicators.models import Indicator


def measure_of(indicator: Indicator) -> Measure | None:
    """The measure an indicator names; None when its figures are declared, or when this version has no such measure."""
    try:
        return measure_named(indicator.measure) if indicator.measure else None
    except LookupError:
        return None


def refusal_of(indicator: Indicator, scope: MeasureScope) -> str:
    """Why the indicator cannot be counted over `scope`; "" when it can."""
    measure = measure_of(indicator)
    return Asking(measure, scope).refusal if measure else ""


def figure_of(
    indicator: Indicator, scope: MeasureScope, period: Period, known_at: datetime | None = None
) -> Figure | None:
    """The figure as known now, or as it was known at `known_at`: None when none had been kept by then."""
    if known_at is None:
        return series_of(indicator, scope, [period])[0]
    return figure_kept(indicator, _name(indicator), scope, period, known_at)


def series_of(indicator: Indicator, scope: MeasureScope, periods: Iterable[Period]) -> list[Figure]:
    """One figure a period, as known now; those that cannot be told have no value and say why."""
    periods = list(periods)
    if (measure := measure_of(indicator)) is not None:
        asking = Asking(measure, scope)
        if why := asking.refusal:  # the indicator was given another measure since the scope was chosen
            return [_as_in(indicator, asking.unknown(period, why)) for period in periods]
        return [_as_in(indicator, figure) for figure in measure.series(scope, periods)]
    return declared.declared_series(indicator, scope, periods)


def declared_beside(indicator: Indicator, scope: MeasureScope, periods: Sequence[Period]) -> list[Figure]:
    """What units had declared before a measure was named: shown beside the counted figure, never mixed with it."""
    if indicator.is_declared:
        return []
    return [figure for figure in declared.declared_series(indicator, scope, periods) if figure.total]


def figure_at(address: FigureAddress) -> Figure:
    """The figure of an address. Raises LookupError, and ValueError for a scope that makes no sense for its measure."""
    if address.known_at is not None:
        indicator = indicator_at(address)
        found = indicator and figure_kept(indicator, address.measure, address.scope, address.period, address.known_at)
        if not found:
            raise LookupError("no figure was kept by then")
        return found
    if address.measure.startswith(DECLARED):
        indicator = indicator_at(address)
        if indicator is None:
            raise LookupError(address.measure)
        return declared.declared_series(indicator, address.scope, [address.period])[0]
    figure, indicator = measure_named(address.measure).at(address.scope, address.period), indicator_at(address)
    return _as_in(indicator, figure) if indicator else figure


def indicator_at(address: FigureAddress) -> Indicator | None:
    """The indicator that an address's measure, or its declared rows, stand for."""
    code = address.measure.removeprefix(DECLARED)
    rows = Indicator.objects.with_owner()
    if code != address.measure:
        return rows.filter(code=code).first()
    return rows.filter(measure=address.measure).order_by("pk").first()


def _as_in(indicator: Indicator, figure: Figure) -> Figure:
    """With as many decimals as the indicator shows."""
    return figure if figure.decimals == indicator.decimals else replace(figure, decimals=indicator.decimals)


def _name(indicator: Indicator) -> str:
    return indicator.measure if measure_of(indicator) is not None else indicator.declared_name

"""Figures from declared rows, in the same shape as those that are counted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from lotrinh.areas import territory
from lotrinh.core.periods import Period
from lotrinh.core.registers.declaration import register_of
from lotrinh.indicators.choices import Nature
from lotrinh.indicators.measures.figures import DECLARED, Figure, FigureRows
from lotrinh.indicators.measures.scopes import MeasureScope
from lotrinh.indicators.models import DeclaredFigure, Indicator

NOBODY_DECLARED = "Chưa đơn vị nào khai báo cho kỳ này."
NOT_ADDABLE = "Nhiều đơn vị khai tỷ lệ mà không kèm tử số và mẫu số nên không cộng được."


def declared_rows(indicator: Indicator, scope: MeasureScope, periods: Iterable[Period]):
    """Rows of the periods by units whose territory lies in `scope`; the owner of the indicator speaks for all."""
    rows = DeclaredFigure.objects.filter(indicator=indicator).of_periods(period.key for period in periods)
    if not scope.areas:
        return rows
    keys = frozenset().union(*territory.within(scope.areas).values())
    inside = Q(organization__area__in=keys)
    return rows.filter(inside | Q(organization=indicator.owner_id) if indicator.owner_id else inside)


def declared_series(indicator: Indicator, scope: MeasureScope, periods: Sequence[Period]) -> list[Figure]:
    """A figure for each period. One query."""
    by_period = defaultdict(list)
    for row in declared_rows(indicator, scope, periods):
        by_period[row.period].append(row)
    return [_figure(indicator, scope, period, by_period[period.key]) for period in periods]


def _figure(indicator: Indicator, scope: MeasureScope, period: Period, rows: list[DeclaredFigure]) -> Figure:
    rows = speaking(rows, indicator.owner_id)
    numerator, denominator, value, why = added_up(rows, is_ratio=indicator.nature == Nature.RATIO, unit=indicator.unit)
    return Figure(
        measure=indicator.declared_name,
        label=indicator.name,
        unit=indicator.unit,
        value=value,
        numerator=numerator,
        denominator=denominator,
        period=period,
        scope=scope,
        as_of=min(period.last, max(localdate(), period.first)),
        known_at=timezone.now(),
        legal_version=indicator.legal_basis,
        total=len(rows),
        why=why,
        is_sample=any(row.is_sample for row in rows),
        declared=True,
        decimals=indicator.decimals,
    )


def speaking(rows: list[DeclaredFigure], owner_id: int | None) -> list[DeclaredFigure]:
    """The owner's own row where there is one: it already holds what the units below declare. Else all rows."""
    own = [row for row in rows if owner_id is not None and row.organization_id == owner_id]
    return own or rows


def added_up(rows, *, is_ratio: bool, unit: str):
    """(numerator, denominator, value, why) of rows that do not overlap; shares add up by their parts, not averaged."""
    if not rows:
        return None, None, None, NOBODY_DECLARED
    has_parts = all(row.denominator is not None for row in rows)
    numerator = sum((row.numerator for row in rows), Decimal(0)) if has_parts else None
    denominator = sum((row.denominator for row in rows), Decimal(0)) if has_parts else None
    if len(rows) == 1:
        return numerator, denominator, rows[0].value, ""
    if not is_ratio:
        return numerator, denominator, sum((row.value for row in rows), Decimal(0)), ""
    if not has_parts or not denominator:
        return numerator, denominator, None, NOT_ADDABLE
    return numerator, denominator, numerator / denominator * (100 if unit == "%" else 1), ""


def rows_behind(figure: Figure, who) -> FigureRows:
    """The declared rows of a figure that `who` may see."""
    indicator = Indicator.objects.get(code=figure.measure.removeprefix(DECLARED))
    register = register_of(DeclaredFigure)
    everything = declared_rows(indicator, figure.scope, [figure.period])
    seen = everything.visible_to(who) if register.may.view(who) else everything.none()
    seen = seen.select_related("indicator", "organization")
    count = seen.count()
    return FigureRows(seen.order_by("organization__sort_key", "pk"), register, count, everything.count() - count)

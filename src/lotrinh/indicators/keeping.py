"""Figures kept as they were known: every night, at a cut-off, at an issue.

"As known then" is answered from these alone: a history table joined to today's rows would tell a third story.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lotrinh.core.periods import Period
from lotrinh.indicators.choices import Occasion
from lotrinh.indicators.measures.figures import Figure
from lotrinh.indicators.measures.scopes import EVERYWHERE, MeasureScope
from lotrinh.indicators.models import Indicator, Observation

ScopesOf = Callable[[], Iterable[tuple[Indicator, MeasureScope]]]
_askers: list[ScopesOf] = []
_COPIED = [
    f.name
    for f in fields(Figure)
    if f.name not in {"scope", "period", "known_at", "kept", "parts", "measure"}
]  # fmt: skip


def kept_nightly(asker: ScopesOf) -> ScopesOf:
    """Decorator: rooms above say which (indicator, scope) they follow, so that these are kept every night too."""
    _askers.append(asker)
    return asker


def what_to_keep() -> list[tuple[Indicator, MeasureScope]]:
    """Every indicator everywhere, and what the rooms above follow."""
    pairs = [(indicator, EVERYWHERE) for indicator in Indicator.objects.all()]
    pairs += [pair for asker in _askers for pair in asker()]
    return list({(indicator.pk, scope): (indicator, scope) for indicator, scope in pairs}.values())


@transaction.atomic
def keep(indicator: Indicator, figure: Figure, occasion: Occasion = Occasion.NIGHTLY) -> Observation:
    """Keep `figure` as known at its `known_at`; the one kept before lives on when nothing of it changed."""
    before = _kept(indicator, figure.measure, figure.scope, figure.period).newest_first().first()
    is_same_occasion = before is not None and occasion in (Occasion.NIGHTLY, before.occasion)
    if is_same_occasion and before.known_at <= figure.known_at and _says_the_same(before, figure):
        Observation.objects.filter(pk=before.pk).update(still_at=figure.known_at)
        before.still_at = figure.known_at
        return before
    observation = Observation(
        indicator=indicator,
        measure=figure.measure,
        scope=figure.scope.key,
        period=figure.period.key,
        known_at=figure.known_at,
        still_at=figure.known_at,
        occasion=occasion,
        **{name: getattr(figure, name) for name in _COPIED},
    )
    observation.value = None if figure.value is None else round(figure.value, 8)
    observation.save(force_insert=True)
    return observation


def _says_the_same(before: Observation, figure: Figure) -> bool:
    places = {"value": 8, "numerator": 6, "denominator": 6}
    passing = {"as_of"}  # the day moves on by itself while a period runs
    for name in _COPIED:
        old, new = getattr(before, name), getattr(figure, name)
        if isinstance(new, Decimal):
            new = round(new, places[name])
        if name not in passing and old != new:
            return False
    return True


def _kept(indicator: Indicator, measure: str, scope: MeasureScope, period: Period):
    return Observation.objects.filter(indicator=indicator, measure=measure, scope=scope.key, period=period.key)


def figure_kept(
    indicator: Indicator, measure: str, scope: MeasureScope, period: Period, known_at: datetime
) -> Figure | None:
    """The figure as it was known at `known_at`, or None when none had been kept by then."""
    found = _kept(indicator, measure, scope, period).known_by(known_at).newest_first().first()
    return figure_from(found) if found else None


def figures_kept(indicator: Indicator, figure: Figure, most: int = 10) -> list[Figure]:
    """What was known of this figure before, newest first: one each time something of it changed."""
    kept = _kept(indicator, figure.measure, figure.scope, figure.period).newest_first()[:most]
    return [figure_from(observation) for observation in kept]


def figure_from(observation: Observation) -> Figure:
    """The figure an observation keeps."""
    return Figure(
        measure=observation.measure,
        scope=MeasureScope.parse(observation.scope),
        period=Period.parse(observation.period),
        known_at=observation.known_at,
        kept=True,
        **{name: getattr(observation, name) for name in _COPIED},
    )


def periods_kept(day) -> list[Period]:
    """The running year, half, quarter and month, by the calendar and by the reporting window, and the year before."""
    running = [
        Period.covering(day, kind, window)
        for kind in ("year", "half", "quarter", "month")
        for window in ("calendar", "report")
    ]
    return list(dict.fromkeys([*running, *(period.previous() for period in running)]))


def keep_all(now: datetime | None = None) -> int:
    """Keep every figure that is followed, for the running and the last periods; returns how many were asked."""
    from lotrinh.indicators.reading import declared_beside, series_of

    day = timezone.localdate(now)
    periods, count = periods_kept(day), 0
    for indicator, scope in what_to_keep():
        for figure in [*series_of(indicator, scope, periods), *declared_beside(indicator, scope, periods)]:
            if figure.total or figure.is_known:
                keep(indicator, figure)
                count += 1
    return count

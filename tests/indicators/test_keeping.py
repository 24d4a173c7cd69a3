"""As known then is answered by what was kept, never by history joined to today's rows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lotrinh.core.periods import Period
from lotrinh.indicators import keeping
from lotrinh.indicators.choices import Occasion
from lotrinh.indicators.jobs import keep_observations
from lotrinh.indicators.measures import EVERYWHERE, MeasureScope
from lotrinh.indicators.models import Observation
from lotrinh.indicators.reading import figure_at, figure_of
from tests.clusters.factories import LeaseFactory, PlotFactory
from tests.indicators.factories import DeclaredFigureFactory, FillIndicatorFactory

pytestmark = pytest.mark.django_db
Y2025 = Period("year", 2025)
T0 = datetime(2026, 1, 15, tzinfo=UTC)
DAY = timedelta(days=1)


def keep_now(indicator, at, occasion=Occasion.NIGHTLY):
    return keeping.keep(indicator, replace(figure_of(indicator, EVERYWHERE, Y2025), known_at=at), occasion)


def test_a_late_lease_changes_what_is_known_now_not_what_was_known_then():
    indicator, plot = FillIndicatorFactory(), PlotFactory()
    keep_now(indicator, T0)
    LeaseFactory(plot=plot)
    assert figure_of(indicator, EVERYWHERE, Y2025).value == 100
    then = figure_of(indicator, EVERYWHERE, Y2025, known_at=T0 + DAY)
    assert (then.value, then.kept, then.known_at) == (0, True, T0)


def test_before_the_first_night_nothing_was_known():
    indicator = FillIndicatorFactory()
    keep_now(indicator, T0)
    assert figure_of(indicator, EVERYWHERE, Y2025, known_at=T0 - DAY) is None


def test_a_night_without_change_keeps_no_second_row():
    indicator = FillIndicatorFactory()
    PlotFactory()
    keep_now(indicator, T0)
    keep_now(indicator, T0 + DAY)
    kept = Observation.objects.get()
    assert (kept.known_at, kept.still_at) == (T0, T0 + DAY)


def test_a_cut_off_is_kept_even_when_nothing_changed():
    indicator = FillIndicatorFactory()
    keep_now(indicator, T0)
    keep_now(indicator, T0 + DAY, Occasion.CUT_OFF)
    keep_now(indicator, T0 + 2 * DAY, Occasion.CUT_OFF)
    assert Observation.objects.filter(occasion=Occasion.CUT_OFF).count() == 1


def test_a_kept_figure_opens_at_its_own_address():
    indicator, plot = FillIndicatorFactory(), PlotFactory()
    keep_now(indicator, T0)
    kept = figure_of(indicator, EVERYWHERE, Y2025, known_at=T0)
    LeaseFactory(plot=plot)
    assert figure_at(kept.address) == kept
    assert figure_at(replace(kept.address, known_at=None)).value == 100


def test_every_night_all_that_is_followed_is_kept():
    area = PlotFactory().cluster.area
    indicator, declared = FillIndicatorFactory(), DeclaredFigureFactory(period="2026")
    keeping.kept_nightly(asker := lambda: [(indicator, MeasureScope.of([area]))])
    try:
        keep_observations()
    finally:
        keeping._askers.remove(asker)
    scopes = set(Observation.objects.filter(indicator=indicator).values_list("scope", flat=True))
    assert scopes == {"tat-ca", f"dia-ban.{area.pk}"}
    assert Observation.objects.filter(indicator=declared.indicator, period="2026").exists()

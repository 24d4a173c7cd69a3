"""Two rates of trained labour kept apart, from the last return of each industrial establishment."""

from datetime import date

import pytest

from lotrinh.core.periods import Period
from lotrinh.establishments.choices import TradeType
from lotrinh.indicators.labels import formula
from lotrinh.indicators.measures import EVERYWHERE, measure_named
from lotrinh.rules.loading import load
from tests.establishments.factories import EstablishmentFactory, SectorFactory
from tests.workforce.factories import LabourReturnFactory

pytestmark = pytest.mark.django_db
Y2025 = Period("year", 2025)


def at(name, period=Y2025):
    return measure_named(f"workforce.{name}").at(EVERYWHERE, period)


@pytest.fixture
def sawmill():
    load()
    return SectorFactory(establishment__trade=TradeType.SAWMILL).establishment


def test_the_two_rates_differ_by_the_skilled_without_certificate(sawmill):
    LabourReturnFactory(establishment=sawmill)
    assert (at("trained_with_certificate").value, at("trained").value) == (40, 60)


def test_only_the_last_return_speaks(sawmill):
    LabourReturnFactory(establishment=sawmill, as_of=date(2025, 6, 30), elementary=93)
    LabourReturnFactory(establishment=sawmill, as_of=date(2025, 12, 31))
    assert at("employment").value == 10


def test_a_return_older_than_a_year_leaves_the_establishment_missing(sawmill):
    LabourReturnFactory(establishment=sawmill, as_of=date(2024, 6, 30))
    figure = at("trained")
    assert (figure.value, figure.missing, figure.why != "") == (None, 1, True)


def test_trade_is_no_industry_and_the_unknown_is_said(sawmill):
    LabourReturnFactory(establishment=sawmill)
    LabourReturnFactory(establishment=SectorFactory(code="46697").establishment)
    LabourReturnFactory(establishment=EstablishmentFactory(trade=TradeType.SCRAP))
    figure = at("employment")
    assert (figure.value, figure.total, figure.missing) == (10, 2, 1)


def test_the_change_is_made_of_two_figures(sawmill):
    LabourReturnFactory(establishment=sawmill, as_of=date(2024, 12, 31))
    LabourReturnFactory(establishment=sawmill, as_of=date(2025, 12, 31), elementary=8)
    figure = at("employment_change")
    assert figure.value == 5
    assert [part.value for part in figure.parts] == [15, 10]
    assert formula(figure) == "15 − 10 = 5 người"
    assert [part.period.key for part in figure.parts] == ["2025", "2024"]


def test_a_change_from_the_unknown_is_unknown(sawmill):
    LabourReturnFactory(establishment=sawmill)
    figure = at("employment_change")
    assert figure.value is None and "năm 2024" in figure.why


def test_the_change_divides_like_its_parts(sawmill):
    LabourReturnFactory(establishment=sawmill)
    LabourReturnFactory(establishment=sawmill, as_of=date(2024, 12, 31))
    series = measure_named("workforce.employment_change").series(EVERYWHERE, [Y2025], by="area")
    assert [figure.value for figure in series[sawmill.area_id]] == [0]

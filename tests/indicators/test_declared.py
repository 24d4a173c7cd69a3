"""Declared figures: marked, added up without counting twice, rebound to a measure with both shown."""

from decimal import Decimal

import pytest

from lotrinh.core.periods import Period
from lotrinh.core.registers import Invalid, OutOfScope, write
from lotrinh.indicators.choices import Nature
from lotrinh.indicators.measures import EVERYWHERE, MeasureScope
from lotrinh.indicators.models import DeclaredFigure
from lotrinh.indicators.reading import declared_beside, figure_of, series_of
from lotrinh.organizations.choices import Role
from tests.clusters.factories import LeaseFactory
from tests.indicators.factories import DeclaredFigureFactory, FillIndicatorFactory, IndicatorFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db
Y2025 = Period("year", 2025)


def test_a_declared_value_is_a_figure_and_says_so():
    row = DeclaredFigureFactory(is_sample=True)
    figure = figure_of(row.indicator, EVERYWHERE, Y2025)
    assert (figure.value, figure.declared, figure.is_sample, figure.total) == (9000, True, True, 1)


def test_nobody_declared_is_no_nought():
    figure = figure_of(IndicatorFactory(), EVERYWHERE, Y2025)
    assert figure.value is None and figure.why


def test_units_add_up():
    indicator = IndicatorFactory()
    DeclaredFigureFactory.create_batch(2, indicator=indicator, value=100)
    assert figure_of(indicator, EVERYWHERE, Y2025).value == 200


def test_the_owner_speaks_for_all():
    indicator = IndicatorFactory(owner=OrganizationFactory())
    DeclaredFigureFactory(indicator=indicator, value=100)
    DeclaredFigureFactory(indicator=indicator, organization=indicator.owner, value=150)
    assert figure_of(indicator, EVERYWHERE, Y2025).value == 150


def test_shares_add_up_by_their_parts():
    indicator = IndicatorFactory(unit="%", nature=Nature.RATIO)
    DeclaredFigureFactory(indicator=indicator, value=50, numerator=1, denominator=2)
    DeclaredFigureFactory(indicator=indicator, value=100, numerator=8, denominator=8)
    assert figure_of(indicator, EVERYWHERE, Y2025).value == 90


def test_shares_without_parts_are_not_averaged():
    indicator = IndicatorFactory(unit="%", nature=Nature.RATIO)
    DeclaredFigureFactory.create_batch(2, indicator=indicator, value=50)
    figure = figure_of(indicator, EVERYWHERE, Y2025)
    assert figure.value is None and "tử số" in figure.why


def test_a_territory_hears_its_own_units_only():
    mine, other = OrganizationFactory(), OrganizationFactory()
    indicator = IndicatorFactory()
    for unit in (mine, other):
        DeclaredFigureFactory(indicator=indicator, organization=unit, value=10)
    assert figure_of(indicator, MeasureScope.of([mine.area]), Y2025).value == 10


def test_a_series_takes_one_query(django_assert_num_queries):
    indicator = DeclaredFigureFactory().indicator
    with django_assert_num_queries(1):
        figures = series_of(indicator, EVERYWHERE, [Period("year", year) for year in range(2020, 2027)])
    assert [figure.is_known for figure in figures] == [False] * 5 + [True, False]


def test_rebound_to_a_measure_both_are_shown():
    lease = LeaseFactory(plot__area_ha=1)
    indicator = FillIndicatorFactory()
    DeclaredFigureFactory(indicator=indicator, value=Decimal("82.5"))
    assert (figure_of(indicator, EVERYWHERE, Y2025).value, lease.plot.area_ha) == (100, 1)
    assert [figure.value for figure in declared_beside(indicator, EVERYWHERE, [Y2025])] == [Decimal("82.5")]


def test_a_share_that_disagrees_with_its_parts_is_refused():
    officer = person(Role.PLAN_OFFICER)
    row = DeclaredFigureFactory.build(
        indicator=IndicatorFactory(unit="%", nature=Nature.RATIO),
        organization=officer.role_holdings.get().organization,
        value=60, numerator=1, denominator=2, entry=None,
    )  # fmt: skip
    with pytest.raises(Invalid, match="50.00"):
        write(row, by=officer)


def test_nobody_declares_for_another_unit():
    row = DeclaredFigure(
        indicator=IndicatorFactory(), organization=OrganizationFactory(), period="2025", value=1, document="x"
    )
    with pytest.raises(OutOfScope):
        write(row, by=person(Role.WARD_OFFICER))


def test_rows_of_other_units_are_counted_not_shown():
    row = DeclaredFigureFactory()
    figure = figure_of(row.indicator, EVERYWHERE, Y2025)
    own = person(Role.WARD_OFFICER, row.organization)
    assert list(figure.rows(own)) == [row]
    assert (list(figure.rows(person(Role.WARD_OFFICER))), figure.rows(person()).outside) == ([], 1)

"""Three fill rates by three definitions, each against a worked example."""

from datetime import date
from decimal import Decimal

import pytest

from lotrinh.clusters.choices import PlotPurpose
from lotrinh.core.periods import Period
from lotrinh.indicators.measures import EVERYWHERE, measure_named
from lotrinh.organizations.choices import Role
from tests.clusters.factories import ApprovalFactory, ClusterFactory, LeaseFactory, PlotFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db
Y2025 = Period("year", 2025)


def rates(period=Y2025):
    names = ("cluster.fill_2024", "cluster.fill_2017", "cluster.fill_working")
    return tuple(measure_named(name).at(EVERYWHERE, period).value for name in names)


@pytest.fixture
def cluster():
    """Ten hectares: 4 let and approved, 2 approved only, 2 let without services, 2 idle; a park of 5 does not count."""
    cluster = ClusterFactory()

    def plot(area, **more):
        return PlotFactory(cluster=cluster, area_ha=area, **more)

    both, approved, unserviced = plot(4), plot(2), plot(2, serviced_on=None)
    plot(2)
    LeaseFactory(plot=plot(5, purpose=PlotPurpose.GREEN))
    LeaseFactory(plot=both)
    ApprovalFactory(plot=both)
    ApprovalFactory(plot=approved)
    LeaseFactory(plot=unserviced)
    return cluster


def test_each_definition_gives_its_own_rate(cluster):
    assert rates() == (80, 60, 50)


def test_exactly_eighty_is_eighty(cluster):
    """A float of the database must not lift a share over a strict threshold."""
    assert rates()[0] == Decimal(80)


@pytest.mark.parametrize(
    ("year", "value"), [(2022, 0), (2023, 0), (2024, 100), (2025, 100), (2026, 0)], ids=lambda value: str(value)
)
def test_a_stock_reads_the_last_day_of_the_period(year, value):
    LeaseFactory(starts_on=date(2024, 12, 31), ends_on=date(2025, 12, 31))
    assert measure_named("cluster.fill_2017").at(EVERYWHERE, Period("year", year)).value == value


def test_a_plot_without_its_area_is_missing_not_nought(cluster):
    PlotFactory(cluster=cluster, area_ha=None)
    figure = measure_named("cluster.fill_2024").at(EVERYWHERE, Y2025)
    assert (figure.value, figure.missing, figure.missing_means) == (80, 1, "lô chưa ghi diện tích")


def test_several_clusters_add_up_before_they_divide(cluster):
    LeaseFactory(plot__area_ha=90)
    assert measure_named("cluster.fill_2017").at(EVERYWHERE, Y2025).value == 96


def test_a_period_to_come_is_not_told(cluster):
    figure = measure_named("cluster.fill_2024").at(EVERYWHERE, Period("year", 2190))
    assert figure.value is None and "chưa đến" in figure.why


def test_a_withdrawn_approval_counts_no_more():
    ApprovalFactory(withdrawn_on=date(2025, 6, 30))
    assert measure_named("cluster.fill_2024").at(EVERYWHERE, Y2025).value == 0


def test_newly_leased_counts_the_period_not_its_last_day():
    LeaseFactory(starts_on=date(2025, 2, 1), ends_on=date(2025, 5, 1), area_ha=Decimal("0.5"))
    newly = measure_named("cluster.leased_newly")
    found = newly.series(EVERYWHERE, [Period.parse(f"2025-Q{n}") for n in range(1, 5)])
    assert [figure.value for figure in found] == [Decimal("0.5"), 0, 0, 0]


def test_a_period_to_come_has_no_rows_yet(cluster):
    officer = person(Role.PLAN_OFFICER, OrganizationFactory(area=cluster.area))
    rows = measure_named("cluster.fill_2024").at(EVERYWHERE, Period("year", 2190)).rows(officer)
    assert (len(rows), rows.outside) == (0, 0)

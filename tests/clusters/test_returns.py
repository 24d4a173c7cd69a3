"""Biểu 01 and 02: one return a producer, or a developer, and period."""

from decimal import Decimal

import pytest

from lotrinh.clusters.measures import (
    DevelopersRevenue,
    InfrastructurePaid,
    ProducersBudget,
    ProducersIncome,
    ProducersRevenue,
)
from lotrinh.clusters.models import DeveloperReturn, TenantReturn
from lotrinh.core.periods import Period
from lotrinh.core.registers import Invalid, OutOfScope, write
from lotrinh.organizations.choices import Role
from tests.clusters.factories import ClusterFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


def developer_return(cluster, **changes):
    given = {
        "cluster": cluster,
        "period": "2025r",
        "approved_billion": 120,
        "paid_billion": 60,
        "serviced_ha": 20,
        "let_ha": 15,
        "projects": 9,
        "foreign_projects": 1,
        "operating_projects": 7,
        "revenue_billion": 4,
        "budget_billion": 1,
        "workers": 12,
        "has_wastewater_plant": True,
        "plant_meets_standard": False,
    }
    return DeveloperReturn(**given | changes)


def officer_of(area):
    from tests.organizations.factories import OrganizationFactory

    return person(Role.WARD_OFFICER, OrganizationFactory(area=area))


def test_the_fill_rate_follows_from_land_let_and_serviced():
    cluster = ClusterFactory()
    write(developer_return(cluster), by=officer_of(cluster.area))
    assert DeveloperReturn.objects.with_fill().get().fill_percent == Decimal(75)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"let_ha": 21}, id="more-let-than-serviced"),
        pytest.param({"foreign_projects": 10}, id="more-foreign-than-all"),
        pytest.param({"operating_projects": 10}, id="more-working-than-all"),
        pytest.param({"has_wastewater_plant": False, "plant_meets_standard": True}, id="clean-without-plant"),
    ],
)
def test_a_return_that_contradicts_itself_is_refused(changes):
    cluster = ClusterFactory()
    with pytest.raises(Invalid):
        write(developer_return(cluster, **changes), by=officer_of(cluster.area))


def test_a_producers_return_is_its_wards_to_keep():
    establishment = EstablishmentFactory()
    row = {"establishment": establishment, "period": "2025r", "revenue_billion": 9, "budget_billion": 1, "workers": 30}
    with pytest.raises(OutOfScope):
        write(TenantReturn(**row), by=person())
    write(TenantReturn(**row), by=officer_of(establishment.area))
    with pytest.raises(Invalid):
        write(TenantReturn(**row), by=officer_of(establishment.area))


# --- figures of returns ---


def producer_return(area, period="2025r", **changes):
    given = {"revenue_billion": 10, "budget_billion": 1, "workers": 20, "income_million": Decimal("8")}
    row = TenantReturn(establishment=EstablishmentFactory(area=area), period=period, **given | changes)
    write(row, by=officer_of(area))
    return row


def test_revenue_and_budget_of_producers_add_up_by_period():
    area = ClusterFactory().area
    for revenue in (10, 30):
        producer_return(area, revenue_billion=revenue)
    producer_return(area, period="2025-H1r", revenue_billion=500)
    year, half = Period("year", 2025, 1, "report"), Period("half", 2025, 1, "report")
    assert (ProducersRevenue.at(period=year).value, ProducersBudget.at(period=year).value) == (40, 2)
    assert ProducersRevenue.at(period=half).value == 500, "a half year is no part of the year's return"
    assert ProducersRevenue.at(period=Period("year", 2025)).value == 40, "the calendar year asks the year's returns"


def test_mean_income_weighs_by_workers_and_tells_who_left_it_out():
    area = ClusterFactory().area
    producer_return(area, workers=30, income_million=Decimal(10))
    producer_return(area, workers=10, income_million=Decimal(6))
    producer_return(area, workers=50, income_million=None)
    figure = ProducersIncome.at(period=Period("year", 2025, 1, "report"))
    assert (figure.value, figure.missing) == (9, 1)


def test_a_period_without_returns_has_no_figure_instead_of_nought():
    figure = DevelopersRevenue.at(period=Period("year", 2025, 1, "report"))
    assert figure.value is None and "Chưa có phiếu" in figure.why


def test_what_a_developer_returns_opens_into_its_cluster():
    cluster = ClusterFactory()
    officer = officer_of(cluster.area)
    write(developer_return(cluster), by=officer)
    figure = InfrastructurePaid.at(period=Period("year", 2025, 1, "report"))
    assert figure.value == 60
    assert [row.cluster for row in InfrastructurePaid.rows_behind(figure, officer).queryset] == [cluster]


@pytest.mark.parametrize("period", ["2025", "2025-Q1r", "2025-M03"])
def test_returns_are_made_for_half_years_and_years_by_cut_off(period):
    with pytest.raises(Invalid, match="chốt số ngày 14"):
        producer_return(ClusterFactory().area, period=period)

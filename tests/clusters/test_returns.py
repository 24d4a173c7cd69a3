"""Biểu 01 and 02: one return a producer, or a developer, and period."""

from decimal import Decimal

import pytest

from lotrinh.clusters.models import DeveloperReturn, TenantReturn
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

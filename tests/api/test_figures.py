"""Figures for programs: the value for whoever signs in, rows by scope."""

import pytest

from lotrinh.organizations.choices import Role
from tests.clusters.factories import LeaseFactory
from tests.indicators.factories import DeclaredFigureFactory, FillIndicatorFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db
FILL = "/api/v1/figures/cluster.fill_2024/tat-ca/2025"


@pytest.fixture
def officer(client):
    lease = LeaseFactory()
    who = person(Role.WARD_OFFICER, OrganizationFactory(area=lease.plot.cluster.area))
    client.force_login(who)
    return who


def test_a_figure_has_value_unit_day_and_address(client, officer):
    answer = client.get(FILL).json()
    assert (float(answer["value"]), answer["unit"], answer["as_of"]) == (100, "%", "2025-12-31")
    assert answer["address"] == "/chi-so/so-lieu/cluster.fill_2024/tat-ca/2025/"


def test_its_rows_within_the_scope(client, officer):
    LeaseFactory()
    answer = client.get(f"{FILL}/rows").json()
    assert (answer["count"], answer["outside"], answer["figure"]["total"]) == (1, 1, 2)
    assert float(answer["rows"][0]["counted"]) == 1


def test_a_declared_figure_has_rows_too(client, officer):
    row = DeclaredFigureFactory(organization=officer.role_holdings.get().organization)
    answer = client.get(f"/api/v1/figures/khai-bao.{row.indicator.code}/tat-ca/2025/rows").json()
    assert float(answer["rows"][0]["counted"]) == 9000


def test_a_series_answers_for_each_period_asked_or_says_why_not(client, officer):
    code = FillIndicatorFactory().code
    answer = client.get(f"/api/v1/figures/indicators/{code}/series", {"periods": "2024,2025-Q1,2030"}).json()
    assert [figure["period"] for figure in answer] == ["2024", "2025-Q1", "2030"]
    assert answer[2]["value"] is None and answer[2]["why"]
    assert code in [found["code"] for found in client.get("/api/v1/figures/indicators").json()]


@pytest.mark.parametrize(
    "path", ["x/tat-ca/2025", "cluster.fill_2024/x/2025", "cluster.fill_2024/tat-ca/x", "indicators/x/series"]
)
def test_what_names_nothing_is_not_found(client, officer, path):
    assert client.get(f"/api/v1/figures/{path}").status_code == 404


def test_a_stranger_gets_no_row(client, officer):
    client.force_login(person(Role.WARD_OFFICER))
    assert client.get(f"{FILL}/rows").json()["rows"] == []


def test_who_is_not_signed_in_gets_no_figure(client):
    assert client.get(FILL).status_code == 401

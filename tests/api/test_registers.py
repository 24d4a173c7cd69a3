import json

import pytest

from lotrinh.core.registers import write
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.choices import Role
from tests.areas.factories import AreaFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db
HERE = "/api/v1/registers/co-so"


@pytest.fixture
def officer(client):
    user = person(Role.WARD_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def ward(officer):
    return officer.role_holdings.get().organization.area


@pytest.fixture
def row(officer, ward):
    return write(Establishment(code="CS1", name="Lò bún Đào", area=ward), by=officer).created[0]


def send(client, method, url, body):
    return getattr(client, method)(url, json.dumps(body), content_type="application/json")


def test_the_description_is_served(client, officer):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/registers/{slug}" in paths


def test_rows_are_those_in_scope(client, row):
    assert [r["label"] for r in client.get(HERE).json()["rows"]] == ["Lò bún Đào"]
    client.force_login(person(Role.WARD_OFFICER))
    assert client.get(HERE).json()["count"] == 0
    assert client.get(f"{HERE}/{row.pk}").status_code == 404


def test_a_row_is_added_through_the_one_writer(client, officer, ward):
    body = {
        "values": {
            "code": "CS9",
            "name": "Xưởng mới",
            "area": ward.pk,
            "land_area_m2": "1.234,5",
            "opened_on": "2020-01-02",
        }
    }
    assert send(client, "post", HERE, body).status_code == 201
    stored = Establishment.objects.get()
    assert (stored.fold, str(stored.land_area_m2), stored.history.count()) == ("cs9 xuong moi", "1234.5", 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"name": "Không mã"}, "code", id="missing"),
        pytest.param({"code": "C", "name": "N", "la": 1}, "la", id="unknown-column"),
        pytest.param({"code": "C", "name": "N", "opened_on": "31/02/2020"}, "opened_on", id="no-such-day"),
        pytest.param({"code": "C", "name": ["N"]}, "name", id="structure"),
        pytest.param({"code": "C", "name": "N", "trade": "nấu sử"}, "trade", id="no-such-choice"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(client, officer, ward, values, field):
    answer = send(client, "post", HERE, {"values": values | {"area": ward.pk}})
    assert answer.status_code == 422
    assert field in [problem["field"] for problem in answer.json()["problems"]]
    assert not Establishment.objects.exists()


def test_an_area_of_others_cannot_be_named(client, officer):
    answer = send(client, "post", HERE, {"values": {"code": "C", "name": "N", "area": AreaFactory().pk}})
    assert answer.status_code == 422
    assert not Establishment.objects.exists()


def test_a_change_without_the_current_version_is_refused(client, row):
    assert send(client, "patch", f"{HERE}/{row.pk}", {"values": {"name": "Khác"}, "version": 0}).status_code == 409
    assert (
        send(client, "patch", f"{HERE}/{row.pk}", {"values": {"name": "Khác"}, "version": row.entry_id}).status_code
        == 200
    )


def test_a_stranger_changes_nothing(client, row):
    client.force_login(person(Role.WARD_OFFICER))
    answer = send(client, "patch", f"{HERE}/{row.pk}", {"values": {"name": "Cướp"}, "version": row.entry_id})
    assert answer.status_code == 404
    assert Establishment.objects.get().name == "Lò bún Đào"


def test_who_is_not_signed_in_gets_nothing(client, row):
    client.logout()
    assert client.get(HERE).status_code == 401

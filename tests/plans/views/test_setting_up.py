"""A plan is set up: its units, areas, owner."""

from datetime import date

import pytest

from tests.areas.factories import AreaFactory
from tests.organizations.factories import OrganizationFactory
from tests.plans.views.asking import get, post

pytestmark = pytest.mark.django_db


def test_units_are_added_and_taken_away(client, officer, programme):
    unit = OrganizationFactory()
    post(client, officer, "setup", programme.pk, lam="don_vi", unit=unit.pk)
    assert list(programme.units.all()) == [unit]
    post(client, officer, "setup", programme.pk, lam="bo_don_vi", dong=unit.pk)
    assert not programme.units.exists()


def test_the_second_of_two_editors_of_the_set_up_is_told(client, officer, programme):
    seen = programme.entry_id
    post(client, officer, "setup", programme.pk, lam="chung", name="Nghề muối", seen=seen)
    response = post(client, officer, "setup", programme.pk, lam="chung", name="Nghề cá", seen=seen)
    assert "vừa sửa" in response.content.decode()
    programme.refresh_from_db()
    assert programme.name == "Nghề muối"


def test_a_plan_does_not_change_hands_twice_on_one_day(client, officer, programme, owner):
    unit, third = OrganizationFactory(), OrganizationFactory()
    for _ in range(2):
        post(client, officer, "setup", programme.pk, lam="thuong_truc", organization=unit.pk, on="25/12/2026")
    response = post(client, officer, "setup", programme.pk, lam="thuong_truc", organization=third.pk, on="25/12/2026")
    assert response.status_code == 422
    assert programme.owners.count() == 2


def test_an_area_is_searched_where_there_are_many(client, officer, programme):
    areas = AreaFactory.create_batch(160)
    page = get(client, officer, "setup", programme.pk).content.decode()
    assert "Gõ để tìm, không cần dấu" in page and areas[0].full_name not in page
    post(client, officer, "setup", programme.pk, lam="dia_ban", area=areas[3].pk)
    assert list(programme.areas.all()) == [areas[3]]
    assert post(client, officer, "setup", programme.pk, lam="dia_ban").status_code == 422


def test_a_plan_changes_hands_on_a_day(client, officer, programme, owner):
    unit = OrganizationFactory()
    post(client, officer, "setup", programme.pk, lam="thuong_truc", organization=unit.pk, on="01/12/2026")
    assert programme.owner_on(date(2026, 11, 30)) == owner
    assert programme.owner_on(date(2026, 12, 1)) == unit

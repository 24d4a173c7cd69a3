from datetime import date

import pytest
from django.urls import reverse

from tests.areas.factories import AreaFactory, AreaSuccessionFactory, FormerAreaFactory, ProvinceFactory
from tests.core.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    client.force_login(UserFactory())

    def get(name, *args, **query):
        answer = client.get(reverse(f"areas:{name}", args=args), query)
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(reverse("areas:index")).status_code == 302


def test_the_first_page_lists_provinces_with_their_communes(page, django_assert_num_queries):
    province = ProvinceFactory(name="Tỉnh Đồng Tháp")
    AreaFactory.create_batch(3, parent=province)
    with django_assert_num_queries(3):
        html = page("index")
    assert "Tỉnh Đồng Tháp" in html
    assert "3 xã, phường" in html


def test_units_are_found_without_tone_marks(page):
    AreaFactory(name="Phường Mỹ Trà")
    AreaFactory(name="Phường Mỹ Ngãi")
    html = page("index", tim="my tra")
    assert "Phường Mỹ Trà" in html
    assert "Phường Mỹ Ngãi" not in html


def test_a_former_unit_is_found_on_its_day_only(page):
    FormerAreaFactory(name="Xã Mỹ Trà")
    assert "Xã Mỹ Trà" not in page("index", tim="my tra")
    assert "Xã Mỹ Trà" in page("index", tim="my tra", ngay="30/06/2025")


def test_a_day_that_does_not_exist_is_explained(page):
    assert "chỉ có 28 ngày" in page("index", ngay="31/02/2025")


def test_a_unit_tells_what_it_was_made_of_and_by_which_act(page, django_assert_num_queries):
    ward = AreaFactory(parent=ProvinceFactory())
    for old in FormerAreaFactory.create_batch(4):
        AreaSuccessionFactory(predecessor=old, successor=ward, legal_act="Nghị quyết 1663")
    with django_assert_num_queries(7):
        html = page("unit", ward.pk)
    assert html.count("theo Nghị quyết 1663") == 4
    assert "phải ghi cả đơn vị cũ" in html


def test_a_unit_is_told_in_the_map_of_another_day(page):
    step = AreaSuccessionFactory()
    assert f'chắc chắn thuộc <a href="{step.successor.get_absolute_url()}"' in page(
        "unit", step.predecessor_id, ngay="24/11/2026"
    )


def test_a_code_used_again_points_to_its_other_meaning(page):
    old = FormerAreaFactory(code="29888", name="Phường Mỹ Phú")
    new = AreaFactory(code="29888", name="Phường Mỹ Trà", valid_from=date(2025, 7, 1))
    assert old.full_name in page("unit", new.pk)
    assert new.full_name in page("unit", old.pk)

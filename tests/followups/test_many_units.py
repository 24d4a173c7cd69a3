"""The form of an order in a province: more units than a plain list holds, found by a few letters without tone marks."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from lotrinh.core.registers.forms import FEW
from lotrinh.followups.models import Order
from tests.followups.factories import a_document, leader_and_unit
from tests.organizations.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client):
    """Stands over more units than a plain list holds; one of them is looked for."""
    leader, unit = leader_and_unit()
    OrganizationFactory.create_batch(FEW, parent=unit.parent, area=unit.area)
    OrganizationFactory(parent=unit.parent, area=unit.area, name="Phòng Kinh tế Đồng Ấm", short_name="P. Đồng Ấm")
    client.force_login(leader)
    return leader


@pytest.fixture
def link() -> str:
    return f"{reverse('followups:order-new')}?so=van-ban&dong={a_document().pk}"


def picked(client, page: str, words: str) -> list[str]:
    """Keys of the units that the box under “Giao cho” offers for `words`."""
    box = re.search(r'name="unit__tim"[^>]*hx-get="([^"]+)"', page)
    assert box, "the unit is searched, not listed"
    found = client.get(f"{unescape(box[1])}&{urlencode({'unit__tim': words})}").text
    return re.findall(r'name="unit" value="(\d+)"', found)


def test_a_unit_is_found_by_letters_without_tone_marks_and_ordered(client, leader, link):
    (key,) = picked(client, client.get(link).text, "dong am")
    client.post(link, {"unit": key, "what": "Rà lại.", "within": "5"})
    assert Order.objects.get().unit.name == "Phòng Kinh tế Đồng Ấm"


def test_what_was_picked_stays_picked_when_something_else_is_wrong(client, leader, link):
    (key,) = picked(client, client.get(link).text, "dong am")
    page = client.post(link, {"unit": key, "what": "", "within": "5"})
    assert page.status_code == 422
    assert f'name="unit" value="{key}" checked' in page.text


def test_a_unit_out_of_reach_is_refused_there_too(client, leader, link):
    client.get(link)
    stranger = OrganizationFactory()
    assert client.post(link, {"unit": stranger.pk, "what": "Rà lại.", "within": "5"}).status_code == 422
    assert not Order.objects.exists()


def test_of_many_units_several_are_named_by_lines(client, leader, link):
    (key,) = picked(client, client.get(link).text, "dong am")
    second = Order._meta.get_field("unit").related_model.objects.filter(parent__isnull=False).exclude(pk=key).first()
    client.post(link, {"unit": key, "also": f"phong kinh te dong am\n{second.name}\n", "what": "Rà.", "within": "5"})
    assert {order.unit_id for order in Order.objects.all()} == {int(key), second.pk}


def test_a_line_that_names_nobody_orders_nothing(client, leader, link):
    (key,) = picked(client, client.get(link).text, "dong am")
    page = client.post(link, {"unit": key, "also": "Phòng Không Có", "what": "Rà lại.", "within": "5"})
    assert page.status_code == 422 and "Không có “Phòng Không Có”" in page.text
    assert not Order.objects.exists()


def test_more_lines_than_are_looked_up_are_refused_without_looking(client, leader, link, django_assert_max_num_queries):
    (key,) = picked(client, client.get(link).text, "dong am")
    lines = "\n".join(f"Phòng {number}" for number in range(1_000))
    with django_assert_max_num_queries(30):
        page = client.post(link, {"unit": key, "also": lines, "what": "Rà lại.", "within": "5"})
    assert page.status_code == 422 and "nhiều nhất 100 đơn vị" in page.text
    assert not Order.objects.exists()

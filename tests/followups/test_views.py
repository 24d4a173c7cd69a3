import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.followups.actions import raise_block
from lotrinh.organizations.choices import Role
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def block():
    unit = OrganizationFactory()
    return raise_block(
        register="nhiem-vu",
        key="1",
        subject="Mở lớp",
        unit=unit,
        why="Chưa có kinh phí.",
        clearer=OrganizationFactory(),
        by_when=localdate(),
        by=person(organization=unit),
    )


def test_both_sides_see_it_on_their_list_and_nobody_else(client, block):
    for who, seen in (
        (person(organization=block.unit), True),
        (person(organization=block.clearer), True),
        (person(Role.PLAN_OFFICER), False),
    ):
        client.force_login(who)
        assert ("Chưa có kinh phí." in client.get(reverse("followups:index")).content.decode()) is seen
        assert client.get(reverse("followups:block", args=[block.pk])).status_code == (200 if seen else 404)


@pytest.mark.parametrize("door", ["resolve", "remind"])
def test_a_third_unit_changes_nothing(client, block, door):
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.post(reverse(f"followups:{door}", args=[block.pk]), {"cach_go": "Xong."}).status_code == 404


def test_a_leader_of_the_asked_unit_clears_the_way(client, block):
    client.force_login(person(Role.LEADER, block.clearer))
    client.post(reverse("followups:resolve", args=[block.pk]), {"cach_go": "Đã cấp kinh phí."})
    block.refresh_from_db()
    assert block.answer == "Đã cấp kinh phí."
    assert "Chưa có kinh phí." not in client.get(reverse("followups:index")).content.decode()


def test_a_second_reminder_on_one_day_says_why_not(client, block):
    client.force_login(person(organization=block.unit))
    for _ in range(2):
        page = client.post(reverse("followups:remind", args=[block.pk]), follow=True)
    assert "Hôm nay đã nhắc" in page.content.decode()


def test_the_list_costs_the_same_for_one_and_for_thirty(client, block, django_assert_max_num_queries):
    for number in range(30):
        raise_block(
            register="nhiem-vu",
            key=str(number + 2),
            subject="Mở lớp",
            unit=block.unit,
            why="Chưa có kinh phí.",
            clearer=OrganizationFactory(),
            by_when=localdate(),
            by=person(organization=block.unit),
        )
    client.force_login(person(organization=block.unit))
    with django_assert_max_num_queries(9):
        client.get(reverse("followups:index"))

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from lotrinh.followups.actions import raise_block, remind, resolve
from lotrinh.followups.errors import AlreadyBlocked, NotItself, NotYourBlock, NoWords, Past, Resolved, TooSoon
from lotrinh.followups.models import Block
from lotrinh.organizations.choices import Role
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return OrganizationFactory()


@pytest.fixture
def clearer():
    return OrganizationFactory()


def raised(unit, clearer, **fields) -> Block:
    given = {"why": "Chưa có kinh phí.", "by_when": localdate(), "by": person(organization=unit)} | fields
    return raise_block(register="nhiem-vu", key="1", subject="Mở lớp", unit=unit, clearer=clearer, **given)


def test_a_block_is_asked_of_whoever_can_clear_it(unit, clearer):
    block = raised(unit, clearer)
    assert list(Block.objects.asked_of([clearer.pk])) == [block]


def test_nobody_raises_it_in_the_name_of_another_unit(unit, clearer):
    with pytest.raises(NotYourBlock):
        raised(unit, clearer, by=person())


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        pytest.param({"why": " "}, NoWords, id="no reason"),
        pytest.param({"by_when": localdate() - timedelta(days=1)}, Past, id="a day that is over"),
    ],
)
def test_a_block_says_why_and_until_when(unit, clearer, fields, error):
    with pytest.raises(error):
        raised(unit, clearer, **fields)


def test_a_unit_does_not_wait_for_itself(unit):
    with pytest.raises(NotItself):
        raised(unit, unit)


def test_one_unit_raises_one_block_about_one_thing_until_it_is_resolved(unit, clearer):
    block = raised(unit, clearer)
    with pytest.raises(AlreadyBlocked):
        raised(unit, clearer)
    resolve(block=block, answer="Đã cấp.", by=person(Role.LEADER, clearer))
    assert raised(unit, clearer).pk != block.pk


def test_both_sides_may_resolve_it_but_nobody_else(unit, clearer):
    block = raised(unit, clearer)
    with pytest.raises(NotYourBlock):
        resolve(block=block, answer="Đã cấp.", by=person())
    resolve(block=block, answer="Tự gỡ được.", by=person(organization=unit))
    with pytest.raises(Resolved):
        resolve(block=block, answer="Đã cấp.", by=person(organization=clearer))


def test_the_other_side_is_reminded_once_a_day(unit, clearer):
    block = raised(unit, clearer)
    by = person(organization=unit)
    remind(block=block, by=by)
    with pytest.raises(TooSoon):
        remind(block=block, by=by)


def test_who_has_to_clear_it_does_not_remind_himself(unit, clearer):
    with pytest.raises(NotYourBlock):
        remind(block=raised(unit, clearer), by=person(organization=clearer))


def test_a_third_unit_does_not_see_it(unit, clearer):
    raised(unit, clearer)
    assert not Block.objects.visible_to(person()).exists()
    assert Block.objects.visible_to(person(organization=clearer)).exists()

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from lotrinh.core.registers import write
from lotrinh.followups.actions import raise_block, resolve
from lotrinh.followups.escalating import RULE, pass_up_overdue
from lotrinh.followups.models import Block
from lotrinh.organizations.choices import Role
from lotrinh.rules.calendar import office_calendar
from lotrinh.rules.models import DatedRule
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db

LONG_AFTER = localdate() + timedelta(days=30)


@pytest.fixture
def rule():
    row = DatedRule(
        key=RULE,
        label="Báo lên cấp trên sau",
        value=3,
        unit="ngày làm việc",
        valid_from=date(2025, 7, 1),
        document="Thoả thuận nội bộ",
        note="thử",
    )
    write(row, by=None)
    return row


@pytest.fixture
def block() -> Block:
    unit, superior = OrganizationFactory(), OrganizationFactory()
    return raise_block(
        register="nhiem-vu",
        key="1",
        subject="Mở lớp",
        unit=unit,
        why="Chưa có kinh phí.",
        clearer=OrganizationFactory(parent=superior),
        by_when=localdate(),
        by=person(organization=unit),
    )


def test_it_is_passed_up_once_and_seen_by_the_superior(rule, block):
    leader = person(Role.LEADER, block.clearer.parent)
    assert pass_up_overdue(LONG_AFTER) == [block]
    assert pass_up_overdue(LONG_AFTER) == []
    found = Block.objects.visible_to(leader).get()
    assert found.superior == block.clearer.parent
    assert found in Block.objects.asked_of([found.superior_id])


def test_working_days_are_counted_not_days(rule, block):
    """The agreed day is no working day more; three of them pass before anybody above is troubled."""
    third = office_calendar(block.by_when).add_workdays(block.by_when, 3)
    assert pass_up_overdue(third) == []
    assert pass_up_overdue(third + timedelta(days=5)) == [block]


def test_without_an_agreed_number_of_days_nothing_is_passed_up(block):
    assert pass_up_overdue(LONG_AFTER) == []


def test_nobody_above_means_nobody_is_told(rule, block):
    Block.objects.update(clearer=OrganizationFactory())
    assert pass_up_overdue(LONG_AFTER) == []


def test_a_cleared_block_stays_where_it_is(rule, block):
    resolve(block=block, answer="Đã cấp.", by=person(organization=block.clearer))
    assert pass_up_overdue(LONG_AFTER) == []


def test_the_superior_may_clear_it_once_told(rule, block):
    leader = person(Role.LEADER, block.clearer.parent)
    pass_up_overdue(LONG_AFTER)
    told = Block.objects.get()
    resolve(block=told, answer="Đã giao ngân sách.", by=leader)
    assert Block.objects.open().count() == 0

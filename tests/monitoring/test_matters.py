"""An address that an order keeps opens the thing again, for whoever may see it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.followups.actions import About, give_order, raise_block, take_step
from lotrinh.followups.choices import StepKind
from lotrinh.followups.matters import FIGURE, SENTENCE, TARGET, TASK, open_matter
from lotrinh.indicators.measures import EVERYWHERE
from lotrinh.monitoring.work import work_of
from lotrinh.organizations.choices import Role
from tests.followups.factories import given, leader_and_unit
from tests.indicators.factories import IndicatorFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import ContractFactory, SentenceFactory, TaskFactory

pytestmark = pytest.mark.django_db


def officer_of(item):
    return person(Role.PLAN_OFFICER, item.version.programme.owner_on(localdate()))


def test_a_figure_opens_with_its_value_and_whoever_answers_for_it():
    indicator = IndicatorFactory(owner=OrganizationFactory())
    found = open_matter(FIGURE, f"{indicator.declared_name}/{EVERYWHERE.key}/2025", person())
    assert found.unit == indicator.owner
    assert indicator.name in found.title


@pytest.mark.parametrize("key", ["", "a", "khong-co/-/2025", "a/b/c/d", "khai-bao.x/-/2025"])
def test_an_address_of_no_figure_opens_nothing(key):
    assert open_matter(FIGURE, key, person()) is None


def test_a_target_and_a_task_open_within_ones_scope_only():
    target = ContractFactory().target
    task = TaskFactory()
    for register, item in ((TARGET, target), (TASK, task)):
        assert open_matter(register, str(item.pk), officer_of(item)).link == item.get_absolute_url()
        assert open_matter(register, str(item.pk), person()) is None


def test_what_holds_a_target_up_is_told_from_its_pages_and_by_nobody_who_does_not_see_it(client):
    item = ContractFactory().target
    door = f"{reverse('followups:block-new')}?so=chi-tieu&dong={item.pk}"
    client.force_login(officer_of(item))
    assert door.replace("&", "&amp;") in client.get(item.get_absolute_url()).content.decode()
    assert client.get(door).status_code == 200
    client.force_login(person())
    assert client.get(door).status_code == 404


def test_a_sentence_opens_for_whoever_sees_the_plan():
    sentence = SentenceFactory()
    assert open_matter(SENTENCE, str(sentence.pk), person()) is None
    assert sentence.text[:40] in open_matter(SENTENCE, str(sentence.pk), officer_of(sentence)).title


def test_an_order_stands_on_the_units_page_and_then_on_the_givers():
    leader, unit = leader_and_unit()
    order = given(leader, unit)
    officer = person(organization=unit)
    day = localdate()
    assert [one.title for one in work_of(unit, officer, day).due] == [order.what]
    take_step(order=order, kind=StepKind.ANSWER, words="Đã làm.", by=officer)
    assert not work_of(unit, officer, day).due
    assert [one.deed for one in work_of(order.giver, leader, day).due] == ["Xem trả lời"]


def test_a_late_order_is_late_on_the_page():
    leader, unit = leader_and_unit()
    given(leader, unit)
    later = localdate() + timedelta(days=30)
    assert len(work_of(unit, person(organization=unit), later).late) == 1


def test_whoever_can_clear_a_block_sees_it_wait():
    unit, clearer = OrganizationFactory(), OrganizationFactory()
    raise_block(
        register="van-ban",
        key="1",
        subject="Mở lớp",
        unit=unit,
        why="Chưa có kinh phí.",
        clearer=clearer,
        by_when=localdate(),
        by=person(organization=unit),
    )
    assert [one.title for one in work_of(clearer, person(organization=clearer), localdate()).asked] == ["Mở lớp"]


def test_an_order_about_a_figure_remembers_what_it_said():
    indicator = IndicatorFactory(owner=OrganizationFactory())
    leader, unit = leader_and_unit()
    matter = open_matter(FIGURE, f"{indicator.declared_name}/{EVERYWHERE.key}/2025", leader)
    order = give_order(about=About.matter(matter), unit=unit, what="Rà.", due=localdate(), by=leader)
    assert open_matter(order.register, order.key, leader).link == order.link

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from docx import Document

from lotrinh.followups.actions import raise_block, take_step
from lotrinh.followups.choices import StepKind
from lotrinh.monitoring.brief.frozen import freeze_week
from lotrinh.monitoring.brief.telling import as_message, brief_of
from lotrinh.monitoring.jobs import keep_brief
from lotrinh.monitoring.models import FrozenBrief
from lotrinh.organizations.choices import Role
from tests.followups.factories import given, leader_and_unit
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import TaskFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)


@pytest.fixture
def task():
    return TaskFactory()


@pytest.fixture
def leader(task):
    return person(Role.LEADER, task.version.programme.owner_on(localdate()))


def section(brief, key: str) -> list[str]:
    return [line.text for part in brief.sections if part.key == key for line in part.lines]


def test_what_is_late_opens(task, leader):
    task.due = localdate() - timedelta(days=3)
    task.save()
    brief = brief_of(leader, localdate())
    line = next(line for part in brief.sections if part.key == "tre" for line in part.lines)
    assert line.link == task.get_absolute_url()


def test_what_changed_is_told_against_the_last_monday_kept(task, leader):
    today = localdate()
    assert section(brief_of(leader, today), "thay-doi") == []
    freeze_week(today - timedelta(days=7))
    task.due = today - timedelta(days=1)
    task.save()
    brief = brief_of(leader, today)
    assert brief.since == today - timedelta(days=7)
    changed = next(line for part in brief.sections if part.key == "thay-doi" for line in part.lines)
    assert "→ trễ hạn" in changed.note


def test_a_kept_brief_does_not_change_with_what_it_tells_of(task, leader):
    kept = freeze_week(localdate())
    task.due = localdate() - timedelta(days=1)
    task.save()
    assert section(brief_of(leader, kept.day, kept), "tre") == []
    assert section(brief_of(leader, localdate()), "tre") != []


def test_it_is_kept_once_a_week_on_the_first_night_there_is():
    assert freeze_week(MONDAY + timedelta(days=2)).day == MONDAY + timedelta(days=2)
    assert freeze_week(MONDAY + timedelta(days=3)) is None
    assert freeze_week(MONDAY + timedelta(days=7)).day == MONDAY + timedelta(days=7)


def test_the_nightly_job_keeps_it():
    assert keep_brief() == localdate().isoformat()
    assert keep_brief() == ""


def test_an_answered_order_waits_for_its_giver_and_for_nobody_else(leader):
    chief, unit = leader_and_unit()
    order = given(chief, unit)
    take_step(order=order, kind=StepKind.ANSWER, words="Đã làm.", by=person(organization=unit))
    assert any(order.what in text for text in section(brief_of(chief, localdate()), "quyet-dinh"))
    assert section(brief_of(person(organization=unit), localdate()), "quyet-dinh") == []


def test_a_block_waits_for_whoever_can_clear_it():
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
    assert len(section(brief_of(person(Role.LEADER, clearer), localdate()), "quyet-dinh")) == 1
    assert section(brief_of(person(Role.LEADER, unit), localdate()), "quyet-dinh") == []


def test_another_unit_reads_nothing_of_it_today_or_as_it_was_kept(task, client):
    task.due = localdate() - timedelta(days=3)
    task.save()
    kept = freeze_week(localdate())
    client.force_login(person())
    for query in ("", f"?ngay={kept.day.isoformat()}"):
        assert task.name not in client.get(reverse("monitoring:brief") + query).content.decode()


@pytest.mark.parametrize("day", ["2020-01-06", "hom-nay", "2026-02-31", "9" * 40])
def test_a_day_without_a_kept_brief_is_not_found(client, leader, day):
    client.force_login(leader)
    assert client.get(reverse("monitoring:brief"), {"ngay": day}).status_code == 404


def test_it_is_a_page_a_word_file_and_a_message(task, leader, client):
    task.due = localdate() - timedelta(days=3)
    task.save()
    client.force_login(leader)
    page = client.get(reverse("monitoring:brief")).content.decode()
    assert "Cần quyết định" in page and "TIN THỨ HAI" in page
    data = client.get(reverse("monitoring:brief-docx")).content
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)
    assert "Đang trễ, không đạt (1)" in words
    message = as_message(brief_of(leader, localdate()), "http://x/")
    assert message.endswith("Mở đầy đủ: http://x/")


def test_the_page_costs_the_same_for_one_task_and_for_thirty(task, leader, client, django_assert_max_num_queries):
    freeze_week(localdate() - timedelta(days=7))
    TaskFactory.create_batch(30, version=task.version)
    client.force_login(leader)
    client.get(reverse("monitoring:brief"))
    with django_assert_max_num_queries(32):
        client.get(reverse("monitoring:brief"))
    assert FrozenBrief.objects.count() == 1

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.monitoring import calendars
from lotrinh.monitoring.calendars import Event, calendar
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import RoleHolding
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, TaskFactory, VersionFactory

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_due_day_is_a_whole_day():
    lines = unfolded(calendar("Việc", [Event("nhiem-vu-1", date(2026, 12, 31), "Mở lớp nghề")], NOW))
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "UID:nhiem-vu-1@lotrinh" in lines and "DTSTAMP:20261125T083000Z" in lines


@given(st.text(max_size=300))
def test_no_words_break_out_of_their_line_and_no_line_is_too_long(words):
    text = calendar("Việc", [Event("1", date(2026, 12, 31), words, words)], NOW)
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 1
    assert "\n" not in text.replace("\r\n", "")


@pytest.fixture
def unit(db):
    return OrganizationFactory()


@pytest.fixture
def officer(unit):
    return person(Role.WARD_OFFICER, unit)


@pytest.fixture
def fetched(client, officer, unit):
    """The calendar, fetched without signing in."""

    def fetch(token=""):
        return client.get(reverse("monitoring:calendar", args=[token or calendars.token_of(officer, unit.pk)]))

    return fetch


def given_task(unit):
    version = VersionFactory()
    version.programme.units.add(unit)
    task = TaskFactory(version=version, name="Mở lớp nghề", due=localdate())
    return AssignmentFactory(task=task, organization=unit).task


def test_the_link_opens_the_units_due_days_without_sign_in(fetched, unit):
    given_task(unit)
    answer = fetched()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Mở lớp nghề" in answer.text


def test_a_link_for_a_unit_where_one_holds_no_role_opens_nothing(fetched, officer):
    stranger = OrganizationFactory()
    assert fetched(calendars.token_of(officer, stranger.pk)).status_code == 404


def test_the_link_ends_with_the_role(fetched, officer):
    RoleHolding.objects.filter(user=officer).update(valid_to=localdate() - timedelta(days=1))
    assert fetched().status_code == 404


def test_the_link_ends_with_the_password(fetched, officer, unit):
    token = calendars.token_of(officer, unit.pk)
    officer.set_password("mot-mat-khau-khac-1")
    officer.save()
    assert fetched(token).status_code == 404


@pytest.mark.parametrize("token", ["x", "WzEsMSwiYSJd:1abc:def", "a:b:c"])
def test_a_forged_link_opens_nothing(fetched, token):
    assert fetched(token).status_code == 404

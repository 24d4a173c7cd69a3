"""Working days are counted with the days an office put down, and with the expected ones until it has."""

from datetime import date

import pytest
from django.urls import reverse

from lotrinh.core.registers import NotAllowed, register_of
from lotrinh.organizations.choices import Role
from lotrinh.rules.calendar import office_calendar, put_down
from lotrinh.rules.choices import DayKind
from lotrinh.rules.models import OfficeDay
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db
PAGE = "/quy-dinh/lich-lam-viec/"
NATIONAL_DAY, SATURDAY = date(2026, 9, 2), date(2026, 8, 22)


def kept(day: date, kind=DayKind.OFF, **fields):
    return OfficeDay.objects.create(day=day, kind=kind, name="Ngày thử", entry=AuditEntryFactory(), **fields)


def test_an_office_that_put_nothing_down_counts_with_the_expected_days():
    assert not office_calendar(NATIONAL_DAY).is_workday(NATIONAL_DAY)


def test_what_the_office_put_down_for_a_year_counts_alone():
    kept(date(2026, 8, 31))
    calendar = office_calendar(NATIONAL_DAY)
    assert calendar.is_workday(NATIONAL_DAY) and not calendar.is_workday(date(2026, 8, 31))
    assert not calendar.is_workday(date(2027, 9, 2)), "the next year is still the expected one"


def test_a_day_made_up_is_worked_and_makes_no_year_the_offices_own():
    kept(SATURDAY, DayKind.WORKED)
    calendar = office_calendar(SATURDAY)
    assert calendar.is_workday(SATURDAY) and not calendar.is_workday(NATIONAL_DAY)


def test_the_calendar_is_asked_once_for_any_number_of_days(django_assert_num_queries):
    with django_assert_num_queries(1):
        office_calendar(*(date(year, 1, 1) for year in range(2020, 2030)))


def test_expected_days_are_put_down_once_and_what_was_mended_stays():
    officer = person(Role.PLAN_OFFICER)
    mended = kept(NATIONAL_DAY, document="Thông báo 1/TB")
    count = put_down(2026, by=officer)
    assert count > 5 and put_down(2026, by=officer) == 0
    mended.refresh_from_db()
    assert mended.document == "Thông báo 1/TB"


def test_the_calendar_is_kept_by_those_who_keep_the_rules(client):
    ward = person(Role.WARD_OFFICER)
    client.force_login(ward)
    page = client.get(PAGE, {"nam": "2026"}).content.decode()
    assert "dự kiến của phần mềm" in page and "02/09/2026" in page and "Ghi các ngày này" not in page
    assert client.post(f"{PAGE}ghi/", {"nam": "2026"}).status_code == 403
    with pytest.raises(NotAllowed):
        put_down(2026, by=ward)
    assert not OfficeDay.objects.exists()


def test_a_plan_officer_puts_the_year_down_and_mends_a_day(client):
    client.force_login(person(Role.PLAN_OFFICER))
    assert '<input type="hidden" name="nam" value="2026">' in client.get(PAGE, {"nam": "2026"}).content.decode()
    page = client.post(f"{PAGE}ghi/", {"nam": "2026"}, follow=True).content.decode()
    row = OfficeDay.objects.get(day=NATIONAL_DAY)
    assert "dự kiến của phần mềm" not in page
    assert reverse("registers:edit", args=[register_of(OfficeDay).slug, row.pk]) in page


@pytest.mark.parametrize("year", ["", "9999", "²⁰²⁶", "x", "1", "-2026", "2026; DROP"])
def test_a_year_that_is_none_shows_this_year(client, year):
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(PAGE, {"nam": year}).status_code == 200

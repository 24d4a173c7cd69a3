"""Dated rules: the day of the case chooses the row."""

from datetime import date

import pytest
from django.urls import reverse

from lotrinh.core.registers import Invalid, NotAllowed, write
from lotrinh.organizations.choices import Role
from lotrinh.rules.book import Book, NoRule, rule_on
from lotrinh.rules.loading import load
from lotrinh.rules.models import DatedRule
from tests.organizations.factories import person
from tests.rules.factories import DatedRuleFactory

pytestmark = pytest.mark.django_db


def test_the_day_of_the_case_chooses_the_rule():
    old = DatedRuleFactory(key="k", valid_from=date(2017, 7, 15), valid_to=date(2024, 4, 30), value=50)
    new = DatedRuleFactory(key="k", valid_from=date(2024, 5, 1), value=60)
    assert [rule_on("k", day) for day in (date(2017, 7, 15), date(2024, 4, 30), date(2024, 5, 1))] == [old, old, new]


def test_a_day_without_a_rule_is_said_not_guessed():
    DatedRuleFactory(key="k", valid_from=date(2024, 5, 1))
    with pytest.raises(NoRule, match="30/04/2024"):
        rule_on("k", date(2024, 4, 30))


def test_a_book_is_read_once_for_any_number_of_days(django_assert_num_queries):
    DatedRuleFactory(key="k")
    with django_assert_num_queries(1):
        book = Book("k")
        assert {book.on(date(year, 1, 1)) is not None for year in range(2020, 2030)} == {True, False}


def test_two_rules_never_hold_on_one_day():
    DatedRuleFactory(key="k", valid_from=date(2024, 5, 1))
    with pytest.raises(Invalid, match="trùng"):
        write(
            DatedRule(key="k", label="x", value=1, valid_from=date(2026, 1, 1), document="d", certainty="confirmed"),
            by=None,
        )


def test_what_was_not_compared_says_what_to_check():
    with pytest.raises(Invalid, match="ghi chú"):
        write(DatedRule(key="k", label="x", value=1, valid_from=date(2026, 1, 1), document="d"), by=None)


def test_loading_twice_changes_nothing_and_keeps_what_an_office_changed():
    assert load() > 5
    rule = DatedRule.objects.get(key="cluster.expansion_fill", valid_from=date(2024, 5, 1))
    rule.value = 55
    write(rule, by=None)
    assert load() == 0
    rule.refresh_from_db()
    assert rule.value == 55


def test_only_plan_officers_change_rules():
    rule = DatedRuleFactory()
    rule.value = 70
    with pytest.raises(NotAllowed):
        write(rule, by=person(Role.WARD_OFFICER))
    assert write(rule, by=person(Role.PLAN_OFFICER)).changed == [rule]


def test_the_page_shows_what_holds_on_a_day(client, django_assert_max_num_queries):
    client.force_login(person(Role.WARD_OFFICER))
    DatedRuleFactory(key="k", valid_from=date(2017, 7, 15), valid_to=date(2024, 4, 30), document="Nghị định cũ")
    DatedRuleFactory(key="k", document="Nghị định mới")
    client.get(reverse("rules:index"))
    with django_assert_max_num_queries(7):
        page = client.get(reverse("rules:index"), {"ngay": "01/01/2020"}).content.decode()
    assert "Nghị định cũ" in page and "Nghị định mới" not in page
    assert "Nghị định mới" in client.get(reverse("rules:rule", args=["k"])).content.decode()
    assert client.get(reverse("rules:rule", args=["x"])).status_code == 404

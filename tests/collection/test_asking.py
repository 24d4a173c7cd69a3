from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from lotrinh.collection import actions
from lotrinh.collection.errors import NotYourRound, Unready
from lotrinh.collection.models import Question, Round, RoundUnit
from lotrinh.collection.timing import hurries, last_workday, suggested_due
from lotrinh.core.periods import Period
from tests.collection.factories import Town

pytestmark = pytest.mark.django_db


def test_a_second_click_opens_no_second_round():
    town = Town()
    first = town.ask(sent_as="mot", is_open=False)
    assert town.ask(sent_as="mot", is_open=False).pk == first.pk
    assert Round.objects.count() == 1


def test_until_it_is_opened_only_the_asker_sees_it():
    town = Town()
    round = town.ask(is_open=False)
    assert not Round.objects.visible_to(town.people[0]).exists()
    assert not RoundUnit.objects.visible_to(town.people[0]).exists()
    actions.open_round(round=round, by=town.officer)
    assert RoundUnit.objects.visible_to(town.people[0]).get().unit == town.wards[0]


def test_units_beyond_the_territory_are_not_asked():
    town, other = Town(), Town()
    with pytest.raises(Unready, match="Ngoài địa bàn"):
        town.ask(units=other.wards)


def test_nobody_asks_in_the_name_of_another_unit():
    town, other = Town(), Town()
    with pytest.raises(NotYourRound):
        town.ask(asker=other.department)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"due": date(2020, 1, 1)}, "đã qua"),
        ({"period": Period("year", 2190)}, "chưa bắt đầu"),
        ({"rules": "a = z"}, "z"),
        ({"questions": [Question(key="a", label="A"), Question(key="a", label="B")]}, "cùng một số mục"),
    ],
    ids=["past", "period-to-come", "unknown-key", "repeated-key"],
)
def test_what_cannot_be_asked_is_refused_in_words(changes, words):
    with pytest.raises(Unready, match=words):
        Town().ask(**changes)


def test_a_unit_that_has_this_form_locked_is_not_asked_again():
    town = Town()
    round = town.ask(form="bieu-x")
    town.send(round, a="1", b="2")
    town.accept(round, 0)
    again = town.ask(form="bieu-x")
    assert [line.unit for line in again.units.all()] == [town.wards[1]]


def test_a_working_day_lies_between_cut_off_and_due_date():
    period = Period("month", 2026, 8, "report")  # cut off on Friday 14 August
    assert suggested_due(period, date(2026, 8, 1)) == date(2026, 8, 18)
    assert hurries(period, date(2026, 8, 17))
    assert not hurries(period, date(2026, 8, 18))


def test_below_there_is_a_working_day_before_the_level_above():
    town = Town()
    above = town.ask(due=localdate() + timedelta(days=30))
    assert hurries(above.span, above.due, above)


def test_a_form_due_on_a_day_off_is_due_the_working_day_before():
    assert last_workday(date(2026, 12, 19)) == date(2026, 12, 18), "a Saturday"
    assert last_workday(date(2026, 9, 2)) == date(2026, 8, 28), "National Day, the days off beside it and a weekend"
    assert last_workday(date(2026, 12, 18)) == date(2026, 12, 18)

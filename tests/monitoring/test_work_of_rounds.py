"""Rounds of collection on My work: owed by the unit that is asked, to be looked at by the one that asks."""

import pytest
from django.utils.timezone import localdate

from lotrinh.monitoring.work import work_of
from tests.collection.factories import Town

pytestmark = pytest.mark.django_db


def errands(work, kind):
    return [one for group in work.groups for one in group.errands if one.kind == kind]


def test_a_round_waits_for_the_unit_that_is_asked_and_for_no_other():
    town = Town()
    round = town.ask(units=town.wards[:1])
    (errand,) = errands(work_of(town.wards[0], town.people[0], localdate()), "đợt thu thập")
    assert (errand.on, errand.deed) == (round.due, "Trả lời")
    assert errands(work_of(town.wards[1], town.people[1], localdate()), "đợt thu thập") == []


def test_once_sent_it_waits_for_the_asker():
    town = Town()
    town.send(town.ask(), 0, a="1", b="2")
    assert errands(work_of(town.wards[0], town.people[0], localdate()), "đợt thu thập") == []
    (errand,) = errands(work_of(town.department, town.officer, localdate()), "trả lời chờ nhận")
    assert "1 đơn vị" in errand.note

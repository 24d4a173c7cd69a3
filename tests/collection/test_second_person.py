"""The asker's own unit answers its own round: one sends, another of the unit, or whoever is above, accepts."""

from datetime import date

import pytest

from lotrinh.collection import actions
from lotrinh.collection.actions import Author
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.errors import NotYourRound
from lotrinh.organizations.choices import Role
from lotrinh.rules.models import DatedRule
from tests.collection.factories import Town
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """A town whose office has written down that answers want a second person."""
    DatedRule.objects.create(
        key="second_person.accept_answer",
        label="Người gửi không tự nhận",
        value=1,
        valid_from=date(2025, 1, 1),
        document="Quy chế",
        entry=AuditEntryFactory(),
    )
    return Town()


@pytest.fixture
def line(town):
    """Sent by the officer of the ward that asks itself and its neighbour."""
    asks = town.people[0]
    made = town.ask(is_open=False, asker=town.wards[0], by=asks, units=[town.wards[0]])
    actions.open_round(round=made, by=asks)
    found = town.line(made)
    actions.send(line=found, typed={"a": "1", "b": "2"}, seen=found.edition, author=Author(Via.PAGE, user=asks))
    return town.line(made)


def test_the_asker_s_own_unit_accepts_its_own_answer_by_another_hand(town, line):
    colleague = person(Role.WARD_OFFICER, town.wards[0])
    accepted, refused = actions.accept(lines=[line], by=colleague)
    assert refused == [] and accepted[0].state == UnitState.ACCEPTED


def test_whoever_sent_it_does_not_accept_it_and_the_colleague_is_named(town, line):
    colleague = person(Role.WARD_OFFICER, town.wards[0])
    accepted, [(_, why)] = actions.accept(lines=[line], by=town.people[0])
    assert accepted == [] and f"Ở {town.wards[0].label} có: {colleague}" in why


def test_where_the_unit_has_one_person_no_stranger_is_named(town, line):
    """The ward next door could accept nothing here: it is not offered."""
    _, [(_, why)] = actions.accept(lines=[line], by=town.people[0])
    assert "không còn ai khác" in why and str(town.people[1]) not in why


def test_another_unit_accepts_nothing_of_it(town, line):
    with pytest.raises(NotYourRound):
        actions.accept(lines=[line], by=town.people[1])


def test_before_the_click_both_pages_say_so_in_place_of_the_button(client, town, line):
    colleague = person(Role.WARD_OFFICER, town.wards[0])
    for who, told in ((town.people[0], True), (colleague, False)):
        client.force_login(who)
        page = client.get(line.get_absolute_url()).content.decode()
        assert ("Cần người thứ hai" in page) is told and ("Nhận và khoá kỳ này" in page) is not told
        matrix = client.get(line.round.get_absolute_url()).content.decode()
        assert ("Cần người thứ hai" in matrix) is told and ('name="don-vi"' in matrix) is not told

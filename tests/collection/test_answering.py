import pytest

from lotrinh.collection import actions
from lotrinh.collection.actions import Author
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.errors import Closed, Flawed, NoPaper, NoReason, NotOpen, NotYourUnit, Overtaken
from lotrinh.core.models import PeriodLock
from lotrinh.organizations.choices import Role
from tests.collection.factories import Town
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


def test_what_is_begun_is_kept_right_or_wrong():
    town = Town()
    line = town.line(town.ask())
    author = Author(Via.PAGE, user=town.people[0])
    held = actions.save(line=line, typed={"a": "1.234,5", "b": "nhiều"}, seen=0, author=author)
    assert held.state == UnitState.BEGUN
    assert held.draft == {"a": "1234.5", "b": {"typed": "nhiều"}}


def test_an_answer_that_does_not_hold_is_not_sent_and_not_lost():
    town = Town()
    round = town.ask(rules="a <= b")
    with pytest.raises(Flawed) as caught:
        town.send(round, a="10", b="5")
    assert [flaw.place for flaw in caught.value.flaws] == ["a"]
    line = town.line(round)
    assert line.state == UnitState.BEGUN and line.draft == {"a": "10", "b": "5"}


def test_sent_twice_alike_it_stays_one_answer():
    town = Town()
    round = town.ask()
    first = town.send(round, a="1", b="2")
    again = actions.send(
        line=town.line(round), typed={"a": "1", "b": "2"}, seen=0, author=Author(Via.PAGE, user=town.people[0])
    )
    assert again.pk == first.pk and town.line(round).answers.count() == 1


def test_a_second_editor_is_told_that_another_was_faster():
    town = Town()
    round = town.ask()
    line, author = town.line(round), Author(Via.PAGE, user=town.people[0])
    actions.save(line=line, typed={"a": "1"}, seen=0, author=author)
    with pytest.raises(Overtaken):
        actions.save(line=line, typed={"a": "2"}, seen=0, author=author)


def test_a_neighbour_answers_for_nobody_else():
    town = Town()
    round = town.ask()
    for via in (Via.PAGE, Via.SHEET, Via.KEYED):
        with pytest.raises(NotYourUnit):
            author = Author(via, user=town.people[1])
            actions.send(line=town.line(round, 0), typed={"a": "1", "b": "2"}, seen=0, author=author)


def test_a_partner_answers_like_a_unit():
    town = Town()
    round = town.ask()
    partner = person(Role.PARTNER, town.wards[0])
    line = town.line(round)
    answer = actions.send(line=line, typed={"a": "1", "b": "2"}, seen=0, author=Author(Via.PAGE, user=partner))
    assert answer.number == 1


def test_keying_in_for_a_unit_needs_the_paper():
    town = Town()
    round = town.ask()
    with pytest.raises(NoPaper):
        author = Author(Via.KEYED, user=town.officer)
        actions.send(line=town.line(round), typed={"a": "1", "b": "2"}, seen=0, author=author)


def test_after_acceptance_nothing_is_taken():
    town = Town()
    round = town.ask()
    town.send(round, a="1", b="2")
    town.accept(round, 0)
    with pytest.raises(Closed):
        town.send(round, a="3", b="4")
    assert PeriodLock.objects.filter(unit=str(town.wards[0].pk)).exists()


def test_a_change_after_acceptance_is_a_new_version_with_its_reason():
    town = Town()
    round = town.ask()
    town.send(round, a="1", b="2")
    town.accept(round, 0)
    actions.hand_back(line=town.line(round), reason="đề nghị rà lại", by=town.officer)
    with pytest.raises(NoReason):
        town.send(round, a="2", b="2")
    town.send(round, a="2", b="2", reason="sót một lô")
    assert town.line(round).accepted.number == 1, "the accepted version counts until another is accepted"
    town.accept(round, 0)
    assert town.line(round).accepted.number == 2


def test_a_closed_round_takes_nothing():
    town = Town()
    round = town.ask()
    actions.close(round=round, by=town.officer)
    with pytest.raises(NotOpen):
        town.send(round, a="1", b="2")

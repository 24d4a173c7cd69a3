"""A round goes down as a file and its answer comes up as one; both offices stand in one database here."""

import json

import pytest

from lotrinh.collection.actions import Author, send
from lotrinh.collection.actions.exchanging import answer_file, believe_key, own_key, round_file, take_answer, take_round
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.errors import BadExchange, BadSheet, NotYourRound, NotYourUnit
from lotrinh.collection.models import OfficeKey, RoundUnit
from tests.collection.factories import Town

pytestmark = pytest.mark.django_db


def received(town, round):
    """The ward has taken the round out of its file."""
    return take_round(data=round_file(line=town.line(round), by=town.officer), by=town.people[0])


def answered(town, round, **typed):
    line = received(town, round)
    send(line=line, typed=typed, seen=0, author=Author(Via.PAGE, user=town.people[0]))
    return answer_file(line=RoundUnit.objects.with_names().get(pk=line.pk), by=town.people[0])


def changed(data, **said):
    whole = json.loads(data)
    whole["said"] |= said
    return json.dumps(whole).encode()


def test_a_round_goes_down_and_its_answer_comes_up():
    town = Town()
    round = town.ask(rules="a <= b")
    answer = take_answer(data=answered(town, round, a="1,5", b="2"), round=round, by=town.officer)
    assert answer.content == {"a": "1.5", "b": "2"} and answer.via == Via.OFFICE
    assert town.line(round).state == UnitState.SENT and town.people[0].full_name in answer.author


def test_the_same_round_taken_twice_is_one():
    town = Town()
    round = town.ask()
    assert received(town, round).pk == received(town, round).pk


def test_an_answer_is_not_taken_twice():
    town = Town()
    round = town.ask()
    data = answered(town, round, a="1", b="2")
    take_answer(data=data, round=round, by=town.officer)
    town.send(round, 0, a="5", b="6")
    with pytest.raises(BadSheet):
        take_answer(data=data, round=round, by=town.officer)


def test_a_changed_file_is_refused():
    town = Town()
    round = town.ask()
    data = answered(town, round, a="1", b="2")
    with pytest.raises(BadExchange, match="bị sửa"):
        take_answer(data=changed(data, content={"a": "9", "b": "9"}), round=round, by=town.officer)


def test_a_key_nobody_entered_is_not_believed():
    town = Town()
    round = town.ask()
    data = answered(town, round, a="1", b="2")
    OfficeKey.objects.filter(organization=town.wards[0]).delete()
    with pytest.raises(BadExchange, match="Chưa biết khoá"):
        take_answer(data=data, round=round, by=town.officer)


def test_another_offices_signature_answers_for_nobody_else():
    from lotrinh.collection import exchange

    town = Town()
    round = town.ask()
    said = json.loads(answered(town, round, a="1", b="2"))["said"]
    forged = exchange.signed(said, own_key(town.wards[1], by=town.people[1]))
    with pytest.raises(BadExchange, match="ký"):
        take_answer(data=forged, round=round, by=town.officer)


def test_an_answer_to_another_round_is_refused():
    town = Town()
    round, other = town.ask(), town.ask()
    with pytest.raises(BadExchange, match="đợt khác"):
        take_answer(data=answered(town, round, a="1", b="2"), round=other, by=town.officer)


def test_a_round_for_another_unit_is_not_taken():
    town = Town()
    data = round_file(line=town.line(town.ask(), 0), by=town.officer)
    with pytest.raises(NotYourUnit):
        take_round(data=data, by=town.people[1])


def test_nobody_signs_for_another_office():
    town = Town()
    with pytest.raises(NotYourRound):
        own_key(town.department, by=town.people[0])


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"{" * 50_000, b"\xff", b'{"format": 1}'])
def test_rubbish_is_refused_in_words(data):
    with pytest.raises(BadExchange):
        take_round(data=data, by=Town().people[0])


def test_a_key_is_entered_as_it_is_read_aloud():
    town = Town()
    spoken = " ".join(["AB12" * 2] * 8)
    key = believe_key(organization=town.department, public=spoken, by=town.people[0])
    assert key.public == "ab12" * 16
    with pytest.raises(BadExchange, match="64"):
        believe_key(organization=town.department, public="12", by=town.people[0])

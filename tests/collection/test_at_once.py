"""Many at once, on a server that lets them: nothing lost, nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from lotrinh.collection import actions
from lotrinh.collection.actions import Author
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.models import Answer, RoundUnit
from lotrinh.core.models import PeriodLock
from lotrinh.core.registers import Refused
from tests.collection.factories import Town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def only_where_writers_meet():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time: nobody meets there")


def at_once(*deeds):
    """Run the deeds together; each outcome is what came back or the refusal."""
    barrier = Barrier(len(deeds))

    def run(deed):
        barrier.wait()
        try:
            return deed()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def sender(town, round, at, **typed):
    line, author = town.line(round, at), Author(Via.PAGE, user=town.people[at])
    return lambda: actions.send(line=line, typed=typed, seen=line.edition, author=author)


def test_two_clicks_at_once_send_one_answer():
    town = Town(1)
    round = town.ask()
    outcomes = at_once(*[sender(town, round, 0, a="1", b="2") for _ in range(4)])
    assert Answer.objects.count() == 1
    assert {outcome.pk for outcome in outcomes} == {Answer.objects.get().pk}


def test_of_two_different_answers_at_once_one_is_told():
    town = Town(1)
    round = town.ask()
    outcomes = at_once(sender(town, round, 0, a="1", b="2"), sender(town, round, 0, a="3", b="4"))
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert Answer.objects.count() == 1


def test_units_that_send_at_once_lose_nothing():
    town = Town(8)
    round = town.ask()
    at_once(*[sender(town, round, at, a=str(at), b="9") for at in range(8)])
    assert RoundUnit.objects.filter(state=UnitState.SENT).count() == 8


def test_accepted_twice_at_once_it_is_locked_once():
    town = Town(1)
    round = town.ask()
    town.send(round, 0, a="1", b="2")
    line = town.line(round)
    at_once(*[lambda: actions.accept(lines=[line], by=town.officer) for _ in range(3)])
    assert PeriodLock.objects.count() == 1 and town.line(round).state == UnitState.ACCEPTED

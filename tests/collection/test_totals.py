from decimal import Decimal

import pytest

from lotrinh.collection import actions
from lotrinh.collection.choices import Adding
from lotrinh.collection.models import Question
from lotrinh.collection.totals import replaced_since, totals_of, worth_calling, year_totals
from lotrinh.core.periods import Period
from tests.collection.factories import Town

pytestmark = pytest.mark.django_db


def by_key(round):
    return {total.question.key: total for total in totals_of(round).totals}


def test_totals_say_how_many_of_how_many():
    town = Town(3)
    round = town.ask()
    town.send(round, 0, a="1", b="10")
    town.send(round, 1, a="8", b="10")
    town.accept(round, 0, 1)
    totals = by_key(round)
    assert (totals["a"].value, totals["a"].units, totals["a"].asked, totals["a"].lacking) == (9, 2, 3, 1)
    assert totals["c"].value == 45


def test_what_is_only_sent_does_not_count():
    town = Town()
    round = town.ask()
    town.send(round, 0, a="1", b="10")
    assert by_key(round)["a"].value is None


def test_a_kept_total_says_which_versions_were_replaced():
    town = Town()
    round = town.ask()
    town.send(round, 0, a="1", b="10")
    town.accept(round, 0)
    tally = actions.take_tally(round=round, by=town.officer, note="báo cáo quý")
    assert replaced_since(tally.sources) == []
    actions.hand_back(line=town.line(round), reason="rà lại", by=town.officer)
    town.send(round, 0, a="2", b="10", reason="sót một lô")
    town.accept(round, 0)
    (stale,) = replaced_since(tally.sources)
    assert (stale.used, stale.now, stale.reason) == (1, 2, "sót một lô")


def test_over_a_year_flows_add_and_levels_take_the_last():
    town = Town(1)
    for number, (flow, level) in enumerate([("3", "10"), ("4", "12")], start=1):
        questions = [
            Question(key="1", label="Doanh thu", adding=Adding.FLOW),
            Question(key="2", label="Lao động", adding=Adding.LEVEL),
        ]
        round = town.ask(questions, period=Period("half", 2025, number), form="nua-nam")
        town.send(round, 0, **{"1": flow, "2": level})
        town.accept(round, 0)
    rounds, totals = year_totals(round)
    assert len(rounds) == 2
    assert [total.value for total in totals] == [7, 12]


def test_an_odd_number_is_marked_for_a_call_and_taken():
    town = Town(1)
    first = town.ask(period=Period("year", 2024), form="mot")
    town.send(first, 0, a="10", b="100")
    town.accept(first, 0)
    second = town.ask(period=Period("year", 2025), form="mot")
    town.send(second, 0, a="95", b="100")
    (odd,) = worth_calling(second).values()
    assert "lần trước" in odd[0]
    town.accept(second, 0)


def test_added_once_for_each_state_of_the_answers(django_assert_num_queries):
    town = Town(4)
    round = town.ask()
    for at in range(4):
        town.send(round, at, a="1", b="10")
    town.accept(round, 0, 1, 2)
    assert by_key(round)["a"].value == Decimal(3)
    with django_assert_num_queries(2):
        assert by_key(round)["a"].value == Decimal(3)
    town.accept(round, 3)
    assert by_key(round)["a"].value == Decimal(4), "what is remembered ends with the next answer"


def test_a_replaced_version_is_never_added_from_memory():
    town = Town(2)
    round = town.ask()
    for at in range(2):
        town.send(round, at, a="1", b="10")
    town.accept(round, 0, 1)
    assert by_key(round)["a"].value == 2
    actions.hand_back(line=town.line(round), reason="rà lại", by=town.officer)
    town.send(round, 0, a="7", b="10", reason="sót")
    assert by_key(round)["a"].value == 2
    town.accept(round, 0)
    assert by_key(round)["a"].value == 8

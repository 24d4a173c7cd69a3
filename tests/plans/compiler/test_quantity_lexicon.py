"""The word lists of quantities: readable, with a reason for each entry, and none without use."""

import pytest

from lotrinh.plans.compiler import evidence
from lotrinh.plans.compiler.lexicon import entries

FILES = ("columns", "comparators", "evidence", "measures", "money_sources", "not_counted", "noun_phrases", "numerals",
         "places", "sayings", "sections")  # fmt: skip


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("measures", "money_sources")])
def test_every_group_says_why_it_is_there(name):
    for group, entry in entries(name).items():
        assert entry["reason"].endswith("."), group


def test_every_measure_says_why_it_is_there():
    assert all(entry["reason"] for entry in entries("measures")["measures"])


def test_no_comparator_has_two_meanings():
    words = [word for group in entries("comparators").values() for word in group.get("before", ())]
    assert len(words) == len(set(words))


def test_evidence_decided_by_words_says_where_they_are_looked_for():
    places = {"before", "right_before", "near", "around", "after", "clause", "sentence", "lead", "headings"}
    assert {entry["where"] for entry in entries("evidence").values() if "words" in entry} <= places


def test_the_reasons_of_a_judgement_can_be_told():
    assert evidence.reasons(("in_aims",)) == ("It stands under aims.",)

"""The demo's plan says what the real one says, with its faults, in words of its own."""

import os
import re
from pathlib import Path

import pytest

from lotrinh.core.vietnamese import fold
from lotrinh.demo.plan import DOCUMENT
from lotrinh.plans.compiler.pipeline import compile_document

CORPUS = Path(os.environ.get("LOTRINH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
MOST_WORDS_ALIKE = 10
"""In a row, outside of names, titles of documents and lists of recipients."""


@pytest.fixture(scope="module")
def compiled():
    return compile_document(DOCUMENT.read_bytes(), DOCUMENT.name)


def messages(compiled, family):
    return [finding.message for finding in compiled.findings if finding.rule.startswith(family)]


def test_its_targets_are_those_of_the_plan(compiled):
    found = {(target.value, target.unit) for target in compiled.targets}
    assert {(80.0, "%"), (85.0, "%")} <= found and any(value == 9000 for value, _ in found)
    assert {str(target.by) for target in compiled.targets} == {"2025", "2030"}


def test_the_promise_without_a_number_is_read_as_a_promise(compiled):
    (sentence,) = [sentence for sentence in compiled.sentences if "Di dời ra khỏi" in sentence.text]
    assert sentence.kind == "promise"


def test_the_note_states_193_and_adds_up_to_196(compiled):
    assert any("193" in text and "196" in text for text in messages(compiled, "C"))


def test_section_iii_is_missing_and_four_headings_lost_their_numbers(compiled):
    assert any("III" in text for text in messages(compiled, "N"))
    lost = [node for node in compiled.skeleton.outline if node.label is None]
    assert len(lost) == 4


def test_it_bears_no_date_and_its_issuer_stands_in_the_last_sentence_of_the_preamble(compiled):
    header = compiled.skeleton.header
    assert header.dated is None and header.number is None
    assert header.issuer == "Ủy ban nhân dân thành phố Cao Lãnh"
    assert [basis.citation for basis in compiled.skeleton.legal_bases] == ["248-KL/TU", "53-KH/TU"]
    assert len(compiled.skeleton.recipients) == 8


def sentences(text: str) -> list[str]:
    """Those that say something: no headings, recipients, titles of documents."""
    lines = [line.strip(" -*•\t") for line in text.splitlines()]
    is_said = [line for line in lines if len(line.split()) > 8 and not line.startswith(("Căn cứ", "Triển khai thực"))]
    return [re.sub(r"[^\w ]", " ", fold(line)) for line in is_said]


def test_no_sentence_of_the_real_plan_is_copied():
    real = CORPUS / "caolanh.txt"
    if not real.is_file():
        pytest.skip(f"KHÔNG kiểm thử được: không có {real} (đặt LOTRINH_CORPUS)")
    theirs = " ".join(re.sub(r"[^\w ]", " ", fold(real.read_text(encoding="utf-8"))).split())
    names = ("mat tran to quoc", "to chuc chinh tri", "to chuc xa hoi", "tieu thu cong nghiep")
    for sentence in sentences(DOCUMENT.read_text(encoding="utf-8")):
        words = sentence.split()
        runs = [" ".join(words[i : i + MOST_WORDS_ALIKE]) for i in range(len(words) - MOST_WORDS_ALIKE + 1)]
        assert not [run for run in runs if run in theirs and not any(name in run for name in names)]

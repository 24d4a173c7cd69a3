"""The reader against real documents (LOTRINH_CORPUS): the gold's scores, plans in two carriers, no silence."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.gold import as_gold
from lotrinh.plans.compiler.pipeline import skeleton_of
from lotrinh.plans.compiler.values import Compiled, UnreadableDocument

title = "Reading real documents"

CORPUS = Path(os.environ.get("LOTRINH_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")
GOLD = sorted((CORPUS / "gold").glob("*.json"))
SUFFIXES = {".txt", ".md", ".docx", ".htm", ".pdf"}
DOCUMENTS = sorted(
    file for folder in (CORPUS, CORPUS / "more") for file in folder.glob("[a-z]*.*") if file.suffix in SUFFIXES
)

pytestmark = pytest.mark.skipif(
    not GOLD, reason=f"no real documents at {CORPUS}: set LOTRINH_CORPUS to measure on them"
)


def read(file: Path) -> dict:
    return as_gold(Compiled(skeleton_of(carry(file.read_bytes(), file.name))))


@pytest.fixture(scope="module")
def score():
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scores(score):
    """Per gold file: counts per field, agreements among the matched, all of the structure only."""
    found = []
    for gold in GOLD:
        document = next(file for file in DOCUMENTS if file.stem == gold.stem)
        wanted = json.loads(gold.read_text(encoding="utf-8"))
        found.append(score.score_document(wanted, read(document))[:2])
    return found


@pytest.mark.parametrize(("field", "least"), [("outline", 0.985), ("legal_bases", 0.99), ("recipients", 0.99)])
def test_the_structure_is_read_as_a_careful_reader_reads_it(scores, score, field, least):
    counts = [result[field] for result, _ in scores]
    assert score.prf([sum(column) for column in zip(*counts, strict=True)])[2] >= least


def test_every_header_field_label_and_level_agrees(scores):
    for name in ("document", "label", "level"):
        hits, all_ = (sum(column) for column in zip(*(extra[name] for _, extra in scores), strict=True))
        assert hits >= 0.99 * all_, name


def pairs() -> list[tuple[Path, Path]]:
    stems = {file.stem for file in DOCUMENTS}
    both = [sorted(file for file in DOCUMENTS if file.stem == stem) for stem in sorted(stems)]
    return [(files[0], files[1]) for files in both if len(files) == 2]


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair[0].stem)
def test_a_plan_in_two_carriers_reads_the_same(score, pair):
    one, other = map(read, pair)
    result, _, errors = score.score_document(one, other)
    for field in ("outline", "legal_bases", "recipients"):
        hit, found, due = result[field]
        assert hit >= 0.9 * max(found, due), errors[field]
    assert score.document_agreement(one["document"], other["document"]) == 5


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_no_document_fails_or_goes_silent(file):
    try:
        found = read(file)
    except UnreadableDocument as refused:
        assert "bản quét" in str(refused) and file.suffix == ".pdf"
        return
    assert found["outline"] or len(file.read_bytes()) < 6_000
    assert found["document"]["title"] or found["document"]["issuer"]

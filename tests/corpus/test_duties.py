"""Assignments and contradictions of real documents, measured with the corpus' own scorer.

The annotations lie in `duties/` by place in the file: the words are joined from LOTRINH_CORPUS when this runs. `use`
says whether the readers were tuned on a document or it was held back.
"""

import importlib.util
import json
import os
import re
from pathlib import Path

import pytest

from lotrinh.plans.compiler.gold import as_gold
from lotrinh.plans.compiler.pipeline import compile_document

CORPUS = Path(os.environ.get("LOTRINH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
ANNOTATED = sorted(Path(__file__).with_name("duties").glob("*.json"))

pytestmark = pytest.mark.skipif(
    not (CORPUS / "score.py").exists(), reason=f"the corpus is not at {CORPUS}: set LOTRINH_CORPUS"
)


def scorer():
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(path):
    """The annotation in the corpus format: each place is replaced by the words printed there."""
    annotation = json.loads(path.read_text("utf-8"))
    text = (CORPUS / annotation["file"]).read_text("utf-8")
    assignments = [
        {"unit": " ".join(re.sub(r"[*|]", " ", text[one["start"] : one["end"]]).split()), "role": one["role"]}
        for one in annotation["assignments"]
    ]
    return annotation, {"assignments": assignments, "inconsistencies": annotation["inconsistencies"]}


def score(use, field):
    """Micro F1 over the documents of one use."""
    score, total = scorer(), [0, 0, 0]
    for path in ANNOTATED:
        annotation, gold = annotated(path)
        if annotation["use"] != use:
            continue
        file = CORPUS / annotation["file"]
        predicted = as_gold(compile_document(file.read_bytes(), file.name))
        counts, _, _ = score.score_document(gold, predicted)
        total = [a + b for a, b in zip(total, counts[field], strict=True)]
    return score.prf(total)[2]


@pytest.mark.parametrize(("use", "floor"), [("tuned", 0.97), ("held_back", 0.95)])
def test_assignments_reach_their_floor(use, floor):
    assert score(use, "assignments") >= floor


@pytest.mark.parametrize(("use", "floor"), [("tuned", 0.85), ("held_back", 0.85)])
def test_contradictions_reach_their_floor(use, floor):
    assert score(use, "inconsistencies") >= floor

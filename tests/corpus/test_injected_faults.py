"""How many of the faults put into a few real documents the linter finds, and how little else it tells of them."""

import pytest

from .annotated import CORPUS
from .injected_faults import documents, measure

ENOUGH = 0.95
"""Share of all faults to be found; by kind of fault it was 1.00 or nearly so when this was written."""
EXAMPLES = (
    "caolanh.txt",
    "dongthap-617-cds-doanh-nghiep.md",
    "hanoi-310-5g-iot-kcn.md",
    "luongminh-mttq-16-bau-cu.docx",
)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not at {CORPUS}")
def test_faults_put_into_real_documents_are_found_and_nothing_else():
    told: list[str] = []
    of = [document for document in documents([CORPUS]) if document.name in EXAMPLES]
    tallies = measure(of, most=1, tell=told.append).values()
    assert sum(tally.found for tally in tallies) >= ENOUGH * sum(tally.injected for tally in tallies), told
    assert sum(tally.false for tally in tallies) <= 0.02 * sum(tally.injected for tally in tallies), told

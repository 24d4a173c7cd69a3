"""Every rule says what it finds, why, and how to mend it; the manual page is made of them."""

import re
from pathlib import Path

import pytest

from lotrinh.plans.compiler.findings import RULES
from lotrinh.plans.compiler.findings.manual import manual

PAGE = Path(__file__).parents[4] / "docs" / "plan-rules.md"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_explains_itself(rule):
    assert re.fullmatch(r"[PTDCNRF]\d{3}", rule.id)
    assert all((rule.title, rule.reason, rule.example, rule.mend))
    assert rule.kind in ("", "sum", "numbering", "date", "reference")


def test_the_manual_page_is_true():
    assert PAGE.read_text("utf-8") == manual(), (
        "run: python -m lotrinh.plans.compiler.findings.manual > docs/plan-rules.md"
    )

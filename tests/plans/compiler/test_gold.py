"""The corpus format: what is compared by its numbers gives them in each of their spellings."""

import pytest

from lotrinh.plans.compiler.gold import inconsistency
from lotrinh.plans.compiler.values import Finding, Severity


@pytest.mark.parametrize(
    ("detail", "given"),
    [
        ("7/NQ-CP: 01/04/2025", "7/NQ-CP: 01/04/2025 (01/4/2025; 1/4/2025)"),
        ("ngày 31 tháng 4 năm 2026", "ngày 31 tháng 4 năm 2026 (31/04/2026; 31/4/2026)"),
        ("ngày 31/11", "ngày 31/11"),
        ("193; 52 + 93 = 145", "193; 52 + 93 = 145"),
        ("629/731; 96,1%", "629/731; 96,1%"),
    ],
)
def test_a_day_is_given_in_each_of_its_spellings(detail, given):
    finding = Finding("P001", Severity.ERROR, None, "", "", "date", detail)
    assert inconsistency(finding) == {"kind": "date", "detail": given}

"""A report keeps to the number that held at its cut-off, and says in a footnote what became of it."""

from datetime import date
from decimal import Decimal

import pytest

from lotrinh.plans.models import FormerAim
from lotrinh.reporting import actions
from lotrinh.reporting.text import official_text
from tests.core.factories import AuditEntryFactory
from tests.plans.factories import DraftFactory
from tests.reporting.factories import Q1, Q3, followed_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def amended(regime):
    """Above 70 % until the end of June, above 80 % since July, agreed anew."""
    contract = followed_target(regime, q1=60, q3=75)
    FormerAim.objects.create(
        target=contract.target,
        comparator=">",
        value=Decimal(70),
        unit="%",
        by=date(2030, 12, 31),
        threshold=Decimal(70),
        live_since=date(2026, 1, 1),
        last_day=date(2026, 6, 30),
        amended_by=DraftFactory(programme=regime.programme, ordinal=2, number="45/QĐ-UBND"),
        entry=AuditEntryFactory(),
    )
    return contract.target


def figure_of(regime, period, officer):
    report = actions.draft_report(regime=regime, period=period, by=officer)
    return report, report.figures.get(kind="target")


def test_before_the_change_the_old_number_is_the_measure(regime, amended, officer):
    _, figure = figure_of(regime, Q1, officer)
    assert (figure.plan, figure.plan_words) == (70, "trên 70 %")
    assert "Từ 01/07/2026 điều chỉnh thành trên 80 %" in figure.plan_note


def test_after_it_the_new_one(regime, amended, officer):
    _, figure = figure_of(regime, Q3, officer)
    assert (figure.plan, figure.plan_words) == (80, "trên 80 %")


def test_the_paper_prints_the_footnote_under_its_table(regime, amended, officer):
    report, _ = figure_of(regime, Q1, officer)
    table = official_text(report).appendices[0].blocks[0]
    assert table.rows[0][3] == "trên 70 % (*)"
    assert "45/QĐ-UBND" in table.note

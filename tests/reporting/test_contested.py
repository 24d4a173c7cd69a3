"""An objection nobody has ruled on is a footnote of the report, and stays in the one that has left."""

from decimal import Decimal

import pytest

from lotrinh.plans.actions import answer_contest, contest
from lotrinh.reporting.figures import Objections
from lotrinh.reporting.models import FrozenFigure
from lotrinh.reporting.text import contested, target_rows
from tests.organizations.factories import person
from tests.plans.factories import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def objection():
    contract = ContractFactory()
    unit = contract.contestant
    return contest(
        target=contract.target,
        organization=unit,
        reason="Đếm cả lô trống.",
        value=Decimal("58.2"),
        unit="%",
        by=person(organization=unit),
    )


def frozen(target) -> FrozenFigure:
    figure = FrozenFigure(name="x", label="Tỷ lệ lấp đầy", target=target, unit="%", measure="a", scope="b", uses={})
    figure.contest_note = Objections.open().to(figure)
    return figure


def test_an_open_objection_is_a_footnote_with_the_number_proposed(objection):
    figure = frozen(objection.target)
    (note,) = contested([figure])
    assert objection.organization.label in note and "58,2 %" in note and "Đếm cả lô trống." in note
    assert next(target_rows([figure]))[1].endswith("(**)")


def test_once_ruled_on_there_is_none(objection):
    answer_contest(contest=objection, answer="Giữ.", by=person(organization=objection.decider))
    assert contested([frozen(objection.target)]) == []


def test_the_note_is_part_of_what_the_digest_vouches_for(objection):
    figure = frozen(objection.target)
    before = figure.digest
    figure.contest_note = ""
    assert figure.digest != before

"""A number that a later text changed: a report of an earlier day uses the one of its day, and a footnote tells both."""

from datetime import date
from decimal import Decimal

import pytest

from lotrinh.monitoring.choices import State
from lotrinh.monitoring.states import target_states
from lotrinh.organizations.choices import Role
from lotrinh.plans import reading
from lotrinh.plans.actions import accept_certain, publish
from lotrinh.plans.models import FormerAim, Target
from tests.monitoring.factories import DeclaredFigureFactory, LiveContractFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import DraftFactory, ProgrammeFactory
from tests.plans.made import Document

pytestmark = pytest.mark.django_db


def publish_text(programme, percent, ordinal, on, officer):
    document = Document()
    document.target(f"Đến năm 2030 trên {percent}% ruộng muối được trải bạt.", percent)
    version = reading.write_compiled(
        DraftFactory(programme=programme, ordinal=ordinal), document.compiled(), by=officer
    )
    accept_certain(version=version, by=officer)
    return publish(version=version, by=officer, on=on)


@pytest.fixture
def officer():
    return person(Role.PLAN_OFFICER, OrganizationFactory())


@pytest.fixture
def programme(officer):
    """Above 80 % from 2021 on, above 85 % from July 2026 on; 82 were reached."""
    programme = ProgrammeFactory(owner=officer.role_holdings.get().organization)
    publish_text(programme, 80, 1, date(2021, 1, 1), officer)
    live = LiveContractFactory(target=Target.objects.get(), threshold=Decimal(80), live_since=date(2022, 1, 1))
    DeclaredFigureFactory(indicator=live.indicator, period="2025", value=82)
    publish_text(programme, 85, 2, date(2026, 7, 1), officer)
    return programme


def told(programme, officer, day):
    (state,) = target_states(programme, officer, day)
    return state


def test_a_day_before_the_change_is_told_by_the_number_of_that_day(programme, officer):
    state = told(programme, officer, date(2026, 6, 30))
    assert state.wanted == "trên 80 %"
    assert state.is_live
    assert "Từ 01/07/2026 điều chỉnh thành trên 85 %" in state.footnote


def test_a_day_after_it_is_told_by_the_new_number_that_is_to_be_agreed(programme, officer):
    state = told(programme, officer, date(2026, 7, 1))
    assert state.wanted == "trên 85 %"
    assert state.state == State.NO_MEASURE
    assert "trước đó: trên 80 %" in state.footnote


def test_telling_the_past_writes_nothing(programme, officer):
    told(programme, officer, date(2026, 6, 30))
    assert Target.objects.get(version__ordinal=2).value == 85


def test_a_text_that_changes_no_number_leaves_no_footnote(programme, officer):
    publish_text(programme, 85, 3, date(2026, 9, 1), officer)
    assert FormerAim.objects.count() == 1


def test_each_change_holds_for_its_own_time(programme, officer):
    publish_text(programme, 90, 3, date(2026, 9, 1), officer)
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 1))
    assert [told(programme, officer, day).target.value for day in days] == [80, 85, 85, 90]

"""A plan's end: what each target came to, what was not done, and what goes on in the plan that follows."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from docx import Document

from lotrinh.monitoring.choices import State
from lotrinh.organizations.choices import Role
from lotrinh.plans import actions
from lotrinh.plans.choices import LinkKind
from lotrinh.plans.errors import NothingToCarry, NotInForce, NotYourPlan
from lotrinh.plans.models import ProgrammeLink, Target, Task
from lotrinh.reporting.closing import closing_of
from tests.monitoring.factories import DeclaredFigureFactory, LiveContractFactory
from tests.organizations.factories import OrganizationFactory, OrganizationSuccessionFactory, person
from tests.plans.factories import (
    AssignmentFactory,
    ContractFactory,
    DutyFactory,
    ProgrammeFactory,
    TargetFactory,
    TaskFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


@pytest.fixture
def owner():
    return OrganizationFactory(name="Phòng Kinh tế phường Muối")


@pytest.fixture
def officer(owner):
    return person(Role.PLAN_OFFICER, owner)


@pytest.fixture
def ended(owner):
    """A plan that ended with 2025."""
    programme = ProgrammeFactory(owner=owner, name="Nghề muối đến 2025", ends_on=date(2025, 12, 31))
    return VersionFactory(programme=programme, published_on=date(2021, 1, 1))


@pytest.fixture
def successor(owner):
    programme = ProgrammeFactory(owner=owner, name="Nghề muối đến 2030", ends_on=date(2030, 12, 31))
    return VersionFactory(programme=programme).programme


@pytest.fixture
def missed(ended):
    """Above 80 % by the end of 2025; 60 were reached."""
    target = TargetFactory(version=ended, name="Tỷ lệ ruộng trải bạt", by=date(2025, 12, 31))
    DeclaredFigureFactory(indicator=LiveContractFactory(target=target).indicator, period="2025", value=60)
    return target


def told(version, officer):
    return closing_of(version.programme, version, officer, TODAY)


def test_each_target_has_its_verdict_on_the_plans_last_day(ended, missed, officer):
    closing = told(ended, officer)
    assert closing.is_over
    assert closing.day == date(2025, 12, 31)
    assert closing.verdicts == [(State.NOT_MET, 1)]


def test_what_was_not_done_is_told_and_what_was_done_later_counts_as_open(ended, officer):
    TaskFactory(version=ended, done_on=date(2025, 3, 1))
    late = TaskFactory(version=ended, due=date(2025, 6, 30), done_on=date(2026, 2, 1))
    closing = told(ended, officer)
    assert closing.done == 1
    assert [one.task for one in closing.undone_tasks] == [late]


def test_a_duty_that_missed_periods_is_not_done(ended, officer):
    duty = DutyFactory(task=AssignmentFactory(task=TaskFactory(version=ended)).task, starts_on=date(2025, 10, 1))
    assert [one.task for one in told(ended, officer).undone_tasks] == [duty.task]


def test_the_paper_says_what_the_page_says(client, ended, missed, officer):
    client.force_login(officer)
    response = client.get(reverse("reporting:closing-docx", args=[ended.programme_id]))
    document = Document(io.BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Tỷ lệ ruộng trải bạt" in cells
    assert "không đạt" in cells


def carry(ended, successor, officer, **items):
    return actions.carry_over(programme=ended.programme, successor=successor, by=officer, **items)


def test_a_target_goes_on_with_a_new_day_and_a_contract_to_be_agreed(ended, successor, missed, officer):
    (new,) = carry(ended, successor, officer, targets=[missed]).targets
    assert (new.carried_from, new.by, new.value) == (missed, date(2030, 12, 31), Decimal(80))
    assert new.contract.indicator == missed.contract.indicator
    assert not new.contract.is_live
    assert ProgrammeLink.objects.get().kind == LinkKind.SUCCESSOR


def test_a_task_goes_on_with_its_duty_and_the_units_that_still_exist(ended, successor, officer):
    duty = DutyFactory(task=TaskFactory(version=ended, due=date(2025, 6, 30)))
    living = AssignmentFactory(task=duty.task).organization
    AssignmentFactory(task=duty.task, organization=OrganizationSuccessionFactory().predecessor)
    (new,) = carry(ended, successor, officer, tasks=[duty.task]).tasks
    assert [part.organization for part in new.assignments.all()] == [living]
    assert (new.due, new.duty.ends_on) == (None, date(2030, 12, 31))


def test_nothing_is_taken_over_twice(ended, successor, missed, officer):
    carry(ended, successor, officer, targets=[missed])
    assert len(carry(ended, successor, officer, targets=[missed, missed])) == 0
    assert Target.objects.filter(carried_from=missed).count() == 1


def test_a_task_that_went_on_is_no_longer_late(ended, successor, officer):
    task = TaskFactory(version=ended, due=date(2025, 6, 30))
    carry(ended, successor, officer, tasks=[task])
    (state,) = told(ended, officer).tasks
    assert state.state == State.ON_WAY
    assert "Nghề muối đến 2030" in state.why


def test_who_carries_what_where(ended, successor, missed, officer):
    with pytest.raises(NotYourPlan):
        carry(ended, successor, person(Role.PLAN_OFFICER), targets=[missed])
    with pytest.raises(NotYourPlan):
        carry(ended, VersionFactory().programme, officer, targets=[missed])
    with pytest.raises(NothingToCarry):
        carry(ended, successor, officer)
    with pytest.raises(NotInForce):
        carry(ended, ProgrammeFactory(owner=ended.programme.owner_on(TODAY)), officer, targets=[missed])


def test_the_batch_takes_what_was_ticked_and_nothing_of_other_plans(client, ended, successor, missed, officer):
    task, foreign = TaskFactory(version=ended), ContractFactory().target
    client.force_login(officer)
    data = {"sang": successor.pk, "chi_tieu": [missed.pk, foreign.pk], "nhiem_vu": []}
    client.post(reverse("reporting:carry", args=[ended.programme_id]), data)
    assert [one.carried_from for one in Target.objects.filter(version__programme=successor)] == [missed]
    assert not Task.objects.filter(carried_from=task).exists()


def test_the_batch_is_looked_through_first(client, ended, successor, missed, officer):
    client.force_login(officer)
    page = client.get(reverse("reporting:carry", args=[ended.programme_id]), {"sang": successor.pk})
    assert "Tỷ lệ ruộng trải bạt" in page.content.decode()
    assert not Target.objects.filter(version__programme=successor).exists()


@pytest.mark.parametrize("name", ["closing", "closing-docx", "closing-pdf", "carry"])
def test_a_stranger_finds_none_of_the_pages(client, ended, name):
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(reverse(f"reporting:{name}", args=[ended.programme_id])).status_code == 404


def test_whoever_takes_part_reads_the_closing_but_carries_nothing(client, ended, owner):
    client.force_login(person(Role.WARD_OFFICER, owner))
    assert client.get(reverse("reporting:closing", args=[ended.programme_id])).status_code == 200
    assert client.get(reverse("reporting:carry", args=[ended.programme_id])).status_code == 404


def test_the_closing_page_asks_at_most_so_many_queries(client, ended, missed, officer, django_assert_max_num_queries):
    for _ in range(4):
        AssignmentFactory(task=TaskFactory(version=ended))
    client.force_login(officer)
    with django_assert_max_num_queries(32):
        client.get(reverse("reporting:closing", args=[ended.programme_id]))

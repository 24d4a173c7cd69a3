from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from lotrinh.monitoring.choices import State
from lotrinh.monitoring.states import task_states
from lotrinh.plans.choices import TaskRole, VerbClass
from tests.monitoring.factories import TODAY, BlockFactory, UpdateFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, DutyFactory, ProofFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(version, officer):
    """The one task of the programme as told on a day."""

    def tell(day=TODAY):
        (state,) = task_states(version.programme, officer, day)
        return state

    return tell


def given_task(version, **fields):
    task = TaskFactory(version=version, **fields)
    AssignmentFactory(task=task)
    return task


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param(date(2026, 9, 30), State.ON_WAY, id="last-day"),
        pytest.param(date(2026, 10, 1), State.LATE, id="day-after"),
    ],
)
def test_a_task_is_late_from_the_day_after_it_was_due(version, told, day, state):
    given_task(version, due=date(2026, 9, 30))
    assert told(day).state == state


def test_how_late_a_task_is_is_told_in_days(version, told):
    given_task(version, due=TODAY - timedelta(days=12))
    assert told().days_late == 12
    assert "Quá hạn 12 ngày" in told().why


def test_a_task_done_after_its_due_day_is_done(version, told):
    given_task(version, due=date(2026, 1, 31), done_on=date(2026, 3, 1))
    assert told().state == State.DONE


def test_a_task_that_was_finished_later_was_still_late_then(version, told):
    given_task(version, due=date(2026, 1, 31), done_on=date(2026, 3, 1))
    assert told(date(2026, 2, 15)).state == State.LATE


def test_a_task_nobody_was_given_says_so(version, told):
    TaskFactory(version=version)
    assert told().state == State.NOBODY


def test_a_printed_name_that_means_no_unit_yet_is_nobody(version, told):
    AssignmentFactory(task=TaskFactory(version=version), organization=None, printed="các đoàn thể")
    assert told().state == State.NOBODY
    assert "các đoàn thể" in told().why


def test_what_holds_a_task_up_is_told_with_who_can_clear_it(version, told):
    task = given_task(version)
    clearer = OrganizationFactory(short_name="Sở Thử")
    BlockFactory(key=str(task.pk), clearer=clearer, why="Chưa có vốn.")
    assert told(localdate()).state == State.BLOCKED
    assert "Chưa có vốn – Sở Thử gỡ trước 31/12/2026" in told(localdate()).why


def test_a_late_task_that_is_held_up_tells_both(version, told):
    task = given_task(version, due=localdate() - timedelta(days=2))
    BlockFactory(key=str(task.pk))
    found = told(localdate())
    assert found.state == State.LATE
    assert "Quá hạn" in found.why and "Vướng" in found.why


def test_a_block_of_another_task_holds_nothing_up(version, told):
    task = given_task(version)
    BlockFactory(key=str(task.pk + 1))
    assert told(localdate()).state == State.ON_WAY


def test_the_percent_last_told_by_the_day_counts(version, told):
    task = given_task(version)
    UpdateFactory(task=task, on=date(2026, 3, 1), percent=30)
    UpdateFactory(task=task, on=date(2026, 6, 1), percent=70)
    assert told(date(2026, 4, 1)).percent == 30
    assert told().percent == 70


def test_leaders_come_before_those_who_help(version, told):
    task = TaskFactory(version=version)
    AssignmentFactory(task=task, role=TaskRole.SUPPORT)
    lead = AssignmentFactory(task=task, role=TaskRole.LEAD)
    assert told().parts[0] == lead
    assert told().leaders == (lead,)


def test_a_standing_task_without_a_rule_cannot_be_measured(version, told):
    given_task(version, verb_class=VerbClass.STANDING)
    assert told().state == State.NO_MEASURE


def test_a_standing_task_is_late_while_the_last_period_over_lacks_proof(version, told):
    part = AssignmentFactory(task=TaskFactory(version=version))
    duty = DutyFactory(task=part.task, starts_on=date(2026, 10, 1))
    assert told().state == State.LATE
    ProofFactory(duty=duty, organization=part.organization, on=date(2026, 10, 9), period="2026-M10")
    assert told().state != State.LATE


def test_a_standing_task_met_by_all_units_is_met(version, told):
    part = AssignmentFactory(task=TaskFactory(version=version))
    duty = DutyFactory(task=part.task, starts_on=date(2026, 11, 1))
    ProofFactory(duty=duty, organization=part.organization, on=date(2026, 11, 9), period="2026-M11")
    assert told().state == State.MET


def test_whoever_carries_a_duty_out_proves_it_not_whoever_leads(version, told):
    task = TaskFactory(version=version)
    AssignmentFactory(task=task, role=TaskRole.LEAD)
    doer = AssignmentFactory(task=task, role=TaskRole.IMPLEMENT)
    DutyFactory(task=task, starts_on=date(2026, 1, 1))
    assert [one.unit for one in told().duties] == [doer.organization]


def test_proofs_of_all_units_count_together_where_the_duty_says_so(version, told):
    parts = [AssignmentFactory(task=TaskFactory(version=version), role=TaskRole.IMPLEMENT)]
    parts.append(AssignmentFactory(task=parts[0].task, role=TaskRole.IMPLEMENT))
    duty = DutyFactory(task=parts[0].task, starts_on=date(2026, 11, 1), amount=2, each_unit=False)
    for part in parts:
        ProofFactory(duty=duty, organization=part.organization, on=date(2026, 11, 9), period="2026-M11")
    (one,) = told().duties
    assert one.is_met


def test_a_proof_taken_back_counts_no_more(version, told):
    part = AssignmentFactory(task=TaskFactory(version=version))
    duty = DutyFactory(task=part.task, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31))
    proof = ProofFactory(duty=duty, organization=part.organization, on=date(2026, 10, 9), period="2026-M10")
    proof.withdrawn = proof.entry
    proof.save()
    assert told().state == State.LATE


def test_tasks_stand_in_the_order_of_the_text(version, officer):
    later = TaskFactory(version=version)
    added = TaskFactory(version=version, sentence=None)
    first = TaskFactory(version=version, sentence=later.sentence)
    found = [told.task.pk for told in task_states(version.programme, officer, TODAY)]
    assert found == [later.pk, first.pk, added.pk]


def test_a_stranger_is_told_of_no_task(version):
    TaskFactory(version=version)
    assert task_states(version.programme, person(), TODAY) == []


def test_the_number_of_queries_does_not_grow_with_the_plan(version, officer, django_assert_num_queries):
    def fill(count):
        for _ in range(count):
            part = AssignmentFactory(task=TaskFactory(version=version))
            DutyFactory(task=part.task)
            BlockFactory(key=str(part.task.pk))

    fill(2)
    task_states(version.programme, officer, TODAY)  # what `officer` sees is remembered
    with django_assert_num_queries(4):
        task_states(version.programme, officer, TODAY)
    fill(10)
    with django_assert_num_queries(4):
        assert len(task_states(version.programme, officer, TODAY)) == 12

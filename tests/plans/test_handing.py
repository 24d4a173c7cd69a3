from datetime import date

import pytest

from lotrinh.organizations.choices import Role
from lotrinh.organizations.succession import apply_succession, plan_succession
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, ContractFactory, ProgrammeFactory, TaskFactory

pytestmark = pytest.mark.django_db


def hand_over(organization, successor):
    batch = plan_succession(organization, on=date(2026, 7, 1), successors=[successor])
    choices = {item.key: successor for item in batch.items}
    apply_succession(batch, choices, legal_act="Nghị quyết 1", by=person(Role.ADMINISTRATOR))


@pytest.fixture
def ending():
    return OrganizationFactory()


@pytest.fixture
def heir():
    return OrganizationFactory()


def test_open_parts_pass_on_from_the_successors_first_day(ending, heir):
    part = AssignmentFactory(organization=ending)
    hand_over(ending, heir)
    part.refresh_from_db()
    assert (part.organization, part.taken_over_from, part.since) == (heir, ending, date(2026, 7, 1))


def test_what_is_done_stays_with_the_old_unit(ending, heir):
    part = AssignmentFactory(organization=ending, task=TaskFactory(done_on=date(2026, 3, 1)))
    hand_over(ending, heir)
    part.refresh_from_db()
    assert part.organization == ending


def test_a_successor_that_has_the_part_already_does_not_get_it_twice(ending, heir):
    part = AssignmentFactory(organization=ending)
    AssignmentFactory(organization=heir, task=part.task)
    hand_over(ending, heir)
    assert [one.organization for one in part.task.assignments.all()] == [heir]


def test_a_plan_gets_a_new_owner_and_remembers_the_old(ending, heir):
    programme = ProgrammeFactory(owner=ending)
    hand_over(ending, heir)
    assert programme.owner_on(date(2026, 6, 30)) == ending
    assert programme.owner_on(date(2026, 7, 1)) == heir


def test_a_contract_names_the_successor(ending, heir):
    contract = ContractFactory(contestant=ending)
    hand_over(ending, heir)
    contract.refresh_from_db()
    assert contract.contestant == heir

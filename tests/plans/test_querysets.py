"""Who sees which plan."""

import pytest

from lotrinh.organizations.choices import Role
from lotrinh.plans.models import PlanVersion, Programme, Task
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, DraftFactory, ProgrammeFactory, TaskFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return OrganizationFactory()


@pytest.fixture
def version():
    return VersionFactory()


def sees(who, programme) -> bool:
    return Programme.objects.visible_to(who).filter(pk=programme.pk).exists()


@pytest.mark.parametrize("role", [Role.WARD_OFFICER, Role.LEADER, Role.PARTNER])
def test_a_unit_that_takes_part_sees_the_text_in_force(version, unit, role):
    version.programme.units.add(unit)
    assert sees(person(role, unit), version.programme)


def test_a_unit_that_was_given_a_task_takes_part(version, unit):
    AssignmentFactory(task=TaskFactory(version=version), organization=unit)
    assert sees(person(organization=unit), version.programme)


def test_a_task_in_a_draft_gives_nothing_away_yet(unit):
    draft = DraftFactory()
    AssignmentFactory(task=TaskFactory(version=draft), organization=unit)
    assert not sees(person(organization=unit), draft.programme)


def test_the_people_of_its_territory_see_it(version, unit):
    version.programme.areas.add(unit.area)
    assert sees(person(organization=unit), version.programme)


def test_nobody_else_sees_it(version):
    assert not sees(person(Role.PLAN_OFFICER), version.programme)
    assert not sees(None, version.programme)


def test_only_plan_officers_of_the_owner_edit(unit):
    programme = ProgrammeFactory(owner=unit)
    assert Programme.objects.editable_by(person(Role.PLAN_OFFICER, unit)).exists()
    for role in (Role.DIVISIONAL_OFFICER, Role.LEADER, Role.PARTNER):
        assert not Programme.objects.editable_by(person(role, unit)).filter(pk=programme.pk).exists()


def test_an_administrator_edits_all():
    assert Programme.objects.editable_by(person(Role.ADMINISTRATOR)).filter(pk=ProgrammeFactory().pk).exists()


def test_drafts_are_for_those_who_edit(unit):
    draft = DraftFactory(programme=ProgrammeFactory(owner=unit))
    draft.programme.units.add(unit)
    assert not PlanVersion.objects.visible_to(person(Role.LEADER, unit)).exists()
    assert PlanVersion.objects.visible_to(person(Role.PLAN_OFFICER, unit)).exists()


def test_only_units_with_a_part_work_on_a_task(version, unit):
    part = AssignmentFactory(task=TaskFactory(version=version), organization=unit)
    assert list(Task.objects.workable_by(person(organization=unit))) == [part.task]
    assert not Task.objects.workable_by(person()).exists()
    assert not Task.objects.workable_by(person(Role.LEADER, unit)).exists()

"""A plan of one ward, its officer, its draft, and a unit with a part in it."""

import pytest

from lotrinh.organizations.choices import Role
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, DraftFactory, ProgrammeFactory, TaskFactory, VersionFactory


@pytest.fixture
def owner():
    return OrganizationFactory(name="Phòng Kinh tế phường Muối")


@pytest.fixture
def officer(owner):
    return person(Role.PLAN_OFFICER, owner)


@pytest.fixture
def programme(owner):
    return ProgrammeFactory(owner=owner, name="Phát triển nghề muối")


@pytest.fixture
def version(programme):
    return VersionFactory(programme=programme)


@pytest.fixture
def draft(programme):
    return DraftFactory(programme=programme, ordinal=2)


@pytest.fixture
def part(version):
    """A unit leads a task in force."""
    return AssignmentFactory(task=TaskFactory(version=version))


@pytest.fixture
def worker(part):
    return person(Role.WARD_OFFICER, part.organization)

"""One text in force, and the plan officer of the unit that leads it."""

import pytest

from lotrinh.organizations.choices import Role
from tests.monitoring.factories import TODAY
from tests.organizations.factories import person
from tests.plans.factories import VersionFactory


@pytest.fixture
def version():
    return VersionFactory()


@pytest.fixture
def officer(version):
    return person(Role.PLAN_OFFICER, version.programme.owner_on(TODAY))

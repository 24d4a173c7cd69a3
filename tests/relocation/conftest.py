import pytest

from lotrinh.organizations.choices import Role
from tests.organizations.factories import OrganizationFactory, person


@pytest.fixture
def ward(db):
    """The economic division of a ward."""
    return OrganizationFactory()


@pytest.fixture
def officer(ward):
    """Keeps the dossiers of the ward."""
    return person(Role.DIVISIONAL_OFFICER, ward)


@pytest.fixture
def ward_officer(ward):
    return person(Role.WARD_OFFICER, ward)


@pytest.fixture
def stranger(db):
    """The same work in another ward."""
    return person(Role.DIVISIONAL_OFFICER)

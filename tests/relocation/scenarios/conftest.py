import pytest

from tests.relocation.scenarios.factories import Town


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.JOBS_IMMEDIATE = True


@pytest.fixture
def town(db):
    return Town()

import pytest

from tests.reporting.factories import RegimeFactory, officer_of


@pytest.fixture(autouse=True)
def files_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def regime(db):
    return RegimeFactory()


@pytest.fixture
def officer(regime):
    return officer_of(regime.reporter)

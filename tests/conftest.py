"""What every test shares: quick passwords, journeys only when asked for, the database half alone on request."""

from pathlib import Path

import hypothesis
import pytest

JOURNEYS = Path(__file__).parent / "journeys"


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only tests that touch the database")


def pytest_configure(config):
    from django.conf import settings

    # Speed is measured in benchmarks/, never by a test: a busy machine must not fail one.
    hypothesis.settings.register_profile("lotrinh", deadline=None)
    hypothesis.settings.load_profile("lotrinh")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # 100 ms faster a password


def pytest_collection_modifyitems(config, items):
    asked_for = bool(config.option.markexpr) or any(
        JOURNEYS in (Path(a).resolve(), *Path(a).resolve().parents) for a in config.args
    )
    left_out = [item for item in items if not _is_wanted(item, config, asked_for)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _is_wanted(item: pytest.Item, config, journeys_asked_for: bool) -> bool:
    if item.get_closest_marker("journey") and not journeys_asked_for:
        return False
    if config.getoption("only_database"):
        return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))
    return True

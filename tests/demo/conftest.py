"""One demo for all tests of it: building takes seconds."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lotrinh.demo.build import build_demo


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker: DjangoDbBlocker):
    """The demo, in a transaction that is taken back before the tests of another folder begin."""
    from django.db import transaction

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            build_demo()
            yield
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)

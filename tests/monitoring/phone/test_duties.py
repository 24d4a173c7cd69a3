"""Standing duties taken along: what one more of them asks of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotrinh.organizations.choices import Role
from tests.organizations.factories import person
from tests.plans.factories import AssignmentFactory, DutyFactory, TaskFactory

pytestmark = pytest.mark.django_db

EACH = 2
"""Questions for one duty: its task, and who has a part in it."""


@pytest.fixture
def part():
    part = AssignmentFactory()
    DutyFactory(task=part.task)
    return part


def test_one_more_duty_costs_two_questions(part, phone_of, django_assert_max_num_queries):
    phone, added = phone_of(person(Role.WARD_OFFICER, part.organization)), 10
    phone.package()  # what is asked once and kept stays out of the count
    with CaptureQueriesContext(connection) as before:
        phone.package()
    for _ in range(added):
        task = TaskFactory(version=part.task.version)
        DutyFactory(task=AssignmentFactory(task=task, organization=part.organization).task)
    with django_assert_max_num_queries(len(before) + EACH * added):
        assert len(phone.package()["forms"]) == 1 + added

"""What pages cost does not grow with what they show."""

import pytest
from django.urls import reverse

from lotrinh.plans.choices import Review
from tests.plans.factories import (
    AssignmentFactory,
    DutyFactory,
    ProgrammeFactory,
    ProofFactory,
    SentenceFactory,
    TargetFactory,
    TaskFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


def test_the_list_costs_the_same_for_one_plan_and_for_five(client, officer, owner, django_assert_max_num_queries):
    for _ in range(5):
        VersionFactory(programme=ProgrammeFactory(owner=owner))
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        client.get(reverse("plans:index"))


def test_the_review_costs_the_same_for_two_hundred_items(client, officer, draft, django_assert_max_num_queries):
    for _ in range(40):
        sentence = SentenceFactory(version=draft)
        AssignmentFactory(task=TaskFactory(version=draft, sentence=sentence, review=Review.PENDING))
        TargetFactory(version=draft, sentence=sentence, review=Review.PENDING)
    client.force_login(officer)
    with django_assert_max_num_queries(28):
        assert client.get(draft.get_absolute_url()).status_code == 200


def test_a_task_with_many_proofs_costs_no_more(client, part, worker, django_assert_max_num_queries):
    duty = DutyFactory(task=part.task)
    for month in range(1, 13):
        ProofFactory(duty=duty, organization=part.organization, period=f"2026-M{month:02}")
    client.force_login(worker)
    with django_assert_max_num_queries(30):
        client.get(part.task.get_absolute_url())

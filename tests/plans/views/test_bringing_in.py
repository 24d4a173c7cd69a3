"""A document is brought in."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotrinh.organizations.choices import Role
from lotrinh.plans.choices import VersionState
from lotrinh.plans.models import PlanVersion, Programme
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.views.asking import post

pytestmark = pytest.mark.django_db


PLAN = "KẾ HOẠCH\nPhát triển nghề muối\n\nI. MỤC TIÊU\n\n- Đến năm 2030 trên 80% ruộng muối được trải bạt.\n".encode()


def upload(client, officer, owner, name="ke-hoach.txt", data=PLAN, token=None):
    return post(
        client,
        officer,
        "upload",
        tep=SimpleUploadedFile(name, data),
        don_vi=str(owner.pk),
        sent_as=str(token or uuid4()),
    )


@pytest.fixture
def at_once(settings, tmp_path):
    settings.JOBS_IMMEDIATE = True
    settings.MEDIA_ROOT = tmp_path


def test_a_document_that_was_brought_in_waits_for_review(client, officer, owner, at_once):
    response = upload(client, officer, owner)
    version = PlanVersion.objects.get()
    assert response["Location"] == version.get_absolute_url()
    assert version.state == VersionState.DRAFT
    assert "80" in client.get(version.get_absolute_url()).content.decode()


def test_a_second_click_brings_nothing_in_twice(client, officer, owner, at_once):
    token = uuid4()
    for _ in range(2):
        upload(client, officer, owner, token=token)
    assert (Programme.objects.count(), PlanVersion.objects.count()) == (1, 1)


def test_a_file_that_cannot_be_read_is_kept_and_says_why(client, officer, owner, at_once):
    upload(client, officer, owner, name="hong.docx", data=bytes(range(256)) * 8)
    version = PlanVersion.objects.get()
    assert version.state == VersionState.UNREADABLE
    page = client.get(version.get_absolute_url()).content.decode()
    assert version.problem in page and "Đọc lại" in page


def test_one_cannot_bring_a_plan_in_for_a_unit_of_others(client, officer, at_once):
    assert upload(client, officer, OrganizationFactory()).status_code == 422
    assert not Programme.objects.exists()


def test_a_ward_officer_brings_nothing_in(client, owner, at_once):
    assert upload(client, person(Role.WARD_OFFICER, owner), owner).status_code == 403

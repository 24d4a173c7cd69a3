"""Health, background jobs, and what people read when something went wrong."""

import json

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from lotrinh.core import views
from lotrinh.core.models import Job, JobStatus, WorkerBeat
from lotrinh.organizations.choices import Role
from tests.core.factories import UserFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


def beat():
    now = timezone.now()
    WorkerBeat.objects.create(pk="elsewhere:1", started_at=now, beat_at=now)


def failed_job(**fields):
    return Job.objects.create(
        task="x.y",
        label="Nhập tệp",
        status=JobStatus.FAILED,
        run_after=timezone.now(),
        finished_at=timezone.now(),
        error="Tệp hỏng",
        trace="Traceback: bí mật",
        **fields,
    )


# --- health ---


def test_health_is_good_while_a_worker_beats(client):
    beat()
    answer = client.get("/suc-khoe/")
    assert answer.status_code == 200 and answer.json()["well"]


def test_health_is_bad_without_a_worker(client):
    answer = client.get("/suc-khoe/")
    assert answer.status_code == 503
    assert answer.json() | {"database": True, "worker": False} == answer.json()


def test_health_tells_nothing_about_people(client):
    UserFactory(full_name="Nguyễn Thị Bí Mật", username="bimat")
    failed_job(by=UserFactory())
    said = json.dumps(client.get("/suc-khoe/").json())
    assert "mat" not in said and "Nhập" not in said


# --- jobs ---


def test_the_page_of_jobs_is_for_administrators(client):
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(reverse("core:jobs")).status_code == 403
    assert client.post(reverse("core:retry-job", args=[failed_job().pk])).status_code == 403


def test_an_administrator_sees_why_a_job_failed_and_hands_it_in_again(client):
    client.force_login(person(Role.ADMINISTRATOR))
    job = failed_job()
    html = client.get(reverse("core:jobs"), {"trang-thai": "failed"}).content.decode()
    assert "Tệp hỏng" in html and "Không có tiến trình nền nào chạy" in html
    client.post(reverse("core:retry-job", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == JobStatus.WAITING and job.error == ""


def test_a_job_is_not_handed_in_again_beside_an_open_one_of_its_key(client):
    client.force_login(person(Role.ADMINISTRATOR))
    job = failed_job(key="plan-1")
    Job.objects.create(task="x.y", label="a", key="plan-1", run_after=timezone.now())
    client.post(reverse("core:retry-job", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED


def test_the_list_of_jobs_asks_the_same_however_many_there_are(client, django_assert_max_num_queries):
    client.force_login(person(Role.ADMINISTRATOR))
    for _ in range(20):
        failed_job(by=UserFactory())
    with django_assert_max_num_queries(10):
        client.get(reverse("core:jobs"))


def test_a_job_of_somebody_else_is_not_found(client):
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(reverse("core:job", args=[failed_job(by=UserFactory()).pk])).status_code == 404


# --- errors ---


def test_an_address_that_does_not_exist_is_answered_in_vietnamese(client):
    client.force_login(UserFactory())
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404 and "Không thấy trang này" in answer.content.decode()


def test_a_page_without_the_right_says_where_rights_are_seen(client):
    client.force_login(UserFactory())
    answer = client.get(reverse("organizations:people"))
    assert answer.status_code == 403 and reverse("accounts:mine") in answer.content.decode()


def test_an_old_form_says_so():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "a", "password": "b"})
    assert answer.status_code == 403 and "Biểu mẫu này đã cũ" in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "status"), [(RequestDataTooBig("x"), 413), (SuspiciousOperation("x"), 400)], ids=["large", "strange"]
)
def test_a_request_that_cannot_be_taken_is_worded(error, status):
    answer = views.bad_request(RequestFactory().get("/"), error)
    assert answer.status_code == status and f"lỗi {status}" in answer.content.decode()


def test_a_large_upload_is_refused_before_it_is_read(client, settings):
    settings.LARGEST_REQUEST = 1024 * 1024
    answer = client.post("/so/", {"file": b"x"}, headers={"content-length": str(200 * 1024 * 1024)})
    assert answer.status_code == 413 and "1 MB" in answer.content.decode()


def test_a_fault_of_ours_asks_neither_database_nor_session(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = views.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500 and "Máy chủ gặp lỗi" in answer.content.decode()


@pytest.mark.parametrize("address", ["/tim/?q=a%00b", "/dia-ban/?tim=%00", "/so/dia-ban/?%00=1", "/quy-dinh/a%00b/"])
def test_an_address_with_a_nul_is_not_understood(client, address):
    client.force_login(UserFactory())
    assert client.get(address).status_code == 400


def test_a_form_with_a_nul_is_not_understood(client):
    assert client.post("/tai-khoan/login/", {"login": "a\x00b", "password": "x"}).status_code == 400

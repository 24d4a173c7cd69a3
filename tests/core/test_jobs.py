import os
import subprocess
import sys
import threading
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lotrinh.core import jobs, worker
from lotrinh.core.jobs import JobFailed, enqueue, job, progress
from lotrinh.core.models import Job, JobStatus, WorkerBeat
from tests.core.factories import UserFactory

pytestmark = pytest.mark.django_db

DONE, FAILED, WAITING, RUNNING, CANCELLED = (
    JobStatus.DONE,
    JobStatus.FAILED,
    JobStatus.WAITING,
    JobStatus.RUNNING,
    JobStatus.CANCELLED,
)


@job("Cộng")
def add(one, other):
    progress(1, 2, "Đang cộng")
    return one + other


@job("Từ chối")
def refuse():
    raise JobFailed("Tệp không có dòng nào.")


@job("Hỏng", retries=1)
def crash():
    raise RuntimeError("boom")


@job("Dọn đêm", nightly=time(0, 0))
def sweep():
    return "swept"


def work(enqueued: Job) -> Job:
    worker.run_worker(threading.Event(), once=True)
    enqueued.refresh_from_db()
    return enqueued


@pytest.fixture(autouse=True)
def no_other_nights(monkeypatch):
    """Nightly jobs of other rooms are not this test's business."""
    monkeypatch.setattr(jobs, "TASKS", {name: task for name, task in jobs.TASKS.items() if __name__ in name})
    monkeypatch.setattr(worker, "enqueue_nightly", lambda: None)


def test_a_job_is_done_by_the_worker_and_keeps_its_result():
    done = work(enqueue(add, one=1, other=2))
    assert (done.status, done.result, done.done, done.total, done.text) == (DONE, 3, 1, 2, "Đang cộng")


def test_nothing_is_done_before_the_worker_comes():
    assert enqueue(add, one=1, other=2).status == WAITING


def test_in_tests_the_work_may_be_done_at_once(settings):
    settings.JOBS_IMMEDIATE = True
    assert enqueue(add, one=1, other=2).result == 3


def test_a_refusal_is_told_and_not_tried_again():
    failed = work(enqueue(refuse))
    assert (failed.status, failed.error, failed.attempts) == (FAILED, "Tệp không có dòng nào.", 1)


def test_a_crash_is_tried_again_after_a_pause_and_then_given_up():
    crashed = work(enqueue(crash))
    assert crashed.status == WAITING
    assert crashed.run_after > timezone.now() + timedelta(seconds=10)
    Job.objects.update(run_after=timezone.now())
    assert work(crashed).status == FAILED
    assert "boom" in crashed.trace
    assert "boom" not in crashed.error


def test_a_failed_job_can_be_handed_in_again():
    failed = work(enqueue(refuse))
    jobs.retry(failed)
    failed.refresh_from_db()
    assert (failed.status, failed.error, failed.finished_at) == (WAITING, "", None)


def test_a_second_request_joins_the_open_job_of_its_key():
    first = enqueue(add, key="sum", one=1, other=2)
    assert enqueue(add, key="sum", one=5, other=5) == first
    work(first)
    assert enqueue(add, key="sum", one=5, other=5) != first


def test_a_waiting_job_is_cancelled_at_once():
    waiting = enqueue(add, one=1, other=2)
    jobs.cancel(waiting)
    assert work(waiting).status == CANCELLED


def test_a_running_job_stops_at_its_next_sign_of_progress():
    running = enqueue(add, one=1, other=2)
    jobs.claim(running, "me:1")
    jobs.cancel(running)
    jobs.run(running)
    running.refresh_from_db()
    assert (running.status, running.result) == (CANCELLED, None)


def test_a_job_goes_to_one_worker_only():
    waiting = enqueue(add, one=1, other=2)
    assert jobs.claim(Job.objects.get(pk=waiting.pk), "me:1")
    assert not jobs.claim(waiting, "me:2")


def orphan(attempts: int) -> Job:
    """A job whose worker was killed."""
    left = enqueue(add, one=1, other=2)
    Job.objects.filter(pk=left.pk).update(status=RUNNING, worker="gone:1", attempts=attempts)
    return left


def test_the_job_of_a_killed_worker_is_done_by_another():
    assert work(orphan(attempts=1)).status == DONE


def test_a_job_that_kills_every_worker_is_given_up():
    given_up = work(orphan(attempts=worker.MOST_DEATHS))
    assert given_up.status == FAILED
    assert "dừng đột ngột" in given_up.error


def test_a_job_taken_away_from_a_silent_worker_is_not_ended_by_it():
    slow = enqueue(add, one=1, other=2)
    jobs.claim(slow, "slow:1")
    Job.objects.filter(pk=slow.pk).update(worker="other:1")
    jobs.run(slow)
    slow.refresh_from_db()
    assert slow.status == RUNNING


def test_a_worker_shows_that_it_lives_until_it_stops():
    worker._beat("elsewhere:1")
    assert worker.worker_is_alive()
    WorkerBeat.objects.update(beat_at=timezone.now() - 2 * worker.SILENCE)
    assert not worker.worker_is_alive()


def test_a_nightly_job_runs_once_a_day(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(jobs, "TASKS", {sweep.task_name: jobs.TASKS[sweep.task_name]})
    worker.enqueue_nightly()
    worker.enqueue_nightly()
    assert Job.objects.filter(task=sweep.task_name).count() == 1


def test_a_worker_knows_jobs_whose_modules_only_pages_import():
    name = "lotrinh.core.registers.importing.check.check_file"
    asked = f"import django; django.setup(); from lotrinh.core.jobs import task_named; print(task_named({name!r}).name)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=os.environ)
    assert told.stdout.strip() == name


def test_a_job_of_another_version_fails_in_words():
    strange = enqueue(add, one=1, other=2)
    Job.objects.update(task="gone.away")
    assert "không còn việc" in work(strange).error


# --- its page


def test_progress_asks_for_itself_until_the_end_and_then_goes_on(client):
    me = UserFactory()
    client.force_login(me)
    mine = enqueue(add, by=me, then="/xong/", one=1, other=2)
    address = reverse("core:job", args=[mine.pk])
    assert "hx-get" in client.get(address).content.decode()
    work(mine)
    ended = client.get(address, headers={"HX-Request": "true"})
    assert ended.headers["HX-Redirect"] == "/xong/"
    assert "hx-get" not in ended.content.decode()


def test_nobody_sees_the_job_of_another(client):
    client.force_login(UserFactory())
    strange = enqueue(add, by=UserFactory(), one=1, other=2)
    assert client.get(reverse("core:job", args=[strange.pk])).status_code == 404
    assert client.post(reverse("core:cancel-job", args=[strange.pk])).status_code == 404

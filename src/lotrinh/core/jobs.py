"""Work in the background: declare it, hand it over, say how far it is. The process that does it is `core.worker`.

>>> @job("Kiểm tra tệp nhập")
... def check_file(upload_id):
...     for done, row in enumerate(rows):
...         progress(done, len(rows), "Đang đọc dòng…")
>>> enqueue(check_file, by=user, upload_id=7)

Why not a library: docs/adr, "A queue of our own".
"""

import traceback
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import time, timedelta
from importlib import import_module
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from lotrinh.core.acting import Standing, standing_in, standing_of
from lotrinh.core.models.jobs import OPEN, Job, JobStatus

SAY_EVERY = 0.5
"""Seconds between two writes of a job's progress."""
FIRST_PAUSE = timedelta(seconds=15)
"""Before the second attempt; each further pause is four times as long."""


class JobFailed(Exception):
    """Raised by a job for what trying again cannot mend; the message is shown to whoever handed it over."""


class JobCancelled(Exception):
    """Raised inside a job, by `progress`, once somebody has asked to stop it."""


@dataclass(frozen=True)
class Task:
    """A function that may be run as a job."""

    name: str
    run: Callable[..., Any]
    label: str
    retries: int
    nightly: time | None


TASKS: dict[str, Task] = {}


def job(label: str, *, retries: int = 0, nightly: time | None = None):
    """Declare a module-level function with JSON arguments as a job called `label`.

    `retries`: attempts after a failure nobody foresaw; only for work that may safely be done twice.
    `nightly`: run once a day from this time on, without arguments.
    """

    def declare(function):
        name = f"{function.__module__}.{function.__qualname__}"
        TASKS[name] = Task(name, function, label, retries, nightly)
        function.task_name = name
        return function

    return declare


def enqueue(
    fn, *, by=None, key: str = "", then: str = "", after: timedelta = timedelta(0), label: str = "", **arguments
) -> Job:
    """Hand `fn(**arguments)` to the worker, once the transaction is through; returns its Job.

    With a `key` an open job of that key is returned instead. `then` is the page to go on to when it is done.
    Where settings.JOBS_IMMEDIATE is set, as in tests, the work is done before this returns.
    """
    task = TASKS[fn.task_name]
    fields = {"label": (label or task.label)[:200], "arguments": arguments, "by": by, "then": then}
    if standing := standing_of(by):
        fields["standing"] = standing.as_json()
    if key and (open_job := Job.objects.filter(key=key, status__in=OPEN).first()):
        return open_job
    try:
        with transaction.atomic():
            work = Job.objects.create(task=task.name, key=key, run_after=timezone.now() + after, **fields)
    except IntegrityError:  # another request was faster
        return Job.objects.get(key=key, status__in=OPEN)
    if getattr(settings, "JOBS_IMMEDIATE", False):
        claim(work, "immediate")
        run(work)
        work.refresh_from_db()
        if work.trace:
            raise RuntimeError(work.trace)
    return work


_running: ContextVar["_Running | None"] = ContextVar("running_job", default=None)


@dataclass
class _Running:
    job: Job
    said_at: float = 0.0


def progress(done: int, total: int = 0, text: str = "") -> None:
    """Say how far the running job is; does nothing outside a job. Raises JobCancelled when asked to stop.

    Cheap enough for every row: written at most twice a second. Inside a transaction it is seen after the commit.
    """
    running = _running.get()
    if running is None or (done < total and monotonic() - running.said_at < SAY_EVERY):
        return
    running.said_at = monotonic()
    own = Job.objects.filter(pk=running.job.pk)
    own.update(done=done, total=total, text=text[:200])
    if own.filter(cancel_asked=True).exists():
        raise JobCancelled()


def cancel(work: Job) -> None:
    """Stop a job: at once when it waits, at its next sign of progress when it runs."""
    waiting = Job.objects.filter(pk=work.pk, status=JobStatus.WAITING)
    if not waiting.update(status=JobStatus.CANCELLED, finished_at=timezone.now()):
        Job.objects.filter(pk=work.pk, status=JobStatus.RUNNING).update(cancel_asked=True)


def retry(work: Job) -> bool:
    """Hand a failed or cancelled job to the worker once more; False when it is neither, or its key is taken."""
    if work.key and Job.objects.filter(key=work.key, status__in=OPEN).exists():
        return False
    again = Job.objects.filter(pk=work.pk, status__in=[JobStatus.FAILED, JobStatus.CANCELLED]).update(
        status=JobStatus.WAITING,
        run_after=timezone.now(),
        finished_at=None,
        attempts=0,
        cancel_asked=False,
        error="",
        trace="",
    )
    return bool(again)


def claim(work: Job, worker: str) -> bool:
    """Take a waiting job; False when another worker was faster."""
    now = timezone.now()
    taken = Job.objects.filter(pk=work.pk, status=JobStatus.WAITING).update(
        status=JobStatus.RUNNING, worker=worker, started_at=now, attempts=work.attempts + 1, done=0, total=0, text=""
    )
    if taken:
        work.refresh_from_db()
    return bool(taken)


def task_named(name: str) -> Task | None:
    """The task of this name; its module may be one that only pages import, and so be new to a worker."""
    with suppress(ImportError):
        import_module(name.rpartition(".")[0])
    return TASKS.get(name)


def run(work: Job) -> None:
    """Do a claimed job and write down how it ended. Never raises what the job raised."""
    token = _running.set(_Running(work))
    try:
        task = task_named(work.task)
        if task is None:
            raise JobFailed(f"Phiên bản này không còn việc “{work.task}”.")
        with standing_in(Standing.from_json(work.standing) if work.standing else None):
            result = task.run(**work.arguments)
    except JobCancelled:
        _end(work, JobStatus.CANCELLED)
    except JobFailed as failure:
        _end(work, JobStatus.FAILED, error=str(failure))
    except Exception:
        _fail_or_wait(work, traceback.format_exc())
    else:
        _end(work, JobStatus.DONE, result=result)
    finally:
        _running.reset(token)


def _end(work: Job, status: JobStatus, **fields) -> None:
    # Only while it is still ours: the reaper may have given it to another worker.
    own = Job.objects.filter(pk=work.pk, status=JobStatus.RUNNING, worker=work.worker)
    own.update(status=status, finished_at=timezone.now(), **fields)


def _fail_or_wait(work: Job, trace: str) -> None:
    """Give a job that broke another chance after a pause, or give it up."""
    task = TASKS[work.task]
    error = "Việc này gặp lỗi ngoài dự kiến. Hãy thử lại; nếu vẫn hỏng, báo quản trị viên kèm số việc."
    if work.attempts > task.retries:
        _end(work, JobStatus.FAILED, error=error, trace=trace)
        return
    pause = FIRST_PAUSE * 4 ** (work.attempts - 1)
    Job.objects.filter(pk=work.pk, status=JobStatus.RUNNING, worker=work.worker).update(
        status=JobStatus.WAITING, run_after=timezone.now() + pause, trace=trace, worker=""
    )

"""The process that does the jobs: takes them one by one, shows that it lives, buries what dead workers left."""

import logging
import os
import socket
import threading
from datetime import timedelta
from time import monotonic

from django.db import DatabaseError, IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone

from lotrinh.core import jobs
from lotrinh.core.models.jobs import Job, JobStatus, WorkerBeat

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
BEAT_EVERY = 10.0
TIDY_EVERY = 30.0
SILENCE = timedelta(minutes=2)
"""A worker that gave no sign for so long is taken for dead."""
MOST_DEATHS = 3
"""A job that took so many workers with it is not given to another."""
KEEP_ENDED = timedelta(days=90)


def run_worker(stop: threading.Event, *, once: bool = False) -> None:
    """Do jobs until `stop` is set; the job under way is finished first. With `once`, return when nothing is left."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    _beat(name)
    beating = threading.Thread(target=_keep_beating, args=(name, stop), name="worker-beat", daemon=True)
    if not once:
        beating.start()
    tidied_at = -TIDY_EVERY
    while not stop.is_set():
        if not once:  # a single pass may stand inside somebody's transaction
            close_old_connections()
        try:
            if monotonic() - tidied_at >= TIDY_EVERY:
                tidied_at = monotonic()
                tidy()
            if work_once(name):
                continue
        except DatabaseError:
            # A database that is locked or restarting is no reason to die: the jobs are still there afterwards.
            log.exception("the database did not answer; trying again")
            connection.close()
        if once:
            break
        stop.wait(LOOK_EVERY)
    WorkerBeat.objects.filter(pk=name).delete()


def work_once(name: str) -> bool:
    """Do the job that has waited longest; False when none waits."""
    due = Job.objects.filter(status=JobStatus.WAITING, run_after__lte=timezone.now()).order_by("run_after", "pk")
    work = due.first()
    if work is None:
        return False
    if jobs.claim(work, name):
        jobs.run(work)
    return True


def tidy() -> None:
    """Hand in what is due tonight, take back what dead workers held, forget what ended long ago."""
    enqueue_nightly()
    reap()
    Job.objects.filter(finished_at__lt=timezone.now() - KEEP_ENDED).delete()


def enqueue_nightly() -> None:
    """Hand in each nightly job once its time of day has come; a night the machine slept through is not made up."""
    now = timezone.localtime()
    for task in jobs.TASKS.values():
        if task.nightly is None or now.time() < task.nightly:
            continue
        slot = f"{task.name}@{now:%Y-%m-%d}"
        if Job.objects.filter(slot=slot).exists():
            continue
        try:
            with transaction.atomic():
                Job.objects.create(task=task.name, label=task.label, slot=slot, run_after=timezone.now())
        except IntegrityError:
            log.debug("another worker handed in %s", slot)


def reap() -> int:
    """Put jobs of dead workers back in the queue; those that killed several are given up. Returns how many."""
    living = living_workers()
    count = 0
    for orphan in Job.objects.filter(status=JobStatus.RUNNING).exclude(worker__in=living):
        held = Job.objects.filter(pk=orphan.pk, status=JobStatus.RUNNING, worker=orphan.worker)
        if orphan.attempts < MOST_DEATHS:
            count += held.update(status=JobStatus.WAITING, run_after=timezone.now(), worker="")
        else:
            error = "Tiến trình nền dừng đột ngột mỗi lần làm việc này (có thể hết bộ nhớ). Hãy báo quản trị viên."
            count += held.update(status=JobStatus.FAILED, finished_at=timezone.now(), error=error)
    WorkerBeat.objects.exclude(pk__in=living).delete()
    return count


def living_workers() -> list[str]:
    """Workers that gave a sign of late and, when on this machine, still have a process."""
    recent = WorkerBeat.objects.filter(beat_at__gte=timezone.now() - SILENCE).values_list("pk", flat=True)
    return [name for name in recent if _has_process(name)]


def worker_is_alive() -> bool:
    """For the health page."""
    return bool(living_workers())


def _has_process(name: str) -> bool:
    host, _, process = name.rpartition(":")
    if os.name != "posix" or host != socket.gethostname():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _beat(name: str) -> None:
    now = timezone.now()
    if not WorkerBeat.objects.filter(pk=name).update(beat_at=now):
        WorkerBeat.objects.create(pk=name, beat_at=now, started_at=now)


def _keep_beating(name: str, stop: threading.Event) -> None:
    while not stop.wait(BEAT_EVERY):
        try:
            _beat(name)
        except DatabaseError:
            # While a long import holds SQLite's only write lock nobody can be reaped either.
            log.debug("no beat: the database is busy")
        finally:
            connection.close()

"""Whether the system is well, for a watcher without an account: facts about the machine, none about people."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lotrinh.core.models import Job, JobStatus
from lotrinh.core.worker import worker_is_alive


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when something is not; `database`, `worker` and `migrations` say what."""
    try:
        state = {"database": True, "worker": worker_is_alive(), "migrations": _is_up_to_date()}
        jobs = {"failed_jobs": Job.objects.filter(status=JobStatus.FAILED).count()}
    except DatabaseError:
        state, jobs = {"database": False, "worker": False, "migrations": False}, {}
    is_well = all(state.values())
    return JsonResponse({"well": is_well, **state, **jobs}, status=200 if is_well else 503)


_up_to_date = False


def _is_up_to_date() -> bool:
    """Whether every migration is applied; once they are, a process need not look again."""
    global _up_to_date
    if not _up_to_date:
        executor = MigrationExecutor(connection)
        _up_to_date = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _up_to_date

"""Pages of the kernel itself: how far a background job is."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from lotrinh.core import jobs
from lotrinh.core.models import Job


def own_job(request, pk) -> Job:
    """The job, for whoever handed it over and for administrators; 404 for all others."""
    mine = Job.objects.all() if request.user.is_superuser else Job.objects.filter(by=request.user)
    return get_object_or_404(mine, pk=pk)


@require_GET
def job_progress(request, pk):
    """The part that asks for itself again until the job has ended, and then goes on to the next page."""
    work = own_job(request, pk)
    response = render(request, "core/_job_progress.html", {"job": work})
    if request.htmx and work.then and not work.is_open:
        response["HX-Redirect"] = work.then
    return response


@require_POST
def cancel_job(request, pk):
    work = own_job(request, pk)
    jobs.cancel(work)
    work.refresh_from_db()
    return render(request, "core/_job_progress.html", {"job": work})

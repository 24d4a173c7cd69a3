"""Pages of the kernel itself: background jobs, and what is said when something went wrong."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import loader
from django.views.decorators.http import require_GET, require_POST

from lotrinh.core import jobs
from lotrinh.core.models import Job, JobStatus
from lotrinh.core.worker import worker_is_alive

PAGE = 50
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def own_job(request, pk) -> Job:
    """The job, for whoever handed it over and for administrators; 404 for all others."""
    mine = Job.objects.all() if request.user.has_perm("core.view_job") else Job.objects.filter(by=request.user)
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


@require_GET
@permission_required("core.view_job", raise_exception=True)
def job_list(request):
    """All jobs of the last months, those of one status when asked: what failed, why, and whether anybody works."""
    status = request.GET.get("trang-thai", "")
    found = Job.objects.select_related("by").defer("arguments", "result")
    if status in JobStatus.values:
        found = found.filter(status=status)
    counted = dict(Job.objects.order_by().values_list("status").annotate(Count("pk")))
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "status": status,
        "statuses": [(value, label, counted.get(value, 0)) for value, label in JobStatus.choices],
        "has_worker": worker_is_alive(),
    }
    return render(request, "core/jobs.html", context)


@require_POST
@permission_required("core.change_job", raise_exception=True)
def retry_job(request, pk):
    work = get_object_or_404(Job, pk=pk)
    if jobs.retry(work):
        messages.success(request, f"Đã giao lại việc “{work}” cho tiến trình nền.")
    else:
        messages.info(request, f"Việc “{work}” không ở trạng thái hỏng hoặc đã huỷ, nên không giao lại.")
    return redirect("core:jobs")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 for what is too large for a form, 400 for what cannot be understood."""
    if isinstance(exception, TOO_LARGE):
        largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        return render(request, "413.html", {"largest": largest}, status=413)
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Shown when anything may be broken, so it asks neither the database nor the session."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)

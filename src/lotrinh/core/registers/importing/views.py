"""Pages of an import: upload, progress, preview, confirm, what could not be taken, take back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.jobs import enqueue
from lotrinh.core.models import ImportBatch, ImportState, RowState
from lotrinh.core.registers.declaration import Register, register_named
from lotrinh.core.registers.importing import preview
from lotrinh.core.registers.importing.check import check_file
from lotrinh.core.registers.importing.confirm import write_batch
from lotrinh.core.registers.importing.layout import offered_columns
from lotrinh.core.registers.importing.returned import REFUSED, returned_workbook
from lotrinh.core.registers.importing.take_back import take_back
from lotrinh.core.sheets import Limits

ROWS_A_PAGE = 50
RECENT = 10


def _opened(request, slug: str) -> Register:
    """The register, for those who may change it; 404 for all others, so that nothing is given away."""
    try:
        register = register_named(slug)
    except LookupError as error:
        raise Http404 from error
    if not register.may.change(request.user):
        raise Http404
    return register


def _own(request, register: Register, pk: int) -> ImportBatch:
    """An import shows values of the register: only who uploaded the file may look."""
    mine = ImportBatch.objects.filter(register=register.slug, by=request.user)
    return get_object_or_404(mine.select_related("job", "entry", "taken_back"), pk=pk)


@require_http_methods(["GET", "POST"])
def upload(request, slug):
    register = _opened(request, slug)
    file = request.FILES.get("tep")
    error = ""
    if request.method == "POST":
        if error := _refusal(file):
            return _upload_page(request, register, error, status=422)
        batch = ImportBatch.objects.create(
            register=register.slug, by=request.user, filename=file.name[-255:], file=file
        )
        return _start(check_file, batch)
    return _upload_page(request, register, error)


def _refusal(file) -> str:
    limit = Limits().file_mib
    if file is None:
        return "Chưa chọn tệp nào. Hãy chọn một tệp .xlsx, .xls, .ods hoặc .csv."
    if file.size > limit << 20:
        return f"Tệp nặng {file.size >> 20} MB; tối đa {limit} MB. Hãy chia tệp thành nhiều phần."
    return ""


def _upload_page(request, register: Register, error: str, status: int = 200):
    recent = ImportBatch.objects.filter(register=register.slug, by=request.user)[:RECENT]
    columns = offered_columns(register, request.user)
    context = {"register": register, "error": error, "recent": recent, "columns": columns, "limit": Limits().file_mib}
    return render(request, "core/registers/import_upload.html", context, status=status)


def _start(task, batch: ImportBatch):
    """Hand the next step to the worker and show how far it is. A second click joins the job under way."""
    page = reverse("registers:import-batch", args=[batch.register, batch.pk])
    key = f"{task.__name__}-{batch.pk}"
    batch.job = enqueue(task, by=batch.by, key=key, then=page, batch_id=batch.pk)
    ImportBatch.objects.filter(pk=batch.pk).update(job=batch.job)
    return redirect(page)


@require_GET
def batch_page(request, slug, pk):
    register = _opened(request, slug)
    batch = _own(request, register, pk)
    context = {"register": register, "batch": batch, "is_waiting": bool(batch.job and batch.job.is_open)}
    if context["is_waiting"] or batch.state in {ImportState.CHECKING, ImportState.WRITING, ImportState.REFUSED}:
        return render(request, "core/registers/import_progress.html", context)
    tabs = preview.tabs(batch)
    chosen = request.GET.get("loai", "")
    state = chosen if chosen in batch.counts else next((tab.state for tab in tabs if tab.count), RowState.WRONG)
    rows = Paginator(batch.rows.filter(state=state), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    context |= {
        "tabs": tabs,
        "state": state,
        "page": rows,
        "table": preview.table(register, batch, state, rows.object_list),
        "to_write": sum(batch.counts.get(name, 0) for name in (RowState.NEW, RowState.CHANGED)),
        "refused": sum(batch.counts.get(name, 0) for name in REFUSED),
        "may_take_back": batch.state == ImportState.WRITTEN and register.may.delete(request.user),
    }
    template = "_import_rows.html" if request.htmx and not request.htmx.boosted else "import_preview.html"
    return render(request, f"core/registers/{template}", context)


@require_POST
def confirm(request, slug, pk):
    register = _opened(request, slug)
    batch = _own(request, register, pk)
    # One statement decides. A second click while it is being written joins the job; one after that finds it written.
    ready = ImportBatch.objects.filter(pk=batch.pk, state__in=[ImportState.CHECKED, ImportState.WRITING])
    if not ready.update(state=ImportState.WRITING):
        return redirect("registers:import-batch", slug, pk)
    return _start(write_batch, batch)


@require_POST
def undo(request, slug, pk):
    register = _opened(request, slug)
    batch = _own(request, register, pk)
    if batch.state != ImportState.WRITTEN:
        return redirect("registers:import-batch", slug, pk)
    return _start(take_back, batch)


@require_POST
def again(request, slug, pk):
    """Check the kept file once more, for instance after the missing cluster was added. The old batch stays."""
    register = _opened(request, slug)
    old = _own(request, register, pk)
    if old.job and old.job.is_open:
        return redirect("registers:import-batch", slug, pk)
    batch = ImportBatch(register=register.slug, by=request.user, filename=old.filename)
    batch.file.name = old.file.name
    batch.save()
    messages.info(request, "Tệp đã giữ được kiểm tra lại từ đầu.")
    return _start(check_file, batch)


@require_GET
def returned(request, slug, pk):
    register = _opened(request, slug)
    batch = _own(request, register, pk)
    if batch.state in {ImportState.CHECKING, ImportState.REFUSED}:
        raise Http404
    name = batch.filename.rsplit(".", 1)[0]
    return FileResponse(returned_workbook(batch), as_attachment=True, filename=f"{name}-chua-nhan.xlsx")

"""The closing page of a plan, its paper, and the batch that goes on in the plan that follows."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh.core.downloads import download
from lotrinh.core.keys import keys_in
from lotrinh.core.registers.errors import Refused
from lotrinh.documents.choices import CONTENT_TYPES, FileKind
from lotrinh.documents.writing.docx import to_docx
from lotrinh.documents.writing.pdf import to_pdf
from lotrinh.plans.actions import carry_over
from lotrinh.plans.models import PlanVersion, Programme, Target, Task
from lotrinh.plans.rights import runs
from lotrinh.reporting.closing import Closing, closing_of, closing_text


@require_GET
def closing(request, pk):
    found = _closing(request, pk)
    context = {
        "closing": found,
        "programme": found.programme,
        "may_carry": runs(request.user, found.programme),
    }
    return render(request, "reporting/closing.html", context)


@require_GET
def closing_docx(request, pk):
    return download(to_docx(closing_text(_closing(request, pk))), f"tong-ket-{pk}.docx", CONTENT_TYPES[FileKind.DOCX])


@require_GET
def closing_pdf(request, pk):
    return download(to_pdf(closing_text(_closing(request, pk))), f"tong-ket-{pk}.pdf", CONTENT_TYPES[FileKind.PDF])


def _closing(request, pk) -> Closing:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    versions = PlanVersion.objects.visible_to(request.user).published()
    version = get_object_or_404(versions, programme=programme)
    return closing_of(programme, version, request.user, localdate())


# --- going on --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def carry(request, pk):
    """Choose the successor and what goes on in it. First looked through, then done at one stroke."""
    found = _closing(request, pk)
    if not runs(request.user, found.programme):
        raise Http404
    successors = Programme.objects.editable_by(request.user).exclude(pk=pk).order_by("sort_key")
    asked = request.POST if request.method == "POST" else request.GET
    successor = successors.filter(pk=asked["sang"]).first() if asked.get("sang", "").isdecimal() else None
    chosen = {name: set(keys_in(asked.getlist(name))) for name in ("chi_tieu", "nhiem_vu")}
    if request.method == "POST":
        try:
            done = _carry(request, found, successor, chosen)
            messages.success(request, f"Đã chuyển tiếp {len(done)} mục sang “{successor}”.")
            return redirect("plans:lineage", successor.pk)
        except Refused as error:
            messages.error(request, str(error))
    taken = _taken(successor)
    context = {
        "closing": found,
        "programme": found.programme,
        "successors": successors,
        "successor": successor,
        "targets": [(told, told.target.pk in taken[0]) for told in found.unfinished_targets],
        "tasks": [(told, told.task.pk in taken[1]) for told in found.undone_tasks],
        "standing": [(told, told.task.pk in taken[1]) for told in found.standing_tasks],
        "chosen": chosen if request.method == "POST" else None,
    }
    return render(request, "reporting/carry.html", context, status=422 if request.method == "POST" else 200)


def _carry(request, found: Closing, successor: Programme | None, chosen: dict[str, set[int]]):
    if successor is None:
        raise Refused(summary="Hãy chọn kế hoạch tiếp nối mà đơn vị của bạn làm thường trực.")
    # Only what the closing page offers: a key of another plan's item is not taken.
    offered = [told.task.pk for told in (*found.undone_tasks, *found.standing_tasks)]
    targets = [told.target.pk for told in found.unfinished_targets if told.target.pk in chosen["chi_tieu"]]
    tasks = [key for key in offered if key in chosen["nhiem_vu"]]
    return carry_over(
        programme=found.programme,
        successor=successor,
        targets=Target.objects.filter(pk__in=targets).order_by("pk"),
        tasks=Task.objects.filter(pk__in=tasks).select_related("serves").order_by("pk"),
        by=request.user,
    )


def _taken(successor: Programme | None) -> tuple[set[int], set[int]]:
    """Keys of targets and of tasks that the successor holds already."""
    if successor is None:
        return set(), set()
    targets, tasks = (
        set(
            model.objects.kept()
            .filter(version__programme=successor, carried_from__isnull=False)
            .values_list("carried_from", flat=True)
        )
        for model in (Target, Task)
    )
    return targets, tasks

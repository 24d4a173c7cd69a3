"""A text of a plan out again as a Word file, and what reading that file back would change."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from lotrinh.core.downloads import download
from lotrinh.documents.choices import CONTENT_TYPES, FileKind
from lotrinh.plans import exporting
from lotrinh.plans.choices import VersionState
from lotrinh.plans.models import PlanVersion
from lotrinh.plans.views.shared import editable_version


@require_GET
def export(request, pk):
    """What goes into the file; with `doc-lai` also whether reading it back gives the same, which takes a moment."""
    version = editable_version(request, pk)
    context = {
        "version": version,
        "paper": exporting.paper_of(version) if has_data(version) else None,
        "read_back": exporting.read_back(version) if has_data(version) and "doc-lai" in request.GET else None,
    }
    return render(request, "plans/export.html", context)


@require_GET
def docx(request, pk):
    version = editable_version(request, pk)
    if not has_data(version):
        return render(request, "plans/export.html", {"version": version, "paper": None}, status=409)
    return download(exporting.docx_of(version), f"ke-hoach-{version.pk}.docx", CONTENT_TYPES[FileKind.DOCX])


def has_data(version: PlanVersion) -> bool:
    """What a replaced text held has moved on to the one in force."""
    return version.state in {VersionState.DRAFT, VersionState.PUBLISHED}

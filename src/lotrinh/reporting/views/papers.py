"""The paper itself: looked at, as Word, as PDF."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from lotrinh.core.downloads import download
from lotrinh.core.vietnamese import fold
from lotrinh.documents.choices import CONTENT_TYPES, FileKind
from lotrinh.documents.writing.docx import to_docx
from lotrinh.documents.writing.page import to_page
from lotrinh.documents.writing.pdf import to_pdf
from lotrinh.documents.writing.templates import BadTemplate, fill
from lotrinh.reporting.models import Report
from lotrinh.reporting.text import official_text, template_values
from lotrinh.reporting.views.shared import frame, opened


@require_GET
def preview(request, pk):
    report = opened(request, pk)
    return render(
        request, "reporting/preview.html", frame(request, report, "xem") | {"page": to_page(official_text(report))}
    )


@require_GET
def docx(request, pk):
    """The Word file. `?mau` fills the office's own template instead of the form of the decree."""
    report = opened(request, pk)
    text = official_text(report)
    if "mau" in request.GET and report.regime.template is not None:
        try:
            with report.regime.template.file.open("rb") as template:
                data = fill(template.read(), template_values(text, report))
        except BadTemplate as error:
            messages.error(request, str(error))
            return redirect("reporting:preview", pk)
        return _as_file(report, data, FileKind.DOCX)
    return _as_file(report, to_docx(text), FileKind.DOCX)


@require_GET
def pdf(request, pk):
    report = opened(request, pk)
    return _as_file(report, to_pdf(official_text(report)), FileKind.PDF)


def _as_file(report: Report, data: bytes, kind: FileKind) -> HttpResponse:
    return download(data, f"{fold(report.title).replace(' ', '-')[:80]}.{kind}", CONTENT_TYPES[kind])

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from lotrinh.documents.access import may_read
from lotrinh.documents.choices import CONTENT_TYPES
from lotrinh.documents.models import StoredFile


@require_GET
def file(request, pk):
    """A stored file, always as an attachment: nothing brought in is shown as a page of ours."""
    stored = get_object_or_404(StoredFile.objects.select_related("entry"), pk=pk)
    if not may_read(request.user, stored):
        raise Http404
    return as_attachment(stored)


def as_attachment(stored: StoredFile) -> FileResponse:
    """Whoever calls this has asked whether the reader may have it. Raises Http404 when the file itself is gone."""
    try:
        opened = stored.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        opened, as_attachment=True, filename=stored.served_name, content_type=CONTENT_TYPES[stored.kind]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

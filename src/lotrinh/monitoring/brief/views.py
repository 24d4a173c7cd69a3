"""The Monday brief as a page, as a Word file and as the text of a message."""

from datetime import date

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.core.downloads import download
from lotrinh.documents.choices import CONTENT_TYPES, FileKind
from lotrinh.monitoring.brief import frozen
from lotrinh.monitoring.brief.paper import to_docx
from lotrinh.monitoring.brief.telling import Brief, as_message, brief_of
from lotrinh.monitoring.models import FrozenBrief
from lotrinh.monitoring.work import units_of
from lotrinh.organizations.permissions import in_scope, only

SHOWN = 25
"""Lines of a section on the page."""


def _asked(request) -> tuple[Brief, str]:
    """The brief of today, or the one kept on the day in the query; and its address."""
    link = request.build_absolute_uri(reverse("monitoring:brief"))
    given = request.GET.get("ngay", "")
    if not given:
        return brief_of(request.user, localdate()), link
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise Http404 from error
    kept = get_object_or_404(FrozenBrief, day=day)
    return brief_of(request.user, day, kept), f"{link}?ngay={day.isoformat()}"


@require_GET
@only(in_scope)
def brief(request):
    found, link = _asked(request)
    context = {
        "brief": found,
        "sections": [(part, part.lines[:SHOWN], len(part.lines[SHOWN:])) for part in found.sections],
        "message": as_message(found, link),
        "days": frozen.kept_days(),
    }
    return render(request, "monitoring/brief.html", context)


@require_GET
@only(in_scope)
def docx(request):
    found, link = _asked(request)
    unit = next(iter(units_of(request.user, found.day)), None)
    data = to_docx(found, unit=unit.name if unit else str(request.user), url=link, is_sample=settings.IS_DEMO)
    return download(data, f"tin-thu-hai-{found.day:%Y-%m-%d}.docx", CONTENT_TYPES[FileKind.DOCX])

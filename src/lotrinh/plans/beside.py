"""What this room lays beside a figure: the button to object, and the objections to it."""

from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from lotrinh.core.beside import beside
from lotrinh.core.keys import key_in
from lotrinh.documents.access import reads_files
from lotrinh.followups.matters import FIGURE
from lotrinh.followups.rights import may_speak
from lotrinh.plans.models import Contest
from lotrinh.plans.models.contests import FILES

MOST = 5


@beside("actions")
def object_to(request, register: str, key: str) -> str:
    if register != FIGURE or not may_speak(request.user):
        return ""
    link = f"{reverse('plans:contest_figure')}?{urlencode({'dong': key})}"
    return format_html('<a class="btn btn-outline-secondary no-print" href="{}">Nêu ý kiến khác</a>', link)


@beside("panels")
def objections(request, register: str, key: str) -> str:
    """Open ones and what was ruled, the latest first; nothing where nobody objected."""
    if register != FIGURE:
        return ""
    found = list(Contest.objects.visible_to(request.user).of_figure(key).with_names()[:MOST])
    return render_to_string("plans/_objections.html", {"contests": found}, request) if found else ""


@reads_files(FILES)
def may_read(who, key: str) -> bool:
    return Contest.objects.visible_to(who).filter(pk=key_in(key)).exists()

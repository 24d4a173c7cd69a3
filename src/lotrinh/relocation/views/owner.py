"""The owner's own page: by a secret address, without an account, never in a search engine, no faster than a person."""

import time
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lotrinh.core.registers import Refused, audit
from lotrinh.relocation import actions, papers, telling
from lotrinh.relocation.actions.owners import digest_of
from lotrinh.relocation.actions.stepping import FILES
from lotrinh.relocation.forms import OwnerForm
from lotrinh.relocation.models import OwnerLink
from lotrinh.relocation.views.pages import HOW_TO_OBJECT

LOOKS_PER_MINUTE = 30
"""Of one link."""
MISSES_PER_HOUR = 40
"""Addresses that open nothing, of one visitor: guessing a token is hopeless long before, and stops here."""


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def page(request, token):
    """Whatever is wrong with the link, there is no such page."""
    visitor = f"relocation-miss-{get_adapter().get_client_ip(request)}"
    if _counted(visitor, 3600) >= MISSES_PER_HOUR:
        return _too_often()
    digest = digest_of(token)
    links = OwnerLink.objects.open_on(localdate()).filter(digest=digest)
    link = links.select_related("dossier__establishment__area", "dossier__cluster").first()
    if link is None:
        _count(visitor, 3600)
        raise Http404
    if _count(f"relocation-look-{digest}", 60) > LOOKS_PER_MINUTE:
        return _too_often()
    form = OwnerForm(request.POST or None, request.FILES or None)
    problem = ""
    if form.is_valid():
        try:
            actions.take_owner_message(link=link, **form.cleaned_data)
        except Refused as error:
            problem = str(error)
        else:
            return redirect(f"{request.path}?da-gui=1")
    else:
        _note_look(link)
    told = telling.told(link.dossier, localdate())
    context = {
        "told": told,
        "dossier": link.dossier,
        "reasons": papers.reasons(told),
        "facts": papers.facts(told),
        "decision": papers.decision(link.dossier) if told.is_announced else "",
        "how_to_object": HOW_TO_OBJECT,
        "form": form,
        "sent_as": request.POST.get("sent_as") or str(uuid4()),
        "sent": "da-gui" in request.GET,
        "problem": problem,
        "waiting": link.dossier.links.filter(messages__objection=None, messages__isnull=False).exists(),
        "link": link,
    }
    response = render(request, "relocation/owner.html", context, status=422 if form.errors or problem else 200)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # Not "no-referrer": with it a browser sends the form with `Origin: null`, which no CSRF check lets through.
    response["Referrer-Policy"] = "same-origin"
    return response


def _note_look(link: OwnerLink) -> None:
    OwnerLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, opened_at=timezone.now())
    with audit("Chủ cơ sở xem hồ sơ", by=None, register=FILES, reason=str(link.dossier_id), acted_as="đường dẫn riêng"):
        pass


def _count(key: str, seconds: int) -> int:
    """How often within the running window of `seconds`, this time included."""
    count = _counted(key, seconds) + 1
    cache.set(_window(key, seconds), count, seconds)
    return count


def _counted(key: str, seconds: int) -> int:
    return cache.get(_window(key, seconds), 0)


def _window(key: str, seconds: int) -> str:
    return f"{key}-{int(time.time()) // seconds}"


def _too_often() -> HttpResponse:
    return HttpResponse(
        "Mở quá nhiều lần trong thời gian ngắn. Hãy chờ rồi mở lại.",
        status=429,
        content_type="text/plain; charset=utf-8",
    )

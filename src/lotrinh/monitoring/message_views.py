"""Reminders without a mail server: one message a unit to paste into Zalo; the number that waits, in the top bar."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_cookie

from lotrinh.core.acting import name_of
from lotrinh.monitoring.mailing import waiting_for
from lotrinh.monitoring.owing import reminder, units_to_remind
from lotrinh.organizations.models import HandedOver, Organization
from lotrinh.organizations.permissions import in_scope, only
from lotrinh.organizations.scope import holder_of

UNITS_A_PAGE = 10


@require_GET
@only(in_scope)
def messages(request):
    """Units that owe the asker's office something, each with its message."""
    page = Paginator(units_to_remind(request.user).select_related("area"), UNITS_A_PAGE)
    page = page.get_page(request.GET.get("trang"))
    context = {"page": page, "reminders": [_reminder(request, unit) for unit in page], "day": localdate()}
    return render(request, "monitoring/messages.html", context)


@require_GET
@only(in_scope)
def unit_message(request, pk):
    """All that one unit owes, as far as the asker sees it."""
    unit = get_object_or_404(Organization.objects.visible_to(request.user), pk=pk)
    context = {"unit": unit, "reminders": [_reminder(request, unit)], "day": localdate()}
    return render(request, "monitoring/messages.html", context)


def _reminder(request, unit: Organization):
    closing = f"{name_of(request.user)} cảm ơn đơn vị."
    return reminder(unit, request.user, localdate(), request.build_absolute_uri, closing)


@require_GET
@cache_control(private=True, max_age=60)
@vary_on_cookie
def work_count(request):
    """How many things wait for the asker: the top bar fetches it after the page, and no more than once a minute."""
    count = len(waiting_for(request.user, localdate()))
    count += HandedOver.objects.filter(taker=holder_of(request.user), seen_at=None).count()
    if not count:
        return HttpResponse("")
    return HttpResponse(
        format_html(
            '<span class="badge-count badge-bad">{}<span class="visually-hidden"> việc đang chờ</span></span>', count
        )
    )

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from lotrinh.core import vietnamese
from lotrinh.core.asked import day_asked
from lotrinh.core.registers import register_of
from lotrinh.organizations.permissions import only
from lotrinh.rules import calendar as calendars
from lotrinh.rules.choices import DayKind
from lotrinh.rules.models import DatedRule, OfficeDay
from lotrinh.rules.registers import rule_keeper

YEARS_AROUND = 10


@require_GET
def index(request):
    """What holds on a day, a line a rule."""
    day, unread = day_asked(request)
    rows = DatedRule.objects.visible_to(request.user).order_by("key", "valid_from")
    lines = [_line(list(versions), day) for _, versions in groupby(rows, key=lambda row: row.key)]
    lines.sort(key=lambda line: vietnamese.sort_key(line["label"]))
    context = {"day": day, "unread": unread, "lines": lines, "may_change": rule_keeper(request.user)}
    return render(request, "rules/index.html", context | {"slug": register_of(DatedRule).slug})


def _line(versions: list[DatedRule], day) -> dict:
    current = next((row for row in versions if row.holds_on(day)), None)
    return {"key": versions[-1].key, "label": versions[-1].label, "current": current, "count": len(versions)}


@require_GET
def rule(request, key):
    """One rule through time."""
    rows = [] if "\x00" in key else list(DatedRule.objects.visible_to(request.user).of(key))
    if not rows:
        raise Http404
    context = {"rows": rows[::-1], "label": rows[-1].label, "today": localdate()}
    context |= {"may_change": rule_keeper(request.user), "slug": register_of(DatedRule).slug}
    return render(request, "rules/rule.html", context)


@require_GET
def calendar(request):
    """The days of a year that differ from their weekday: put down, or what is expected until then."""
    year = _year(request.GET.get("nam", ""))
    kept = list(OfficeDay.objects.visible_to(request.user).of_years([year]))
    is_put_down = any(row.kind == DayKind.OFF for row in kept)
    context = {
        "year": str(year),
        "days": kept if is_put_down else sorted([*kept, *calendars.expected_days(year)], key=lambda row: row.day),
        "is_put_down": is_put_down,
        "may_change": rule_keeper(request.user),
        "slug": register_of(OfficeDay).slug,
    }
    return render(request, "rules/calendar.html", context)


@require_POST
@only(rule_keeper)
def put_down(request):
    year = _year(request.POST.get("nam", ""))
    count = calendars.put_down(year, by=request.user)
    messages.success(request, f"Đã ghi {count} ngày nghỉ của năm {year}. Hãy đối chiếu với thông báo lịch nghỉ.")
    return redirect(f"{reverse('rules:office-days')}?nam={year}")


def _year(text: str) -> int:
    """The year asked for; this year for anything that is none. The library knows the moon only so far."""
    this_year = localdate().year
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else this_year
    return wanted if abs(wanted - this_year) <= YEARS_AROUND else this_year

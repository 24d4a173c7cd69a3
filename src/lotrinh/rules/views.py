from itertools import groupby

from django.http import Http404
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.core import vietnamese
from lotrinh.core.registers import register_of
from lotrinh.rules.models import DatedRule
from lotrinh.rules.registers import rule_keeper


@require_GET
def index(request):
    """What holds on a day, a line a rule."""
    day, unread = localdate(), ""
    if given := request.GET.get("ngay", "").strip():
        try:
            day = vietnamese.parse_date(given)
        except ValueError as error:
            unread = str(error)
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

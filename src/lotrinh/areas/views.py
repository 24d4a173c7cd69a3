from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.areas.choices import Level
from lotrinh.areas.models import Area, AreaSuccession
from lotrinh.areas.panels import panels_of
from lotrinh.areas.retelling import story_of
from lotrinh.areas.sketch import sketch
from lotrinh.areas.told import registers_with_areas, tell_register
from lotrinh.core import vietnamese

PAGE = 60


@require_GET
def index(request):
    """Provinces of a day; with words, every unit of that day they fit."""
    day, unread = _day(request.GET.get("ngay", ""))
    words = request.GET.get("tim", "").strip()[:100]
    context = {"day": day, "unread": unread, "words": words, "is_today": day == localdate()}
    if words:
        found = Area.objects.valid_on(day).told(words).with_parents()
        context["page"] = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    else:
        exists = Q(children__valid_from__lte=day) & (Q(children__valid_to=None) | Q(children__valid_to__gte=day))
        provinces = Area.objects.valid_on(day).at_level(Level.PROVINCE)
        context["provinces"] = provinces.annotate(parts=Count("children", filter=exists))
    template = "_found.html" if request.htmx else "index.html"
    return render(request, f"areas/{template}", context)


@require_GET
def unit(request, pk):
    """One unit: what it is, what it was made of, what became of it, what lies in it."""
    area = get_object_or_404(Area.objects.with_parents(), pk=pk)
    steps = list(AreaSuccession.objects.between([area.pk]).with_areas())
    origins = [step for step in steps if step.successor_id == area.pk]
    day, unread = _day(request.GET.get("ngay", ""))
    parts = list(area.children.valid_on(area.valid_to or localdate()))
    return render(
        request,
        "areas/unit.html",
        {
            "area": area,
            "origins": origins,
            "successions": [step for step in steps if step.predecessor_id == area.pk],
            "namesakes": Area.objects.filter(code=area.code)
            .exclude(pk=area.pk)
            .exclude(code="")
            .order_by("valid_from"),
            "parts": parts,
            "told": story_of([area]).tell(day, area) if request.GET.get("ngay") and not unread else None,
            "day": day,
            "unread": unread,
            "sketch": sketch(area, [step.predecessor for step in origins] or parts),
            "panels": panels_of(request, area),
        },
    )


@require_GET
def told(request):
    """One register in the map of a day: counts by unit, and what cannot be told with the reason."""
    registers = registers_with_areas(request.user)
    chosen = next((register for register in registers if register.slug == request.GET.get("so")), None)
    day, unread = _day(request.GET.get("ngay", ""))
    context = {
        "registers": registers,
        "chosen": chosen,
        "day": day,
        "unread": unread,
        "told": tell_register(chosen, request.user, day) if chosen and not unread else None,
    }
    return render(request, "areas/told.html", context)


def _day(text: str):
    """The day asked for (today when none is, or when it cannot be read), and why it cannot be read."""
    try:
        return (vietnamese.parse_date(text) if text.strip() else localdate()), ""
    except ValueError as error:
        return localdate(), str(error)

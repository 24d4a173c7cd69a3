"""Pages that say how far everything is. Each asks for the programme within one's scope, and then for states."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.core import vietnamese
from lotrinh.core.acting import standing_of
from lotrinh.core.registers.declaration import all_registers
from lotrinh.indicators import labels, proof
from lotrinh.indicators.reading import measure_of
from lotrinh.monitoring import calendars
from lotrinh.monitoring import coverage as covering
from lotrinh.monitoring import living as reading
from lotrinh.monitoring.choices import Group
from lotrinh.monitoring.overview import Overview
from lotrinh.monitoring.public import public_programmes
from lotrinh.monitoring.searching import SHORTEST
from lotrinh.monitoring.searching import search as search_for
from lotrinh.monitoring.states import TargetState, sentence_state, sentence_states
from lotrinh.monitoring.states.targets import states_of
from lotrinh.monitoring.work import units_of, work_of
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Deputising, HandedOver
from lotrinh.organizations.permissions import administrator
from lotrinh.organizations.scope import holder_of, scope_of
from lotrinh.plans.models import PlanVersion, Programme, Target
from lotrinh.plans.rights import may_start, runs

OVERVIEWS_SHOWN = 12
"""Programmes told in numbers on one page; whoever sees more opens them one by one."""
TARGETS_SHOWN = 25
"""The worst of them; all on request."""
ROWS_SHOWN = 8
"""Beneath a target; all of them stand on the page of its figure."""
WATCHING_ROLES = frozenset({Role.LEADER, Role.PLAN_OFFICER, Role.ADMINISTRATOR})
"""Whoever decides or runs a plan starts from how far it is; all others from what waits for them."""


@require_GET
@login_not_required
def home(request):
    """Without sign-in: which programmes there are and what they promise. Signed in: where one's work starts."""
    if not request.user.is_authenticated:
        return render(request, "monitoring/public.html", {"programmes": public_programmes()})
    programmes = list(Programme.objects.visible_to(request.user).published())
    if programmes and not scope_of(request.user).roles & WATCHING_ROLES:
        return redirect("monitoring:my_work")
    if len(programmes) == 1:
        return redirect(programmes[0])
    overviews = [Overview.of(programme, request.user, localdate()) for programme in programmes[:OVERVIEWS_SHOWN]]
    context = {"overviews": overviews, "others": programmes[OVERVIEWS_SHOWN:], "may_start": may_start(request.user)}
    context["may_invite"] = administrator(request.user)
    return render(request, "monitoring/programmes.html", context)


@require_GET
def dashboard(request, pk):
    """Red things first: targets, tasks, units, data that is owed."""
    programme = _programme(request, pk)
    overview = Overview.of(programme, request.user, localdate())
    context = {
        "programme": programme,
        "overview": overview,
        "targets": overview.targets if request.GET.get("tat-ca") else overview.targets[:TARGETS_SHOWN],
        "runs": runs(request.user, programme),
    }
    return render(request, "monitoring/dashboard.html", context)


@require_GET
def target(request, pk, target):
    """Why one target stands as it does: formula, rows, years; opened beneath it, or as a page of its own."""
    programme = _programme(request, pk)
    found = Target.objects.visible_to(request.user).in_force().filter(version__programme=programme, pk=target)
    told = next(iter(states_of(found, programme, localdate())), None)
    if told is None:
        raise Http404
    template = "_why.html" if request.htmx else "target.html"
    context = {"programme": programme, "told": told, **_behind(request, told)}
    return render(request, f"monitoring/{template}", context)


def _behind(request, told: TargetState) -> dict:
    """What opens a target's figure: where it is counted, its formula, the first of its rows, the sentence to copy."""
    figure = told.figure
    if figure is None:
        return {}
    place = labels.scope_label(figure.scope, None if figure.declared else measure_of(told.indicator))
    rows = figure.rows(request.user)
    lines = list(proof.lines_of(rows, request.user, rows.queryset[:ROWS_SHOWN])) if rows.register else []
    count = len(rows)
    return {
        "place": place,
        "as_of": labels.as_of_words(figure),
        "formula": labels.formula(figure),
        "sentence": labels.sentence(figure, place, request.build_absolute_uri(figure.address.url)),
        "rows": rows,
        "lines": lines,
        "row_count": count,
        "rest": count - len(lines),
    }


@require_GET
def living(request, pk):
    """The text in force, each promising or ordering sentence with its state."""
    programme, version = _text(request, pk)
    group = request.GET.get("loc", "")
    group = Group(group) if group in Group.values else None
    sentences = sentence_states(version, request.user, localdate())
    whole = reading.passages(version.blocks.all(), sentences)
    context = {
        "programme": programme,
        "version": version,
        "group": group,
        "counts": reading.counted(sentences),
        "total": len(sentences),
        "outline": reading.outline(whole),
        "passages": reading.narrowed(whole, group),
        "day": localdate(),
    }
    return render(request, "monitoring/living.html", context)


@require_GET
def sentence(request, pk, sentence):
    """What serves one sentence: opened beneath it, or as a page of its own."""
    programme, version = _text(request, pk)
    told = sentence_state(version, sentence, request.user, localdate())
    if told is None:
        raise Http404
    template = "_serving.html" if request.htmx else "sentence.html"
    context = {
        "programme": programme,
        "told": told,
        "serving": covering.serving(told),
        "registers": [one for one in all_registers() if one.slug in told.registers and one.may.view(request.user)],
    }
    return render(request, f"monitoring/{template}", context)


@require_GET
def coverage(request, pk):
    """Which sentences nothing serves, then what serves the others."""
    programme, version = _text(request, pk)
    lines = covering.served(sentence_states(version, request.user, localdate()))
    context = {
        "programme": programme,
        "unserved": [line for line in lines if not line.is_served],
        "served": [(line, covering.titles_of(line)) for line in lines if line.is_served],
        "total": len(lines),
    }
    return render(request, "monitoring/coverage.html", context)


@require_GET
def my_work(request):
    """What waits for one unit of the asker; whoever works for several chooses."""
    day = localdate()
    units = units_of(request.user, day)
    asked = request.GET.get("don-vi", "")
    unit = next((one for one in units if str(one.pk) == asked), units[0] if units and not asked else None)
    if asked and unit is None:
        raise Http404
    context = {"units": units, "unit": unit, "day": day, **people_notes(request.user, day)}
    if unit:
        link = reverse("monitoring:calendar", args=[calendars.token_of(request.user, unit.pk)])
        context |= {"work": work_of(unit, request.user, day), "calendar": request.build_absolute_uri(link)}
    return render(request, "monitoring/my_work.html", context)


def people_notes(who, day) -> dict:
    """What was handed over to `who`, and for whom they may act while they act for nobody."""
    standing = standing_of(who)
    return {
        "taken_over": HandedOver.objects.filter(taker=holder_of(who), seen_at=None).count(),
        "may_stand_in": [] if standing else list(Deputising.objects.on(day).with_names().filter(deputy=who)),
    }


@require_GET
@login_not_required
def calendar(request, token):
    """A unit's due days, for a calendar program: it cannot sign in, so the link itself says for whom it asks."""
    found = calendars.opened(token)
    unit = found and next((one for one in units_of(found[0], localdate()) if one.pk == found[1]), None)
    if not unit:
        raise Http404
    events = [
        calendars.Event(one.key, one.on, one.title, one.note, request.build_absolute_uri(one.link))
        for one in work_of(unit, found[0], localdate()).dated
    ]
    text = calendars.calendar(f"Việc của {unit.label}", events, timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private"})


@require_GET
def search(request):
    words = vietnamese.nfc(request.GET.get("q", ""))
    context = {"search_words": words, "found": search_for(words, request.user), "shortest": SHORTEST}
    template = "_found.html" if request.htmx and not request.htmx.boosted else "search.html"
    return render(request, f"monitoring/{template}", context)


def _programme(request, pk) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)


def _text(request, pk) -> tuple[Programme, PlanVersion]:
    """The programme and its text in force; a programme without one has no living plan yet."""
    programme = _programme(request, pk)
    version = get_object_or_404(PlanVersion.objects.visible_to(request.user).published(), programme=programme)
    version.programme = programme
    return programme, version

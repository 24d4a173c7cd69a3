"""A plan among the plans above, below and beside it; and sentence by sentence beside one above it."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lotrinh.plans.comparing import counted, uphold
from lotrinh.plans.lineage import carried, duties_from, family_of
from lotrinh.plans.models import PlanVersion, Programme
from lotrinh.plans.rights import runs
from lotrinh.plans.views.shared import visible_programme


@require_GET
def family(request, pk):
    """Who carries what from above, and what nobody took up."""
    programme = visible_programme(request, pk)
    kin = family_of(programme, request.user)
    version = _running(request, programme)
    sentences = carried(version, kin.children) if version else []
    above = [duties_from(one, version) for one in kin.parents] if version else []
    context = {
        "programme": programme,
        "family": kin,
        "version": version,
        "from_above": [duties for duties in above if duties],
        "sentences": sentences,
        "nobody": [one for one in sentences if not one.is_taken_up],
        "taken": [one for one in sentences if one.is_taken_up],
        "may_run": runs(request.user, programme),
    }
    return render(request, "plans/lineage.html", context)


@require_GET
def alignment(request, pk, upper):
    """The text in force beside that of a linked plan above it; `loai` shows one kind of change only."""
    lower = _running(request, visible_programme(request, pk))
    above = _running(request, visible_programme(request, upper))
    if lower is None or above is None or not _is_above(lower.programme, above.programme, request.user):
        raise Http404
    compared = uphold(above, lower)
    only = request.GET.get("loai", "")
    context = {
        "lower": lower,
        "upper": above,
        "counts": counted(compared),
        "only": only,
        "compared": [one for one in compared if only in ("", one.change)],
    }
    return render(request, "plans/alignment.html", context)


def _is_above(lower: Programme, upper: Programme, who) -> bool:
    return any(kin.programme == upper for kin in family_of(lower, who).parents)


def _running(request, programme: Programme) -> PlanVersion | None:
    """Its text in force, as far as the asker may see it."""
    version = PlanVersion.objects.visible_to(request.user).published().filter(programme=programme).first()
    if version is not None:
        version.programme = programme
    return version

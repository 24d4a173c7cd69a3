"""Sites and grounds of a plan as the map draws them, quarter by quarter."""

from collections.abc import Iterable

from django.urls import reverse

from lotrinh.clusters.models import Plot
from lotrinh.relocation.models import PlannedDecision, ScenarioRun
from lotrinh.relocation.scenarios import quarters
from lotrinh.relocation.scenarios.facts import KIND_WORDS
from lotrinh.relocation.scenarios.gathering import middle_of


def picture(run: ScenarioRun, rows: Iterable[PlannedDecision], who) -> dict:
    """What the page hands to the script: quarters in words, sites with their move, outlines of the plots."""
    labels = run.problem["quarters"]
    grounds = _grounds(run, who)
    sites = [
        {
            "name": one.establishment.name,
            "at": [float(one.establishment.latitude), float(one.establishment.longitude)],
            "kind": one.kind,
            "words": one.words,
            "quarter": labels.index(one.quarter) if one.quarter else None,
            "to": grounds.get(one.cluster_id, {}).get("at"),
            "address": reverse("scenarios:why", args=[run.pk, one.establishment_id]),
        }
        for one in rows
        if one.establishment.latitude is not None
    ]
    kinds = {kind: word for kind, word in KIND_WORDS.items() if any(site["kind"] == kind for site in sites)}
    return {
        "kinds": kinds,
        "quarters": [quarters.words(label) for label in labels],
        "sites": sites,
        "grounds": list(grounds.values()),
    }


def _grounds(run: ScenarioRun, who) -> dict[int, dict]:
    plots = (
        Plot.objects.visible_to(who)
        .industrial()
        .filter(cluster__name__in=run.problem["zones"]["id"], outline__isnull=False)
        .select_related("cluster")
    )
    found: dict[int, dict] = {}
    for plot in plots:
        one = found.setdefault(plot.cluster_id, {"name": plot.cluster.name, "outlines": []})
        one["outlines"].append(plot.outline)
    for one in found.values():
        one["at"] = middle_of(one["outlines"])
    return found

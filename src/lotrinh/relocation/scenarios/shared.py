"""What several pages of a run ask: the run in one's scope, its decisions, the groups people are put in."""

from collections.abc import Iterable

from django.db.models import Case, F, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from lotrinh.core.vietnamese import fold
from lotrinh.establishments.choices import TradeType
from lotrinh.establishments.models import Establishment
from lotrinh.relocation.models import PlannedDecision, Scenario, ScenarioRun
from lotrinh.relocation.models.scenarios import PlanKind, RunState
from lotrinh.relocation.scenarios import reading, tables
from lotrinh.relocation.scenarios.actions import parts_of

PAGE = 50
"""Rows of establishments on one page: on a phone each is a card."""
MOST_WAITING = 20


def visible_run(request, pk: int) -> ScenarioRun:
    runs = ScenarioRun.objects.visible_to(request.user).select_related(
        "scenario__programme", "near", "job", "handed_over"
    )
    return get_object_or_404(runs, pk=pk)


def planned_run(request, pk: int) -> ScenarioRun:
    """A run that has a plan; others have no such pages."""
    run = visible_run(request, pk)
    if run.state != RunState.PLANNED:
        raise Http404
    return run


def visible_decisions(run: ScenarioRun, who):
    """Of establishments `who` sees; the totals of the plan hold everybody."""
    rows = PlannedDecision.objects.visible_to(who).filter(run=run)
    return rows.select_related("establishment__area", "cluster").order_by("establishment__name_sort", "pk")


def narrowed(rows, asked) -> tuple:
    """The decisions that `huong` (a kind) and `q` (words of the name or code) leave, and both for the form."""
    kind, words = asked.get("huong", ""), asked.get("q", "").strip()
    if kind in PlanKind.values:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(establishment__fold__contains=fold(words))
    return rows, {"kinds": PlanKind.choices, "kind": kind, "words": words}


def frame(request, run: ScenarioRun, tab: str) -> dict:
    """What every page of a run shows."""
    may_edit = Scenario.objects.editable_by(request.user).filter(pk=run.scenario_id).exists()
    return {"run": run, "scenario": run.scenario, "tab": tab, "may_edit": may_edit, "is_sample": run.is_sample}


def groups_of(run: ScenarioRun, by: str) -> dict[str, str]:
    """Code of each establishment → its ward, trade or size."""
    rows = PlannedDecision.objects.filter(run=run)
    if by == "quy-mo":
        return {code: reading.size_of(area) for code, area in rows.values_list("establishment__code", "area_m2")}
    if by == "loai":
        words = dict(TradeType.choices)
        return {code: words[trade] for code, trade in rows.values_list("establishment__code", "establishment__trade")}
    return dict(rows.values_list("establishment__code", "establishment__area__name"))


def table_of(run: ScenarioRun, name: str, who) -> tables.Table:
    """The table `name` of a run, as the page and the sheet show it. Raises Http404."""
    if name == "co-so":
        return tables.decisions(run, visible_decisions(run, who))
    if name == "so-lieu":
        return tables.data(run, _names_in(run, who))
    if name == "tien-do":
        return tables.timeline(run)
    if name == "kinh-phi":
        return tables.money(run, parts_of(run)[0])
    if name == "dat":
        return tables.land(run)
    if name == "danh-doi":
        return tables.front(run)
    if name == "danh-doi-thay-doi":
        return tables.change_front(run)
    if name == "cho-lau":
        last = F("quarter").desc()
        stay_first = visible_decisions(run, who).order_by(Case(When(quarter="", then=0), default=1), last)
        return tables.waiting(run, stay_first[:MOST_WAITING])
    if name in tables.FAIRNESS:
        return tables.fairness(run, name, groups_of(run, name))
    if name == "thay-doi" and run.near_id:
        return changes_table(run.near, run, who)
    raise Http404


def _names_in(run: ScenarioRun, who) -> dict[str, str]:
    seen = Establishment.objects.visible_to(who).filter(code__in=run.problem["establishments"]["id"])
    return dict(seen.values_list("code", "name"))


def changes_table(a: ScenarioRun, b: ScenarioRun, who) -> tables.Table:
    """Who changes from run a to run b, of the establishments `who` sees."""
    names = names_of((a, b), who)
    found = [one for one in reading.changes(a.problem, a.answer, b.problem, b.answer) if one.key in names]
    return tables.changes(found, names, a.problem, b.problem)


def names_of(runs: Iterable[ScenarioRun], who) -> dict[str, str]:
    rows = PlannedDecision.objects.visible_to(who).filter(run__in=[run.pk for run in runs])
    return dict(rows.values_list("establishment__code", "establishment__name"))

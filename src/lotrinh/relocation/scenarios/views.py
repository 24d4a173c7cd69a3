"""Pages that show scenarios and their runs."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from lotrinh.plans.models import Programme
from lotrinh.relocation.models import Scenario, ScenarioRun
from lotrinh.relocation.models.scenarios import RunState
from lotrinh.relocation.scenarios import drawing, mapping, papers, reading, tables
from lotrinh.relocation.scenarios.actions import parts_of, under_way
from lotrinh.relocation.scenarios.assumptions import Assumed
from lotrinh.relocation.scenarios.forms import CompareForm
from lotrinh.relocation.scenarios.shared import (
    PAGE,
    changes_table,
    frame,
    narrowed,
    planned_run,
    table_of,
    visible_decisions,
    visible_run,
)

MOST_COMPARED = 200
"""Rows of who changes on the page of two plans; the sheet holds all."""


@require_GET
def index(request):
    """Scenarios one may see, each with its last runs."""
    runs = ScenarioRun.objects.defer("problem", "limits", "flags", "quality", "front").select_related("job")
    found = (
        Scenario.objects.visible_to(request.user)
        .select_related("programme")
        .prefetch_related(Prefetch("runs", runs.order_by("-number"), to_attr="runs_seen"))
    )
    page = Paginator(found, 30).get_page(request.GET.get("trang"))
    planned = ScenarioRun.objects.visible_to(request.user).filter(state=RunState.PLANNED)
    context = {
        "page": page,
        "may_create": Programme.objects.editable_by(request.user).exists(),
        "compare": CompareForm(runs=planned.select_related("scenario")) if planned.count() > 1 else None,
    }
    return render(request, "relocation/scenarios/index.html", context)


@require_GET
def scenario(request, pk):
    """One scenario: what it assumes, what is locked, how each run ended."""
    found = get_object_or_404(Scenario.objects.visible_to(request.user).select_related("programme"), pk=pk)
    may_edit = Scenario.objects.editable_by(request.user).filter(pk=found.pk).exists()
    runs = list(found.runs.defer("problem", "limits", "front").select_related("job"))
    assumed = Assumed(found.assumptions).rows()
    context = {
        "scenario": found,
        "may_edit": may_edit,
        "runs": runs,
        "running": under_way(found),
        "last_planned": next((run for run in runs if run.state == RunState.PLANNED), None),
        "changed": [(one, value, default) for one, value, default, is_changed in assumed if is_changed],
        "kept": [(one, value) for one, value, _, is_changed in assumed if not is_changed],
        "locks": found.locks.standing().select_related("establishment", "cluster", "entry__by"),
        "amendment": getattr(found, "amendment", None),
    }
    return render(request, "relocation/scenarios/scenario.html", context)


@require_GET
def run(request, pk):
    """What one run came to: the plan in figures, or why there is none."""
    found = visible_run(request, pk)
    context = frame(request, found, "tom-tat")
    if found.state == RunState.PLANNED:
        context["tiles"] = reading.tiles(found.problem, found.answer)
        context["land"] = tables.land(found)
    if found.state == RunState.INFEASIBLE:
        context["conflict"] = found.answer["conflict"]
        least, held = reading.money_floor(found.problem)
        context |= {"least": least, "held": held, "short": max(least - held, 0.0)}
    return render(request, "relocation/scenarios/run.html", context)


@require_GET
def decisions(request, pk):
    found = planned_run(request, pk)
    rows, asked = narrowed(visible_decisions(found, request.user), request.GET)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = frame(request, found, "co-so") | asked | {"page": page}
    context["table"] = tables.decisions(found, page.object_list)
    return render(request, "relocation/scenarios/decisions.html", context)


@require_GET
def plan_map(request, pk):
    found = planned_run(request, pk)
    rows = list(visible_decisions(found, request.user))
    picture = mapping.picture(found, rows, request.user)
    context = frame(request, found, "ban-do") | {"picture": picture, "missing": len(rows) - len(picture["sites"])}
    return render(request, "relocation/scenarios/map.html", context)


@require_GET
def timeline(request, pk):
    found = planned_run(request, pk)
    return _table_page(request, found, "tien-do", [tables.timeline(found)])


@require_GET
def money(request, pk):
    """Per purse and year, with the parts; a chart over all purses."""
    found = planned_run(request, pk)
    parts, after = parts_of(found)
    chart = mark_safe(drawing.money_chart(papers.money_bars(found)))
    short = [row for row in parts if row.missing]
    extra = {"chart": chart, "short": short, "after": after, "lowered": found.lowered}
    return _table_page(request, found, "kinh-phi", [tables.money(found, parts)], extra)


@require_GET
def limits(request, pk):
    found = planned_run(request, pk)
    context = frame(request, found, "gioi-han") | {"land": tables.land(found), "gap": found.gap_words}
    return render(request, "relocation/scenarios/limits.html", context)


@require_GET
def fairness(request, pk):
    found = planned_run(request, pk)
    shown = [table_of(found, name, request.user) for name in (*tables.FAIRNESS, "cho-lau")]
    return _table_page(request, found, "cong-bang", shown)


def _table_page(request, found: ScenarioRun, tab: str, shown: list[tables.Table], extra: dict | None = None):
    context = frame(request, found, tab) | {"tables": shown} | (extra or {})
    return render(request, "relocation/scenarios/tables.html", context)


@require_GET
def compare(request):
    """Two plans side by side: figures, money by purse and year, land left, and who changes."""
    planned = ScenarioRun.objects.visible_to(request.user).filter(state=RunState.PLANNED).select_related("scenario")
    form = CompareForm(request.GET or None, runs=planned)
    context = {"form": form}
    if form.is_valid():
        a, b = form.cleaned_data["a"], form.cleaned_data["b"]
        context |= {
            "a": a,
            "b": b,
            "rows": _figures(a, b),
            "money": _beside(tables.money(a, parts_of(a)[0]), tables.money(b, parts_of(b)[0])),
            "changes": changes_table(a, b, request.user).first(MOST_COMPARED),
            "changes_sheet": f"{reverse('scenarios:changes-sheet')}?a={a.pk}&b={b.pk}",
        }
    return render(request, "relocation/scenarios/compare.html", context)


def _figures(a: ScenarioRun, b: ScenarioRun) -> tables.Table:
    one, other = reading.tiles(a.problem, a.answer), reading.tiles(b.problem, b.answer)
    rows = [(word.capitalize(), x, y) for (word, x), (_, y) in zip(one["kinds"], other["kinds"], strict=True)]
    for label, key in (
        ("Tác động tránh được (người-quý)", "avoided"),
        ("Tác động tránh được (%)", "avoided_percent"),
        ("Hỗ trợ (triệu đồng)", "cost"),
        ("Việc làm mất", "jobs_lost"),
        ("Lao động × km đi xa thêm", "worker_km"),
        ("Chưa xử lý được", "unresolved"),
    ):
        rows.append((label, one[key], other[key]))
    left = (_land_left(a), _land_left(b))
    rows.append(("Đất còn lại ở các cụm (m²)", *left))
    columns = (tables.Column("Chỉ tiêu"), *(tables.Column(str(r), 1) for r in (a, b)), tables.Column("Chênh lệch", 1))
    return tables.Table("so-sanh", "Hai phương án cạnh nhau", columns, tuple((*row, row[2] - row[1]) for row in rows))


def _land_left(run: ScenarioRun) -> float:
    area = run.problem["resources"][0]
    return sum(row["left"] for row in reading.land(run.problem, run.answer) if row["resource"] == area)


def _beside(one: tables.Table, other: tables.Table) -> tables.Table:
    """Money used per purse and year in both."""
    used = [{row[:2]: row[4] for row in table.rows} for table in (one, other)]
    keys = sorted(used[0].keys() | used[1].keys())
    columns = (tables.Column("Nguồn"), tables.Column("Năm"), *(tables.Column(f"Phương án {n}", 1) for n in (1, 2)))
    both = ((*key, used[0].get(key, 0.0), used[1].get(key, 0.0)) for key in keys)
    rows = tuple(row for row in both if row[2] or row[3])
    return tables.Table("tien", "Kinh phí dùng từng nguồn, từng năm (triệu đồng)", columns, rows)

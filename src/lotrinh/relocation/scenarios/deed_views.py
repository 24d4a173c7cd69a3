"""Doors of the deeds on scenarios: thin forms, the refusal in words."""

from dataclasses import replace
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from lotrinh.core.registers import Refused
from lotrinh.relocation.models import Dossier, Restriction, Scenario, ScenarioLock, ScenarioRun
from lotrinh.relocation.models.scenarios import PlanKind, RunState
from lotrinh.relocation.scenarios import actions, drawing, fronts, reading, tables
from lotrinh.relocation.scenarios.assumptions import Assumed
from lotrinh.relocation.scenarios.forms import AmendmentForm, AssumptionsForm, LockForm, ScenarioForm
from lotrinh.relocation.scenarios.gathering import SIGNED
from lotrinh.relocation.scenarios.shared import PAGE, frame, narrowed, planned_run, table_of, visible_decisions
from lotrinh.relocation.scenarios.signed import standing


def _editable(request, pk) -> Scenario:
    return get_object_or_404(Scenario.objects.editable_by(request.user).select_related("programme"), pk=pk)


def _say(form, error: Refused) -> None:
    """Each problem at its field when the form has it, the rest on top."""
    form.add_error(None, error.summary)
    for problem in error.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


@require_http_methods(["GET", "POST"])
def create(request):
    form = ScenarioForm(
        request.POST or None, who=request.user, initial={"day": localdate(), "sent_as": uuid4()}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.create_scenario(**form.cleaned_data, by=request.user))
        except Refused as error:
            _say(form, error)
    status = 422 if form.errors else 200
    return render(request, "relocation/scenarios/create.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def assumptions(request, pk):
    scenario = _editable(request, pk)
    form = AssumptionsForm(request.POST or None, assumed=Assumed(scenario.assumptions))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_assumptions(scenario=scenario, values=form.cleaned_data, by=request.user)
        except Refused as error:
            _say(form, error)
        else:
            messages.success(request, "Đã ghi giả định; hãy tính lại phương án để thấy tác dụng.")
            return redirect(scenario)
    status = 422 if form.errors else 200
    return render(request, "relocation/scenarios/assumptions.html", {"scenario": scenario, "form": form}, status=status)


@require_POST
def run_it(request, pk):
    """Solve; with `gan` the last plan is changed as little as possible."""
    scenario = _editable(request, pk)
    near = None
    if request.POST.get("gan"):
        near = scenario.runs.filter(state=RunState.PLANNED).first()
    run = actions.start_run(scenario=scenario, near=near, by=request.user)
    return redirect(run)


@require_POST
def unlock(request, pk, lock):
    scenario = _editable(request, pk)
    actions.open_lock(lock=get_object_or_404(ScenarioLock, pk=lock, scenario=scenario), by=request.user)
    messages.success(request, "Đã mở khoá; lần tính sau được quyết định lại.")
    return redirect(scenario)


@require_http_methods(["GET", "POST"])
def why(request, pk, establishment):
    """Why this establishment, then and there: what else it could do and what that would cost; locks are set here."""
    run = planned_run(request, pk)
    one = get_object_or_404(visible_decisions(run, request.user), establishment=establishment)
    context = frame(request, run, "co-so")
    initial = {"kind": one.kind, "cluster": one.cluster_id, "quarter": one.quarter}
    form = LockForm(request.POST or None, raw=run.problem, who=request.user, initial=initial)
    if request.method == "POST":
        _editable(request, run.scenario_id)
        if form.is_valid() and _locked(request, run, one, form):
            return redirect(run.scenario)
    found = reading.alternatives(run.problem, run.answer, one.establishment.code)
    place = run.problem["establishments"]["id"].index(one.establishment.code)
    mine = Restriction.objects.visible_to(request.user).filter(dossier__establishment=establishment)
    context |= {
        "one": one,
        "restrictions": mine.standing_on(run.scenario.day).select_related("cluster"),
        "form": form,
        "table": tables.alternatives(run, found),
        "exposure": run.problem["establishments"]["exposure"][place],
        "dossier": Dossier.objects.visible_to(request.user).filter(establishment=establishment).first(),
        "lock": run.scenario.locks.standing().filter(establishment=establishment).first(),
    }
    return render(request, "relocation/scenarios/why.html", context, status=422 if form.errors else 200)


def _locked(request, run: ScenarioRun, one, form) -> bool:
    try:
        actions.lock_decision(
            scenario=run.scenario, establishment=one.establishment, by=request.user, **form.cleaned_data
        )
    except Refused as error:
        _say(form, error)
        return False
    messages.success(request, f"Đã khoá quyết định của {one.establishment}. Lần tính sau giữ nguyên.")
    return True


@require_http_methods(["GET", "POST"])
def front(request, pk):
    run = planned_run(request, pk)
    context = frame(request, run, "danh-doi")
    if request.method == "POST":
        _editable(request, run.scenario_id)
        context["job"] = fronts.draw_front(run=run, by=request.user)
        run.refresh_from_db()
    else:
        context["job"] = fronts.open_job(f"front:{run.pk}")
    points = [(row["budget"], row["exposure"], row["bound"]) for row in run.front]
    context |= {"table": tables.front(run), "chart": mark_safe(drawing.front_chart(points))}
    return render(request, "relocation/scenarios/front.html", context)


@require_http_methods(["GET", "POST"])
def changes(request, pk):
    """Who changes against the plan this run was kept close to; and, once asked for, what fewer changes cost."""
    run = planned_run(request, pk)
    shown = table_of(run, "thay-doi", request.user)
    context = frame(request, run, "thay-doi")
    if request.method == "POST":
        _editable(request, run.scenario_id)
        context["job"] = fronts.draw_change_front(run=run, by=request.user)
        run.refresh_from_db()
    else:
        context["job"] = fronts.open_job(f"change-front:{run.pk}")
    page = Paginator(shown.rows, PAGE).get_page(request.GET.get("trang"))
    points = [(row["changed_exposure"], row["value"]) for row in run.change_front]
    context |= {
        "page": page,
        "table": replace(shown, rows=tuple(page)),
        "letters": bool(shown.rows),
        "front": tables.change_front(run),
        "chart": mark_safe(drawing.change_chart(points)),
    }
    return render(request, "relocation/scenarios/changes.html", context)


@require_http_methods(["GET", "POST"])
def hand_over(request, pk):
    """The batch as it would reach the dossiers, row by row beside what stands there now; then one deed.

    What goes are the rows ticked on a page, or all that the filter leaves: some thousand rows are no form.
    """
    run = planned_run(request, pk)
    _editable(request, run.scenario_id)
    rows, asked = narrowed(visible_decisions(run, request.user).exclude(kind=PlanKind.STAY), request.GET)
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("chon") if key.isdecimal() and len(key) < 18]
        chosen = list(rows if "tat_ca" in request.POST else rows.filter(pk__in=keys))
        if _handed_over(request, run, chosen):
            return redirect(run)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    parts, after = actions.parts_of(run)
    dossiers = {
        row.establishment_id: row
        for row in Dossier.objects.visible_to(request.user)
        .filter(establishment__in=[one.establishment_id for one in page])
        .select_related("cluster", "proposed_cluster")
    }
    context = (
        frame(request, run, "chuyen")
        | asked
        | {
            "page": page,
            "total": rows.aggregate(count=Count("pk"), cost=Sum("cost_million")),
            "pairs": [(one, dossiers.get(one.establishment_id)) for one in page],
            "short": [row for row in parts if row.missing],
            "after": after,
            "signed": SIGNED,
        }
    )
    return render(request, "relocation/scenarios/hand_over.html", context)


def _handed_over(request, run: ScenarioRun, chosen) -> bool:
    if not chosen:
        messages.error(request, "Chưa chọn cơ sở nào để chuyển.")
        return False
    try:
        count = actions.hand_over(run=run, decisions=chosen, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
        return False
    messages.success(request, f"Đã chuyển {count} đề xuất vào hồ sơ; từng hồ sơ còn chờ người quyết định.")
    return True


@require_http_methods(["GET", "POST"])
def amend(request, pk):
    """The budget is cut: first what is paid and signed against the new amount, then, confirmed, the plan made anew."""
    run = planned_run(request, pk)
    _editable(request, run.scenario_id)
    form = AmendmentForm(request.POST or None, who=request.user, raw=run.problem, initial={"sent_as": uuid4()})
    context = frame(request, run, "dieu-chinh") | {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        context["standing"] = standing(given["purse"], given["year"], given["amount_million"], request.user)
        if "lam" in request.POST:
            try:
                amendment = actions.amend_budget(run=run, by=request.user, **given)
            except Refused as error:
                _say(form, error)
            else:
                return redirect(amendment.scenario)
    return render(request, "relocation/scenarios/amend.html", context, status=422 if form.errors else 200)

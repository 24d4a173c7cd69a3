"""Files of a run: sheets of its tables, the leader's sheet, letters, and the proof for whoever checks it."""

import json

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.core.downloads import download
from lotrinh.documents.writing.docx import to_docx
from lotrinh.documents.writing.pdf import to_pdf
from lotrinh.relocation.models import Amendment, Scenario, ScenarioRun
from lotrinh.relocation.models.scenarios import RunState
from lotrinh.relocation.scenarios import papers, reading
from lotrinh.relocation.scenarios.forms import CompareForm
from lotrinh.relocation.scenarios.shared import changes_table, planned_run, table_of, visible_decisions, visible_run

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def sheet(request, pk, table):
    run = planned_run(request, pk)
    return download(table_of(run, table, request.user).sheet(), f"phuong-an-{run.pk}-{table}.xlsx", XLSX)


@require_GET
def changes_sheet(request):
    planned = ScenarioRun.objects.visible_to(request.user).filter(state=RunState.PLANNED).select_related("scenario")
    form = CompareForm(request.GET, runs=planned)
    if not form.is_valid():
        raise Http404
    table = changes_table(form.cleaned_data["a"], form.cleaned_data["b"], request.user)
    return download(table.sheet(), "thay-doi.xlsx", XLSX)


@require_GET
def leaders_sheet(request, pk, form):
    run = planned_run(request, pk)
    text = papers.leaders_sheet(run, run.scenario.programme.owner_on(localdate()), localdate())
    if form == "docx":
        return download(to_docx(text), f"to-trinh-phuong-an-{run.pk}.docx", DOCX)
    if form == "pdf":
        return download(to_pdf(text), f"to-trinh-phuong-an-{run.pk}.pdf", "application/pdf")
    raise Http404


@require_GET
def letters(request, pk):
    """One letter for each changed establishment the asker sees: for those who run the programme."""
    run = planned_run(request, pk)
    get_object_or_404(Scenario.objects.editable_by(request.user), pk=run.scenario_id)
    if run.near is None:
        raise Http404
    decisions = {one.establishment.code: one for one in visible_decisions(run, request.user)}
    found = reading.changes(run.near.problem, run.near.answer, run.problem, run.answer)
    amendment = Amendment.objects.filter(scenario=run.scenario).select_related("purse").first()
    why = (
        f"kinh phí của “{amendment.purse}” năm {amendment.year} được điều chỉnh theo {amendment.document}"
        if amendment
        else "phương án chung được lập lại theo số liệu mới"
    )
    owner = run.scenario.programme.owner_on(localdate())
    content = papers.letters(run, found, decisions, owner, localdate(), why)
    return download(content, f"thu-thong-bao-{run.pk}.zip", "application/zip")


@require_GET
def proof(request, pk, part):
    """The problem or the answer as the exchange format has it, for `lotrinh relocate check`.

    They name every establishment of the plan: for those who run the programme.
    """
    run = visible_run(request, pk)
    get_object_or_404(Scenario.objects.editable_by(request.user), pk=run.scenario_id)
    parts = {"bai-toan": run.problem, "loi-giai": run.answer}
    if not parts.get(part):
        raise Http404
    content = json.dumps(parts[part], ensure_ascii=False)
    return download(content, f"phuong-an-{run.pk}-{part}.json", "application/json")

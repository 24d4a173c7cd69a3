"""Totals of a round: how many of how many, opened into units and rows, kept with the versions they used."""

import tempfile
from collections.abc import Iterator
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from lotrinh.collection import actions
from lotrinh.collection.cells import worded
from lotrinh.collection.choices import QuestionKind, UnitState
from lotrinh.collection.models import Round
from lotrinh.collection.told import numeric_questions
from lotrinh.collection.totals import cells_of, previous_round, tallies_of, totals_of, year_totals
from lotrinh.collection.views.asking import UNITS_A_PAGE
from lotrinh.collection.views.common import round_or_404, tell
from lotrinh.core.registers import register_named
from lotrinh.core.registers.errors import Refused
from lotrinh.core.sheets import write_table
from lotrinh.core.vietnamese import fold
from lotrinh.organizations.permissions import in_scope, only

_OF_UNIT = ("Đơn vị", "Trạng thái", "Bản số")
NAMED = 60
"""Units without an answer that the page names; how many more there are is said."""


def _asked_by_us(request, pk: int) -> Round:
    """Totals hold every unit's figures: they are for the asking unit's people, not for the units."""
    return get_object_or_404(Round.objects.asked_by(request.user).select_related("asker"), pk=pk)


@require_GET
@only(in_scope)
def totals(request, pk):
    round = _asked_by_us(request, pk)
    day = localdate()
    rounds, over_year = year_totals(round)
    context = {
        "round": round,
        "found": totals_of(round),
        "lacking": _lacking(round, day),
        "rounds": rounds,
        "over_year": over_year,
        "tallies": tallies_of(round),
        "may_keep": Round.objects.editable_by(request.user).filter(pk=pk).exists(),
        "register": register_named(round.register) if round.register else None,
        "previous": previous_round(round),
        "day": day,
    }
    return render(request, "collection/totals.html", context)


def _lacking(round: Round, day) -> list:
    """Units whose answer is in no total yet, each told whether it is late."""
    lines = list(round.units.filter(accepted=None).select_related("unit").order_by("unit__sort_key")[:NAMED])
    for line in lines:
        line.round = round
        line.late = line.is_late_on(day)
    return lines


@require_GET
@only(in_scope)
def total(request, pk, key):
    """One total opened into the units that told it and those that did not."""
    round = _asked_by_us(request, pk)
    question = next((one for one in numeric_questions(round) if one.key == key), None)
    if question is None:
        raise Http404
    page = Paginator(round.units.for_matrix(), UNITS_A_PAGE).get_page(request.GET.get("trang"))
    day = localdate()
    for line in page:
        line.round = round
        line.late = line.is_late_on(day)
    page.object_list = cells_of(round, question, page.object_list)
    found = next(one for one in totals_of(round).totals if one.question.key == key)
    context = {"round": round, "question": question, "total": found, "page": page}
    return render(request, "collection/total.html", context)


@require_POST
@only(in_scope)
def keep(request, pk):
    round = round_or_404(request, pk, own=True)
    try:
        actions.take_tally(round=round, by=request.user, note=request.POST.get("dung", ""))
        messages.success(request, "Đã chốt bản tổng hợp với các bản trả lời đã nhận đến lúc này.")
    except Refused as error:
        tell(request, error)
    return redirect("collection:totals", pk)


@require_GET
@only(in_scope)
def workbook(request, pk):
    """Every unit a row, every question a column, as accepted; who did not answer is named with empty cells.

    Of a round on a register every row of every unit.
    """
    round = _asked_by_us(request, pk)
    lines = round.units.select_related("unit", "accepted").order_by("unit__sort_key")
    if round.register:
        header, rows = [*_OF_UNIT, *(label for _, label in round.columns)], _rows_of_register(lines)
    else:
        questions = [one for one in round.questions.all() if one.kind != QuestionKind.FILE]
        header = [*_OF_UNIT, *(f"{one.key}. {one.heading}" for one in questions)]
        rows = (_row(line, questions) for line in lines)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    mark = " – DỮ LIỆU MẪU" if round.is_sample else ""
    write_table(file, header, rows, title=f"{round.title}{mark}")
    file.seek(0)
    name = fold(round.title).replace(" ", "-")[:80]
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


def _rows_of_register(lines) -> Iterator[list]:
    for line in lines:
        for row in (line.accepted.content["rows"] if line.accepted else None) or [[]]:
            yield [*_of_unit(line), *row]


def _of_unit(line) -> list:
    return [line.unit.name, UnitState(line.state).label, line.accepted.number if line.accepted else None]


def _row(line, questions) -> list:
    cells = line.accepted.content if line.accepted else {}
    told = [_number(cells.get(one.key)) if one.is_number else worded(one, cells.get(one.key)) for one in questions]
    return [*_of_unit(line), *told]


def _number(kept):
    return Decimal(kept) if isinstance(kept, str) else None

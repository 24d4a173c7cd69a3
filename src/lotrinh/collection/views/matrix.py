"""A running round: the matrix of units and states, taking over many answers, files dropped in, messages to chase."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.collection import actions
from lotrinh.collection.actions import Author
from lotrinh.collection.actions.exchanging import take_answer
from lotrinh.collection.choices import RoundState, UnitState, Via
from lotrinh.collection.errors import Flawed
from lotrinh.collection.exchange import LARGEST
from lotrinh.collection.messages import messages_for
from lotrinh.collection.models import Round, RoundUnit
from lotrinh.collection.receiving import receive
from lotrinh.collection.totals import stale_answers, worth_calling
from lotrinh.collection.views.asking import UNITS_A_PAGE, preview
from lotrinh.collection.views.common import round_or_404
from lotrinh.core.keys import key_in
from lotrinh.core.registers.errors import Refused
from lotrinh.core.vietnamese import fold
from lotrinh.organizations.permissions import in_scope, only, register_writer

MOST_FILES = 120
NAMED = 10
"""Refusals that one message names; how many more there are is said."""
LATE, CALLS = "late", "goi"


@require_http_methods(["GET", "HEAD"])
@only(in_scope)
def round_page(request, pk):
    """The preview of a prepared round; else the matrix of units and states, for whoever runs it."""
    round = round_or_404(request, pk)
    is_own = Round.objects.editable_by(request.user).filter(pk=pk).exists()
    if not is_own:
        own = list(RoundUnit.objects.visible_to(request.user).filter(round=round)[:2])
        if len(own) == 1:
            return redirect(own[0])
    if round.state == RoundState.PREPARED:
        return preview(request, round)
    return _matrix(request, round, is_own)


def _matrix(request, round: Round, is_own: bool):
    """One page of the units; what is reckoned from all of them is counted by the database or remembered."""
    day = localdate()
    visible = RoundUnit.objects.visible_to(request.user).filter(round=round)
    counted = dict(visible.order_by().values_list("state").annotate(Count("pk")))
    late = visible.late_on(day)
    calls = worth_calling(round) if is_own else {}
    chosen, words = request.GET.get("loai", ""), request.GET.get("tim", "")[:100]
    lines = _chosen(visible, late, calls, chosen)
    for word in fold(words).split():
        lines = lines.filter(unit__fold__contains=word)
    page = Paginator(lines.for_matrix(), UNITS_A_PAGE).get_page(request.GET.get("trang"))
    stale = stale_answers([line.current for line in page if line.current]) if is_own else {}
    own = actions.who_else_accepts(request.user, round, page) if is_own and round.is_open else {}
    for line in page:
        line.needs_another = own.get(line.pk, "")
        line.round, line.late = round, day > round.due and line.state in UnitState.owing()
        line.calls, line.stale = calls.get(line.pk, []), stale.get(line.current_id, [])
    context = {
        "round": round,
        "is_own": is_own,
        "tabs": [(state, UnitState(state).label, counted.get(state, 0)) for state in UnitState.values],
        "late_count": late.count(),
        "total": sum(counted.values()),
        "accepted": counted.get(UnitState.ACCEPTED, 0),
        "sent": counted.get(UnitState.SENT, 0),
        "upto": visible.aggregate(last=Max("current"))["last"] or 0,
        "chosen": chosen,
        "words": words,
        "page": page,
        "call_count": len(calls),
    }
    return render(request, "collection/round.html", context)


def _chosen(visible, late, calls: dict[int, list[str]], chosen: str):
    """The lines of one tab; all of them where the tab is unknown."""
    if chosen == LATE:
        return late
    if chosen == CALLS:
        return visible.filter(pk__in=list(calls))
    return visible.filter(state=chosen) if chosen in UnitState.values else visible


@require_POST
@only(register_writer)
def accept(request, pk):
    """Accept the ticked units, or all that sent; each that cannot be taken is named with its reason."""
    round = round_or_404(request, pk, own=True)
    lines = _to_accept(request, round)
    if not lines:
        messages.warning(request, "Chưa chọn đơn vị nào." if "moi" not in request.POST else "Không có gì để nhận.")
        return redirect(round)
    accepted, refused = actions.accept(lines=lines, by=request.user, upto=key_in(request.POST.get("den", "")))
    if accepted:
        messages.success(request, f"Đã nhận {len(accepted)} trả lời.")
    for _, why in refused[:NAMED]:
        messages.error(request, why)
    if len(refused) > NAMED:
        messages.error(request, f"Còn {len(refused) - NAMED} trả lời khác chưa nhận được; xem ở “Đã gửi”.")
    return redirect(round)


def _to_accept(request, round: Round) -> list[RoundUnit]:
    """Lines that were ticked; with `moi` all that were sent, but those worth a call."""
    if "moi" in request.POST:
        calls = worth_calling(round)
        return [line for line in round.units.filter(state=UnitState.SENT) if line.pk not in calls]
    keys = [key for text in request.POST.getlist("don-vi") if (key := key_in(text)) is not None]
    return list(round.units.filter(pk__in=keys[:UNITS_A_PAGE]))


@require_GET
@only(register_writer)
def chase(request, pk):
    """One message a unit that still owes an answer, with its link, to paste into a chat."""
    round = round_or_404(request, pk, own=True)
    lines = list(round.units.waiting().select_related("round__asker", "unit").order_by("unit__sort_key"))
    found = messages_for(lines, localdate(), request.build_absolute_uri)
    context = {"round": round, "page": Paginator(found, UNITS_A_PAGE).get_page(request.GET.get("trang"))}
    return render(request, "collection/chase.html", context)


@require_POST
@only(register_writer)
def chased(request, pk):
    """Remember that the units that still owe were reminded today."""
    round = round_or_404(request, pk, own=True)
    count = round.units.waiting().update(chased_at=now())
    messages.success(request, f"Đã ghi là đã nhắc {count} đơn vị.")
    return redirect(round)


def _receive(file, round: Round, by) -> None:
    """A workbook, or the signed answer of an office with the same software."""
    if file.name.lower().endswith(".json"):
        take_answer(data=file.read(LARGEST + 1), round=round, by=by)
    else:
        receive(file=file, author=Author(Via.SHEET, user=by), expected=round)


@require_POST
@only(register_writer)
def drop(request, pk):
    """Workbooks that came by mail or chat, many at once: each finds its unit by its own mark."""
    round = round_or_404(request, pk, own=True)
    files = request.FILES.getlist("tep")[:MOST_FILES]
    if not files:
        messages.warning(request, "Chưa chọn tệp nào.")
    taken = 0
    for file in files:
        try:
            _receive(file, round, request.user)
            taken += 1
        except Flawed as error:
            kept = (
                "Tệp đã lưu thành bản đang điền của đơn vị." if error.is_kept else "Bản đã gửi trước đó vẫn giữ nguyên."
            )
            messages.error(request, f"{file.name}: {error} {kept}")
        except Refused as error:
            messages.error(request, f"{file.name}: {error}")
    if taken:
        messages.success(request, f"Đã nhận {taken}/{len(files)} tệp.")
    return redirect(round)

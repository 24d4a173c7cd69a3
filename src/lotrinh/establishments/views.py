"""Suspected duplicates: shown side by side, merged or kept apart by a person, and separated again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.registers import Refused, register_of
from lotrinh.establishments import actions
from lotrinh.establishments.duplicates import Candidate, suspicions
from lotrinh.establishments.models import DistinctPair, Establishment

MOST_SHOWN = 50
_COMPARED = ("pk", "name", "area", "trade", "phone", "latitude", "longitude")


def keepers_only(view):
    """Whoever keeps the register; for others there is no such page."""

    def guarded(request, *args, **kwargs):
        if not register_of(Establishment).may.change(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@keepers_only
def duplicates(request):
    """Pairs within this person's scope that may be one, and what was merged before."""
    mine = Establishment.objects.editable_by(request.user)
    found = suspicions(candidates_of(request.user), frozenset(DistinctPair.objects.values_list("first", "second")))
    shown = found[:MOST_SHOWN]
    keys = {key for one in shown for key in (one.first, one.second)}
    rows = mine.select_related("area").in_bulk(keys)
    context = {
        "pairs": [(rows[one.first], rows[one.second], one.reasons) for one in shown],
        "count": len(found),
        "merged": mine.merged_away().select_related("area", "merged_into").order_by("name_sort")[:200],
        "slug": register_of(Establishment).slug,
    }
    return render(request, "establishments/duplicates.html", context)


def candidates_of(who) -> list[Candidate]:
    """The establishments at work that `who` may write; telephones only for those who may see them."""
    register = register_of(Establishment)
    rows = Establishment.objects.not_merged().operating_on(localdate()).editable_by(who)
    may_see_phone = register.lets_see(who, "phone")
    return [
        Candidate(
            key=key,
            name=name,
            area=area,
            trade=trade,
            phone=phone if may_see_phone else "",
            point=None if latitude is None else (float(latitude), float(longitude)),
        )
        for key, name, area, trade, phone, latitude, longitude in rows.values_list(*_COMPARED)
    ]


@require_POST
@keepers_only
def merge(request):
    keep, drop = _picked(request, "giu"), _picked(request, "bo")
    if "doi" in request.GET:  # the other of the two is kept
        keep, drop = drop, keep
    return _done(request, f"Đã gộp {drop} vào {keep}.", actions.merge_establishments, rows=[drop], into=keep)


@require_POST
@keepers_only
def keep_apart(request):
    one, other = _picked(request, "giu"), _picked(request, "bo")
    return _done(request, "Đã ghi nhận hai cơ sở không trùng.", actions.keep_apart, one=one, other=other)


@require_POST
@keepers_only
def separate(request):
    row = _picked(request, "bo")
    return _done(request, f"Đã tách lại {row}.", actions.separate_establishments, rows=[row])


def _picked(request, name: str) -> Establishment:
    rows = Establishment.objects.editable_by(request.user).select_related("merged_into")
    return get_object_or_404(rows, pk=key_in(request.POST.get(name, "")))


def _done(request, said: str, deed, **arguments):
    reason = request.POST.get("reason", "").strip()[:300]
    if not reason:
        messages.error(request, "Hãy ghi lý do; lý do đứng trong lịch sử của cả hai cơ sở.")
        return redirect("establishments:duplicates")
    try:
        deed(**arguments, reason=reason, by=request.user)
    except Refused as error:
        messages.error(request, " ".join(problem.message for problem in error.problems) or str(error))
    else:
        messages.success(request, said)
    return redirect("establishments:duplicates")

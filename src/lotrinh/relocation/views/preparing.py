"""Before anything is decided: a dossier for each establishment among homes, and a count of who lives near."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from lotrinh.core.registers import Refused, register_of
from lotrinh.core.registers.forms import dress
from lotrinh.establishments.choices import TradeType
from lotrinh.organizations.permissions import cluster_officer
from lotrinh.relocation import actions
from lotrinh.relocation.forms import DensityForm, areas_of
from lotrinh.relocation.models import Dossier, Home, ResidentsNear
from lotrinh.relocation.preparing import Coverage, among_homes, without_dossier
from lotrinh.relocation.views.shared import say_refusal, staff

SHOWN = 300


@staff
@require_http_methods(["GET", "POST"])
def open_dossiers(request):
    """Establishments among homes that have no dossier yet; one click opens one for each that is ticked, or for all."""
    if not register_of(Dossier).may.change(request.user):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    area, trade = asked.get("dia_ban", ""), asked.get("loai", "")
    rows = without_dossier(request.user, localdate())
    rows = rows.filter(area=int(area)) if area.isdecimal() and len(area) < 18 else rows
    rows = rows.filter(trade=trade) if trade in TradeType.values else rows
    if request.method == "POST" and _opened(request, rows):
        return redirect("relocation:index")
    context = {
        "count": rows.count(),
        "rows": list(rows.select_related("area").order_by("name_sort", "pk")[:SHOWN]),
        "areas": areas_of(request.user)[:200],
        "trades": TradeType.choices,
        "area": area,
        "trade": trade,
    }
    return render(request, "relocation/open.html", context)


def _opened(request, rows) -> bool:
    if "tat_ca" not in request.POST:
        keys = [int(key) for key in request.POST.getlist("dong") if key.isdecimal() and len(key) < 18][:SHOWN]
        rows = rows.filter(pk__in=keys)
    chosen = list(rows)
    if not chosen:
        messages.error(request, "Chưa chọn cơ sở nào.")
        return False
    try:
        made = actions.open_dossiers(rows=chosen, on=localdate(), by=request.user)
    except Refused as error:
        say_refusal(request, error)
        return False
    messages.success(request, f"Đã lập {len(made)} hồ sơ. Tiếp theo: số dân quanh cơ sở, rồi sàng lọc.")
    return True


@staff
@require_http_methods(["GET", "POST"])
def residents(request):
    """How well it is known who lives near; count from points with people, or estimate what nobody counted."""
    if not cluster_officer(request.user):
        raise Http404
    today = localdate()
    places = list(among_homes(request.user, today))
    form = DensityForm(request.POST if request.POST.get("_viec") == "uoc" else None, who=request.user)
    dress(form)
    if request.method == "POST" and _counted(request, places, form):
        return redirect("relocation:residents")
    latest = ResidentsNear.objects.latest_on(today, "counted_on")
    context = {
        "coverage": Coverage.of(places, dict(latest.values_list("establishment", "method"))),
        "homes": Home.objects.visible_to(request.user).known_on(today).count(),
        "form": form,
    }
    return render(request, "relocation/residents.html", context, status=422 if form.errors else 200)


def _counted(request, places, form) -> bool:
    if request.POST.get("_viec") != "uoc":
        try:
            made = actions.count_from_homes(places=places, on=localdate(), by=request.user)
        except Refused as error:
            say_refusal(request, error)
        else:
            messages.success(request, f"Đã đếm cho {len(made)} cơ sở từ điểm dân cư.")
        return True
    if not form.is_valid():
        return False
    try:
        made = actions.estimate_residents(places=places, by=request.user, **form.cleaned_data)
    except Refused as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"Đã ước tính cho {len(made)} cơ sở; ở đâu dùng cũng ghi là ước tính.")
    return True

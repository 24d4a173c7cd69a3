"""Survey by phone: one page, the point from the browser, what is near and alike shown before it is entered twice."""

import secrets
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh.core.registers import Refused, register_of
from lotrinh.establishments.duplicates import NEAR_M, core_of, metres_between
from lotrinh.establishments.models import Establishment
from lotrinh.relocation import actions
from lotrinh.relocation.forms import SurveyForm
from lotrinh.relocation.models import Dossier
from lotrinh.relocation.views.shared import refusal_lines, staff

LOOK_M = 3 * NEAR_M
"""A phone's point is wrong by some tens of metres: what lies within this is worth asking about."""
MOST_SUGGESTED = 6


@staff
@require_http_methods(["GET", "POST"])
def survey(request):
    if not register_of(Dossier).may.change(request.user):
        raise Http404
    known = request.GET.get("co_so", "")
    initial = _initial(request.user, int(known)) if known.isdecimal() and len(known) < 18 else {}
    form = SurveyForm(request.POST or None, request.FILES or None, who=request.user, initial=initial)
    # The code is fixed when the form is opened: sent twice, it changes the same establishment.
    given = request.POST.get("ma_du_kien", "")
    planned = given if given.startswith("KS-") and len(given) == 11 else f"KS-{secrets.token_hex(4)}"
    if form.is_valid():
        try:
            dossier = actions.survey(by=request.user, **_told(form, planned))
        except Refused as error:
            for line in refusal_lines(error):
                form.add_error(None, line)
        else:
            messages.success(request, f"Đã ghi khảo sát: {dossier.establishment}.")
            return redirect("relocation:dossier", dossier.pk)
    context = {"form": form, "planned": planned}
    return render(request, "relocation/survey.html", context, status=422 if form.is_bound else 200)


def _told(form: SurveyForm, planned: str) -> dict:
    given = form.cleaned_data
    photo = given["photo"]
    names = (
        "name", "trade", "area", "on", "existing", "address", "latitude", "longitude", "land_area_m2",
        "in_residential_area", "on_urban_residential_land",
    )  # fmt: skip
    return {name: given[name] for name in names} | {
        "code": given["code"] or (given["existing"].code if given["existing"] else planned),
        "rings": form.rings,
        "photo": photo,
        "photo_name": photo.name if photo else "",
    }


def _initial(who, key: int) -> dict:
    """The form filled from an establishment that is known already."""
    row = Establishment.objects.editable_by(who).not_merged().filter(pk=key).first()
    if row is None:
        raise Http404
    names = (
        "name", "code", "trade", "area", "address", "latitude", "longitude", "land_area_m2", "in_residential_area",
        "on_urban_residential_land",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names} | {"existing": row.pk}


@staff
@require_GET
def near(request):
    """What is entered already near this point or under such a name: a part of the survey page."""
    if not register_of(Dossier).may.change(request.user):
        raise Http404
    name, point = request.GET.get("name", "")[:200], _point(request.GET)
    found = suggestions(request.user, name, point)
    return render(request, "relocation/_near.html", {"found": found, "asked": bool(name or point)})


def suggestions(who, name: str, point: tuple[float, float] | None) -> list[tuple[Establishment, str]]:
    """Establishments `who` may write that may be the one being surveyed, nearest first, and why. One query."""
    rows = Establishment.objects.editable_by(who).not_merged().select_related("area")
    words = set(core_of(name))
    if point is not None:
        reach = Decimal(LOOK_M) / 100_000
        latitude, longitude = Decimal(str(point[0])), Decimal(str(point[1]))
        near_by = rows.filter(
            latitude__range=(latitude - reach, latitude + reach),
            longitude__range=(longitude - reach, longitude + reach),
        )
    else:
        near_by = rows.none()
    found: dict[int, tuple[float, Establishment, str]] = {}
    for row in near_by[:200]:
        metres = metres_between(point, (float(row.latitude), float(row.longitude)))
        if metres <= LOOK_M:
            found[row.pk] = (metres, row, f"cách {metres:.0f} m")
    if words:
        alike = rows
        for word in words:
            alike = alike.filter(fold__contains=word)
        for row in alike.order_by("name_sort")[:MOST_SUGGESTED]:
            metres, _, why = found.get(row.pk, (LOOK_M * 10, row, ""))
            found[row.pk] = (metres - LOOK_M, row, ", ".join(filter(None, ["tên giống", why])))
    ordered = sorted(found.values(), key=lambda one: (one[0], one[1].pk))
    return [(row, why) for _, row, why in ordered[:MOST_SUGGESTED]]


def _point(query) -> tuple[float, float] | None:
    try:
        latitude, longitude = (Decimal(query.get(name, "").replace(",", ".")) for name in ("latitude", "longitude"))
    except InvalidOperation:
        return None
    if not (8 <= latitude <= 24 and 102 <= longitude <= 118):
        return None
    return float(latitude), float(longitude)

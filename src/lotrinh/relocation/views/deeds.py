"""Deeds on one dossier or many: chosen, tried without being kept, then done under one entry."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core import vietnamese
from lotrinh.core.registers import Refused, audit, register_of
from lotrinh.core.registers.forms import dress
from lotrinh.documents.models import StoredFile
from lotrinh.organizations.permissions import cluster_officer
from lotrinh.relocation import actions
from lotrinh.relocation.actions.owners import LETTERS
from lotrinh.relocation.actions.stepping import FILES
from lotrinh.relocation.choices import Side, Step
from lotrinh.relocation.deeds import DEEDS, DossierDeed
from lotrinh.relocation.forms import ComplainantForm, LinkForm, VerifyForm, areas_of
from lotrinh.relocation.models import Complaint, Dossier
from lotrinh.relocation.views.shared import (
    editable_dossier,
    note_look,
    refusal_lines,
    say_refusal,
    staff,
    unread_letters,
    visible_dossier,
)

MOST = 400
"""Rows of one batch, so that the form stays below the limit of fields."""
WAITING = {
    "de-xuat": ("có đề xuất chờ quyết định", lambda rows: rows.exclude(proposed_option="")),
    "chua-bao": ("đã chọn, chưa báo chủ", lambda rows: rows.exclude(option="").filter(announced_on=None)),
    "kiem-tra": ("báo đã ngừng, chờ kiểm tra", lambda rows: rows.filter(stopped_on__isnull=False, verified_on=None)),
}
"""What the rows of a batch may be waiting for: its name in the address, its label, the rows."""


@staff
@require_GET
def batch(request):
    """Dossiers to tick, narrowed by step, side and ward, and the deeds that can be done on many at once."""
    if not register_of(Dossier).may.change(request.user):
        raise Http404
    rows = Dossier.objects.editable_by(request.user).select_related("establishment__area", "cluster")
    step, side, area = (request.GET.get(name, "") for name in ("buoc", "tinh_trang", "dia_ban"))
    rows = rows.filter(step=step) if step in Step.values else rows
    rows = rows.filter(side=side) if side in Side.values and side else rows
    rows = rows.filter(establishment__area=int(area)) if area.isdecimal() and len(area) < 18 else rows
    words = request.GET.get("q", "").strip()
    rows = rows.filter(establishment__fold__contains=vietnamese.fold(words)) if words else rows
    waits = request.GET.get("cho", "")
    rows = WAITING[waits][1](rows) if waits in WAITING else rows
    found = list(rows.order_by("establishment__name_sort", "pk")[: MOST + 1])
    context = {
        "rows": found[:MOST],
        "is_cut": len(found) > MOST,
        "deeds": [deed for deed in DEEDS.values() if deed.on_many and deed.may(request.user)],
        "steps": Step.choices,
        "sides": Side.choices[1:],
        "areas": areas_of(request.user)[:200],
        "step": step,
        "side": side,
        "area": area,
        "words": words,
        "waits": waits,
        "waitings": [(key, label) for key, (label, _) in WAITING.items()],
    }
    return render(request, "relocation/batch.html", context)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a deed would do: nothing is kept. `problems` empty: it would be done."""

    problems: tuple[str, ...]


class _OnlyTrying(Exception):
    pass


@staff
@require_http_methods(["GET", "POST"])
def do(request, slug):
    """`dong` names the dossiers; every one must be the user's to write, else none is touched."""
    deed = DEEDS.get(slug)
    asked = request.POST if request.method == "POST" else request.GET
    rows = _rows(request.user, asked)
    if deed is None or not deed.may(request.user) or not rows or (len(rows) > 1 and not deed.on_many):
        raise Http404
    stage = request.POST.get("_giai_doan", "")
    form = deed.form(request.POST if stage else None, who=request.user)
    form.suit(rows)
    context = {"deed": deed, "rows": rows, "form": form, "tried": None, "seen": _seen(rows)}
    if not form.is_valid():
        return render(request, "relocation/deed.html", context, status=422 if form.is_bound else 200)
    if stage != "ghi":
        context["tried"] = _try(deed, rows, form.cleaned_data, request.user)
        return render(request, "relocation/deed.html", context)
    if request.POST.get("_da_xem") != _seen(rows):
        form.add_error(None, "Có hồ sơ vừa được người khác sửa sau khi bạn xem. Hãy xem trước lại.")
        return render(request, "relocation/deed.html", context, status=409)
    try:
        _done(deed, rows, form.cleaned_data, request.user)
    except Refused as error:
        context["tried"] = Tried(tuple(refusal_lines(error)))
        return render(request, "relocation/deed.html", context, status=422)
    messages.success(request, f"{deed.label}: đã xong {len(rows)} hồ sơ, một mục nhật ký.")
    return redirect("relocation:dossier", rows[0].pk) if len(rows) == 1 else redirect("relocation:index")


def _rows(who, asked) -> list[Dossier]:
    keys = [int(key) for key in asked.getlist("dong") if key.isdecimal() and len(key) < 18][:MOST]
    if not register_of(Dossier).may.change(who):
        return []
    found = Dossier.objects.editable_by(who).filter(pk__in=keys)
    rows = list(found.select_related("establishment", "cluster", "proposed_cluster").order_by("pk"))
    for row in rows:
        row.seen_as = f"{row.pk}.{row.entry_id}"
    return rows if len(rows) == len(set(keys)) else []


def _seen(rows) -> str:
    """A mark of what was looked at: changes when anybody writes one of the rows."""
    return ",".join(row.seen_as for row in rows)


def _done(deed: DossierDeed, rows, cleaned, who) -> None:
    with audit(f"{deed.label} ({len(rows)} hồ sơ)", by=who, register=FILES):
        deed.fn(rows=rows, by=who, **cleaned)


def _try(deed: DossierDeed, rows, cleaned, who) -> Tried:
    """Do it and undo it, to see what would be refused."""
    fresh = list(
        Dossier.objects.filter(pk__in=[row.pk for row in rows]).select_related(
            "establishment", "cluster", "proposed_cluster"
        )
    )
    try:
        with transaction.atomic():
            _done(deed, fresh, cleaned, who)
            raise _OnlyTrying
    except _OnlyTrying:
        return Tried(())
    except Refused as error:
        return Tried(tuple(refusal_lines(error)))


@staff
@require_http_methods(["GET", "POST"])
def verify(request, pk):
    """Somebody went there: the day, what was seen, a photo."""
    found = editable_dossier(request, pk)
    form = VerifyForm(request.POST or None, request.FILES or None)
    dress(form)
    if form.is_valid():
        photo = form.cleaned_data["photo"]
        try:
            actions.verify_closure(
                dossier=found, on=form.cleaned_data["on"], photo=photo, name=photo.name,
                note=form.cleaned_data["note"], by=request.user,
            )  # fmt: skip
        except Refused as error:
            for line in refusal_lines(error):
                form.add_error(None, line)
        else:
            messages.success(request, "Đã xác nhận nơi cũ không còn sản xuất.")
            return redirect("relocation:dossier", pk)
    status = 422 if form.is_bound else 200
    context = {"dossier": found, "form": form, "needs_another": actions.who_else_verifies(request.user, found)}
    return render(request, "relocation/verify.html", context, status=status)


@staff
@require_http_methods(["GET", "POST"])
def link(request, pk):
    """Make a personal link, shown once, or end those there are."""
    found = editable_dossier(request, pk)
    form = LinkForm(request.POST if request.POST.get("_viec") == "cap" else None)
    dress(form)
    context = {"dossier": found, "form": form, "links": found.links.select_related("made", "revoked").order_by("-pk")}
    if request.POST.get("_viec") == "thu-hoi":
        count = actions.revoke_owner_links(dossier=found, by=request.user)
        messages.success(request, f"Đã thu hồi {count} đường dẫn.")
        return redirect("relocation:link", pk)
    if form.is_valid():
        try:
            _, token = actions.make_owner_link(dossier=found, by=request.user, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            context["address"] = request.build_absolute_uri(f"/di-doi/chu-co-so/{token}/")
    response = render(request, "relocation/link.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@staff
@require_http_methods(["GET", "POST"])
def complainants(request, pk):
    """Who complained: for few, each look noted, never in any sheet."""
    found = visible_dossier(request, pk)
    if not cluster_officer(request.user):
        raise Http404
    complaints = Complaint.objects.visible_to(request.user).filter(establishment=found.establishment)
    form = ComplainantForm(request.POST or None)
    dress(form)
    if form.is_valid():
        key = request.POST.get("phan_anh", "")
        mine = Complaint.objects.editable_by(request.user).filter(establishment=found.establishment)
        complaint = get_object_or_404(mine, pk=int(key) if key.isdecimal() and len(key) < 18 else 0)
        try:
            actions.note_complainant(complaint=complaint, by=request.user, **form.cleaned_data)
        except Refused as error:
            say_refusal(request, error)
        return redirect("relocation:complainants", pk)
    note_look(request, found, "Xem tên người phản ánh")
    context = {"dossier": found, "complaints": list(complaints.order_by("-received_on")), "form": form}
    response = render(request, "relocation/complainants.html", context)
    response["Cache-Control"] = "no-store"
    return response


@staff
@require_GET
def letters(request):
    """What owners sent by their links and nobody has entered yet."""
    found = list(unread_letters(request.user).select_related("link__dossier__establishment")[:MOST])
    papers = StoredFile.objects.of(LETTERS, *(one.pk for one in found))
    for one in found:
        one.papers = [file for file in papers if file.key == str(one.pk)]
    return render(request, "relocation/letters.html", {"letters": found})


@staff
@require_POST
def enter_letter(request, pk):
    message = get_object_or_404(unread_letters(request.user).select_related("link"), pk=pk)
    try:
        objection = actions.enter_message(message=message, by=request.user)
    except Refused as error:
        say_refusal(request, error)
    else:
        messages.success(request, f"Đã vào sổ; hạn trả lời {objection.due_on:%d/%m/%Y}.")
    return redirect("relocation:letters")

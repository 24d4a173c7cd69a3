"""Rounds and answers carried as files between offices: written out, looked at, taken in; whose keys are believed."""

import io
import zipfile

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from lotrinh.collection import exchange
from lotrinh.collection.actions import exchanging, keys
from lotrinh.collection.errors import UnknownSender
from lotrinh.collection.models import Answer, OfficeKey, RoundUnit
from lotrinh.collection.reach import asking_units
from lotrinh.collection.views.answering import shown
from lotrinh.collection.views.common import line_or_404, own_line_or_404, round_or_404, tell
from lotrinh.core.downloads import download
from lotrinh.core.keys import key_in
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.forms import dress
from lotrinh.core.vietnamese import fold
from lotrinh.organizations.forms import NamedField
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import in_scope, only, register_writer

OFFICES_SHOWN, KEYS_SHOWN = 20, 200


class HeardForm(forms.Form):
    """Which office read its fingerprint aloud, and what was heard."""

    organization = NamedField(
        label="cơ quan gửi",
        queryset=lambda: Organization.objects.valid_on(localdate()),
        exact="name",
        address="ds-don-vi",
        max_length=300,
    )
    spoken = forms.CharField(
        label="dấu khoá nghe đọc",
        max_length=60,
        help_text="Năm nhóm bốn chữ, ví dụ 3F2A 91BC 04D7 E85F 62A0.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


@require_GET
@only(in_scope)
def page(request):
    """One's own offices with their fingerprints, the offices that are believed, and the box for files."""
    offices = list(asking_units(request.user)[:OFFICES_SHOWN])
    keys_of_ours = OfficeKey.objects.filter(organization__in=offices, withdrawn=None).exclude(sealed="")
    own = {key.organization_id: key for key in keys_of_ours}
    believed = OfficeKey.objects.filter(sealed="", withdrawn=None).select_related("organization", "entry__by")
    context = {
        "offices": [(office, own.get(office.pk)) for office in offices],
        "believed": believed.order_by("organization__sort_key")[:KEYS_SHOWN],
        "may_write": register_writer(request.user),
    }
    return render(request, "collection/exchange.html", context)


# --- taking in -------------------------------------------------------------------------------------------------------


@require_POST
@only(in_scope)
def preview(request):
    """What a dropped file holds, tried and undone: whatever would be refused later is refused here."""
    file = request.FILES.get("tep")
    if file is None:
        messages.warning(request, "Chưa chọn tệp nào.")
        return redirect("collection:exchange")
    return _look(request, file.read(exchange.LARGEST + 1))


@require_POST
@only(in_scope)
def believe(request):
    """The sender's fingerprint was heard: its key is believed, and the file is looked at again."""
    data = _kept_file(request)
    form = HeardForm(request.POST)
    try:
        public = exchange.read(data).public
        if not form.is_valid():
            return _unknown(request, data, form)
        keys.believe_key(**form.cleaned_data, public=public, by=request.user)
        messages.success(request, "Đã ghi nhận khoá của cơ quan gửi.")
    except Refused as error:
        form.add_error(None, str(error))
        return _unknown(request, data, form)
    return _look(request, data)


@require_POST
@only(in_scope)
def take(request):
    """Take the file that was looked at."""
    data = _kept_file(request)
    try:
        line, answer = _taken(data, request.user)
    except Refused as error:
        return _refused(request, error)
    what = f"trả lời của {line.unit.label}" if answer else f"đợt “{line.round.title}”"
    messages.success(request, f"Đã nhận {what} từ tệp.")
    return redirect(line)


def _kept_file(request) -> bytes:
    return request.POST.get("noi-dung", "").encode("utf-8", "replace")


def _look(request, data: bytes):
    try:
        with transaction.atomic():
            line, answer = _taken(data, request.user)
            context = {
                "text": data.decode(),
                "line": line,
                "round": line.round,
                "answer": answer,
                "shown": shown(line, answer) if answer else None,
                "questions": list(line.round.questions.all()),
            }
            transaction.set_rollback(True)
    except UnknownSender:
        said = exchange.read(data).said
        claimed = str(said.get("asker" if said.get("what") == "round" else "unit", ""))[:300]
        return _unknown(request, data, HeardForm(initial={"organization": claimed}))
    except Refused as error:
        return _refused(request, error)
    return render(request, "collection/exchange_preview.html", context)


def _taken(data: bytes, by) -> tuple[RoundUnit, Answer | None]:
    """The line of the own round, or of the received one; with the answer that came, when the file holds one."""
    if exchange.read(data).said.get("what") != "answer":
        line = exchanging.take_round(data=data, by=by)
        return RoundUnit.objects.with_names().get(pk=line.pk), None
    answer = exchanging.take_answer(data=data, by=by)
    return RoundUnit.objects.with_names().get(pk=answer.line_id), answer


def _unknown(request, data: bytes, form: HeardForm):
    context = {"form": form, "text": data.decode("utf-8", "replace")}
    return render(request, "collection/exchange_unknown.html", context, status=422)


def _refused(request, error: Refused):
    return render(request, "collection/exchange_refused.html", {"why": str(error)}, status=422)


# --- writing out -----------------------------------------------------------------------------------------------------


@require_POST
@only(register_writer)
def round_file(request, pk):
    line = own_line_or_404(request, pk)
    return _sent(request, line, "dot", exchanging.round_file)


@require_POST
@only(in_scope)
def answer_file(request, pk):
    line = line_or_404(request, pk)
    return _sent(request, line, "tra-loi", exchanging.answer_file)


def _sent(request, line: RoundUnit, what: str, write):
    try:
        data = write(line=line, by=request.user)
    except Refused as error:
        tell(request, error)
        return redirect(line)
    return download(data, f"{_name(what, line)}.json", "application/json")


@require_POST
@only(register_writer)
def bundle(request, pk):
    """One file for each unit, in one archive."""
    round = round_or_404(request, pk, own=True)
    file = io.BytesIO()
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, line in enumerate(round.units.with_names(), start=1):
                line.round = round
                data = exchanging.round_file(line=line, by=request.user)
                archive.writestr(f"{number:04}-{_name('dot', line)}.json", data)
    except Refused as error:
        tell(request, error)
        return redirect(round)
    return download(file.getvalue(), f"{fold(round.title).replace(' ', '-')[:60]}.zip", "application/zip")


def _name(what: str, line: RoundUnit) -> str:
    return f"{what}-{fold(line.unit.label)}".replace(" ", "-").replace("/", "-")[:80]


# --- keys ------------------------------------------------------------------------------------------------------------


@require_POST
@only(register_writer)
def own_key(request):
    """Make the key of an own office, or with `moi` a new one in place of the old."""
    office = get_object_or_404(asking_units(request.user), pk=key_in(request.POST.get("co-quan", "")))
    try:
        (keys.renew_key if "moi" in request.POST else keys.own_key)(office, by=request.user)
        messages.success(request, f"{office.label} đã có khoá; đọc dấu khoá cho cơ quan kia qua điện thoại.")
    except Refused as error:
        tell(request, error)
    return redirect("collection:exchange")


@require_POST
@only(register_writer)
def forget(request, pk):
    key = get_object_or_404(OfficeKey.objects.filter(sealed="", withdrawn=None), pk=pk)
    try:
        keys.forget_key(key=key, by=request.user)
        messages.success(request, f"Từ nay không nhận tệp ký bằng khoá này của {key.organization.label}.")
    except Refused as error:
        tell(request, error)
    return redirect("collection:exchange")

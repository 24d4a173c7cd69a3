"""One change on many rows: chosen or filtered, previewed, then one audit entry."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.forms import bulk_fields, changes_between, dress, form_field
from lotrinh.core.registers.listing import Asked, Listing
from lotrinh.core.registers.views import opened
from lotrinh.core.registers.writer import write

MOST = 20_000
SHOWN = 25


@dataclass(frozen=True)
class Chosen:
    """The rows a bulk deed is about: ticked ones, or all that the list's question finds; only editable ones."""

    rows: Sequence
    outside: int

    @classmethod
    def of(cls, register, request) -> "Chosen":
        # The question of the list arrives as it stood in its address.
        listing = Listing(register, request.user, Asked.of(register, request.POST))
        wanted = listing.queryset
        if request.POST.get("tat_ca") != "1":
            keys = [key for text in request.POST.getlist("dong")[:900] if (key := key_in(text)) is not None]
            wanted = wanted.filter(pk__in=keys)
        rows = list(
            register.editable(request.user).filter(pk__in=wanted.order_by().values("pk")).order_by("pk")[: MOST + 1]
        )
        return cls(rows, wanted.count() - len(rows))


def bulk_form(register, who, data=None) -> forms.Form:
    """Which column takes which value: every column of the form, each used only when it is ticked."""
    fields = {}
    for f in bulk_fields(register, who):
        fields[f"dat_{f.name}"] = forms.BooleanField(label=f"Đặt “{f.verbose_name}”", required=False)
        field = form_field(f, who)
        field.required = False
        fields[f.name] = field
    fields["_reason"] = forms.CharField(label="Lý do (vào nhật ký)", max_length=500)
    form = type("BulkForm", (forms.Form,), fields)(data, prefix="moi")  # apart from the list's own filters
    dress(form)
    return form


@require_POST
def edit(request, slug):
    """Step 1: choose columns and values. Step 2: preview. Step 3 (`xac_nhan`): write, all or none."""
    register = opened(request, slug, "change")
    chosen = Chosen.of(register, request)
    context = {
        "register": register,
        "chosen": chosen,
        "question": _question(register, request),
        "too_many": len(chosen.rows) > MOST,
    }
    step = request.POST.get("buoc", "")
    form = bulk_form(register, request.user, request.POST if step else None)
    context["pairs"] = [(form[f"dat_{f.name}"], form[f.name]) for f in bulk_fields(register, request.user)]
    context["form"] = form
    if not step or context["too_many"] or not form.is_valid():
        return render(request, "core/registers/bulk.html", context, status=422 if step else 200)
    before, after = _changed(register, request.user, chosen.rows, form)
    if step == "xac_nhan":
        try:
            written = write(
                after, by=request.user, deed=f"Sửa hàng loạt {register.title}", reason=form.cleaned_data["_reason"]
            )
        except Refused as error:
            context["refused"] = error
            return render(request, "core/registers/bulk.html", context, status=422)
        messages.success(
            request,
            f"Đã sửa {len(written.changed)} dòng trong một mục nhật ký; {len(written.unchanged)} dòng không đổi.",
        )
        return redirect("registers:rows", slug)
    pairs = [(row, changes_between(register, request.user, old, row)) for old, row in zip(before, after, strict=True)]
    differing = [(row, changes) for row, changes in pairs if changes]
    context |= {"preview": differing[:SHOWN], "differing": len(differing), "same": len(pairs) - len(differing)}
    return render(request, "core/registers/bulk.html", context)


def _question(register, request) -> list[tuple[str, str]]:
    """What the next step must be told again: the list's question and the ticked rows."""
    names = {"tim", "ngay", "xep", "tat_ca", "dong", *register.filters}
    return [(name, value) for name in request.POST if name in names for value in request.POST.getlist(name)]


def _changed(register, who, rows, form):
    """Copies before and after setting what was ticked."""
    before = [copy.copy(row) for row in rows]
    for f in bulk_fields(register, who):
        if form.cleaned_data[f"dat_{f.name}"]:
            value = form.cleaned_data[f.name]
            for row in rows:
                setattr(row, f.name, "" if value is None and not f.null and not f.is_relation else value)
    return before, rows

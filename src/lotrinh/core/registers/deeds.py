"""The door of declared deeds: a form, the rows it is about, then the action itself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lotrinh.core.keys import key_in
from lotrinh.core.registers.auditing import audit
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.forms import dress
from lotrinh.core.registers.views import opened


@require_http_methods(["GET", "POST"])
def do(request, slug, number):
    """`dong` names the rows; every one must be editable by this user, else none is touched."""
    register = opened(request, slug)
    if number >= len(register.deeds):
        raise Http404
    deed = register.deeds[number]
    asked = request.POST if request.method == "POST" else request.GET
    keys = [key for text in asked.getlist("dong")[:900] if (key := key_in(text)) is not None]
    rows = list(register.editable(request.user).filter(pk__in=keys))
    if not (deed.may or register.may.change)(request.user) or not rows or len(rows) != len(set(keys)):
        raise Http404
    form = deed.form(request.POST if "_sent" in request.POST else None)
    dress(form)
    context = {"register": register, "deed": deed, "number": number, "rows": rows, "form": form}
    if not form.is_valid():
        return render(request, "core/registers/deed.html", context, status=422 if form.is_bound else 200)
    try:
        with audit(f"{deed.label} ({len(rows)} dòng)", by=request.user, register=register.slug):
            deed.fn(rows=rows, by=request.user, **form.cleaned_data)
    except Refused as error:
        for line in [problem.message for problem in error.problems] or [str(error)]:
            form.add_error(None, line)
        return render(request, "core/registers/deed.html", context, status=422)
    messages.success(request, f"{deed.label}: đã xong {len(rows)} dòng.")
    return redirect("registers:detail", slug, rows[0].pk) if len(rows) == 1 else redirect("registers:rows", slug)

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh.core.registers.errors import Refused
from lotrinh.plans import actions, forms
from lotrinh.plans.ledger import ledger, text_of
from lotrinh.plans.models import Claim
from lotrinh.plans.rights import runs
from lotrinh.plans.views.shared import visible_programme


@require_GET
def claims(request, pk):
    """Who said what, where and when; what its parts add up to; what the registers count."""
    programme = visible_programme(request, pk)
    version = text_of(programme, request.user)
    context = {
        "programme": programme,
        "version": version,
        "ledger": ledger(version, localdate()) if version else [],
        "may_run": runs(request.user, programme),
    }
    return render(request, "plans/claims.html", context)


@require_http_methods(["GET", "POST"])
def count(request, pk):
    """Which indicator counts the same thing in the registers."""
    found = get_object_or_404(
        Claim.objects.editable_by(request.user).select_related("version__programme", "sentence__block"), pk=pk
    )
    form = forms.model_form(
        Claim, ("indicator",), request.user, request.POST if request.method == "POST" else None, found
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.link_claim(claim=found, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã ghi.")
            return redirect("plans:claims", found.version.programme_id)
        except Refused as error:
            form.refuse(error)
    return render(request, "plans/count.html", {"claim": found, "form": form}, status=422 if form.errors else 200)

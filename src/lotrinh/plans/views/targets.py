"""A target: its words, the contract without which nobody follows it, what others object."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.registers.errors import Changed, Refused
from lotrinh.indicators import labels
from lotrinh.indicators.measures import Figure, measure_named
from lotrinh.plans import actions, forms
from lotrinh.plans.actions.contracts import from_the_words
from lotrinh.plans.allotting import sheet_of
from lotrinh.plans.models import Target, TargetContract
from lotrinh.plans.rights import runs, units_of
from lotrinh.plans.views.contests import contest_form, figure_now, may_contest
from lotrinh.plans.views.shared import new_token, say_refusal, visible_target

MY_SHARES = 3
"""Named on a target's own page; whoever acts for more units opens the sheet."""


@require_GET
def target(request, pk):
    found = visible_target(request, pk)
    contract = getattr(found, "contract", None)
    figure = figure_now(contract) if contract else None
    may_run = runs(request.user, found.version.programme)
    contests = found.contests.with_names()
    sheet = sheet_of(found)
    context = {
        "target": found,
        "programme": found.version.programme,
        "sheet": sheet,
        "my_shares": sheet.of(units_of(request.user))[:MY_SHARES],
        "former_aims": found.former_aims.select_related("amended_by"),
        "contract": contract,
        "missing": (contract or from_the_words(found)).missing,
        "figure": figure,
        "sentence": _sentence_of(figure, request) if figure else "",
        "contests": contests,
        "other_readings": _other_readings(contract, contests),
        "tasks": found.tasks.kept(),
        "may_run": may_run,
        "may_contest": may_contest(request.user, contract),
        "contest_form": contest_form(request.user),
        "sent_as": new_token(),
    }
    return render(request, "plans/target.html", context)


def _sentence_of(figure: Figure, request) -> str:
    """The sentence to copy: value, day, definition's source, link."""
    place = labels.scope_label(figure.scope, None if figure.declared else measure_named(figure.measure))
    return labels.sentence(figure, place, request.build_absolute_uri(figure.address.url))


def _other_readings(contract: TargetContract | None, contests) -> list[str]:
    """How the target may be read otherwise: folded away under the one official definition."""
    stated = contract.indicator.other_readings if contract and contract.indicator else []
    return [*stated, *(f"{one.organization.label}: {one.definition}" for one in contests if one.definition)]


@require_http_methods(["GET", "POST"])
def contract(request, pk):
    """The form of the contract; “đưa vào theo dõi” writes it and makes it live in one go."""
    found = _editable_target(request, pk)
    row = TargetContract.objects.filter(target=found).select_related("entry__by").first()
    form = forms.contract_form(
        request.user, request.POST if request.method == "POST" else None, row or from_the_words(found)
    )
    theirs, seen = None, request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, found, form, key_in(seen))
            return redirect(found)
        except Changed as error:
            theirs = TargetContract.objects.select_related("entry__by").get(target=found)
            seen = str(theirs.entry_id)
            form.refuse(error)
        except Refused as error:
            form.refuse(error)
    context = {
        "target": found,
        "contract": row,
        "form": form,
        "theirs": theirs,
        "seen": seen or (row.entry_id if row else ""),
    }
    return render(request, "plans/contract.html", context, status=409 if theirs else 422 if form.errors else 200)


def _write(request, found: Target, form, seen: int | None) -> None:
    given = {
        name: "" if value is None and not TargetContract._meta.get_field(name).null else value
        for name, value in form.cleaned_data.items()
    }
    actions.draft_contract(target=found, by=request.user, seen=seen, **given)
    if "theo_doi" in request.POST:
        actions.make_target_live(target=found, by=request.user)
        messages.success(request, "Chỉ tiêu đã được đưa vào theo dõi.")
    else:
        messages.success(request, "Đã ghi hợp đồng chỉ tiêu.")


def _editable_target(request, pk) -> Target:
    targets = Target.objects.editable_by(request.user).select_related("version__programme", "sentence__block")
    return get_object_or_404(targets, pk=pk)


@require_POST
def live(request, pk):
    found = _editable_target(request, pk)
    try:
        actions.make_target_live(target=found, by=request.user)
        messages.success(request, "Chỉ tiêu đã được đưa vào theo dõi.")
    except Refused as error:
        say_refusal(request, error)
    return redirect(found)

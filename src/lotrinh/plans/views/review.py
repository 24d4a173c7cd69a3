"""The review of a draft: the text on the left, what was read out of it on the right."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.registers.errors import Changed, Refused
from lotrinh.organizations.models import Organization
from lotrinh.plans import actions, carrying, forms, showing
from lotrinh.plans.actions.reviewing import header_token
from lotrinh.plans.choices import SentenceKind, VersionState
from lotrinh.plans.models import Finding, Item, PlanVersion, Sentence, Task, TaskAssignment
from lotrinh.plans.reviewing import CERTAIN, ReviewState, with_sentences
from lotrinh.plans.rights import runs
from lotrinh.plans.views.shared import WORD_OF, editable_version, model_named, new_token, say_refusal


@require_GET
def version(request, pk):
    """One text of a plan: being read, unreadable, in review, or in force (then only to be looked at)."""
    versions = PlanVersion.objects.visible_to(request.user).select_related("programme", "job")
    found = get_object_or_404(versions, pk=pk)
    may_run = runs(request.user, found.programme)
    if found.state in {VersionState.READING, VersionState.UNREADABLE}:
        return render(request, "plans/reading.html", {"version": found, "may_run": may_run})
    state = ReviewState(found, only_kept=not may_run)
    context = {
        "version": found,
        "programme": found.programme,
        "state": state,
        "progress": state.progress,
        "blocks": showing.shown(found),
        "by_sentence": state.by_sentence,
        "may_review": may_run and found.is_draft,
        "may_run": may_run,
        "header_form": forms.header_form(request.user, version=found) if may_run else None,
        "seen": header_token(found),
        "certain_from": CERTAIN,
        "running": carrying.running_version(found) if found.is_draft else None,
    }
    return render(request, "plans/review.html", context)


@require_POST
def header(request, pk):
    found = editable_version(request, pk)
    form = forms.header_form(request.user, request.POST, found)
    status = 422
    if form.is_valid():
        given = {name: value or "" if name != "dated" else value for name, value in form.cleaned_data.items()}
        try:
            actions.correct_header(version=found, by=request.user, seen=request.POST.get("seen"), **given)
            messages.success(request, "Đã sửa phần đầu văn bản.")
            return redirect("plans:version", pk)
        except Changed as error:
            form.refuse(error)
            found, status = editable_version(request, pk), 409
    context = {"version": found, "form": form, "seen": header_token(found)}
    return render(request, "plans/header.html", context, status=status)


@require_POST
def accept_all(request, pk):
    found = editable_version(request, pk)
    try:
        count = actions.accept_certain(version=found, by=request.user)
        messages.success(request, f"Đã nhận {count} mục đọc chắc chắn.")
    except Refused as error:
        say_refusal(request, error)
    return redirect("plans:version", pk)


# --- one item --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def item(request, noun, pk):
    """A card of the review: accepted or rejected by a button, corrected by a form (GET opens it)."""
    model = model_named(noun)
    found = _editable_item(request, model, pk)
    if request.method == "GET":
        if "xem" in request.GET:
            return _card(request, found)
        form = forms.item_form(model, request.user, found.version, row=found)
        return _item_page(request, found, form, seen=found.form_token)
    try:
        match request.POST.get("lam"):
            case "nhan":
                actions.accept(item=found, by=request.user)
            case "bo":
                actions.reject(item=found, by=request.user, reason=request.POST.get("ly_do", "")[:500])
            case "sua":
                return _correct(request, model, found)
            case _:
                raise Http404
    except Refused as error:
        return _refused_card(request, found, error)
    return _card(request, found)


def _editable_item(request, model, pk) -> Item:
    items = with_sentences(model.objects.editable_by(request.user)).select_related(
        "version__programme", "sentence__block"
    )
    return get_object_or_404(items, pk=pk)


def _correct(request, model, found: Item):
    form = forms.item_form(model, request.user, found.version, request.POST, found)
    if not form.is_valid():
        return _item_page(request, found, form, seen=request.POST.get("seen", ""))
    seen = request.POST.get("seen", "")
    try:
        fields = _given(model, form)
        actions.correct(item=found, by=request.user, seen=key_in(seen), **fields)
    except Changed as error:
        stored = _editable_item(request, model, found.pk)
        form.refuse(error)
        return _item_page(request, stored, form, seen=stored.form_token, theirs=_differences(stored, form), status=409)
    except Refused as error:
        form.refuse(error)
        return _item_page(request, _editable_item(request, model, found.pk), form, seen=seen)
    return _card(request, found)


def _given(model, form) -> dict:
    """What the form says, as the deeds take it."""
    given = {name: _plain(model, name, value) for name, value in form.cleaned_data.items()}
    if "by" in given:
        given["until"] = given.pop("by")
    return given


def _plain(model, name: str, value):
    """An empty text field is "", an empty number or day is None."""
    return "" if value is None and not model._meta.get_field(name).null else value


def _differences(stored: Item, form) -> list[tuple[str, str, str]]:
    """(label, in the database, in the form) of every field that somebody else's writing made different."""
    told = []
    for name, value in form.cleaned_data.items():
        kept = getattr(stored, name)
        if kept != _plain(type(stored), name, value):
            told.append((str(form.fields[name].label), kept, value))
    return told


def _item_page(request, found: Item, form, *, seen: str, theirs=(), status: int = 0):
    """The form alone for the card it replaces, a page of its own without scripts."""
    context = {"item": found, "noun": WORD_OF[type(found)], "form": form, "seen": seen, "theirs": theirs}
    if request.htmx:
        response = render(request, "plans/_item_form.html", context)
        response["HX-Reswap"] = "innerHTML"  # the form stands inside its card, also when it comes back with errors
        return response
    return render(request, "plans/item.html", context, status=status or (422 if form.errors else 200))


def _card(request, found: Item):
    """The card as it is now with the count above it; without scripts, back to where it stands."""
    if not request.htmx:
        return redirect(_home_of(found))
    context = {"item": found, "version": found.version, "may_review": found.version.is_draft, "may_run": True}
    context |= {"progress": ReviewState(found.version).progress, "is_part": True, "certain_from": CERTAIN}
    return render(request, "plans/_card_and_progress.html", context)


def _refused_card(request, found: Item, error: Refused):
    if not request.htmx:
        say_refusal(request, error)
    return _card(request, found)


def _home_of(found: Item) -> str:
    """Where the item is looked at: on the review page, or on its own once its text is in force."""
    if found.version.is_draft:
        return f"{reverse('plans:version', args=[found.version_id])}#{found.anchor}"
    return found.get_absolute_url()


@require_http_methods(["GET", "POST"])
def add(request, pk, noun):
    """An item that the reader missed, from a sentence (`cau`) of a draft; without one it is added at execution."""
    found = editable_version(request, pk)
    model = model_named(noun)
    asked = request.POST if request.method == "POST" else request.GET
    key = key_in(asked.get("cau", ""))
    sentence = None if key is None else get_object_or_404(found.sentences, pk=key)
    if sentence is None and found.is_draft:
        raise Http404
    form = forms.item_form(model, request.user, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            fields = _given(model, form)
            added = actions.add(
                model=model, version=found, sentence=sentence, by=request.user, sent_as=form.token, **fields
            )
            messages.success(request, f"Đã thêm {model._meta.verbose_name}.")
            return redirect(_home_of(added))
        except Refused as error:
            form.refuse(error)
    if request.method == "GET" and sentence is not None:
        form.initial["subject" if noun == "con-so" else "name"] = sentence.text
    context = {
        "version": found,
        "sentence": sentence,
        "form": form,
        "noun": noun,
        "label": model._meta.verbose_name,
        "sent_as": request.POST.get("sent_as") or new_token(),
    }
    return render(request, "plans/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sentence(request, pk):
    """What one sentence is, and what may be added from it: opens beside the text when the sentence is chosen."""
    sentences = Sentence.objects.filter(version__in=PlanVersion.objects.editable_by(request.user).values("pk"))
    found = get_object_or_404(sentences.select_related("version__programme", "block"), pk=pk)
    if request.method == "POST":
        kind = request.POST.get("loai", "")
        if kind not in SentenceKind.values:
            raise Http404
        actions.set_kind(sentence=found, kind=kind, by=request.user)
        if not request.htmx:
            return redirect(f"{reverse('plans:version', args=[found.version_id])}#{found.anchor}")
    template = "plans/_sentence.html" if request.htmx else "plans/sentence.html"
    return render(request, template, {"sentence": found, "kinds": SentenceKind.choices})


# --- who a printed name means ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def part(request, pk):
    """Which units a printed name means: candidates to tick, others to search; if wished, wherever it is printed."""
    parts = TaskAssignment.objects.filter(task__in=Task.objects.editable_by(request.user).values("pk"))
    found = get_object_or_404(parts.select_related("task__version__programme", "sentence"), pk=pk)
    alike = _alike(found)
    candidates = sorted(
        Organization.objects.filter(pk__in=found.candidates), key=lambda unit: found.candidates.index(unit.pk)
    )
    form = forms.small_form(
        request.POST if request.method == "POST" else None,
        organization=forms.unit_field(request.user, label="Đơn vị khác", required=not candidates),
    )
    if request.method == "POST" and form.is_valid():
        chosen = [unit for unit in candidates if str(unit.pk) in request.POST.getlist("la")]
        chosen += [form.cleaned_data["organization"]] if form.cleaned_data["organization"] else []
        if chosen:
            for one in alike if "tat_ca" in request.POST else [found]:
                actions.assign_printed(assignment=one, organizations=chosen, by=request.user)
            messages.success(request, f"“{found.printed}” là {', '.join(unit.label for unit in chosen)}.")
            return redirect(_home_of(found.task))
        form.add_error(None, "Hãy chọn ít nhất một đơn vị.")
    context = {"part": found, "candidates": candidates, "alike": len(alike), "form": form}
    return render(request, "plans/part.html", context, status=422 if form.errors else 200)


def _alike(found: TaskAssignment) -> list[TaskAssignment]:
    """Every part of the same text that prints the same name and does not know its unit yet, this one included."""
    same = TaskAssignment.objects.filter(
        task__version=found.task.version, printed=found.printed, organization=None
    ).select_related("task__version__programme")
    return list(same) or [found]


# --- findings, publishing --------------------------------------------------------------------------------------------


@require_POST
def finding(request, pk):
    findings = Finding.objects.filter(version__in=PlanVersion.objects.editable_by(request.user).values("pk"))
    found = get_object_or_404(findings.select_related("version__programme", "block"), pk=pk)
    error = ""
    try:
        if request.POST.get("lam") == "nhan":
            actions.accept_finding(finding=found, by=request.user)
        else:
            actions.dismiss_finding(finding=found, reason=request.POST.get("ly_do", "")[:500], by=request.user)
    except Refused as refusal:
        error = str(refusal)
    if not request.htmx:
        if error:
            messages.error(request, error)
        return redirect(f"{reverse('plans:version', args=[found.version_id])}#{found.anchor}")
    return render(request, "plans/_finding.html", {"finding": found, "may_run": True, "error": error})


@require_http_methods(["GET", "POST"])
def publish(request, pk):
    """What will happen when the draft takes the place of the text in force; then it does."""
    found = editable_version(request, pk)
    if found.state == VersionState.PUBLISHED:
        return redirect(found.programme.get_absolute_url())
    form = forms.small_form(
        request.POST if request.method == "POST" else None,
        on=forms.DayField(label="Thực hiện từ ngày", required=False, help_text="Để trống: từ hôm nay."),
    )
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(version=found, by=request.user, **form.cleaned_data)
            messages.success(request, "Bản văn đã được đưa vào thực hiện.")
            return redirect(found.programme.get_absolute_url())
        except Refused as refusal:
            error = str(refusal)
    running = carrying.running_version(found)
    context = {
        "version": found,
        "programme": found.programme,
        "running": running,
        "foreseen": carrying.foresee(running, found),
        "progress": ReviewState(found).progress,
        "form": form,
        "error": error,
    }
    return render(request, "plans/publish.html", context, status=422 if error or form.errors else 200)

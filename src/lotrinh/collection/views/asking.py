"""Pages of whoever asks: the list, the form, the preview, the matrix, messages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.collection import actions
from lotrinh.collection.choices import RoundState
from lotrinh.collection.forms import OWN, QuestionFormSet, RoundForm, copied, own_questions
from lotrinh.collection.locks import locked_units
from lotrinh.collection.models import Round, RoundUnit
from lotrinh.collection.programme import questions_of
from lotrinh.collection.reach import asking_units
from lotrinh.collection.ready import FORMS, last_period
from lotrinh.collection.timing import hurries, last_workday, suggested_due
from lotrinh.collection.views.common import new_token, round_or_404, tell
from lotrinh.core.periods import Period
from lotrinh.core.registers.errors import Refused
from lotrinh.organizations.permissions import in_scope, only, register_writer
from lotrinh.plans.models import Programme

ROUNDS_A_PAGE, UNITS_A_PAGE = 30, 100
BLANK = 4
MOST_TICKED = 500
"""Up to so many units the preview lets one untick them one by one."""


@require_GET
@only(in_scope)
def index(request):
    """Rounds one's units ask and were asked, the next due first."""
    day = localdate()
    asked = RoundUnit.objects.answerable_by(request.user).filter(round__state=RoundState.OPEN)
    rounds = Round.objects.editable_by(request.user).with_counts().select_related("asker").order_by("-due", "-pk")
    is_past = "khoa" in request.GET
    rounds = rounds.filter(state=RoundState.CLOSED) if is_past else rounds.exclude(state=RoundState.CLOSED)
    context = {
        "asked": asked.select_related("round__asker", "unit").order_by("round__due", "pk")[:UNITS_A_PAGE],
        "page": Paginator(rounds, ROUNDS_A_PAGE).get_page(request.GET.get("trang")),
        "may_ask": register_writer(request.user),
        "is_past": is_past,
        "day": day,
    }
    return render(request, "collection/index.html", context)


@require_http_methods(["GET", "POST"])
@only(register_writer)
def new(request):
    """One form; what is sent is prepared and shown before any unit sees it."""
    if request.method == "GET":
        form = RoundForm(who=request.user, initial=_initial(request))
        return _form_page(request, form, _blank_questions(), new_token())
    formset = QuestionFormSet(request.POST, prefix="q")
    form = RoundForm(request.POST, who=request.user)
    token = request.POST.get("sent_as", "")[:64]
    if "them" in request.POST:
        return _form_page(request, form, _more_questions(request), token)
    is_own = request.POST.get("source") == OWN
    if not form.is_valid() or (is_own and not formset.is_valid()):
        return _form_page(request, form, formset, token, status=422)
    try:
        prepared = actions.prepare(by=request.user, sent_as=token or new_token(), **_asked(form, formset))
    except Refused as error:
        form.add_error(None, str(error))
        return _form_page(request, form, formset, token, status=422)
    return redirect(prepared)


def _initial(request) -> dict:
    day = localdate()
    source = request.GET.get("hoi", OWN)
    form = FORMS.get(source.partition("/")[2]) if source.startswith("bieu/") else None
    period = last_period(day) if form else Period.covering(day, "quarter", "report").previous()
    due = last_workday(form.due_on(period)) if form else suggested_due(period, day)
    title = f"{form.title}, {period.label}" if form else ""
    initial = {"source": source, "period": period.key, "due": max(due, day), "title": title}
    return initial | ({"levels": form.levels, "instructions": form.instructions} if form else {})


def _blank_questions():
    return QuestionFormSet(prefix="q", data=_management(BLANK))


def _management(count: int) -> dict:
    return {"q-TOTAL_FORMS": count, "q-INITIAL_FORMS": 0} | {
        f"q-{at}-{name}": value
        for at in range(count)
        for name, value in (("kind", "number"), ("adding", "flow"), ("required", "on"))
    }


def _more_questions(request):
    data = request.POST.copy()
    total = data.get("q-TOTAL_FORMS", "0")
    count = min(int(total) if total.isdecimal() else 0, 190)
    for key, value in _management(count + BLANK).items():
        data.setdefault(key, value)
    data["q-TOTAL_FORMS"] = count + BLANK
    return QuestionFormSet(data, prefix="q")


def _form_page(request, form, formset, token, status=200):
    """Errors of columns that were never sent would only frighten: they show after sending."""
    context = {"form": form, "formset": formset, "sent_as": token, "shows_errors": status != 200}
    return render(request, "collection/new.html", context, status=status)


def _asked(form: RoundForm, formset) -> dict:
    """The arguments of `prepare` that follow from what was chosen."""
    cleaned = form.cleaned_data
    common = {name: cleaned[name] for name in ("asker", "title", "period", "due", "units", "rules", "instructions")}
    kind, _, key = cleaned["source"].partition("/")
    if kind == "so":
        return common | {"register": key}
    if kind == "bieu":
        printed = FORMS[key]
        rules = "\n".join(filter(None, [printed.rules, cleaned["rules"]]))
        return common | {"form": key, "register": printed.register, "questions": printed.questions(), "rules": rules}
    if kind == "ct":
        programme = Programme.objects.editable_by(form.who).get(pk=key)
        questions = questions_of(programme, form.who)
        return common | {"form": f"ct:{key}", "programme": programme, "questions": questions}
    if kind == "dot":
        return common | _as_before(Round.objects.editable_by(form.who).get(pk=key), cleaned["rules"])
    return common | {"questions": own_questions(formset)}


def _as_before(earlier: Round, rules: str) -> dict:
    return {
        "form": earlier.form,
        "register": earlier.register,
        "programme": earlier.programme,
        "questions": copied(earlier.questions.all()),
        "rules": rules or earlier.rules,
    }


@require_POST
@only(register_writer)
def below(request, pk):
    """Ask the units below the same, to answer the level above: the own form goes down one level."""
    line = get_object_or_404(RoundUnit.objects.answerable_by(request.user).with_names(), pk=pk)
    form = RoundForm(_with_source(request), who=request.user)
    if not form.is_valid():
        return _below_page(request, form, line, request.POST.get("sent_as", ""), status=422)
    cleaned = form.cleaned_data
    given = {name: cleaned[name] for name in ("asker", "title", "period", "due", "units", "instructions")}
    given |= _as_before(line.round, "")
    given["form"] = f"{line.round.form}/{line.unit_id}"[:120]
    if cleaned["period"] != line.round.span:
        form.add_error("period", f"Cấp trên hỏi {line.round.span.label}; hỏi cấp dưới cũng phải cùng kỳ.")
        return _below_page(request, form, line, request.POST.get("sent_as", ""), status=422)
    try:
        made = actions.prepare(by=request.user, sent_as=request.POST.get("sent_as", "")[:64], above=line, **given)
    except Refused as error:
        form.add_error(None, str(error))
        return _below_page(request, form, line, request.POST.get("sent_as", ""), status=422)
    return redirect(made)


def _with_source(request):
    data = request.POST.copy()
    data["source"] = OWN  # what is asked is the form of the level above
    return data


@require_GET
@only(register_writer)
def new_below(request, pk):
    line = get_object_or_404(RoundUnit.objects.answerable_by(request.user).with_names(), pk=pk)
    form = RoundForm(who=request.user, initial=_initial_below(request, line))
    return _below_page(request, form, line, new_token())


def _initial_below(request, line: RoundUnit) -> dict:
    round, mine = line.round, asking_units(request.user).filter(pk=line.unit_id).exists()
    return {
        "asker": line.unit_id if mine else None,
        "title": f"{round.title} – số liệu của các đơn vị thuộc {line.unit.label}"[:300],
        "period": round.period,
        "due": min(suggested_due(round.span, localdate()), round.due),
    }


def _below_page(request, form, line, token, status=200):
    for name in ("source", "rules"):
        form.fields.pop(name, None)
    context = {"form": form, "line": line, "sent_as": token}
    return render(request, "collection/below.html", context, status=status)


def preview(request, round: Round):
    units = list(round.units.select_related("unit__area"))
    locked = set(locked_units(round))
    context = {
        "round": round,
        "questions": list(round.questions.select_related("indicator")),
        "units": units,
        "locked": [line for line in units if line.unit_id in locked],
        "hurries": hurries(round.span, round.due, round.above.round if round.above else None),
        "may_untick": len(units) <= MOST_TICKED,
    }
    return render(request, "collection/preview.html", context)


@require_POST
@only(register_writer)
def open_(request, pk):
    round = round_or_404(request, pk, own=True)
    kept = {int(key) for key in request.POST.getlist("don-vi") if key.isdecimal()}
    without = []
    if "chon" in request.POST:
        without = [key for key in round.units.values_list("unit", flat=True) if key not in kept]
    try:
        opened = actions.open_round(round=round, by=request.user, without=without)
        messages.success(request, f"Đã mở đợt cho {opened.units.count()} đơn vị.")
    except Refused as error:
        tell(request, error)
    return redirect(round)


@require_POST
@only(register_writer)
def discard(request, pk):
    round = round_or_404(request, pk, own=True)
    try:
        actions.discard(round=round, by=request.user)
        messages.success(request, "Đã bỏ đợt đang soạn.")
        return redirect("collection:index")
    except Refused as error:
        tell(request, error)
    return redirect(round)


@require_POST
@only(register_writer)
def close(request, pk):
    round = round_or_404(request, pk, own=True)
    try:
        actions.close(round=round, by=request.user)
        messages.success(request, "Đã khoá đợt; không nhận thêm trả lời.")
    except Refused as error:
        tell(request, error)
    return redirect(round)

"""Objections to targets and figures: raised with a proposed value and papers, ruled on by the named decider."""

from urllib.parse import unquote

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.periods import Period
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.forms import form_field
from lotrinh.documents.models import StoredFile
from lotrinh.followups.forms import ManyFiles, unit_choice
from lotrinh.followups.rights import speaks_for, units_spoken_for
from lotrinh.indicators import labels, reading
from lotrinh.indicators.measures import Figure, FigureAddress, measure_named
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import in_scope, only
from lotrinh.plans import actions, forms
from lotrinh.plans.actions.contests import suggested_day
from lotrinh.plans.choices import Ruling
from lotrinh.plans.models import Contest, TargetContract
from lotrinh.plans.models.contests import FILES
from lotrinh.plans.rights import may_rule, who_else_rules
from lotrinh.plans.views.shared import new_token, say_refusal, visible_target

PAGE = 40


def may_contest(who, contract: TargetContract | None) -> bool:
    return bool(contract and contract.contestant_id and speaks_for(who, contract.contestant_id))


def figure_now(contract: TargetContract) -> Figure | None:
    """The contract's figure of the year under way; None without an indicator."""
    if contract.indicator is None:
        return None
    return reading.figure_of(contract.indicator, contract.measure_scope, Period.covering(localdate(), "year"))


def contest_form(who, data=None, files=None, **extra: django_forms.Field) -> forms.ActionForm:
    """Why, the value proposed instead, the papers, the day; `extra` fields stand first."""
    document = form_field(Contest._meta.get_field("document"), who)
    value = form_field(Contest._meta.get_field("value"), who)
    fields = {
        **extra,
        "reason": forms.words_field("Vì sao hiểu hoặc đếm khác"),
        "value": value,
        "unit": django_forms.CharField(label="Đơn vị tính", max_length=200, required=False),
        "definition": forms.words_field("Cách hiểu khác, nếu có", rows=2, required=False),
        "document": document,
        "files": ManyFiles(label="Tệp, ảnh kèm theo", required=False),
        "decide_by": forms.DayField(
            label="Đề nghị phân xử trước ngày", required=False, initial=suggested_day(localdate())
        ),
    }
    return type("ContestForm", (forms.ActionForm,), fields)(data, files)


def _said(form) -> dict:
    given = {name: form.cleaned_data[name] for name in ("reason", "value", "unit", "definition", "document")}
    files = tuple((file, file.name) for file in form.cleaned_data["files"])
    return given | {"files": files, "decide_by": form.cleaned_data["decide_by"]}


@require_POST
def contest(request, pk):
    found = visible_target(request, pk)
    contract = getattr(found, "contract", None)
    if not may_contest(request.user, contract):
        raise Http404
    form = contest_form(request.user, request.POST, request.FILES)
    if form.is_valid():
        try:
            raised = actions.contest(
                target=found,
                organization=contract.contestant,
                stands=_stands(found, contract),
                by=request.user,
                sent_as=form.token,
                **_said(form),
            )
            messages.success(request, f"Đã nêu ý kiến; {raised.decider or 'cơ quan thường trực'} sẽ phân xử tại đây.")
        except Refused as error:
            say_refusal(request, error)
    else:
        wrong = [f"{form.fields[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()]
        messages.error(request, " ".join(["Chưa nêu được ý kiến.", *wrong]))
    return redirect(found)


def _stands(target, contract: TargetContract) -> str:
    now = figure_now(contract)
    shown = f"{now.text}; " if now is not None and now.is_known else ""
    return f"{shown}phải đạt {target.asked}"[:200]


@require_http_methods(["GET", "POST"])
@only(in_scope)
def contest_figure(request):
    """Object to the figure at the address in the query; the page of the figure leads here."""
    key = unquote(request.GET.get("dong", ""))[:600]
    figure, address = _figure(key)
    indicator = reading.indicator_at(address)
    own = units_spoken_for(request.user)
    extra = {"organization": unit_choice(own, "Đơn vị nêu", request.user, field="unit")}
    if indicator is None or indicator.owner is None:
        everybody = Organization.objects.valid_on(localdate())
        extra["decider"] = unit_choice(everybody, "Đơn vị phân xử", request.user, field="verifier")
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = contest_form(request.user, *sent, **extra)
    form.fields["organization"].initial = own.values_list("pk", flat=True).first()
    form.fields["unit"].initial = figure.unit
    place = labels.scope_label(figure.scope, None if figure.declared else measure_named(figure.measure))
    subject = f"{figure.label} ({place}), {figure.period.label}"
    if request.method == "POST" and form.is_valid():
        try:
            raised = actions.contest_figure(
                figure=figure,
                key=key,
                subject=subject,
                organization=form.cleaned_data["organization"],
                decider=form.cleaned_data.get("decider") or (indicator.owner if indicator else None),
                by=request.user,
                sent_as=form.token,
                **_said(form),
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, f"Đã nêu ý kiến; {raised.decider.label} sẽ phân xử tại đây.")
            return redirect(raised)
    context = {"figure": figure, "subject": subject, "form": form, "sent_as": request.POST.get("sent_as", new_token())}
    context["decider"] = indicator.owner if indicator else None
    return render(request, "plans/contest_figure.html", context, status=422 if form.errors else 200)


def _figure(key: str) -> tuple[Figure, FigureAddress]:
    """The figure at a key measure/scope/period; 404 for one that names nothing."""
    parts = key.split("/")
    if len(parts) != 3:
        raise Http404
    try:
        address = FigureAddress.of_parts(*parts)
        return reading.figure_at(address), address
    except (LookupError, ValueError) as error:
        raise Http404(str(error)) from error


@require_GET
@only(in_scope)
def index(request):
    """Objections nobody has ruled on yet; the settled ones on asking."""
    is_past = "xong" in request.GET
    found = Contest.objects.visible_to(request.user).with_names()
    found = found.exclude(answered=None) if is_past else found.open().order_by("decide_by", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return render(request, "plans/contests.html", {"page": page, "is_past": is_past, "day": localdate()})


def _visible(request, pk) -> Contest:
    return get_object_or_404(Contest.objects.visible_to(request.user).with_names(), pk=pk)


@require_GET
@only(in_scope)
def contested(request, pk):
    """Both readings side by side, and the ruling; for the decider the form that rules."""
    found = _visible(request, pk)
    rules = not found.answered_id and may_rule(request.user, found)
    context = {
        "contest": found,
        "files": StoredFile.objects.of(FILES, found.pk),
        "may_rule": rules,
        "needs_another": who_else_rules(request.user, found) if rules else "",
        "rulings": Ruling.choices,
        "is_late": not found.answered_id and found.decide_by and found.decide_by < localdate(),
    }
    return render(request, "plans/contested.html", context)


@require_POST
@only(in_scope)
def answer(request, pk):
    found = _visible(request, pk)
    if not may_rule(request.user, found):
        raise Http404
    try:
        actions.answer_contest(
            contest=found,
            answer=request.POST.get("tra_loi", "")[:4000],
            ruling=request.POST.get("phan_xu", ""),
            by=request.user,
        )
        messages.success(request, "Đã phân xử.")
    except Refused as error:
        say_refusal(request, error)
    return redirect(found)

"""Doing things with reports. Each finds the report in the user's scope, calls one deed, words its refusal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.registers import Refused
from lotrinh.plans.models import Programme
from lotrinh.reporting import actions, figures, rights
from lotrinh.reporting.choices import NEXT, ReportState, SectionKey
from lotrinh.reporting.errors import AlreadyDrafted, SomebodyWasFaster
from lotrinh.reporting.forms import IssueForm, NewReportForm, SignedForm, WithdrawForm, periods_of
from lotrinh.reporting.models import Report, ReportIssue, ReportRegime
from lotrinh.reporting.querysets import EDITORS, units_as
from lotrinh.reporting.text import lines_of
from lotrinh.reporting.views.shared import frame, opened
from lotrinh.reporting.views.tabs import words_context


def editable(request, pk) -> Report:
    return get_object_or_404(Report.objects.editable_by(request.user).with_names(), pk=pk)


@require_http_methods(["GET", "POST"])
def new(request):
    units = units_as(request.user, EDITORS)
    if units is not None and not units:
        raise PermissionDenied
    initial = _asked_for(request)
    form = NewReportForm(request.user, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.draft_report(**form.cleaned_data, by=request.user)
        except AlreadyDrafted as error:
            messages.info(request, str(error))
            return redirect("reporting:report", error.report.pk)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lập bản thảo với số liệu lấy từ sổ. Hãy sửa lời từng mục.")
            return redirect("reporting:report", report.pk)
    regimes = ReportRegime.objects.editable_by(request.user).in_force()
    without = Programme.objects.published().editable_by(request.user).exclude(pk__in=regimes.values("programme"))
    context = {"form": form, "has_regimes": regimes.exists(), "without": without}
    return render(request, "reporting/new.html", context, status=422 if form.errors else 200)


def _asked_for(request) -> dict[str, str]:
    """Regime and period of the address; of a regime alone the last period that is closed."""
    asked = {name: request.GET[name] for name in ("regime", "period") if name in request.GET}
    if "period" not in asked and (key := key_in(asked.get("regime", ""))):
        regime = ReportRegime.objects.editable_by(request.user).filter(pk=key).first()
        closed = (
            [one for one in periods_of(regime.period_kind, localdate()) if one.last < localdate()] if regime else []
        )
        asked |= {"period": closed[0].key} if closed else {}
    return asked


@require_POST
def section(request, pk, key):
    """Save one section's words; whoever comes second sees what the first wrote and keeps their own in the box."""
    report = editable(request, pk)
    if key not in SectionKey.values:
        return redirect("reporting:report", pk)
    words = request.POST.get("words", "")[:100_000]
    seen = request.POST.get("seen", "")
    try:
        actions.write_section(report=report, key=key, words=words, seen=key_in(seen), by=request.user)
    except SomebodyWasFaster as error:
        context = frame(request, report, "loi") | words_context(request, report)
        context |= {"conflict": error.stored, "mine": words, "problem": str(error)}
        return render(request, "reporting/words.html", context, status=409)
    except Refused as error:
        messages.error(request, str(error))
    return redirect(f"{report.get_absolute_url()}#muc-{key}")


def _pressed(request, pk, deed, done: str, **given):
    """One press of a button: the deed, then back to the report with what came of it."""
    report = opened(request, pk)
    try:
        deed(report=report, by=request.user, **given)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("reporting:report", pk)


def _note(request) -> str:
    return request.POST.get("note", "")[:5000]


@require_POST
def refresh(request, pk):
    return _pressed(request, pk, actions.refresh, "Đã lấy lại số liệu từ sổ.")


@require_POST
def submit(request, pk):
    return _pressed(request, pk, actions.submit, "Đã trình lãnh đạo.", note=_note(request))


@require_POST
def return_(request, pk):
    return _pressed(request, pk, actions.return_, "Đã trả lại cho người soạn.", note=_note(request))


@require_POST
def agree(request, pk):
    return _pressed(request, pk, actions.agree, "Đã đồng ý; báo cáo chờ lấy số và ban hành.", note=_note(request))


@require_http_methods(["GET", "POST"])
def issue(request, pk):
    report = editable(request, pk)
    if ReportState.ISSUED not in NEXT[report.step]:
        messages.error(request, f"Báo cáo {report.get_state_display()}, chưa ban hành được.")
        return redirect("reporting:report", pk)
    regime = report.regime
    last = (
        ReportIssue.objects.filter(organization=report.organization, symbol=regime.symbol)
        .order_by("-year", "-number")
        .first()
    )
    initial = {"signer_lines": regime.signer_lines, "signer_name": regime.signer_name, "number": _next_number(last)}
    form = IssueForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        signed_pdf = given.pop("signed")
        given["signer_lines"] = lines_of(given["signer_lines"])
        try:
            with transaction.atomic():  # a signed file that is refused leaves the report as it was
                actions.issue(report=report, by=request.user, **given)
                if signed_pdf:
                    actions.attach_signed(
                        report=opened(request, pk), file=signed_pdf, name=signed_pdf.name, by=request.user
                    )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ban hành. Lời và số liệu của báo cáo từ nay được giữ nguyên.")
            return redirect("reporting:report", pk)
    context = frame(request, report, "ban-hanh") | {"form": form, "last": last}
    return render(request, "reporting/issue.html", context, status=422 if form.errors else 200)


def _next_number(last: ReportIssue | None) -> int:
    """Numbers restart at 1 each year."""
    return last.number + 1 if last and last.year == localdate().year else 1


@require_POST
def signed(request, pk):
    report = editable(request, pk)
    form = SignedForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "Hãy chọn tệp PDF đã ký.")
        return redirect("reporting:report", pk)
    file = form.cleaned_data["signed"]
    return _pressed(request, report.pk, actions.attach_signed, "Đã kèm bản ký số.", file=file, name=file.name)


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    report = editable(request, pk)
    if not rights.may_edit(request.user, report) or ReportState.WITHDRAWN not in NEXT[report.step]:
        messages.error(request, f"Báo cáo {report.get_state_display()}, không thu hồi được.")
        return redirect("reporting:report", pk)
    changed = {change.figure.name: change.after for change in figures.changed_since([report])}
    form = WithdrawForm(report, changed, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = actions.withdraw_and_replace(report=report, by=request.user, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã thu hồi. Đây là bản thảo báo cáo thay thế, gửi cùng nơi nhận.")
            return redirect("reporting:report", fresh.pk)
    context = frame(request, report, "thu-hoi") | {"form": form, "changed": changed}
    return render(request, "reporting/withdraw.html", context, status=422 if form.errors else 200)

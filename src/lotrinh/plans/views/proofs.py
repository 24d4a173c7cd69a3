"""Proving a standing duty: made for a phone and one thumb."""

from datetime import date
from decimal import Decimal

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from lotrinh.core import vietnamese
from lotrinh.core.registers.declaration import register_named
from lotrinh.core.registers.errors import Refused
from lotrinh.plans import actions, forms
from lotrinh.plans.choices import ProofKind
from lotrinh.plans.models import Duty, DutyProof
from lotrinh.plans.rights import acts_for, runs
from lotrinh.plans.views.shared import new_token, say_refusal, visible_task
from lotrinh.plans.views.tasks import unit_of
from lotrinh.plans.working import Work

ROWS_OFFERED = 30
MOST_FILES = 6


def proof_form(duty: Duty, data=None, day: date | None = None):
    number = django_forms.DecimalField(
        label=f"Số lượng ({duty.unit})",
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        initial=1,
        localize=True,
    )
    number.widget = django_forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.small_form(
        data,
        amount=number,
        on=forms.DayField(label="Làm ngày", required=False, initial=day or localdate()),
        note=forms.words_field("Ghi chú", rows=2, required=duty.proof == ProofKind.NOTE),
        latitude=django_forms.FloatField(
            required=False, min_value=-90, max_value=90, widget=django_forms.HiddenInput()
        ),
        longitude=django_forms.FloatField(
            required=False, min_value=-180, max_value=180, widget=django_forms.HiddenInput()
        ),
    )


@require_http_methods(["GET", "POST"])
def prove(request, pk):
    """What was done, a photo or file or rows, a number: then one large button."""
    task = visible_task(request, pk)
    duty = getattr(task, "duty", None)
    work = Work(task, request.user, localdate())
    if duty is None or not work.my_units:
        raise Http404
    form = proof_form(duty, request.POST if request.method == "POST" else None, _asked_day(request))
    if request.method == "POST" and form.is_valid():
        try:
            proof = _prove(request, work, duty, form)
            messages.success(request, f"Đã gửi minh chứng ngày {proof.on:%d/%m/%Y}. Cảm ơn.")
            return redirect(task)
        except Refused as error:
            form.refuse(error)
    context = {
        "task": task,
        "duty": duty,
        "work": work,
        "form": form,
        "sent_as": request.POST.get("sent_as") or new_token(),
        "rows": rows_offered(request.user, duty),
        "accept": accepted(duty),
    }
    return render(request, "plans/prove.html", context, status=422 if form.errors else 200)


def _asked_day(request) -> date | None:
    """The day offered first: of a period that was missed, when the address names one."""
    try:
        return min(vietnamese.parse_date(request.GET.get("ngay", "")), localdate())
    except ValueError:
        return None


def _prove(request, work: Work, duty: Duty, form) -> DutyProof:
    unit = unit_of(request, work)
    if unit is None:
        raise Refused(summary="Hãy chọn đơn vị đã làm.")
    files = request.FILES.getlist("tep")
    if len(files) > MOST_FILES:
        raise Refused(
            summary=f"Mỗi lần gửi được nhiều nhất {MOST_FILES} tệp, bạn chọn {len(files)}. Hãy gửi làm nhiều lần."
        )
    given = form.cleaned_data
    position = (given["latitude"], given["longitude"])
    declared = "vi_tri" in request.POST and None not in position
    return actions.prove_duty(
        duty=duty,
        organization=unit,
        by=request.user,
        on=given["on"],
        amount=given["amount"],
        note=given["note"],
        files=files,
        rows=[(duty.register, key) for key in request.POST.getlist("dong")],
        position=position if declared else None,
        sent_as=form.token,
    )


def accepted(duty: Duty) -> str:
    """What the file chooser offers."""
    return "image/*" if duty.proof == ProofKind.PHOTO else "image/*,.pdf,.docx,.xlsx"


def rows_offered(who, duty: Duty) -> list:
    """The newest rows of the duty's register that one sees."""
    if duty.proof != ProofKind.ROWS or not duty.register:
        return []
    try:
        register = register_named(duty.register)
    except LookupError:
        return []
    return list(register.visible(who).order_by("-pk")[:ROWS_OFFERED]) if register.may.view(who) else []


@require_POST
def withdraw(request, pk):
    proofs = DutyProof.objects.visible_to(request.user).select_related("duty__task__version__programme", "organization")
    found = get_object_or_404(proofs, pk=pk)
    if not acts_for(request.user, found.organization) and not runs(request.user, found.duty.task.version.programme):
        raise Http404
    try:
        actions.withdraw_proof(proof=found, by=request.user, reason=request.POST.get("ly_do", "")[:500])
        messages.success(request, "Đã rút minh chứng.")
    except Refused as error:
        say_refusal(request, error)
    return redirect(found.duty.task)

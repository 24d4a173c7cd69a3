"""A task: who does it, how far it is, what holds it up, what standing duty goes with it."""

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.registers.errors import Changed, Refused
from lotrinh.organizations.models import Organization
from lotrinh.plans import actions, forms
from lotrinh.plans.choices import PeriodKind, VersionState
from lotrinh.plans.models import Duty, Task, TaskAssignment
from lotrinh.plans.rights import runs
from lotrinh.plans.views.shared import new_token, say_refusal, visible_task
from lotrinh.plans.working import Work


@require_GET
def task(request, pk):
    found = visible_task(request, pk)
    work = Work(found, request.user, localdate())
    may_run = runs(request.user, found.version.programme)
    context = {
        "task": found,
        "programme": found.version.programme,
        "work": work,
        "updates": found.updates.select_related("organization", "entry__by"),
        "may_run": may_run,
        "in_force": found.is_kept and found.version.state == VersionState.PUBLISHED,
        "day": work.day,
        "sent_as": new_token(),
        "assign_form": forms.assign_form(request.user) if may_run else None,
        "block_form": _block_form(request.user) if work.my_units or may_run else None,
    }
    return render(request, "plans/task.html", context)


def _workable(request, pk) -> Task:
    """A task one sees and may work on; others are told no more than that it is not there."""
    found = visible_task(request, pk)
    if not Task.objects.workable_by(request.user).filter(pk=pk).exists():
        raise Http404
    return found


def _editable(request, pk) -> Task:
    tasks = Task.objects.editable_by(request.user).select_related("version__programme", "sentence__block")
    return get_object_or_404(tasks, pk=pk)


def unit_of(request, work: Work) -> Organization | None:
    """The unit the form speaks for: the one chosen, or the only one there is to choose."""
    mine = work.my_units
    if len(mine) == 1:
        return mine[0]
    return next((unit for unit in mine if str(unit.pk) == request.POST.get("don_vi")), None)


@require_POST
def tell(request, pk):
    found = _workable(request, pk)
    unit = unit_of(request, Work(found, request.user, localdate()))
    form = forms.small_form(
        request.POST,
        note=forms.words_field("Nội dung"),
        on=forms.DayField(label="Ngày", required=False),
        percent=django_forms.IntegerField(label="Hoàn thành (%)", min_value=0, max_value=100, required=False),
    )
    if unit is None:
        messages.error(request, "Hãy chọn đơn vị mà bạn báo thay.")
    elif not form.is_valid():
        _say_errors(request, form)
    else:
        _do(
            request,
            "Đã ghi tiến độ.",
            lambda: actions.tell(
                task=found, organization=unit, by=request.user, sent_as=form.token, **form.cleaned_data
            ),
        )
    return redirect(found)


@require_POST
def finish(request, pk):
    found = _workable(request, pk)
    unit = unit_of(request, Work(found, request.user, localdate()))
    form = forms.small_form(
        request.POST,
        on=forms.DayField(label="Xong ngày", required=False),
        result=forms.words_field("Kết quả", required=False),
    )
    if not form.is_valid():
        _say_errors(request, form)
    else:
        _do(
            request,
            "Đã ghi hoàn thành.",
            lambda: actions.finish(task=found, organization=unit, by=request.user, **form.cleaned_data),
        )
    return redirect(found)


@require_POST
def reopen(request, pk):
    found = _editable(request, pk)
    reason = request.POST.get("ly_do", "")[:500]
    _do(request, "Đã mở lại.", lambda: actions.reopen(task=found, by=request.user, reason=reason))
    return redirect(found)


@require_POST
def assign(request, pk):
    found = _editable(request, pk)
    form = forms.assign_form(request.user, request.POST)
    if form.is_valid():
        _do(request, "Đã phân công.", lambda: actions.assign(task=found, by=request.user, **form.cleaned_data))
    else:
        _say_errors(request, form)
    return redirect(found)


@require_POST
def unassign(request, pk):
    parts = TaskAssignment.objects.filter(task__in=Task.objects.editable_by(request.user).values("pk"))
    part = get_object_or_404(parts.select_related("task__version__programme", "organization"), pk=pk)
    reason = request.POST.get("ly_do", "")[:500]
    _do(request, "Đã rút phân công.", lambda: actions.unassign(assignment=part, by=request.user, reason=reason))
    return redirect(part.task)


def _block_form(who, data=None):
    return forms.small_form(
        data,
        why=forms.words_field("Vướng ở đâu, vì sao", rows=2),
        clearer=forms.unit_field(who, label="Ai gỡ được"),
        by_when=forms.DayField(label="Cần gỡ trước ngày"),
    )


@require_POST
def block(request, pk):
    found = _workable(request, pk)
    unit = unit_of(request, Work(found, request.user, localdate()))
    form = _block_form(request.user, request.POST)
    if unit is None:
        messages.error(request, "Hãy chọn đơn vị bị vướng.")
    elif not form.is_valid():
        _say_errors(request, form)
    else:
        _do(
            request,
            "Đã nêu vướng mắc.",
            lambda: actions.block_task(task=found, organization=unit, by=request.user, **form.cleaned_data),
        )
    return redirect(found)


@require_http_methods(["GET", "POST"])
def duty(request, pk):
    """The rule of a standing task: each period, what proves it, how much."""
    found = _editable(request, pk)
    row = Duty.objects.filter(task=found).first()
    shown = row or Duty(
        task=found,
        period_kind=found.period_kind or PeriodKind.QUARTER,
        starts_on=found.version.published_on or localdate(),
    )
    form = forms.duty_form(request.user, request.POST if request.method == "POST" else None, shown)
    seen, status = request.POST.get("seen", ""), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.set_duty(
                    task=found,
                    by=request.user,
                    seen=key_in(seen),
                    **{
                        name: value
                        for name, value in form.cleaned_data.items()
                        if value is not None or name == "ends_on"
                    },
                )
                messages.success(request, "Đã đặt việc thường xuyên.")
                return redirect(found)
            except Changed as error:
                form.refuse(error)
                seen, status = str(Duty.objects.get(task=found).entry_id), 409
            except Refused as error:
                form.refuse(error)
    context = {"task": found, "duty": row, "form": form, "seen": seen or (row.entry_id if row else "")}
    return render(request, "plans/duty.html", context, status=status)


def _do(request, done: str, deed) -> None:
    """Do one deed behind a button and say how it went on the next page."""
    try:
        deed()
    except PermissionDenied:
        raise
    except Refused as error:
        say_refusal(request, error)
    else:
        messages.success(request, done)


def _say_errors(request, form) -> None:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {' '.join(errors)}".strip(": "))

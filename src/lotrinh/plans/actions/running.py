"""How far a task is, when it is done, what stands in the way."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.followups import actions as followups
from lotrinh.followups.models import Block
from lotrinh.organizations.models import Organization
from lotrinh.plans.actions.fresh import check, must_be_fresh
from lotrinh.plans.choices import VersionState
from lotrinh.plans.errors import FutureDay, NoReason, NotInForce
from lotrinh.plans.models import Task, TaskUpdate
from lotrinh.plans.rights import must_run, must_work


@transaction.atomic
def tell(
    *,
    task: Task,
    organization: Organization,
    note: str,
    by: User,
    on: date | None = None,
    percent: int | None = None,
    sent_as: UUID | None = None,
) -> TaskUpdate:
    """Tell, for a unit with a part in it, how far a task was on a day; days may come in any order.

    Raises NotYourTask, NotInForce, FutureDay, NoReason, Invalid.
    """
    must_work(by, task, organization)
    must_be_in_force(task)
    on = day_not_ahead(on)
    if not note.strip():
        raise NoReason()
    if sent_as and (already := TaskUpdate.objects.filter(sent_as=sent_as).first()):
        return already
    with audit(f"Cập nhật tiến độ: {task}", by=by) as entry:
        update = TaskUpdate(
            task=task,
            organization=organization,
            on=on,
            note=note.strip(),
            percent=percent,
            sent_as=sent_as or uuid4(),
            entry=entry,
        )
        check(update)
        update.save()
    return update


@transaction.atomic
def finish(
    *,
    task: Task,
    by: User,
    on: date | None = None,
    result: str = "",
    organization: Organization | None = None,
    seen: int | None = None,
) -> Task:
    """The task is done. For `organization`, or for whoever runs the plan; a task that is done stays as it was finished.

    Raises NotYourTask, NotYourPlan, NotInForce, FutureDay, Changed.
    """
    _must_may(by, task, organization)
    must_be_in_force(task)
    on = day_not_ahead(on)
    with audit(f"Hoàn thành: {task}", by=by) as entry:
        must_be_fresh(task, seen)
        task.refresh_from_db(fields=["done_on", "result"])
        if task.done_on is None:
            task.done_on, task.result, task.entry = on, result.strip(), entry
            task.save(update_fields=["done_on", "result", "entry"])
    return task


@transaction.atomic
def reopen(*, task: Task, by: User, reason: str) -> Task:
    """The task is not done after all. Raises NotYourPlan, NoReason."""
    must_run(by, task.version.programme)
    if not reason.strip():
        raise NoReason()
    with audit(f"Mở lại: {task}", by=by, reason=reason.strip()) as entry:
        task.done_on, task.entry = None, entry
        task.save(update_fields=["done_on", "entry"])
    return task


def block_task(
    *, task: Task, organization: Organization, why: str, clearer: Organization, by_when: date, by: User
) -> Block:
    """Say that `organization` cannot go on with a task, who can clear the way, and by when.

    Raises NotYourTask, NotInForce, and what `followups.raise_block` raises.
    """
    must_work(by, task, organization)
    must_be_in_force(task)
    register, key = task.address
    return followups.raise_block(
        register=register,
        key=key,
        subject=str(task)[:500],
        link=task.get_absolute_url(),
        unit=organization,
        why=why,
        clearer=clearer,
        by_when=by_when,
        by=by,
    )


def _must_may(by: User, task: Task, organization: Organization | None) -> None:
    if organization is None:
        must_run(by, task.version.programme)
    else:
        must_work(by, task, organization)


def must_be_in_force(task: Task) -> None:
    """Raises NotInForce for a task of a draft, of a text since replaced, or one the review left out."""
    if not task.is_kept or task.version.state != VersionState.PUBLISHED:
        raise NotInForce()


def day_not_ahead(on: date | None) -> date:
    """`on`, or today where no day is given. Raises FutureDay."""
    today = localdate()
    if on is not None and on > today:
        raise FutureDay()
    return on or today

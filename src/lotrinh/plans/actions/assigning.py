"""Who does what: the parts of units in tasks."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import Source, VersionState
from lotrinh.plans.errors import AlreadyGiven, Ended, NoReason
from lotrinh.plans.models import Task, TaskAssignment
from lotrinh.plans.rights import must_run


@transaction.atomic
def assign(
    *,
    task: Task,
    organization: Organization,
    role: str,
    by: User,
    about: str = "",
    since: date | None = None,
) -> TaskAssignment:
    """Give a unit a part in a task; marked as added at execution, asked from `since` on (today once the plan runs).

    Raises NotYourPlan, AlreadyGiven, Ended.
    """
    must_run(by, task.version.programme)
    if not organization.exists_on(localdate()):
        raise Ended()
    with audit(f"Phân công {organization.label}: {task}", by=by) as entry:
        part, is_new = TaskAssignment.objects.get_or_create(
            task=task,
            organization=organization,
            role=role,
            defaults={"source": Source.EXECUTION, "about": about[:500], "entry": entry, "since": since or _since(task)},
        )
        if not is_new:
            raise AlreadyGiven()
    return part


@transaction.atomic
def assign_printed(
    *, assignment: TaskAssignment, organizations: Sequence[Organization], by: User
) -> list[TaskAssignment]:
    """Say which units a printed name means: one, or all members of a group. Raises NotYourPlan.

    These are the plan's own words still, so they keep their sentence. A unit that already has the part is not doubled.
    """
    task = assignment.task
    must_run(by, task.version.programme)
    parts = []
    with audit(f"Hiểu “{assignment.printed}” là {len(organizations)} đơn vị: {task}"[:200], by=by) as entry:
        held = set(task.assignments.filter(role=assignment.role).values_list("organization", flat=True))
        wanted = [unit for unit in dict.fromkeys(organizations) if unit.pk not in held]
        if assignment.organization_id is None and wanted:
            assignment.organization, assignment.entry = wanted.pop(0), entry
            assignment.save(update_fields=["organization", "entry"])
            parts.append(assignment)
        elif assignment.organization_id is None and organizations:
            assignment.delete()
        for unit in wanted:
            copy = TaskAssignment.objects.get(pk=assignment.pk)
            copy.pk, copy._state.adding = None, True
            copy.organization, copy.entry = unit, entry
            copy.save()
            parts.append(copy)
    return parts


@transaction.atomic
def unassign(*, assignment: TaskAssignment, by: User, reason: str = "") -> None:
    """Take a part back; what the unit told and proved stays. A reason is asked for once the text is in force.

    Raises NotYourPlan, NoReason.
    """
    task = assignment.task
    must_run(by, task.version.programme)
    if task.version.state == VersionState.PUBLISHED and not reason.strip():
        raise NoReason()
    with audit(f"Rút phân công {assignment}: {task}", by=by, reason=reason.strip()):
        assignment.delete()


def _since(task: Task) -> date | None:
    """A part given while the plan runs is asked about from today; one given in review, from the beginning."""
    return localdate() if task.version.state == VersionState.PUBLISHED else None

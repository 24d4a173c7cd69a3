"""A plan ends: what is not done goes on in the plan that follows it, in one batch that somebody looked through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core.models import AuditEntry, User
from lotrinh.core.registers import audit
from lotrinh.core.vietnamese import format_date
from lotrinh.plans.choices import LinkKind, Review, Source, VersionState
from lotrinh.plans.errors import NothingToCarry, NotInForce
from lotrinh.plans.models import (
    Duty,
    PlanVersion,
    Programme,
    ProgrammeLink,
    Target,
    TargetContract,
    Task,
    TaskAssignment,
)
from lotrinh.plans.rights import must_run

TARGET_WORDS = (
    "name",
    "comparator",
    "value",
    "value_high",
    "unit",
    "per",
    "direction",
    "printed_baseline",
    "territory",
)
CONTRACT_WORDS = (
    *("definition", "unit", "denominator", "direction", "indicator", "scope", "threshold", "baseline", "baseline_on"),
    *("baseline_finder", "baseline_due", "contestant"),
)
TASK_WORDS = ("name", "verb_class", "period_kind", "product", "registers")
DUTY_WORDS = ("period_kind", "window", "proof", "proves", "amount", "unit", "each_unit", "register")


@dataclass
class CarriedOver:
    """What a batch took over; what had been taken over before is left out."""

    targets: list[Target]
    tasks: list[Task]

    def __len__(self) -> int:
        return len(self.targets) + len(self.tasks)


@transaction.atomic
def carry_over(
    *,
    programme: Programme,
    successor: Programme,
    by: User,
    targets: Iterable[Target] = (),
    tasks: Iterable[Task] = (),
    until: date | None = None,
) -> CarriedOver:
    """Take unfinished targets and tasks of `programme` into `successor`, marked as added at execution, each once.

    A target keeps its words, with `until` (the successor's last day) as its new date, and a drafted contract that has
    to be agreed anew; a task keeps the units that still exist and its duty, from today on. The old ones stay in the old
    plan and tell where they went. Raises NotYourPlan, NothingToCarry, NotInForce (no text to take them in).
    """
    must_run(by, programme)
    must_run(by, successor)
    targets, tasks = list(targets), list(tasks)
    if not targets and not tasks or programme == successor:
        raise NothingToCarry()
    # The successor is held: two clicks on one batch would both find nothing taken over yet.
    Programme.objects.select_for_update().get(pk=successor.pk)
    version = text_taking_in(successor)
    if version is None:
        raise NotInForce()
    with audit(f"Chuyển tiếp từ {programme} sang {successor}"[:200], by=by) as entry:
        ProgrammeLink.objects.get_or_create(programme=programme, other=successor, kind=LinkKind.SUCCESSOR)
        last_day = until or successor.ends_on
        took = {old: _take_target(old, version, last_day, entry) for old in _fresh(Target, targets, version)}
        done = [_take_task(old, version, took, entry) for old in _fresh(Task, tasks, version)]
    return CarriedOver(list(took.values()), done)


def text_taking_in(successor: Programme) -> PlanVersion | None:
    """Its text in force, else the latest one being reviewed."""
    there = successor.versions.filter(state__in=[VersionState.PUBLISHED, VersionState.DRAFT])
    return there.published().first() or there.order_by("-ordinal").first()


def _fresh(model, items, version: PlanVersion) -> list:
    """Those not taken over yet, whatever the list repeats."""
    there = model.objects.kept().filter(version__programme=version.programme_id, carried_from__in=items)
    taken = set(there.values_list("carried_from", flat=True))
    return [item for item in dict.fromkeys(items) if item.pk not in taken]


def _words(row, names: Iterable[str]) -> dict:
    return {name: getattr(row, name) for name in names}


def _take_target(old: Target, version: PlanVersion, last_day: date | None, entry: AuditEntry) -> Target:
    new = Target.objects.create(
        version=version,
        source=Source.EXECUTION,
        review=Review.ACCEPTED,
        carried_from=old,
        by=last_day,
        entry=entry,
        **_words(old, TARGET_WORDS),
    )
    contract = TargetContract.objects.filter(target=old).first()
    if contract is not None:
        TargetContract.objects.create(target=new, entry=entry, **_words(contract, CONTRACT_WORDS))
    return new


def _take_task(old: Task, version: PlanVersion, took: dict[Target, Target], entry: AuditEntry) -> Task:
    today = localdate()
    was = f"chuyển tiếp; hạn cũ {format_date(old.due)}" if old.due else ""
    new = Task.objects.create(
        version=version,
        source=Source.EXECUTION,
        review=Review.ACCEPTED,
        carried_from=old,
        due=old.due if old.due and old.due >= today else None,
        due_words=was,
        serves=took.get(old.serves) if old.serves else None,
        entry=entry,
        **_words(old, TASK_WORDS),
    )
    for part in old.assignments.select_related("organization"):
        if part.organization is None or part.organization.exists_on(today):
            TaskAssignment.objects.create(
                task=new,
                since=today,
                source=Source.EXECUTION,
                entry=entry,
                **_words(part, ("organization", "printed", "role", "about")),
            )
    duty = Duty.objects.filter(task=old).first()
    if duty is not None:
        ends_on = version.programme.ends_on
        Duty.objects.create(
            task=new,
            starts_on=today,
            ends_on=ends_on if ends_on and ends_on >= today else None,
            entry=entry,
            **_words(duty, DUTY_WORDS),
        )
    return new

"""Carrying a plan out: who does what, how far it is, what proves that it was done, what stands in the way."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from lotrinh.core.keys import key_in
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.registers.declaration import register_named
from lotrinh.documents.actions import store_file
from lotrinh.followups import actions as followups
from lotrinh.followups.models import Block
from lotrinh.organizations.models import Organization
from lotrinh.plans import evidence
from lotrinh.plans.actions.fresh import check, must_be_fresh
from lotrinh.plans.choices import ProofKind, Source, VersionState
from lotrinh.plans.errors import (
    AlreadyGiven,
    Ended,
    FutureDay,
    NoReason,
    NotInForce,
    ProofMissing,
    Withdrawn,
    WrongPeriod,
)
from lotrinh.plans.models import Duty, DutyProof, Task, TaskAssignment, TaskUpdate
from lotrinh.plans.models.duties import PROOFS
from lotrinh.plans.rights import must_run, must_work

# --- who -------------------------------------------------------------------------------------------------------------


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


# --- how far ---------------------------------------------------------------------------------------------------------


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
    _must_be_in_force(task)
    on = _past(on)
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
    _must_be_in_force(task)
    on = _past(on)
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
    _must_be_in_force(task)
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


def _must_be_in_force(task: Task) -> None:
    if not task.is_kept or task.version.state != VersionState.PUBLISHED:
        raise NotInForce()


def _past(on: date | None) -> date:
    today = localdate()
    if on is not None and on > today:
        raise FutureDay()
    return on or today


# --- what is done again and again ------------------------------------------------------------------------------------


@transaction.atomic
def set_duty(*, task: Task, by: User, seen: int | None = None, **fields) -> Duty:
    """Say what proves in each period that a standing task is kept; what is left out stays as it is.

    Proofs already given count in the periods of the new rule by the day they were done. Raises NotYourPlan, Changed,
    Invalid.
    """
    must_run(by, task.version.programme)
    with audit(f"Đặt việc thường xuyên: {task}", by=by) as entry:
        duty = Duty.objects.filter(task=task).first()
        if duty is not None:
            must_be_fresh(duty, seen)
        duty = duty or Duty(task=task)
        for name, value in fields.items():
            setattr(duty, name, value)
        duty.entry = entry
        check(duty)
        duty.save()
        _count_again(duty)
    task.duty = duty
    return duty


def _count_again(duty: Duty) -> None:
    """Put each proof into the period of today's rule that holds its day."""
    moved = []
    for proof in duty.proofs.all():
        period = duty.rule.period_of(proof.on)
        if period is not None and period.key != proof.period:
            proof.period = period.key
            moved.append(proof)
    DutyProof.objects.bulk_update(moved, ["period"], 500)


@transaction.atomic
def prove_duty(
    *,
    duty: Duty,
    organization: Organization,
    by: User,
    on: date | None = None,
    amount: Decimal | int = 1,
    note: str = "",
    files: Iterable = (),
    rows: Iterable[tuple[str, str]] = (),
    position: tuple[float, float] | None = None,
    sent_as: UUID | None = None,
) -> DutyProof:
    """Prove, for a unit, what was done on a day; it counts in the period of that day, however late it is entered.

    `files` are Django Files, photos among them; `rows` addresses (register, key) that `by` can see; `position`
    (latitude, longitude) only when the person declared it. Raises NotYourTask, NotInForce, FutureDay, WrongPeriod,
    ProofMissing, FileRefused, Invalid.
    """
    must_work(by, duty.task, organization)
    _must_be_in_force(duty.task)
    if sent_as and (already := DutyProof.objects.filter(sent_as=sent_as).first()):
        return already
    on = _past(on)
    period = duty.rule.period_of(on)
    if period is None:
        raise WrongPeriod()
    kept = [evidence.cleaned(file) for file in files]
    seen_rows = _rows_seen_by(by, rows)
    _must_prove(duty, note, kept, seen_rows)
    latitude, longitude = position or (None, None)
    with audit(f"Minh chứng {period}: {duty.task}", by=by) as entry:
        proof = DutyProof(
            duty=duty,
            organization=organization,
            period=period.key,
            on=on,
            amount=Decimal(amount),
            note=note.strip(),
            rows=seen_rows,
            latitude=latitude,
            longitude=longitude,
            sent_as=sent_as or uuid4(),
            entry=entry,
        )
        check(proof)
        try:
            with transaction.atomic():
                proof.save()
        except IntegrityError:  # the same form, sent twice at once
            return DutyProof.objects.get(sent_as=proof.sent_as)
        for one in kept:
            store_file(file=one, name=one.name, register=PROOFS, key=proof.pk, by=by)
    return proof


def _must_prove(duty: Duty, note: str, kept: list, rows: list) -> None:
    given = {
        ProofKind.NOTE: bool(note.strip()),
        ProofKind.FILE: bool(kept),
        ProofKind.PHOTO: any(map(evidence.is_photo, kept)),
        ProofKind.ROWS: bool(rows),
    }
    if not given[ProofKind(duty.proof)]:
        raise ProofMissing(ProofKind(duty.proof).label)


def _rows_seen_by(who: User, rows: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The addresses of rows that exist and that `who` may see; others are left out as if they did not exist."""
    asked: dict[str, list[str]] = {}
    for slug, key in rows:
        if key_in(str(key)) is not None:
            asked.setdefault(slug, []).append(str(key))
    found = []
    for slug, keys in asked.items():
        try:
            register = register_named(slug)
        except LookupError:
            continue
        if register.may.view(who):
            seen = register.visible(who).filter(pk__in=keys).values_list("pk", flat=True)
            found += [[slug, str(key)] for key in sorted(seen)]
    return found


@transaction.atomic
def withdraw_proof(*, proof: DutyProof, by: User, reason: str) -> DutyProof:
    """A proof was wrong: it no longer counts, and stays to be seen. Raises NotYourTask, NoReason, Withdrawn."""
    must_work(by, proof.duty.task, proof.organization)
    if not reason.strip():
        raise NoReason()
    if DutyProof.objects.select_for_update().get(pk=proof.pk).withdrawn_id:
        raise Withdrawn()
    with audit(f"Rút minh chứng: {proof.duty.task}", by=by, reason=reason.strip()) as entry:
        proof.withdrawn = entry
        proof.save(update_fields=["withdrawn"])
    return proof

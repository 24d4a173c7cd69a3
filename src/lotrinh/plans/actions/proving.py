"""What is done again and again: the rule of a duty, and what proves that it was kept."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from lotrinh.core.keys import key_in
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.registers.declaration import register_named
from lotrinh.documents.actions import store_file
from lotrinh.organizations.models import Organization
from lotrinh.plans import evidence
from lotrinh.plans.actions.fresh import check, must_be_fresh
from lotrinh.plans.actions.running import day_not_ahead, must_be_in_force
from lotrinh.plans.choices import ProofKind
from lotrinh.plans.errors import NoReason, ProofMissing, Withdrawn, WrongPeriod
from lotrinh.plans.models import Duty, DutyProof, Task
from lotrinh.plans.models.duties import PROOFS
from lotrinh.plans.rights import must_run, must_work


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
    must_be_in_force(duty.task)
    if sent_as and (already := DutyProof.objects.filter(sent_as=sent_as).first()):
        return already
    on = day_not_ahead(on)
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

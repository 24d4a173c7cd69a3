"""A task as its page shows it: who may do what, how each unit keeps the standing duty, what holds it up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lotrinh.documents.models import StoredFile
from lotrinh.followups.models import Block
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import TaskRole
from lotrinh.plans.duties import PeriodState, Standing, period_states
from lotrinh.plans.models import Duty, DutyProof, Task, TaskAssignment
from lotrinh.plans.models.duties import PROOFS
from lotrinh.plans.rights import acts_for, runs

_ORDER = {TaskRole.LEAD: 0, TaskRole.IMPLEMENT: 1, TaskRole.SUPPORT: 2}


def doers_of(parts: Iterable[TaskAssignment]) -> list[TaskAssignment]:
    """The parts that are asked to prove a duty: who carries it out, else who leads, else who supports."""
    parts = list(parts)
    for role in (TaskRole.IMPLEMENT, TaskRole.LEAD, TaskRole.SUPPORT):
        if found := [part for part in parts if part.role == role and part.organization_id]:
            return found
    return []


@dataclass(frozen=True)
class Kept:
    """How one unit (None: all together) has kept a duty."""

    organization: Organization | None
    standing: Standing

    @property
    def latest(self) -> tuple[PeriodState, ...]:
        """The last twelve periods, newest first."""
        return tuple(reversed(self.standing.states[-12:]))


@dataclass(frozen=True)
class Work:
    """Everything about one task on `day` for `who`."""

    task: Task
    who: object
    day: date

    @cached_property
    def parts(self) -> list[TaskAssignment]:
        """Who leads first."""
        parts = self.task.assignments.select_related("organization", "taken_over_from", "sentence")
        return sorted(parts, key=lambda part: (_ORDER[TaskRole(part.role)], part.pk))

    @cached_property
    def my_units(self) -> list[Organization]:
        """Units with a part in the task for which one may speak: one's own, and all for whoever runs the plan."""
        units = {part.organization_id: part.organization for part in self.parts if part.organization_id}
        if runs(self.who, self.task.version.programme):
            return list(units.values())
        return [unit for unit in units.values() if acts_for(self.who, unit)]

    @cached_property
    def duty(self) -> Duty | None:
        return getattr(self.task, "duty", None)

    @cached_property
    def proofs(self) -> list[DutyProof]:
        """Newest first, withdrawn ones too, each with its files."""
        if self.duty is None:
            return []
        proofs = list(self.duty.proofs.select_related("organization", "entry__by", "withdrawn__by"))
        files = defaultdict(list)
        for file in StoredFile.objects.of(PROOFS, *(proof.pk for proof in proofs)):
            files[file.key].append(file)
        for proof in proofs:
            proof.stored_files = files[str(proof.pk)]
        return proofs

    @cached_property
    def doers(self) -> list[TaskAssignment]:
        return doers_of(self.parts)

    @cached_property
    def kept(self) -> list[Kept]:
        """How the duty was kept in each period, for each unit that is asked or for all together."""
        duty = self.duty
        if duty is None:
            return []
        standing = [proof for proof in self.proofs if proof.withdrawn_id is None]
        if not duty.each_unit:
            pairs = [(proof.period, proof.amount) for proof in standing]
            return [Kept(None, Standing(period_states(duty.rule, pairs, self.day)))]
        return [
            Kept(
                part.organization,
                Standing(
                    period_states(
                        duty.rule,
                        [(p.period, p.amount) for p in standing if p.organization_id == part.organization_id],
                        self.day,
                        part.since,
                    )
                ),
            )
            for part in self.doers
        ]

    @cached_property
    def blocks(self) -> list[Block]:
        found = Block.objects.about(*self.task.address).select_related(
            "unit", "clearer", "raised__by", "resolved__by", "reminded"
        )
        mine = set(Block.objects.visible_to(self.who).about(*self.task.address).values_list("pk", flat=True))
        for block in found:
            block.is_open_to_me = block.pk in mine
        return sorted(found, key=lambda block: (block.resolved_id is not None, block.by_when))

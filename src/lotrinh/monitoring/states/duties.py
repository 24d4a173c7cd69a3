"""How each unit stands with each standing duty it carries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lotrinh.organizations.models import Organization
from lotrinh.plans.duties import PeriodState, PeriodStatus, Standing, period_states
from lotrinh.plans.models import Duty, DutyProof, Task
from lotrinh.plans.working import doers_of


@dataclass(frozen=True)
class DutyState:
    """One duty of one unit, or of all its units together, on a day. Vietnamese: tình trạng việc thường xuyên."""

    task: Task
    duty: Duty
    unit: Organization | None
    """None: what all units did together counts."""
    standing: Standing

    @property
    def is_missed(self) -> bool:
        """The last period that is over lacks proof, and the one under way does not make up for it yet."""
        over = [one for one in self.standing.states if one.days_left < 0]
        is_made_up = self.current is not None and self.current.status == PeriodStatus.MET
        return bool(over) and over[-1].status == PeriodStatus.MISSED and not is_made_up

    @property
    def is_met(self) -> bool:
        return self.standing.status == PeriodStatus.MET

    @property
    def current(self) -> PeriodState | None:
        """The period under way; None when the duty has ended or not begun."""
        latest = self.standing.states[-1] if self.standing.states else None
        return latest if latest and latest.days_left >= 0 else None

    @cached_property
    def wanted(self) -> PeriodState | None:
        """The period to be proved next: the one missed last, else the one under way while it lacks something."""
        if self.is_missed:
            return next(one for one in reversed(self.standing.states) if one.status == PeriodStatus.MISSED)
        return self.current if self.current and self.current.status != PeriodStatus.MET else None

    @property
    def carrier(self) -> str:
        return self.unit.label if self.unit else "các đơn vị cộng lại"


def duty_states(tasks: Iterable[Task], day: date) -> list[DutyState]:
    """For each of `tasks` (with `duty` and `assignments` fetched) that is a duty: each unit's standing. One query."""
    tasks = [task for task in tasks if hasattr(task, "duty")]
    proofs = _proofs([task.duty for task in tasks], day)
    return [state for task in tasks for state in _of_task(task, proofs[task.duty.pk], day)]


def _proofs(duties: list[Duty], day: date) -> dict[int, list[tuple[int, str, object]]]:
    """(unit, period, amount) of what was done by `day`, by duty."""
    found = defaultdict(list)
    if duties:
        given = DutyProof.objects.standing().filter(duty__in=duties, on__lte=day)
        for duty, unit, period, amount in given.values_list("duty", "organization", "period", "amount"):
            found[duty].append((unit, period, amount))
    return found


def _of_task(task: Task, proofs: list[tuple], day: date) -> list[DutyState]:
    duty = task.duty
    carriers = {part.organization_id: part for part in doers_of(task.assignments.all())}
    if not duty.each_unit:
        given = [(period, amount) for _, period, amount in proofs]
        return [DutyState(task, duty, None, Standing(period_states(duty.rule, given, day)))] if carriers else []
    return [
        DutyState(
            task,
            duty,
            part.organization,
            Standing(
                period_states(duty.rule, [(p, amount) for unit, p, amount in proofs if unit == key], day, part.since)
            ),
        )
        for key, part in carriers.items()
    ]

"""One programme on one day, as a leader asks about it: red things first, and whose they are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Self

from lotrinh.monitoring.choices import State
from lotrinh.monitoring.gaps import Gap, gaps_of
from lotrinh.monitoring.states import TargetState, TaskState, target_states, task_states
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import PlanVersion, Programme

SOON_DAYS = 30


@dataclass
class UnitLoad:
    """How one unit stands with its tasks. Vietnamese: tiến độ của đơn vị."""

    unit: Organization
    late: int = 0
    going: int = 0
    done: int = 0
    blocked: int = 0
    """Of the late ones and those under way."""


@dataclass(frozen=True)
class Overview:
    programme: Programme
    version: PlanVersion | None
    owner: Organization | None
    day: date
    targets: list[TargetState] = field(default_factory=list)
    tasks: list[TaskState] = field(default_factory=list)

    @classmethod
    def of(cls, programme: Programme, who, day: date) -> Self:
        version = PlanVersion.objects.visible_to(who).published().filter(programme=programme).first()
        targets = sorted(target_states(programme, who, day), key=lambda one: one.state.rank)
        return cls(programme, version, programme.owner_on(day), day, targets, task_states(programme, who, day))

    @cached_property
    def target_counts(self) -> list[tuple[State, int]]:
        return _counted(self.targets)

    @cached_property
    def red_targets(self) -> list[TargetState]:
        return [one for one in self.targets if one.state.is_red]

    @cached_property
    def late_tasks(self) -> list[TaskState]:
        """The longest late first."""
        return sorted((one for one in self.tasks if one.is_late), key=lambda one: -one.days_late)

    @cached_property
    def blocked_tasks(self) -> list[TaskState]:
        """By the day on which they should be cleared; late ones too, since clearing them is what helps."""
        held_up = [one for one in self.tasks if one.blocks and not one.is_done]
        return sorted(held_up, key=lambda one: min(block.by_when for block in one.blocks))

    @cached_property
    def nobodys_tasks(self) -> list[TaskState]:
        return [one for one in self.tasks if not one.is_done and not any(part.organization_id for part in one.parts)]

    @cached_property
    def soon_due(self) -> list[TaskState]:
        found = [
            one
            for one in self.tasks
            if not one.is_done and one.task.due and 0 <= (one.task.due - self.day).days <= SOON_DAYS
        ]
        return sorted(found, key=lambda one: one.task.due)

    @cached_property
    def gaps(self) -> list[Gap]:
        return gaps_of(self.targets, self.owner, self.day)

    @cached_property
    def units(self) -> list[UnitLoad]:
        """Units with a leading or carrying part; the one with most late tasks first."""
        loads: dict[int, UnitLoad] = {}
        for one in self.tasks:
            leaders = {part.organization_id: part.organization for part in one.leaders if part.organization_id}
            for unit in leaders.values():
                load = loads.setdefault(unit.pk, UnitLoad(unit))
                if one.is_done:
                    load.done += 1
                elif one.is_late:
                    load.late += 1
                else:
                    load.going += 1
                load.blocked += bool(one.blocks) and not one.is_done
        return sorted(loads.values(), key=lambda load: (-load.late, -load.blocked, load.unit.sort_key))


def _counted(states) -> list[tuple[State, int]]:
    """Worst first; only what there is."""
    found: dict[State, int] = defaultdict(int)
    for one in states:
        found[one.state] += 1
    return [(state, found[state]) for state in State if found[state]]

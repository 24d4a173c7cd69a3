"""How each sentence that promises or orders stands, and what serves it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from lotrinh.monitoring.choices import State
from lotrinh.monitoring.states.targets import TargetState, target_states
from lotrinh.monitoring.states.targets import states_of as targets_of
from lotrinh.monitoring.states.tasks import TaskState, task_states
from lotrinh.monitoring.states.tasks import states_of as tasks_of
from lotrinh.monitoring.states.verdicts import Said, summed
from lotrinh.plans.choices import SentenceKind
from lotrinh.plans.models import PlanVersion, Sentence, Target, Task, TaskAssignment


@dataclass(frozen=True)
class SentenceState:
    """One sentence on one day, with the targets and tasks read out of it. Vietnamese: tình trạng của câu."""

    sentence: Sentence
    state: State
    why: str
    targets: tuple[TargetState, ...] = ()
    tasks: tuple[TaskState, ...] = ()
    served: tuple[TargetState, ...] = ()
    """Targets of other sentences that its tasks work for."""

    @cached_property
    def measures(self) -> list[str]:
        """Names of the measures, or of the declared indicators, that tell how far it is."""
        return _once(one.source_name for one in self._all_targets if one.source_name)

    @cached_property
    def registers(self) -> list[str]:
        """Slugs of the registers in which its results are kept."""
        return _once([*self._of_targets(), *self._of_tasks()])

    @property
    def is_served(self) -> bool:
        """Some office has it to do, or something measures it."""
        return bool(self.measures or self.registers or any(one.leaders or one.parts for one in self.tasks))

    @property
    def _all_targets(self) -> tuple[TargetState, ...]:
        return (*self.targets, *self.served)

    def _of_targets(self) -> Iterator[str]:
        for one in self._all_targets:
            yield from one.registers

    def _of_tasks(self) -> Iterator[str]:
        for one in self.tasks:
            yield from one.task.registers
            if hasattr(one.task, "duty") and one.task.duty.register:
                yield one.task.duty.register


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def sentence_states(version: PlanVersion, who, day: date) -> list[SentenceState]:
    """Every sentence of `version` that promises or orders, in the order of the text.

    The number of queries depends on how many figures the targets have, never on the length of the plan.
    """
    return told(
        version.sentences.binding().in_order().select_related("block"),
        target_states(version.programme, who, day),
        task_states(version.programme, who, day),
    )


def sentence_state(version: PlanVersion, key: int, who, day: date) -> SentenceState | None:
    """One sentence that promises or orders, asking only for what serves it; None when `version` has no such."""
    asked = version.sentences.binding().filter(pk=key).select_related("block")
    part = TaskAssignment.objects.filter(sentence=key).values("task")
    tasks = Task.objects.visible_to(who).in_force().filter(version=version)
    tasks = tasks.filter(Q(sentence=key) | Q(pk__in=part))
    targets = Target.objects.visible_to(who).in_force().filter(version=version)
    targets = targets.filter(Q(sentence=key) | Q(pk__in=tasks.values("serves")))
    found = told(asked, targets_of(targets, version.programme, day), tasks_of(tasks, day))
    return next(iter(found), None)


def told(
    sentences: Iterable[Sentence], targets: Iterable[TargetState], tasks: Iterable[TaskState]
) -> list[SentenceState]:
    """Each sentence beside what was read out of it."""
    targets = list(targets)
    targets_in, tasks_in = defaultdict(list), defaultdict(list)
    for target in targets:
        targets_in[target.target.sentence_id].append(target)
    for task in tasks:
        giving = (part.sentence_id for part in task.parts)  # another sentence may say who does it
        for sentence in dict.fromkeys([task.task.sentence_id, *giving]):
            tasks_in[sentence].append(task)
    by_key = {one.target.pk: one for one in targets}
    return [_state_of(one, tuple(targets_in[one.pk]), tuple(tasks_in[one.pk]), by_key) for one in sentences]


def _state_of(
    sentence: Sentence, targets: tuple[TargetState, ...], tasks: tuple[TaskState, ...], by_key: dict[int, TargetState]
) -> SentenceState:
    said = summed(judge(sentence, targets, tasks), otherwise=State.ON_WAY)
    wanted = dict.fromkeys(one.task.serves_id for one in tasks if one.task.serves_id)
    served = tuple(by_key[key] for key in wanted if key in by_key and by_key[key] not in targets)
    return SentenceState(sentence, said.state, said.why, targets, tasks, served)


def judge(sentence: Sentence, targets: tuple[TargetState, ...], tasks: tuple[TaskState, ...]) -> Iterator[Said]:
    """A sentence is as its worst part is; one without parts is a promise nobody measures or an order nobody has."""
    for part in (*targets, *tasks):
        yield Said(part.state, part.why)
    if not targets and not tasks:
        if sentence.kind == SentenceKind.PROMISE:
            yield Said(State.NO_MEASURE, "Chưa có chỉ tiêu hay nhiệm vụ nào đứng sau lời cam kết này.")
        else:
            yield Said(State.NOBODY, "Chưa có nhiệm vụ nào đứng sau lời giao việc này.")

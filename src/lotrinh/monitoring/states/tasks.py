"""How each task stands on a day: told from what was agreed, what holds it up and what proves it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from lotrinh.core.vietnamese import format_date
from lotrinh.followups.models import Block
from lotrinh.monitoring.choices import State
from lotrinh.monitoring.states.duties import DutyState, duty_states
from lotrinh.monitoring.states.verdicts import Said, summed
from lotrinh.plans.choices import TaskRole, VerbClass
from lotrinh.plans.models import Programme, Task, TaskAssignment, TaskUpdate


@dataclass(frozen=True)
class TaskState:
    """One task on one day. Vietnamese: tình trạng nhiệm vụ."""

    task: Task
    state: State
    why: str
    parts: tuple[TaskAssignment, ...] = ()
    """Units with their parts, whoever leads first."""
    blocks: tuple[Block, ...] = ()
    """What held it up on that day."""
    duties: tuple[DutyState, ...] = ()
    """For a standing task: how each of its units stands."""
    days_late: int = 0

    @property
    def percent(self) -> int | None:
        """As last told by a unit, 0–100."""
        return 100 if self.is_done else self.task.told_percent

    @property
    def told_on(self) -> date | None:
        return self.task.told_on

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE

    @property
    def is_late(self) -> bool:
        return self.state == State.LATE

    @property
    def leaders(self) -> tuple[TaskAssignment, ...]:
        """Whoever leads; where nobody does, whoever carries it out."""
        leading = tuple(part for part in self.parts if part.role == TaskRole.LEAD)
        return leading or tuple(part for part in self.parts if part.role == TaskRole.IMPLEMENT)

    def concerns(self, organization_ids: Iterable[int]) -> bool:
        return any(part.organization_id in organization_ids for part in self.parts)


def task_states(programme: Programme, who, day: date) -> list[TaskState]:
    """Every task in force of `programme` that `who` sees, in the order of the text. Four queries."""
    return states_of(Task.objects.visible_to(who).in_force().filter(version__programme=programme), day)


def states_of(tasks: QuerySet[Task], day: date) -> list[TaskState]:
    """The state on `day` of each of `tasks`, in the order of the text; those added at execution come last."""
    tasks = list(_with_what_was_told(tasks, day))
    blocks = _blocks_of(tasks, day)
    duties = defaultdict(list)
    for one in duty_states(tasks, day):
        duties[one.task.pk].append(one)
    return [_state_of(task, tuple(blocks[task.pk]), tuple(duties[task.pk]), day) for task in tasks]


def _with_what_was_told(tasks: QuerySet[Task], day: date) -> QuerySet[Task]:
    told = TaskUpdate.objects.filter(task=OuterRef("pk"), on__lte=day).order_by("-on", "-pk")
    parts = TaskAssignment.objects.select_related("organization")
    carried = Task.objects.kept().filter(carried_from=OuterRef("pk"))
    return (
        tasks.select_related("sentence__block", "duty", "serves", "version")
        .prefetch_related(Prefetch("assignments", parts))
        .annotate(
            carried_to=Subquery(carried.values("version__programme__name")[:1]),
            told_percent=Subquery(told.exclude(percent=None).values("percent")[:1]),
            told_on=Subquery(told.values("on")[:1]),
        )
        .order_by(F("sentence__block__index").asc(nulls_last=True), "sentence__start", "pk")
    )


def _blocks_of(tasks: list[Task], day: date) -> dict[int, list[Block]]:
    """Open on `day`, by key of the task."""
    found = defaultdict(list)
    if tasks:
        register = tasks[0].address[0]
        held_up = Block.objects.about(register, *(task.address[1] for task in tasks))
        for block in open_on(held_up, day).select_related("unit", "clearer"):
            found[int(block.key)].append(block)
    return found


def open_on(blocks: QuerySet[Block], day: date) -> QuerySet[Block]:
    raised = blocks.filter(raised__at__date__lte=day)
    return raised.filter(Q(resolved=None) | Q(resolved__at__date__gt=day))


_ROLES = {role: place for place, role in enumerate(TaskRole.values)}


def _state_of(task: Task, blocks: tuple[Block, ...], duties: tuple[DutyState, ...], day: date) -> TaskState:
    parts = tuple(sorted(task.assignments.all(), key=lambda part: (_ROLES[part.role], part.pk)))
    said = summed(judge(task, parts, blocks, duties, day), otherwise=State.ON_WAY)
    late = (day - task.due).days if said.state == State.LATE and task.due and task.due < day else 0
    return TaskState(task, said.state, said.why, parts, blocks, duties, late)


def judge(task: Task, parts, blocks, duties, day: date) -> Iterator[Said]:
    """What is to be said of a task on `day`. Nothing: it is on its way."""
    if task.done_on and task.done_on <= day:
        yield Said(State.DONE, f"Xong ngày {format_date(task.done_on)}.")
        return
    if task.carried_to:
        yield Said(State.ON_WAY, f"Chưa xong, đã chuyển tiếp sang kế hoạch “{task.carried_to}”.")
        return
    if task.due and task.due < day:
        yield Said(State.LATE, f"Quá hạn {(day - task.due).days} ngày (hạn {format_date(task.due)}).")
    for block in blocks:
        until = format_date(block.by_when)
        yield Said(State.BLOCKED, f"Vướng: {block.why.rstrip('.')} – {block.clearer.label} gỡ trước {until}.")
    yield from _judge_parts(parts)
    if task.verb_class == VerbClass.STANDING and not hasattr(task, "duty"):
        yield Said(State.NO_MEASURE, "Việc thường xuyên chưa có quy định mỗi kỳ phải có minh chứng gì.")
    yield from _judge_duties(duties)


def _judge_parts(parts) -> Iterator[Said]:
    if any(part.organization_id for part in parts):
        return
    printed = ", ".join(part.printed for part in parts)
    yield Said(
        State.NOBODY,
        f"Văn bản ghi “{printed}” nhưng chưa rõ là đơn vị nào." if printed else "Chưa đơn vị nào được giao việc này.",
    )


def _judge_duties(duties: tuple[DutyState, ...]) -> Iterator[Said]:
    """A period missed is late until one is met again; met by all is met, and quiet."""
    missed = defaultdict(list)
    for one in duties:
        if one.is_missed:
            missed[one.wanted.period.label].append(one.carrier)
    for period, carriers in missed.items():
        yield Said(State.LATE, f"Thiếu minh chứng {period}: {', '.join(carriers)}.")
    if duties and all(one.is_met for one in duties):
        yield Said(State.MET, f"Mọi kỳ đến nay đều có minh chứng ({duties[0].standing.words}).")

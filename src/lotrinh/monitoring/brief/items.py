"""What a brief is made of: how each target, task, order, block, objection and planned move stands on one day."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.db.models import QuerySet
from django.urls import reverse

from lotrinh.core.vietnamese import format_date
from lotrinh.followups.choices import WITH_THE_UNIT
from lotrinh.followups.models import Block, Order
from lotrinh.monitoring.choices import State
from lotrinh.monitoring.states import TargetState, TaskState, target_states, task_states
from lotrinh.organizations.choices import Role
from lotrinh.organizations.scope import Grant, grants_of
from lotrinh.plans.models import Contest, Programme, Target, Task
from lotrinh.relocation.models.scenarios import RunState, ScenarioRun

MOST_PROGRAMMES = 12
"""Told in one brief; whoever sees more opens them one by one."""
LONGEST = 220


class Everybody:
    """Sees all: what is kept on Monday is narrowed to its reader when it is read."""

    is_authenticated = True


@grants_of.register
def _(who: Everybody, day: date) -> tuple[Grant, ...]:
    return (Grant(Role.ADMINISTRATOR, None, None),)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on one day; in words, so that it can be read when the thing itself has changed."""

    kind: str
    """target, task, order, block, contest or run."""
    key: int
    title: str
    link: str
    state: str = ""
    """A `State` of targets and tasks; the word of the state of the others."""
    value: str = ""
    """What its figure says."""
    note: str = ""
    late: bool = False
    at_risk: bool = False
    deciders: tuple[int, ...] = ()
    """Keys of the units that have to decide; of a planned move () means whoever runs the plan."""
    to_decide: bool = False

    @property
    def identity(self) -> tuple[str, int]:
        return self.kind, self.key

    @property
    def state_words(self) -> str:
        return str(State(self.state).label) if self.state in State.values else self.state

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Self:
        return cls(**kept | {"deciders": tuple(kept["deciders"])})


def items_of(who, day: date) -> list[Item]:
    """Everything that `who` sees, as it stands on `day`."""
    programmes = list(Programme.objects.visible_to(who).published().order_by("pk")[:MOST_PROGRAMMES])
    found: list[Item] = []
    for programme in programmes:
        found += [_of_target(one) for one in target_states(programme, who, day)]
        found += [_of_task(one) for one in task_states(programme, who, day)]
    return [*found, *_orders(who, day), *_blocks(who, day), *_contests(who, day), *_runs(who)]


def _of_target(told: TargetState) -> Item:
    figure = told.figure
    return Item(
        kind="target",
        key=told.target.pk,
        title=_short(told.target.name),
        link=reverse("monitoring:target", args=[told.target.version.programme_id, told.target.pk]),
        state=told.state,
        value=figure.text if figure is not None and figure.is_known else "",
        note=_short(told.why or told.outlook),
        late=told.state == State.NOT_MET,
        at_risk=told.state == State.AT_RISK,
    )


def _of_task(told: TaskState) -> Item:
    units = ", ".join(dict.fromkeys(part.organization.label for part in told.leaders if part.organization))
    return Item(
        kind="task",
        key=told.task.pk,
        title=_short(told.task.name),
        link=told.task.get_absolute_url(),
        state=told.state,
        note=_short(" – ".join(filter(None, [units, told.why]))),
        late=told.is_late,
    )


def _orders(who, day: date) -> Iterator[Item]:
    for order in Order.objects.visible_to(who).open().with_units():
        to_decide = order.turn == order.giver and order.state not in WITH_THE_UNIT
        yield Item(
            kind="order",
            key=order.pk,
            title=_short(order.what),
            link=order.get_absolute_url(),
            state=order.get_state_display(),
            note=f"{order.unit.label}, hạn {format_date(order.due)}",
            late=order.is_late_on(day),
            deciders=(order.giver_id,) if to_decide else (),
            to_decide=to_decide,
        )


def _blocks(who, day: date) -> Iterator[Item]:
    for block in Block.objects.visible_to(who).open().select_related("unit", "clearer", "superior"):
        late = f"{'quá hạn' if block.by_when < day else 'cần gỡ trước'} {format_date(block.by_when)}"
        yield Item(
            kind="block",
            key=block.pk,
            title=_short(block.subject),
            link=reverse("followups:block", args=[block.pk]),
            state="vướng mắc chờ gỡ",
            note=_short(
                f"{block.unit.label} vướng: {block.why} ({block.clearer.label} gỡ, {late} {block.by_when:%d/%m/%Y})"
            ),
            deciders=tuple(filter(None, (block.clearer_id, block.superior_id))),
            to_decide=True,
        )


def _contests(who, day: date) -> Iterator[Item]:
    for contest in Contest.objects.visible_to(who).open().with_names():
        owner = contest.decider_id
        by = f", trước {format_date(contest.decide_by)}" if contest.decide_by else ""
        yield Item(
            kind="contest",
            key=contest.pk,
            title=_short(contest.about),
            link=contest.get_absolute_url(),
            state="ý kiến khác chờ phân xử",
            note=_short(f"{contest.words.rstrip('.')}{by}"),
            deciders=(owner,) if owner else (),
            to_decide=True,
        )


def _runs(who) -> Iterator[Item]:
    """The latest plan of each relocation scenario, computed and checked, that nobody has handed to the dossiers."""
    handed = ScenarioRun.objects.exclude(handed_over=None).values("scenario__programme")
    runs = ScenarioRun.objects.visible_to(who).filter(state=RunState.PLANNED).exclude(scenario__programme__in=handed)
    latest: dict[int, ScenarioRun] = {}
    for run in runs.select_related("scenario").defer("problem", "answer").order_by("scenario", "number"):
        latest[run.scenario_id] = run
    for run in latest.values():
        yield Item("run", run.pk, _short(str(run)), run.get_absolute_url(), "phương án di dời chờ chọn", to_decide=True)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


# --- what was kept, as one reader may see it -------------------------------------------------------------------------


def readable_by(who, items: Iterable[Item]) -> list[Item]:
    """Those of `items` that are about something `who` may see today. A query a kind."""
    items = list(items)
    seen = {kind: _seen(rows, kind, items) for kind, rows in _visible(who).items()}
    return [item for item in items if item.key in seen.get(item.kind, ())]


def _visible(who) -> dict[str, QuerySet]:
    return {
        "target": Target.objects.visible_to(who),
        "task": Task.objects.visible_to(who),
        "order": Order.objects.visible_to(who),
        "block": Block.objects.visible_to(who),
        "contest": Contest.objects.visible_to(who),
        "run": ScenarioRun.objects.visible_to(who),
    }


def _seen(rows: QuerySet, kind: str, items: list[Item]) -> set[int]:
    keys = [item.key for item in items if item.kind == kind]
    return set(rows.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()

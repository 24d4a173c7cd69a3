"""The figures of a report: facts valid up to its cut-off, as known when they are taken, with the rows behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

from django.utils import timezone

from lotrinh.core.periods import Period
from lotrinh.indicators.choices import Direction, Nature, Occasion
from lotrinh.indicators.keeping import keep
from lotrinh.indicators.measures import Figure
from lotrinh.indicators.models import Indicator
from lotrinh.indicators.reading import series_of
from lotrinh.monitoring.states import TargetState, TaskState, target_states, task_states
from lotrinh.organizations.choices import Role
from lotrinh.organizations.scope import Grant, grants_of
from lotrinh.plans.models import Contest
from lotrinh.reporting import rounds
from lotrinh.reporting.choices import FigureKind
from lotrinh.reporting.models import FrozenFigure, Report

NOT_LIVE = "Chỉ tiêu chưa đưa vào theo dõi: hợp đồng chỉ tiêu còn thiếu."
TASK_REGISTER = "nhiem-vu"
_YEAR_SO_FAR = {3: "quarter", 6: "half", 9: "nine", 12: "year"}


class Office:
    """Asks for all rows behind a figure, whoever the officer is: a report freezes every row it counted."""

    is_authenticated = True


@grants_of.register
def _(who: Office, day: date) -> tuple[Grant, ...]:
    return (Grant(Role.ADMINISTRATOR, None, None),)


@dataclass(frozen=True)
class Taken:
    """All that a refresh brings. Nothing of it is stored yet."""

    figures: list[FrozenFigure]
    targets: list[TargetState]
    units: list[dict]
    blocks: list[dict]
    collected: list[dict]


def take(report: Report, who) -> Taken:
    """Read every figure of the report's programme for its period."""
    targets = target_states(report.programme, who, report.last_day)
    tasks = task_states(report.programme, who, report.last_day)
    asked = list(report.rounds.order_by("pk"))
    totals = (figure for round in asked for figure in rounds.figures_of(round))
    figures = [*_of_targets(report, targets, Objections.open()), *_of_tasks(report, tasks), *totals]
    for place, figure in enumerate(figures):
        figure.report, figure.ordinal = report, place
    collected = [rounds.told_of(round) for round in asked]
    return Taken(figures, targets, units_of(tasks), blocks_of(tasks), collected)


# --- targets ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Objections:
    """What nobody has ruled on yet when the figures are taken, by target and by figure. One query."""

    all: tuple[Contest, ...]

    @classmethod
    def open(cls) -> Self:
        return cls(tuple(Contest.objects.open().select_related("organization").order_by("pk")))

    def to(self, figure: FrozenFigure) -> str:
        """The words of those to the target itself, or to the figure of any period that was used."""
        keys = {f"{figure.measure}/{figure.scope}/{period}" for period in figure.uses.values()}
        found = [one for one in self.all if one.target_id == figure.target_id or one.figure in keys]
        return " ".join(one.words for one in found)


def _of_targets(report: Report, targets: list[TargetState], objections: Objections) -> Iterator[FrozenFigure]:
    for told in targets:
        contract = told.contract
        frozen = FrozenFigure(
            name=f"chi-tieu-{told.target.pk}",
            kind=FigureKind.TARGET,
            target=told.target,
            label=tidy(told.target.name),
            unit=told.unit,
            definition=contract.definition if contract else "",
            plan=contract.threshold if contract and contract.threshold is not None else told.target.value,
            plan_words=told.wanted,
            plan_note=told.footnote[:500],
            falls=bool(contract and contract.direction == Direction.FALL),
            state_words=str(told.state.label),
            why="" if told.is_live else NOT_LIVE,
        )
        if told.indicator is not None:
            _fill(frozen, told, report.period)
            _fill_latest(frozen, told, report.last_day)
        frozen.contest_note = objections.to(frozen)
        yield frozen


def tidy(name: str) -> str:
    """A target's name as a line of a list begins and ends: plans name targets in the middle of sentences."""
    name = name.strip(" .;:,")
    return name[:1].upper() + name[1:]


def _fill(frozen: FrozenFigure, told: TargetState, period: Period) -> None:
    sides = sides_of(period)
    scope = told.contract.measure_scope
    found = dict(zip(sides, series_read(told.indicator, scope, list(sides.values())), strict=True))
    figure = found[""]
    frozen.measure, frozen.scope = figure.measure, scope.key
    frozen.uses = {side: one.period.key for side, one in found.items()}
    frozen.value, frozen.numerator, frozen.denominator = figure.value, figure.numerator, figure.denominator
    frozen.before, frozen.last_year = found["ky-truoc"].value, found["cung-ky"].value
    frozen.adds_up = told.indicator.nature == Nature.FLOW
    if frozen.adds_up:
        frozen.cumulative = found["luy-ke"].value if "luy-ke" in found else None
    else:
        frozen.cumulative = figure.value  # a level or a share is already all there is on the last day
        frozen.uses.pop("luy-ke", None)
    for name in ("decimals", "legal_version", "missing", "missing_means", "is_sample", "declared", "known_at"):
        setattr(frozen, name, getattr(figure, name))
    frozen.unit = figure.unit or frozen.unit
    frozen.why = figure.why
    frozen.rows = rows_of(figure)
    keep(told.indicator, figure, Occasion.CUT_OFF)


def _fill_latest(frozen: FrozenFigure, told: TargetState, last_day: date) -> None:
    """Where the period itself has no figure, the last one known by the cut-off: many targets are counted yearly."""
    known = [figure for figure in told.series if figure.as_of <= last_day]
    if frozen.value is None and known:
        frozen.latest, frozen.latest_period = known[-1].value, known[-1].period.label


def sides_of(period: Period) -> dict[str, Period]:
    """The periods that the sides of a figure are read for; no period runs from the new year to, say, the end of May."""
    sides = {"": period, "ky-truoc": period.previous(), "cung-ky": period.same_last_year()}
    if kind := _YEAR_SO_FAR.get(period.months[-1]):
        sides["luy-ke"] = Period(kind, period.year, 1, period.window)
    return sides


def series_read(indicator: Indicator, scope, periods: list[Period]) -> list[Figure]:
    """Figures of reporting periods; of declared ones the calendar period where nothing is declared for the window."""
    figures = series_of(indicator, scope, periods)
    if not indicator.is_declared:
        return figures
    calendar = series_of(indicator, scope, [replace(period, window="calendar") for period in periods])
    return [
        one if one.is_known else other if other.is_known else one for one, other in zip(figures, calendar, strict=True)
    ]


def rows_of(figure: Figure) -> list[list[str]]:
    """[register, key, weight, counted] of every row behind the figure; of its parts when it is made of figures."""
    if figure.parts:
        return [row for part in figure.parts for row in rows_of(part)]
    behind = figure.rows(Office())
    slug = behind.register.slug if behind.register else ""
    rows = []
    for row in behind.queryset.iterator(chunk_size=2000):
        rows.append([slug, str(row.pk), exact(getattr(row, "weight", None)), exact(getattr(row, "counted", None))])
    return rows


def exact(number) -> str:
    """A number as text without the zeros behind it: the same on every database."""
    if number is None:
        return ""
    if isinstance(number, bool):
        return str(int(number))
    return f"{Decimal(str(number)).normalize():f}"


# --- tasks -----------------------------------------------------------------------------------------------------------

COUNTS = {
    "nhiem-vu-tong": ("Nhiệm vụ đã giao", lambda told: True),
    "nhiem-vu-xong": ("Nhiệm vụ đã hoàn thành", lambda told: told.is_done),
    "nhiem-vu-tre": ("Nhiệm vụ trễ hạn", lambda told: told.is_late),
    "nhiem-vu-vuong": ("Nhiệm vụ đang vướng", lambda told: bool(told.blocks) and not told.is_done),
}


def _of_tasks(report: Report, tasks: list[TaskState]) -> Iterator[FrozenFigure]:
    """Counts of tasks; the one just before, of the same report last period, gives the earlier value."""
    earlier = _counts_before(report)
    for name, (label, holds) in COUNTS.items():
        rows = [[TASK_REGISTER, str(told.task.pk), "1", str(int(holds(told)))] for told in tasks]
        yield FrozenFigure(
            name=name,
            kind=FigureKind.TASKS,
            label=label,
            unit="nhiệm vụ",
            decimals=0,
            value=Decimal(sum(row[3] == "1" for row in rows)),
            before=earlier.get(name),
            known_at=timezone.now(),
            rows=rows,
        )


def _counts_before(report: Report) -> dict[str, Decimal]:
    last = (
        Report.objects.issued().filter(regime=report.regime, last_day__lt=report.last_day).order_by("-last_day").first()
    )
    return dict(last.figures.filter(kind=FigureKind.TASKS).values_list("name", "value")) if last else {}


def units_of(tasks: list[TaskState]) -> list[dict]:
    """How the units that lead stand, in the order of the alphabet of their names."""
    lines: dict[int, dict] = {}
    for told in tasks:
        for unit in {part.organization_id: part.organization for part in told.leaders if part.organization_id}.values():
            line = lines.setdefault(
                unit.pk, {"unit": unit.label, "sort": unit.sort_key, "total": 0, "done": 0, "late": 0, "blocked": 0}
            )
            line["total"] += 1
            line["done"] += told.is_done
            line["late"] += told.is_late
            line["blocked"] += bool(told.blocks) and not told.is_done
    return [
        {k: v for k, v in line.items() if k != "sort"} for line in sorted(lines.values(), key=lambda one: one["sort"])
    ]


def blocks_of(tasks: list[TaskState]) -> list[dict]:
    """What holds tasks up, the soonest to be cleared first."""
    found = {block.pk: block for told in tasks if not told.is_done for block in told.blocks}
    return [
        {
            "subject": block.subject,
            "unit": block.unit.label,
            "why": block.why,
            "clearer": block.clearer.label,
            "by_when": block.by_when.isoformat(),
        }
        for block in sorted(found.values(), key=lambda block: (block.by_when, block.pk))
    ]


# --- what changed since ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a report that has left, which the registers, or the units asked, now tell otherwise."""

    report: Report
    figure: FrozenFigure
    after: str

    @property
    def as_json(self) -> dict:
        number = self.report.issue.full_number if hasattr(self.report, "issue") else ""
        return {
            "report": f"{self.report.title} (số {number})",
            "figure": self.figure.pk,
            "label": self.figure.label,
            "before": self.figure.text(),
            "after": self.after,
        }


def changed_since(reports: list[Report]) -> list[Change]:
    """Figures of these reports whose value, taken anew for the same period and scope, reads otherwise than printed."""
    return [change for report in reports for change in _changes_of(report)]


def _changes_of(report: Report) -> Iterator[Change]:
    for frozen in report.figures.filter(kind=FigureKind.TARGET).select_related("target__contract__indicator"):
        if (now := taken_anew(frozen)) is not None and now.text != frozen.text():
            yield Change(report, frozen, now.text)
    for frozen, total in rounds.changes_of(report):
        yield Change(report, frozen, total.text())


def taken_anew(frozen: FrozenFigure) -> Figure | None:
    """The same question asked of the registers today; None when the figure had no measure then."""
    contract = getattr(frozen.target, "contract", None)
    if not frozen.measure or contract is None or contract.indicator is None:
        return None
    scope = contract.measure_scope.parse(frozen.scope)
    return series_of(contract.indicator, scope, [Period.parse(frozen.uses[""])])[0]


def resting_on(wrong: list[FrozenFigure]) -> Iterator[tuple[FrozenFigure, FrozenFigure, str]]:
    """(figure, the wrong one it used, where): figures of other reports that compare with it or add its period up."""
    for source in wrong:
        if not source.measure:
            continue
        others = FrozenFigure.objects.filter(measure=source.measure, scope=source.scope).exclude(report=source.report)
        for figure in others.select_related("report__regime"):
            if where := _use_of(source, figure):
                yield figure, source, where


def _use_of(source: FrozenFigure, figure: FrozenFigure) -> str:
    wrong = Period.parse(source.uses[""])
    sides = {"": "thực hiện trong kỳ", "luy-ke": "luỹ kế", "ky-truoc": "kỳ trước", "cung-ky": "cùng kỳ năm trước"}
    used = []
    for side, key in figure.uses.items():
        period = Period.parse(key)
        holds = figure.adds_up and period.first <= wrong.first and wrong.last <= period.last
        if period == wrong or holds:
            used.append(sides.get(side, side))
    return ", ".join(used)

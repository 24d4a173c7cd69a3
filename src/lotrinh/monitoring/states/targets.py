"""How each target stands on a day: its contract, its figure, where that came from, and what will become of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects

from lotrinh.core.registers.declaration import all_registers
from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.indicators import forecast as ahead
from lotrinh.indicators.measures import Figure
from lotrinh.indicators.models import DeclaredFigure, Indicator
from lotrinh.indicators.reading import measure_of
from lotrinh.monitoring.choices import State
from lotrinh.monitoring.spark import Spark, spark
from lotrinh.monitoring.states.aims import aim_of, as_asked_on, footnote_of
from lotrinh.monitoring.states.series import SharedSeries, points_of, reading_of, told_for
from lotrinh.monitoring.states.verdicts import Said, summed
from lotrinh.plans.choices import Comparator
from lotrinh.plans.models import Contest, FormerAim, Programme, Target, TargetContract

EVEN_CHANCE = 0.5


@dataclass(frozen=True)
class TargetState:
    """One target on one day. Vietnamese: tình trạng chỉ tiêu."""

    target: Target
    state: State
    why: str
    day: date
    contract: TargetContract | None = None
    figure: Figure | None = None
    """For the target's own date once that is past, else the latest that can be told."""
    series: tuple[Figure, ...] = ()
    """What can be told of the years up to `day`, oldest first."""
    contests: tuple[Contest, ...] = ()
    """Those not answered yet."""
    footnote: str = ""
    """What a later text changed of what is asked, for whoever reads a number of before or after."""
    problem: str = ""
    """Why its figure cannot even be asked for: the scope no longer fits the measure."""
    aim: ahead.Aim | None = None
    progress: ahead.Progress | None = None
    verdict: ahead.Verdict | None = None
    """After its date."""
    forecast: ahead.Forecast | None = None
    """Before its date; None where nothing honest can be said."""

    @property
    def indicator(self) -> Indicator | None:
        return self.contract.indicator if self.contract else None

    @property
    def is_live(self) -> bool:
        return self.contract is not None and self.contract.is_live

    @property
    def is_past(self) -> bool:
        return self.target.by is not None and self.target.by < self.day

    @property
    def source_name(self) -> str:
        """The measure, or the declared indicator, that tells how far it is; "" while nothing does."""
        if not self.is_live or self.indicator is None:
            return ""
        return self.indicator.measure or self.indicator.declared_name

    @property
    def registers(self) -> list[str]:
        """Slugs of the registers whose rows are its figure."""
        if not self.is_live or self.indicator is None:
            return []
        measure = measure_of(self.indicator)
        model = measure.model if measure else DeclaredFigure
        return [register.slug for register in all_registers() if register.model is model]

    @property
    def figure_link(self) -> str:
        return self.figure.address.url if self.figure else ""

    @property
    def unit(self) -> str:
        return self.contract.unit if self.contract and self.contract.unit else self.target.unit

    @property
    def wanted(self) -> str:
        """trên 80 %; the number agreed where the plan gives none."""
        value = self.contract.threshold if self.is_live else self.target.value
        if value is None:
            return "chưa có số"
        number = format_number(value)
        if self.target.comparator == Comparator.RANGE and self.target.value_high is not None:
            number = f"{number}–{format_number(self.target.value_high)}"
        elif self.target.comparator == Comparator.AT_LEAST:
            number = f"từ {number}"
        elif self.target.comparator != Comparator.EQUAL:
            number = f"{Comparator(self.target.comparator).label} {number}"
        return f"{number} {self.unit}".strip()

    @property
    def share_percent(self) -> int | None:
        """How much of the way is gone, in percent; may be negative or above 100."""
        share = self.progress.share if self.progress else None
        return None if share is None else round(100 * share)

    @property
    def bar(self) -> int:
        """0–100, for a bar that cannot be shorter or longer."""
        return min(100, max(0, self.share_percent or 0))

    @cached_property
    def spark(self) -> Spark | None:
        threshold = float(self.contract.threshold) if self.is_live else None
        return spark([None if one.value is None else float(one.value) for one in self.series], threshold)

    @property
    def outlook(self) -> str:
        """What was or will be, in a sentence: the verdict's distance, or the forecast and its chance."""
        if self.verdict is not None:
            return self._judged
        if self.forecast is not None:
            low, high = self._told(self.forecast.low), self._told(self.forecast.high)
            return (
                f"Dự báo {format_date(self.aim.by)}: {self._told(self.forecast.expected)} {self.unit} (khoảng {low} đến"
                f" {high}); khả năng đạt {round(100 * self.forecast.chance)} %. {self.forecast.note}"
            )
        return "Chưa đủ số liệu để dự báo." if self.is_live and not self.is_past else ""

    @property
    def _judged(self) -> str:
        if self.verdict.value is None or self.figure is None:
            return self.verdict.why
        told = f"Ngày {format_date(self.verdict.on)}: {self.figure.text}, phải đạt {self.wanted}."
        distance = self.progress.distance if self.progress else 0
        lacking = f" Còn thiếu {self._told(distance)} {self.unit}." if distance > 0 else ""
        return f"{told}{lacking}{self._years_told} {self.verdict.why}".strip()

    @property
    def years(self) -> list[Figure]:
        """For a target to be reached anew every year: the whole years that can be told, up to its date."""
        if self.target.per != "year" or self.aim is None:
            return []
        until = min(self.aim.by, self.day)
        return [one for one in self.series if one.period.kind == "year" and one.period.last <= until]

    @property
    def _years_told(self) -> str:
        years = self.years
        if len(years) < 2:
            return ""
        met = sum(ahead.is_met(self.aim, float(one.value)) for one in years)
        return f" Đạt {met} trong {len(years)} năm có số liệu."

    def _told(self, value: float) -> str:
        return format_number(round(value, self.indicator.decimals if self.indicator else 1))


def target_states(programme: Programme, who, day: date) -> list[TargetState]:
    """Every target in force of `programme` that `who` sees, in the order of the text.

    Four queries and those of the figures: targets that share indicator and scope share their figures.
    """
    return states_of(Target.objects.visible_to(who).in_force().filter(version__programme=programme), programme, day)


def states_of(targets: QuerySet[Target], programme: Programme, day: date) -> list[TargetState]:
    """The state on `day` of each of `targets`, all of one programme."""
    prefetch_related_objects([programme], "areas")
    figures = SharedSeries(day)
    states = []
    for target in _with_contracts(targets):
        target.version.programme = programme  # one programme, one look-up of its territory
        states.append(_state_of(target, figures, day))
    return states


def _with_contracts(targets: QuerySet[Target]) -> QuerySet[Target]:
    contract = ("contestant", "baseline_finder", "indicator__owner")
    still_open = Contest.objects.filter(answered=None).select_related("organization")
    return (
        targets.select_related("version", "sentence__block", *(f"contract__{name}" for name in contract))
        .prefetch_related(
            Prefetch("contests", still_open, to_attr="open_contests"),
            Prefetch("former_aims", FormerAim.objects.select_related("amended_by")),
        )
        .order_by(F("sentence__block__index").asc(nulls_last=True), "sentence__start", "pk")
    )


def _state_of(target: Target, figures: SharedSeries, day: date) -> TargetState:
    footnote = footnote_of(target, day)
    target = as_asked_on(target, day)
    contract = getattr(target, "contract", None)
    contests = tuple(target.open_contests)
    series, problem = figures.of(contract) if contract and contract.is_live else ((), "")
    aim = aim_of(target, contract)
    figure = told_for(target, series, day)
    reading = reading_of(figure) if figure else None
    progress = ahead.progress(aim, float(figure.value)) if aim and figure and figure.is_known else None
    verdict = ahead.verdict(aim, reading, day) if aim else None
    forecast = ahead.forecast(aim, points_of(series, contract.indicator), day) if aim and verdict is None else None
    told = TargetState(
        target=target,
        state=State.ON_WAY,
        why="",
        day=day,
        contract=contract,
        figure=figure,
        series=tuple(one for one in series if one.is_known),
        contests=contests,
        footnote=footnote,
        problem=problem,
        aim=aim,
        progress=progress,
        verdict=verdict,
        forecast=forecast,
    )
    said = summed(judge(told), otherwise=State.ON_WAY)
    return replace(told, state=said.state, why=said.why)


def judge(told: TargetState) -> Iterator[Said]:
    """What is to be said of a target. Nothing: it is on its way."""
    for contest in told.contests:
        yield Said(State.CONTESTED, f"{contest.organization.label} nêu ý kiến khác: {contest.reason.rstrip('.')}.")
    if not told.is_live:
        yield Said(State.NO_MEASURE, "Chưa thống nhất cách tính nên chưa theo dõi được.")
        return
    if told.problem:
        yield Said(State.NO_MEASURE, told.problem)
    elif told.verdict is not None:
        yield Said(_VERDICTS[told.verdict.state], told.outlook)
    elif told.figure is None or not told.figure.is_known:
        why = told.figure.why if told.figure else ""
        yield Said(State.NO_MEASURE, f"Chưa có số liệu. {why}".strip())
    elif told.years and not ahead.is_met(told.aim, float(told.years[-1].value)):
        last = told.years[-1]
        yield Said(State.AT_RISK, f"{last.period.label.capitalize()} chỉ {last.text}, phải đạt {told.wanted} mỗi năm.")
    elif told.forecast is not None and told.forecast.chance < EVEN_CHANCE:
        yield Said(State.AT_RISK, told.outlook)


_VERDICTS = {
    ahead.VerdictState.MET: State.MET,
    ahead.VerdictState.NOT_MET: State.NOT_MET,
    ahead.VerdictState.UNKNOWN: State.UNKNOWABLE,
}

"""How each target stands on a day: its contract, its figure, where that came from, and what will become of it."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects
from django.utils.timezone import localdate

from lotrinh.core.periods import Period
from lotrinh.core.registers.declaration import all_registers
from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.indicators import forecast as ahead
from lotrinh.indicators.choices import Nature
from lotrinh.indicators.measures import Figure, MeasureScope
from lotrinh.indicators.models import DeclaredFigure, Indicator
from lotrinh.indicators.reading import measure_of, series_of
from lotrinh.monitoring.choices import State
from lotrinh.monitoring.spark import Spark, spark
from lotrinh.monitoring.states.verdicts import Said, summed
from lotrinh.plans.choices import Comparator
from lotrinh.plans.models import Contest, FormerAim, Programme, Target, TargetContract

YEARS_BACK = 5
"""How far the line of a target goes back."""
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
    figures = _Figures(day)
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


def _state_of(target: Target, figures: "_Figures", day: date) -> TargetState:
    footnote = footnote_of(target, day)
    target = as_asked_on(target, day)
    contract = getattr(target, "contract", None)
    contests = tuple(target.open_contests)
    series, problem = figures.of(contract) if contract and contract.is_live else ((), "")
    aim = aim_of(target, contract)
    figure = _told_for(target, series, day)
    reading = _reading(figure) if figure else None
    progress = ahead.progress(aim, float(figure.value)) if aim and figure and figure.is_known else None
    verdict = ahead.verdict(aim, reading, day) if aim else None
    forecast = ahead.forecast(aim, _points(series, contract.indicator), day) if aim and verdict is None else None
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


def as_asked_on(target: Target, day: date) -> Target:
    """The target as the text in force on `day` had it, with the contract of that time: a copy where it changed since.

    The copy is for telling, never for saving.
    """
    former = target.former_aim_on(day)
    if former is None:
        return target
    then = copy(target)
    then._state = copy(target._state)
    then._state.fields_cache = dict(target._state.fields_cache)
    for name in ("comparator", "value", "value_high", "unit", "by", "per"):
        setattr(then, name, getattr(former, name))
    if (contract := getattr(target, "contract", None)) is not None and former.live_since is not None:
        agreed = copy(contract)
        agreed.threshold, agreed.live_since = former.threshold, former.live_since
        then._state.fields_cache["contract"] = agreed
    return then


def footnote_of(target: Target, day: date) -> str:
    """Of a day before the change: what it was changed to. After: what was asked before."""
    former = target.former_aim_on(day)
    if former is not None:
        return f"Từ {_first_day(former)} điều chỉnh thành {target.asked}{_until(target.by)} theo {_paper(former)}."
    past = [one for one in target.former_aims.all() if one.last_day < day]
    if not past:
        return ""
    last = past[-1]
    return f"Điều chỉnh từ {_first_day(last)} theo {_paper(last)}; trước đó: {last.asked}{_until(last.by)}."


def _first_day(former: FormerAim) -> str:
    return format_date(former.last_day + timedelta(days=1))


def _until(day: date | None) -> str:
    return f", hạn {format_date(day)}" if day else ""


def _paper(former: FormerAim) -> str:
    text = former.amended_by
    return f"văn bản số {text.number}" if text.number else f"bản {text.ordinal} của kế hoạch"


def aim_of(target: Target, contract: TargetContract | None) -> ahead.Aim | None:
    """What is asked, as numbers; None while that is not agreed, or has no date."""
    if contract is None or not contract.is_live or contract.indicator is None or target.by is None:
        return None
    high = target.value_high if target.comparator == Comparator.RANGE else None
    return ahead.Aim(
        value=float(contract.threshold),
        by=target.by,
        comparator=ahead.Comparator(target.comparator),
        direction=ahead.Direction(contract.direction),
        nature=ahead.Nature(contract.indicator.nature),
        baseline=None if contract.baseline is None else float(contract.baseline),
        high=None if high is None else max(float(high), float(contract.threshold)),
    )


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


class _Figures:
    """The series of each (indicator, scope), asked once however many targets share it."""

    def __init__(self, day: date):
        self.day = day
        self._found: dict[tuple[int, MeasureScope], tuple[Figure, ...]] = {}

    def of(self, contract: TargetContract) -> tuple[tuple[Figure, ...], str]:
        """The figures, oldest first, or why they cannot be asked for."""
        if contract.indicator is None:
            return (), ""
        try:
            return self._series(contract.indicator, contract.measure_scope), ""
        except ValueError as error:  # the indicator was bound to another measure, which has no such groups
            return (), str(error)

    def _series(self, indicator: Indicator, scope: MeasureScope) -> tuple[Figure, ...]:
        asked = indicator.pk, scope
        if asked not in self._found:
            figures = series_of(indicator, scope, periods_of(indicator, self.day))
            self._found[asked] = tuple(sorted(figures, key=lambda one: (one.as_of, len(one.period.months))))
        return self._found[asked]


def periods_of(indicator: Indicator, day: date) -> list[Period]:
    """The years up to `day`; of what is declared also their parts, since units declare when they can.

    What begins anew each period is only compared with whole years.
    """
    years = [Period("year", year) for year in range(day.year - YEARS_BACK, day.year + 1)]
    if indicator.nature == Nature.FLOW:
        return years
    if indicator.measure:
        return years if day >= localdate() else [*years, _month_over_by(day)]
    parts = [part for year in years for kind in ("half", "quarter", "month") for part in year.subperiods(kind)]
    return [*years, *(part for part in parts if part.last <= day)]


def _month_over_by(day: date) -> Period:
    """Asked of a day that is past, the running year would tell today's stock."""
    month = Period.covering(day, "month")
    return month if month.last == day else month.previous()


def _told_for(target: Target, series: Sequence[Figure], day: date) -> Figure | None:
    """For its own date once that is past; else the latest that is known; else the latest, to say why it is not."""
    until = target.by if target.by and target.by < day else day
    there = [figure for figure in series if figure.as_of <= until]
    known = [figure for figure in there if figure.is_known]
    return (known or there or [None])[-1]


def _reading(figure: Figure) -> ahead.Reading:
    value = None if figure.value is None else float(figure.value)
    return ahead.Reading(figure.as_of, value, figure.missing, figure.total, figure.why)


def _points(series: Sequence[Figure], indicator: Indicator) -> list[ahead.Point]:
    """Of what begins anew each year only years that are over: a part of one says nothing beside a whole one."""
    is_flow = indicator.nature == Nature.FLOW
    return [
        ahead.Point(figure.as_of, float(figure.value))
        for figure in series
        if figure.is_known and not (is_flow and figure.is_provisional)
    ]

"""What a standing duty asks for in each period, and whether it was met. Pure: no database, no clock.

A duty is quiet where it is met: only what is due, or was missed, asks for attention.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lotrinh.core.periods import Period

REMIND_BEFORE = {"month": 7, "quarter": 15, "half": 30, "year": 45}
"""Days before the end of a period from which an unmet duty counts as due."""


class PeriodStatus(StrEnum):
    MET = "met"
    DUE = "due"
    """The period ends before long and something is still wanting."""
    MISSED = "missed"
    """The period is over and not enough was done in it; a late entry for a day in it may still mend that."""
    NOT_YET = "not_yet"
    """The period is under way with time left."""

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def needs_attention(self) -> bool:
        return self in {PeriodStatus.DUE, PeriodStatus.MISSED}


_LABELS = {
    PeriodStatus.MET: "đạt",
    PeriodStatus.DUE: "đến hạn",
    PeriodStatus.MISSED: "bỏ lỡ",
    PeriodStatus.NOT_YET: "chưa đến hạn",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`amount` of something is asked for in every period of `kind` that holds a day from `starts_on` to `ends_on`."""

    kind: str
    starts_on: date
    amount: Decimal = Decimal(1)
    window: str = "calendar"
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError(f"a duty asks for something: {self.amount}")
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"ends {self.ends_on} before it starts {self.starts_on}")

    def period_of(self, day: date) -> Period | None:
        """The period in which something done on `day` counts; None outside the duty's time."""
        period = Period.covering(day, self.kind, self.window)
        return period if self._asks(period) else None

    def periods(self, until: date, since: date | None = None) -> tuple[Period, ...]:
        """The periods asked for up to the one that holds `until`, oldest first; `since`: when a unit took it over."""
        first = max(self.starts_on, since) if since else self.starts_on
        last = min(until, self.ends_on) if self.ends_on else until
        if last < first:
            return ()
        found = [Period.covering(first, self.kind, self.window)]
        while found[-1].last < last:
            found.append(found[-1].next())
        return tuple(found)

    def _asks(self, period: Period) -> bool:
        return period.last >= self.starts_on and (self.ends_on is None or period.first <= self.ends_on)


@dataclass(frozen=True, slots=True)
class PeriodState:
    """How a duty stands in one period."""

    period: Period
    status: PeriodStatus
    amount: Decimal
    wanted: Decimal
    days_left: int
    """Until the period's last day; negative when it is over."""

    @property
    def name(self) -> str:
        """tháng 10/2026, quý IV/2026."""
        return self.period.label.replace(" năm ", "/")

    @property
    def lacking(self) -> Decimal:
        return max(self.wanted - self.amount, Decimal(0))


def period_states(
    rule: Rule, proofs: Iterable[tuple[str, Decimal]], day: date, since: date | None = None
) -> tuple[PeriodState, ...]:
    """The state on `day` of each period asked for so far, oldest first; `proofs` are (period key, amount)."""
    done: dict[str, Decimal] = defaultdict(Decimal)
    for key, amount in proofs:
        done[key] += amount
    return tuple(_state(period, rule, done[period.key], day) for period in rule.periods(day, since))


def _state(period: Period, rule: Rule, amount: Decimal, day: date) -> PeriodState:
    last = min(period.last, rule.ends_on) if rule.ends_on else period.last
    days_left = (last - day).days
    if amount >= rule.amount:
        status = PeriodStatus.MET
    elif days_left < 0:
        status = PeriodStatus.MISSED
    else:
        status = PeriodStatus.DUE if days_left <= REMIND_BEFORE[rule.kind] else PeriodStatus.NOT_YET
    return PeriodState(period, status, amount, rule.amount, days_left)


@dataclass(frozen=True, slots=True)
class Standing:
    """All periods of one duty together, as one line tells them."""

    states: tuple[PeriodState, ...]

    @property
    def asking(self) -> tuple[PeriodState, ...]:
        """Only what needs somebody's attention; nothing when all is met."""
        return tuple(state for state in self.states if state.status.needs_attention)

    @property
    def is_quiet(self) -> bool:
        return not self.asking

    @property
    def missed(self) -> int:
        return sum(state.status == PeriodStatus.MISSED for state in self.states)

    @property
    def met(self) -> int:
        return sum(state.status == PeriodStatus.MET for state in self.states)

    @property
    def status(self) -> PeriodStatus | None:
        """Of the latest period that tells something; None before the first. A past miss shows until a period is met."""
        return _latest_telling(self.states)

    @property
    def words(self) -> str:
        """đạt 5/6 kỳ, bỏ lỡ 1."""
        over = [state for state in self.states if state.status in {PeriodStatus.MET, PeriodStatus.MISSED}]
        told = f"đạt {self.met}/{len(over)} kỳ" if over else "chưa có kỳ nào qua"
        return f"{told}, bỏ lỡ {self.missed}" if self.missed else told


def _latest_telling(states: Sequence[PeriodState]) -> PeriodStatus | None:
    for state in reversed(states):
        if state.status != PeriodStatus.NOT_YET:
            return state.status
    return states[-1].status if states else None

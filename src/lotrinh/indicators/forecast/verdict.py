"""After its date a target is met, not met, or cannot be known; never forecast."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lotrinh.indicators.forecast.aim import Aim, is_met


class VerdictState(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


NO_FIGURE = "Không có số liệu nào cho ngày phải đạt."
TOO_OLD = "Số liệu gần nhất không phải của ngày phải đạt."
TOO_MUCH_MISSING = "Quá nhiều dòng thiếu dữ liệu để kết luận."
STILL_MISSING = "Kết luận khi còn dòng thiếu dữ liệu."

MOST_MISSING = 0.2
"""With more than a fifth of the rows missing the figure says nothing sure; below, the verdict names what is missing."""
NEAR_ENOUGH = timedelta(days=31)
"""A figure for the end of the month before still speaks for the day; an older one does not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of the quantity for the target's date: the last figure of a day up to it."""

    day: date
    value: float | None
    missing: int = 0
    total: int = 0
    why: str = ""
    """Why there is no value."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on a target whose date has come. `on` is the day it speaks of, `why` what it rests on or lacks."""

    state: VerdictState
    on: date
    value: float | None = None
    why: str = ""


def verdict(aim: Aim, reading: Reading | None, today: date) -> Verdict | None:
    """Met or not on the target's date; None while that date is still ahead of `today`."""
    if today <= aim.by:
        return None
    if reading is None or reading.value is None:
        return Verdict(VerdictState.UNKNOWN, aim.by, why=(reading.why if reading else "") or NO_FIGURE)
    if not aim.by - NEAR_ENOUGH <= reading.day <= aim.by:
        return Verdict(VerdictState.UNKNOWN, aim.by, reading.value, TOO_OLD)
    if reading.total and reading.missing / reading.total > MOST_MISSING:
        return Verdict(VerdictState.UNKNOWN, aim.by, reading.value, TOO_MUCH_MISSING)
    state = VerdictState.MET if is_met(aim, reading.value) else VerdictState.NOT_MET
    return Verdict(state, aim.by, reading.value, STILL_MISSING if reading.missing else "")

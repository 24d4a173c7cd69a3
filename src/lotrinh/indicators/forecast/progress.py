"""How far of the way has been gone, told rightly for every kind of target."""

from dataclasses import dataclass

from lotrinh.indicators.forecast.aim import Aim, Comparator, Direction, is_met

NO_BASELINE = "Chưa có số gốc nên không nói được đã đi bao nhiêu phần đường."
STANDING_STILL = "Số gốc bằng mức phải đạt: chỉ tiêu là giữ mức ấy."
FROM_NOTHING = "Chưa có số gốc; tính từ 0."


@dataclass(frozen=True, slots=True)
class Progress:
    """`share` 0–1 is the part of the way from the start to the threshold: below 0 it went backwards, above 1 beyond.

    None where that cannot be said honestly; `note` says why, or what the share was counted from. `is_met` holds the
    wording: with “trên 80”, 80 is the whole way (1.0) and still not met.
    """

    share: float | None
    is_met: bool
    distance: float
    """What is missing to the threshold in the target's unit; 0 or less when it is reached."""
    note: str = ""


def progress(aim: Aim, value: float) -> Progress:
    """How far `value` has come.

    >>> from datetime import date
    >>> progress(Aim(20, date(2030, 12, 31), Comparator.AT_MOST, Direction.FALL, baseline=50), 35).share
    0.5
    """
    met = is_met(aim, value)
    end = _nearest_end(aim, value)
    distance = value - end if _wants_less(aim, end) else end - value
    share, note = _share(aim, value, end, met)
    return Progress(share, met, 0.0 if met and distance > 0 else distance, note)


def _nearest_end(aim: Aim, value: float) -> float:
    """The threshold; of a range the end that is first reached from the start."""
    if aim.high is None:
        return aim.value
    origin = value if aim.start is None else aim.start
    return aim.high if origin > aim.high else aim.value


def _wants_less(aim: Aim, end: float) -> bool:
    return aim.wants_less or (aim.comparator == Comparator.RANGE and end == aim.high and aim.high != aim.value)


def _share(aim: Aim, value: float, end: float, met: bool) -> tuple[float | None, str]:
    if aim.direction == Direction.KEEP or aim.comparator == Comparator.RANGE and _within(aim, aim.start):
        return _kept(value, end, met), ""
    start = aim.start
    if start is not None:
        if start == end:
            return _kept(value, end, met), STANDING_STILL
        return (value - start) / (end - start), ""
    if _wants_less(aim, end):
        return (1.0, "") if met else (None, NO_BASELINE)
    if end > 0 and value >= 0:
        return value / end, FROM_NOTHING
    return (1.0, "") if met else (None, NO_BASELINE)


def _within(aim: Aim, value: float | None) -> bool:
    return value is not None and aim.high is not None and aim.value <= value <= aim.high


def _kept(value: float, end: float, met: bool) -> float | None:
    """For a level to be kept: all of it when met, else how near, between 0 and 1."""
    if met:
        return 1.0
    if value <= 0 or end <= 0:
        return None
    return min(value, end) / max(value, end)

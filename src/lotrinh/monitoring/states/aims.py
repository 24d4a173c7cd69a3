"""What is asked of a target on a day, though a later text changed it."""

from copy import copy
from datetime import date, timedelta

from lotrinh.core.vietnamese import format_date
from lotrinh.indicators import forecast as ahead
from lotrinh.plans.choices import Comparator
from lotrinh.plans.models import FormerAim, Target, TargetContract


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

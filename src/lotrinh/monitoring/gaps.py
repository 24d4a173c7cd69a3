"""Data that is missing or old, and who owes it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.monitoring.states.targets import TargetState
from lotrinh.organizations.models import Organization

MANY = 3
OLD_AFTER_DAYS = 400
"""A figure whose last known period ended longer ago than a year and a month is old."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that must be known and is not. Vietnamese: số liệu còn thiếu."""

    about: str
    what: str
    link: str
    owed_by: str = ""
    due: date | None = None
    is_late: bool = False


def gaps_of(targets: Iterable[TargetState], owner: Organization | None, day: date) -> list[Gap]:
    """What keeps targets from being told; what is overdue first.

    Targets not settled yet are one line when they are many: a new plan would bury everything else under them.
    """
    targets, leader = list(targets), owner.label if owner else ""
    unsettled = [told for told in targets if not told.is_live]
    if len(unsettled) > MANY:
        targets = [told for told in targets if told.is_live]
    found = [gap for told in targets for gap in _of_target(told, leader, day)]
    if len(unsettled) > MANY:
        what = "Chưa thống nhất cách tính nên chưa theo dõi được."
        found.append(Gap(f"{len(unsettled)} chỉ tiêu", what, "#chi-tieu", leader))
    return sorted(found, key=lambda gap: (not gap.is_late, gap.due or date.max, gap.about))


def _of_target(told: TargetState, owner: str, day: date) -> Iterator[Gap]:
    about, link, contract = told.target.name, told.target.get_absolute_url(), told.contract
    if contract is None or not contract.is_live:
        lacking = "; ".join(contract.missing) if contract else "mọi điều của hợp đồng chỉ tiêu"
        yield Gap(about, f"Chưa theo dõi được, còn thiếu: {lacking or 'quyết định đưa vào theo dõi'}.", link, owner)
        return
    if contract.baseline is None and contract.baseline_finder:
        due = contract.baseline_due
        yield Gap(about, "Chưa biết số gốc.", link, contract.baseline_finder.label, due, due < day)
    if told.indicator is None:
        yield Gap(about, "Chưa gắn với chỉ số nào.", link, owner)
        return
    keeper = told.indicator.owner.label if told.indicator.owner else owner
    if told.figure is None or not told.figure.is_known:
        why = told.figure.why if told.figure else ""
        yield Gap(about, f"Chưa có số liệu. {why}".strip(), told.indicator.get_absolute_url(), keeper)
    elif (day - told.figure.as_of).days > OLD_AFTER_DAYS and not told.is_past:
        yield Gap(about, f"Số liệu mới nhất đã cũ: {format_date(told.figure.as_of)}.", told.figure_link, keeper)
    if told.figure is not None and told.figure.missing:
        lacking = f"{format_number(told.figure.missing)} dòng {told.figure.missing_means}"
        yield Gap(about, f"Con số còn thiếu {lacking}.", told.figure_link, keeper)

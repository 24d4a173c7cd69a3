"""When a round is due: after the cut-off of its period, before the level above, with a working day between."""

from datetime import date, timedelta

from lotrinh.collection.models import Round
from lotrinh.core.periods import Period
from lotrinh.core.vietnamese import format_date
from lotrinh.rules.calendar import office_calendar


def suggested_due(period: Period, today: date) -> date:
    """The first day with a working day between it and the cut-off, and between it and today."""
    start = max(period.last, today)
    return office_calendar(start).add_workdays(start, 2)


def last_workday(day: date) -> date:
    """`day`, or the working day before it: a form due on a Sunday is sent on the Friday."""
    calendar = office_calendar(day - timedelta(days=20), day)
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def hurries(period: Period, due: date, above: Round | None = None) -> list[str]:
    """What is too tight by Nghị định 09/2019/NĐ-CP, Điều 12, in words. A round by order may still be opened."""
    calendar = office_calendar(period.last, due)
    found = []
    if due <= period.last:
        found.append(
            f"Hạn {format_date(due)} đứng trước ngày chốt số {format_date(period.last)}: đơn vị chưa đủ số của cả kỳ."
        )
    elif not calendar.count_workdays(period.last, due - timedelta(days=1)):
        found.append(
            f"Giữa ngày chốt số {format_date(period.last)} và hạn {format_date(due)} không có ngày làm việc nào."
        )
    if above is not None and not calendar.count_workdays(due, above.due - timedelta(days=1)):
        found.append(
            f"Cấp trên hẹn {format_date(above.due)}: phải có ít nhất một ngày làm việc giữa hạn của cấp dưới và hạn đó."
        )
    if not calendar.is_workday(due):
        found.append(f"Hạn {format_date(due)} là ngày nghỉ.")
    return found

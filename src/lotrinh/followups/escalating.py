"""A block that nobody has cleared for some working days after its day is passed up to the superior, once."""

from datetime import date

from django.db import transaction

from lotrinh.core.registers import audit
from lotrinh.core.workdays import Calendar
from lotrinh.followups.models import Block
from lotrinh.organizations.models import Organization
from lotrinh.rules.book import Book
from lotrinh.rules.calendar import office_calendar

RULE = "followups.escalate_after"
"""Working days after the agreed day; a dated rule, since every office agrees on its own."""


def pass_up_overdue(day: date) -> list[Block]:
    """Pass up every block that has waited long enough on `day`; each says to whom. None without a rule for the day."""
    rule = Book(RULE).on(day)
    if rule is None or rule.value is None:
        return []
    waiting = list(Block.objects.to_escalate().overdue_on(day))
    calendar = office_calendar(day, *(block.by_when for block in waiting))
    return [
        block
        for block in waiting
        if _has_waited(block, day, calendar, int(rule.value)) and _pass_up(block, int(rule.value))
    ]


def _has_waited(block: Block, day: date, calendar: Calendar, workdays: int) -> bool:
    return calendar.count_workdays(block.by_when, day) > workdays


def superior_of(block: Block) -> Organization | None:
    """Whoever stands above the unit that should clear it; else above the one held up."""
    return block.clearer.parent or block.unit.parent


@transaction.atomic
def _pass_up(block: Block, workdays: int) -> bool:
    """Under a lock, so that two nights at once pass it up once. False where nobody stands above, or it was cleared."""
    superior = superior_of(block)
    held = Block.objects.select_for_update(of=("self",)).filter(pk=block.pk, escalated=None, resolved=None).first()
    if superior is None or held is None:
        return False
    reason = f"Quá hạn gỡ {workdays} ngày làm việc."
    with audit(f"Báo {superior.label}: {block.subject}", by=None, reason=reason) as entry:
        block.superior, block.escalated = superior, entry
        block.save(update_fields=["superior", "escalated"])
    return True

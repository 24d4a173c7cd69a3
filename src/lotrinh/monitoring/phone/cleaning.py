"""What phones sent long ago is forgotten: only a phone that is still asking needs the answer of then."""

from datetime import datetime, timedelta

from lotrinh.monitoring.models import SentItem

KEPT = timedelta(days=400)
"""A phone put away for a year and switched on again must not write what it has sent already a second time."""


def forget_old_items(now: datetime) -> int:
    """Drop what was taken longer than `KEPT` before `now`; what it wrote stays, with its history. Returns how many."""
    count, _ = SentItem.objects.filter(taken_at__lt=now - KEPT).delete()
    return count

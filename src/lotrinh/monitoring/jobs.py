from datetime import time

from django.utils import timezone
from django.utils.timezone import localdate

from lotrinh.core.jobs import job
from lotrinh.monitoring.brief.frozen import freeze_week
from lotrinh.monitoring.mailing import remind_everybody
from lotrinh.monitoring.phone.cleaning import forget_old_items


@job("Gửi thư nhắc việc trong ngày", nightly=time(7, 10))
def mail_reminders() -> int:
    """Returns how many mails went out. Run late in the evening, it sends none: tomorrow is another day."""
    return remind_everybody(timezone.localtime())


@job("Lưu tin thứ Hai", retries=2, nightly=time(5, 0))
def keep_brief() -> str:
    """The day that was kept; "" when this week has its own already."""
    kept = freeze_week(localdate())
    return kept.day.isoformat() if kept else ""


@job("Dọn mục cũ gửi từ điện thoại", retries=2, nightly=time(2, 30))
def forget_old_phone_items() -> int:
    """Returns how many were forgotten."""
    return forget_old_items(timezone.now())

"""Reminders by mail, where a mail server is set up: one a day a person at most, on working days, never at night."""

import logging
from collections.abc import Callable
from datetime import date, datetime, time
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q

from lotrinh.core.jobs import progress
from lotrinh.core.messages import Owed, message
from lotrinh.core.models import User
from lotrinh.monitoring.errands import Errand
from lotrinh.monitoring.owing import BEFORE
from lotrinh.monitoring.work import work_of
from lotrinh.organizations.actions import has_mail_server
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.scope import holder_of
from lotrinh.rules.calendar import office_calendar

QUIET_FROM, QUIET_UNTIL = time(21), time(7)
MOST_LINES = 40
"""Things named in one mail; the page has them all."""
log = logging.getLogger(__name__)


def remind_everybody(now: datetime) -> int:
    """Returns how many mails went out; none without a mail server, at night and on days off."""
    if not has_mail_server() or is_quiet(now):
        return 0
    sent = 0
    people = list(_people(now.date()))
    for done, who in enumerate(people):
        progress(done, len(people), "Đang soạn thư nhắc…")
        sent += remind(who, now.date())
    return sent


def is_quiet(now: datetime) -> bool:
    """At night (21–7) and on days off nobody is written to."""
    at = now.time()
    return at >= QUIET_FROM or at < QUIET_UNTIL or not office_calendar(now.date()).is_workday(now.date())


def _people(day: date):
    """Who wants mail, has an address and a role, and had none today."""
    held = RoleHolding.objects.held_on(day).values("user")
    wanting = User.objects.filter(is_active=True, wants_mail=True, pk__in=held).exclude(email="")
    return wanting.filter(_not_yet(day)).order_by("pk")


def _not_yet(day: date) -> Q:
    return Q(mailed_on=None) | Q(mailed_on__lt=day)


def remind(who: User, day: date) -> bool:
    """Write to one person about all that waits, if anything does. Two workers at once send one mail."""
    errands = waiting_for(who, day)
    taken = who.taken_over.filter(seen_at=None).count()
    if not errands and not taken:
        return False
    before = who.mailed_on
    own = User.objects.filter(pk=who.pk)
    if not own.filter(_not_yet(day)).update(mailed_on=day):
        return False
    try:
        send_mail(
            f"Lộ Trình: {len(errands) + taken} việc đang chờ", text_for(who, errands, taken, day), None, [who.email]
        )
    except (SMTPException, OSError) as error:
        own.update(mailed_on=before)  # the next run tries again
        log.warning("no mail to user %s: %s", who.pk, error)
        return False
    return True


def waiting_for(who: User, day: date) -> list[Errand]:
    """Late, due within a week, or asked of the units where the person holds a role."""
    found: dict[str, Errand] = {}
    held = RoleHolding.objects.held_on(day).filter(user=holder_of(who)).values("organization")
    for unit in Organization.objects.filter(pk__in=held):
        work = work_of(unit, who, day)
        soon = [one for one in work.due if one.on and one.on <= day + BEFORE]
        found |= {one.key: one for one in [*work.late, *soon, *work.asked]}
    return list(found.values())


def text_for(
    who: User, errands: list[Errand], taken: int, day: date, address: Callable[[str], str] | None = None
) -> str:
    """Plain text with links; how to have no more of it stands at its end."""
    full = address or site_address
    lines = [
        Owed(what=f"{one.title} ({one.kind})", note=one.note, on=one.on, link=full(one.deed_link or one.link))
        for one in errands[:MOST_LINES]
    ]
    if taken:
        lines.append(Owed(what=f"{taken} mục nhận bàn giao chưa xem", link=full("/don-vi/nhan-ban-giao/")))
    rest = len(errands) - MOST_LINES
    more = f"Và {rest} việc khác.\n" if rest > 0 else ""
    closing = (
        f"{more}Xem tất cả: {full('/viec-cua-toi/')}\n\n"
        f"Mỗi ngày làm việc nhiều nhất một thư. Thôi nhận thư: {full('/tai-khoan/cua-toi/')}"
    )
    return message(str(who), lines, day, closing)


def site_address(path: str) -> str:
    """A full address where no request tells one: the first origin of the settings, else the first host."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}{path}" if origins else f"http://{settings.ALLOWED_HOSTS[0]}{path}"

"""Due days of a unit as a calendar (RFC 5545), and the personal link by which a calendar program fetches it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare

from lotrinh.core.models import User

SALT = "lotrinh.monitoring.calendars"
LONGEST_LINE = 75
"""Octets, the line's end aside."""


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day on which something is due."""

    key: str
    """The same at every fetch: the program then moves the event instead of doubling it."""
    day: date
    title: str
    note: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event], now: datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lo Trinh//VI",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event, now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: Event, now: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.key}@lotrinh",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(event.note)}" if event.note else "",
        f"URL:{event.url}" if event.url else "",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    return [line for line in lines if line]


def _text(words: str) -> str:
    """Escaped as the standard asks; without characters that would end the line or are no text at all."""
    words = "".join(letter for letter in words if letter >= " " or letter in "\r\n\t")
    words = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> str:
    """Continued on further lines that begin with a space, never within a letter."""
    parts, part, octets = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LONGEST_LINE:
            parts.append(part)
            part, octets = "", 1  # the space counts
        part, octets = part + letter, octets + size
    return "\r\n ".join([*parts, part])


def token_of(who: User, unit_id: int) -> str:
    """For a link that opens one unit's calendar as `who` sees it; a new password ends it."""
    return signing.dumps([who.pk, unit_id, _seal(who)], salt=SALT, compress=True)


def opened(token: str) -> tuple[User, int] | None:
    """Whose calendar a token opens, and of which unit; None for a forged or an ended one.

    Whether the person still holds a role there is for the caller to ask.
    """
    try:
        key, unit_id, seal = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    who = User.objects.filter(pk=key, is_active=True).first()
    return (who, unit_id) if who and constant_time_compare(seal, _seal(who)) else None


def _seal(who: User) -> str:
    return who.get_session_auth_hash()[:16]

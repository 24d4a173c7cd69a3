"""One message about all that somebody owes, to paste into Zalo or to mail. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lotrinh.core.vietnamese import format_date


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is due."""

    what: str
    link: str
    """A full address: the message is read elsewhere."""
    note: str = ""
    on: date | None = None
    more: str = ""
    """A line of its own beneath."""
    deed: str = "Mở"


def when_words(on: date | None, day: date) -> str:
    """hạn 30/11/2026; đã quá hạn 3 ngày (hạn 27/11/2026); nothing without a day."""
    if on is None:
        return ""
    late = (day - on).days
    return f"đã quá hạn {late} ngày (hạn {format_date(on)})" if late > 0 else f"hạn {format_date(on)}"


def message(to: str, owed: Iterable[Owed], day: date, closing: str = "") -> str:
    """Who is addressed, a line and a link for each thing, a closing line."""
    parts = [f"Kính gửi {to}."]
    for one in owed:
        said = ", ".join(filter(None, [one.note.rstrip("."), when_words(one.on, day)]))
        parts.append(f"- {one.what}: {said}." if said else f"- {one.what}.")
        if one.more:
            parts.append(f"  {one.more}")
        parts.append(f"  {one.deed} tại: {one.link}")
    return "\n".join([*parts, closing] if closing else parts)

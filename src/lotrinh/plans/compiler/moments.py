"""Dates and years in a text: 31/12/2025 · tháng 10 năm 2026 · quý II/2026 · đến năm 2030 · giai đoạn 2026 - 2030."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class MomentKind(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SPAN = "span"
    """A phase: it is over with its last year."""
    PART = "part"
    """A day or month without its year: no moment to reckon with, but its numbers are spoken for."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at `start` to `end` of the text. `by` is its last day as far as printed: 2030, 2026-10, 2025-12-31."""

    start: int
    end: int
    kind: MomentKind
    by: str = ""
    vision: bool = False
    """Beyond the plan's own time: "tầm nhìn đến năm 2045", "định hướng đến năm 2050"."""

    @property
    def year(self) -> int | None:
        return int(self.by[:4]) if self.by else None


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_LEAD = r"(?:(?:tính |kể )?(?:đến|tới|vào|trong|trước|hết|cuối|đầu|từ)\s+){0,3}"
_DASH = r"\s*[-–—]\s*"

_PATTERNS: tuple[tuple[MomentKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (MomentKind.DAY, _LEAD + r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+" + _YEAR),
        (
            MomentKind.DAY,
            _LEAD + r"(?:ngày\s+)?(?<!\d)(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?" + _YEAR,
        ),
        (MomentKind.PART, r"nhiệm kỳ\s+(?:19|20)\d\d" + _DASH + r"(?:19|20)\d\d"),  # names a body, sets no time
        (
            MomentKind.SPAN,
            r"(?:(?:giai đoạn|thời kỳ|năm học|các năm)\s+)?(?:từ\s+)?(?:năm\s+)?(?:19|20)\d\d"
            + r"(?:" + _DASH + r"|\s+(?:đến|tới)\s+)(?:hết\s+)?(?:năm\s+)?" + _YEAR + r"(?!\d)",
        ),
        (MomentKind.QUARTER, _LEAD + r"quý\s+(?P<quarter>IV|I{1,3}|[1-4])\s*(?:/|-|,|năm|\s)\s*(?:năm\s+)?" + _YEAR),
        (MomentKind.MONTH, _LEAD + r"tháng\s+(?P<month>\d{1,2})\s*(?:/|-|năm)\s*(?:năm\s+)?" + _YEAR),
        (MomentKind.MONTH, r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])\s?/\s?" + _YEAR + r"(?!\d)"),
        (MomentKind.YEAR, _LEAD + r"năm\s+" + _YEAR + r"(?![\d.,]\d)"),
        (
            MomentKind.YEAR,
            r"(?:(?:đến|tới|vào|hết|trước|kế hoạch|mục tiêu|dự toán|giao|KH|NĂM)\s+)+"
            + _YEAR
            + r"(?![\d.,]\d)(?!\s+\w+/)",
        ),
        (
            MomentKind.PART,
            r"ngày\s+\d{1,2}(?:\s*[/-]\s*\d{1,2}|\s+tháng\s+\d{1,2})?|(?<!\d\s)tháng\s+\d{1,2}(?!\d)"
            r"|quý\s+(?:IV|I{1,3}|[1-4])\b|(?<![\d/])\d{1,2}\s*[/]\s*\d{1,2}(?=\s+h[àằ]ng\s+năm)",
        ),
    )
)  # fmt: skip


def moments_of(text: str) -> tuple[Moment, ...]:
    """All moments of `text` in order; where two readings overlap the one listed first above wins."""
    taken: list[Moment] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in taken):
                taken.append(
                    Moment(match.start(), match.end(), kind, _by(kind, match), _is_vision(text, match.start()))
                )
    return tuple(sorted(taken, key=lambda moment: moment.start))


def _by(kind: MomentKind, match: re.Match[str]) -> str:
    if kind is MomentKind.PART:
        return ""
    year = match["year"]
    if kind is MomentKind.DAY:
        day, month = int(match["day"]), int(match["month"])
        exists = 1 <= month <= 12 and 1 <= day <= monthrange(int(year), month)[1]
        return f"{year}-{month:02}-{day:02}" if exists else year
    if kind is MomentKind.MONTH:
        return f"{year}-{int(match['month']):02}" if 1 <= int(match["month"]) <= 12 else year
    if kind is MomentKind.QUARTER:
        quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(match["quarter"].upper()) or int(match["quarter"])
        return f"{year}-{quarter * 3:02}"
    return year


_VISION = re.compile(r"(?:tầm nhìn|định hướng)(?:\s+(?:đến|tới|hết|năm))*\s*$", re.IGNORECASE)


def _is_vision(text: str, start: int) -> bool:
    return bool(_VISION.search(text[max(0, start - 30) : start]))


def own_moments(text: str) -> Iterator[Moment]:
    """Moments with a year, a vision only where the text tells of no other: "đến năm 2030, tầm nhìn 2045" is 2030."""
    dated = [moment for moment in moments_of(text) if moment.by]
    yield from [moment for moment in dated if not moment.vision] or dated

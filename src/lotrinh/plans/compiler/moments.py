"""Dates and years in a text: 31/12/2025 · tháng 10 năm 2026 · quý II/2026 · đến năm 2030 · giai đoạn 2026 - 2030."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .remembering import remembered


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
_DASH = r"\s*[-–—]\s*"

_PATTERNS: tuple[tuple[MomentKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (MomentKind.DAY, r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+" + _YEAR),
        (MomentKind.DAY, r"(?<!\d)(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?" + _YEAR),
        (MomentKind.PART, r"nhiệm kỳ\s+(?:19|20)\d\d" + _DASH + r"(?:19|20)\d\d"),  # names a body, sets no time
        (
            MomentKind.SPAN,
            r"(?<!\d)(?:19|20)\d\d(?:" + _DASH + r"|\s+(?:đến|tới)\s+)(?:hết\s+)?(?:năm\s+)?" + _YEAR + r"(?!\d)",
        ),
        (MomentKind.QUARTER, r"quý\s+(?P<quarter>IV|I{1,3}|[1-4])\s*(?:/|-|,|năm|\s)\s*(?:năm\s+)?" + _YEAR),
        (MomentKind.MONTH, r"tháng\s+(?P<month>\d{1,2})\s*(?:/|-|năm)\s*(?:năm\s+)?" + _YEAR),
        (MomentKind.MONTH, r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])\s?/\s?" + _YEAR + r"(?!\d)"),
        (MomentKind.YEAR, r"năm\s+" + _YEAR + r"(?![\d.,]\d)"),
        (MomentKind.YEAR, r"(?<=\s)" + _YEAR + r"(?![\d.,]\d)(?!\s+\w+/)(?!\w)"),
        (
            MomentKind.PART,
            r"ngày\s+\d{1,2}(?:\s*[/-]\s*\d{1,2}|\s+tháng\s+\d{1,2})?|(?<!\d\s)tháng\s+\d{1,2}(?!\d)"
            r"|quý\s+(?:IV|I{1,3}|[1-4])\b|(?<![\d/])\d{1,2}\s*[/]\s*\d{1,2}(?=\s+h[àằ]ng\s+năm)",
        ),
    )
)
_HINTS = (
    ("ngày",), ("/", ".", "-"), ("nhiệm kỳ",), ("19", "20"), ("quý",), ("tháng",), ("/",), ("năm",), ("19", "20"),
    ("ngày", "tháng", "quý", "/"),
)  # fmt: skip
"""For each pattern, what a text must hold one of: most hold none, and looking for that is quicker than matching."""
_LEAD = re.compile(
    r"(?:(?:đến|tới|vào|trong|trước|hết|cuối|đầu|từ|ngày|năm|giai đoạn|thời kỳ|năm học|các năm|tính|kể)\s+)+$",
    re.IGNORECASE,
)
"""Words before a moment that belong to it: "đến hết năm 2030", "giai đoạn 2026 - 2030"."""
_TELLS_YEAR = re.compile(r"(?:đến|tới|vào|hết|trước|kế hoạch|mục tiêu|dự toán|giao|KH|NĂM)\s+$", re.IGNORECASE)
"""Words that make four bare digits a year."""
_REACH = 32
"""Characters looked back for such words."""


@remembered
def moments_of(text: str) -> tuple[Moment, ...]:
    """All moments of `text` in order; where two readings overlap the one listed first above wins."""
    if not _MAY_HOLD.search(text):
        return ()
    found: list[Moment] = []
    taken = bytearray(len(text))
    small = text.lower()
    for (kind, pattern), hints in zip(_PATTERNS, _HINTS, strict=True):
        for hint in hints:  # no generator: ten patterns ask this of every sentence
            if hint in small:
                break
        else:
            continue
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _REACH) : match.start()]
            if any(taken[match.start() : match.end()]) or (pattern is _BARE_YEAR and not _TELLS_YEAR.search(before)):
                continue
            lead = _LEAD.search(before)
            start = match.start() - (len(lead[0]) if lead else 0)
            found.append(Moment(start, match.end(), kind, _by(kind, match), _is_vision(text, start)))
            taken[start : match.end()] = b"\1" * (match.end() - start)
    return tuple(sorted(found, key=lambda moment: moment.start))


_MAY_HOLD = re.compile(r"\d|quý", re.IGNORECASE)
_BARE_YEAR = _PATTERNS[8][1]


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
    """Moments with a year; a vision only where the text tells of no other: "đến năm 2030, tầm nhìn 2045" is 2030."""
    dated = [moment for moment in moments_of(text) if moment.by]
    yield from [moment for moment in dated if not moment.vision] or dated

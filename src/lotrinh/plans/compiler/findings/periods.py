"""P: periods that end before they begin: years, months and days."""

import re
from collections.abc import Iterator

from ..citations import day
from ..values import Compiled, Place, Severity
from .rule import Fault, rule

_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|niên khóa|năm học|các năm|từ năm|\d+ năm)\s+(?:năm\s+)?(?P<first>(?:19"
    r"|20)\d\d)\s*(?:-|–|đến"
    r"|đến hết năm|đến năm)\s*(?:năm\s+)?(?P<last>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_TO = r"\s*(?:-|–|,?\s*(?:cho\s+)?đến(?:\s+hết)?|tới)\s*"
_MONTHS = re.compile(
    rf"tháng\s+(?P<month>\d{{1,2}})(?:/|\s+năm\s+)(?P<year>20\d\d){_TO}(?:tháng\s+)?(?P<month2>\d{{1,2}})(?:/"
    rf"|\s+năm\s+)"
    r"(?P<year2>20\d\d)(?![\d/])",
    re.I,
)
_DAY = (
    r"(?:ngày\s+)?(?P<day{0}>\d{{1,2}})(?:\s?/\s?|\s+tháng\s+)(?P<month{0}>\d{{1,2}})(?:\s?/\s?"
    r"|\s+năm\s+)(?P<year{0}>20\d\d)"
)
_DAYS = re.compile(rf"(?<![\d/]){_DAY.format('')}{_TO}{_DAY.format('2')}(?![\d/])", re.I)
_DAYS_OF_ONE_MONTH = re.compile(
    rf"từ\s+ngày\s+(?P<day>\d{{1,2}}){_TO}ngày\s+(?P<day2>\d{{1,2}})(?:\s?/\s?|\s+tháng\s+)(?P<month2>\d{{1,2}})(?!\d)",
    re.I,
)


@rule(
    "P004", Severity.ERROR, "Khoảng thời gian kết thúc trước khi bắt đầu",
    reason="Một giai đoạn, một đợt không thể kết thúc trước khi bắt đầu: một trong hai mốc sai.",
    example="Giai đoạn 2030 - 2026. Từ ngày 15/9/2027 đến ngày 10/8/2027.",
    mend="Sửa lại mốc đầu hoặc mốc cuối.",
    kind="date",
)  # fmt: skip
def backwards(compiled: Compiled) -> Iterator[Fault]:
    for block in compiled.skeleton.blocks:
        shapes = (_YEARS, _MONTHS, _DAYS) if _YEAR_TO.search(block.text) else ()
        shapes = (*shapes, _DAYS_OF_ONE_MONTH) if _FROM_DAY.search(block.text) else shapes
        for shape in shapes:
            for match in shape.finditer(block.text):
                first, last = _ends(match)
                if last < first and _is_of_the_calendar(match) and not _compares(block.text[: match.start()]):
                    words = " ".join(match[0].split())
                    place = Place(block.index, match.start(), match.end())
                    yield Fault(place, f"“{words}” kết thúc trước khi bắt đầu.", words)


_YEAR_TO = re.compile(r"(?:19|20)\d\d\s*(?:-|–|,?\s*(?:cho\s+)?(?:đến|tới))")
_FROM_DAY = re.compile(r"[Tt]ừ\s+ngày")
"""What the shapes cannot do without: most texts are passed over by it."""


def _is_of_the_calendar(match: re.Match[str]) -> bool:
    """A day that does not exist is told by itself; it says nothing of the period."""
    named = match.groupdict()
    pairs = [(named.get(f"day{end}"), named.get(f"month{end}"), named.get(f"year{end}")) for end in ("", "2")]
    return all(day(*parts[::-1]) is not None for parts in pairs if all(parts))  # type: ignore[arg-type]


def _compares(before: str) -> bool:
    """ "so sánh năm 2026 - 2025" sets two years side by side."""
    return bool(re.search(r"(?:so sánh|so với|chênh lệch)[^.;]{0,20}$", before, re.I))


def _ends(match: re.Match[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The two ends as comparable numbers: (year,), (year, month), (year, month, day), or (day,) of one month."""
    named = match.groupdict()
    if "first" in named:
        return (int(match["first"]),), (int(match["last"]),)
    if "year" not in named:
        return (int(match["day"]),), (int(match["day2"]),)
    parts = [name for name in ("year", "month", "day") if name in named]
    return tuple(int(match[name]) for name in parts), tuple(int(match[f"{name}2"]) for name in parts)

"""Numbers and dates of official documents as they are printed: 617/KH-UBND, 53-KH/TU, 80/2021/NĐ-CP, 85/2015/QH13."""

import re
from datetime import date

_SUFFIX = r"[A-ZĐ][A-Za-zĐđƯưÔôÂâ]{0,15}(?:\s?&\s?[A-ZĐ]\w*)?\d{0,3}"
DOCUMENT_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?<!\d:)(?P<first>\d{{1,6}}[a-zA-Z]?)\s?(?:/\s?(?P<year>(?:19|20)\d{{2}}))?\s?(?P<mark>[/-])\s?"
    rf"(?P<rest>{_SUFFIX}(?:\s?[-/.]\s?{_SUFFIX}){{0,5}}|(?:QH|UBTVQH)\d{{1,2}})(?![\w])"
)
"""Spaces that broke a number ("71/NQ -CP") are let in; `printed` closes them."""

BLANK_NUMBER = re.compile(
    rf"[Ss]ố\s*[:.]?\s*[.…_\s]*(?P<symbol>(?:/\s?(?:19|20)\d\d\s?)?[/-]\s?{_SUFFIX}(?:\s?[-/]\s?{_SUFFIX}){{0,4}})"
)
"""A number of which only the suffix is printed."""

_LONG_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.I)
_SHORT_DATE = re.compile(r"(?<![\d/])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?![\d/])")


def printed(match: re.Match[str]) -> str:
    """The number of a DOCUMENT_NUMBER match without the spaces that broke it."""
    return re.sub(r"\s+", "", match[0])


def day(year: str, month: str, day_of_month: str) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None


def long_date(text: str) -> date | None:
    """The first "ngày 24 tháng 11 năm 2025" of the text."""
    found = _LONG_DATE.search(text)
    return day(found[3], found[2], found[1]) if found else None


def any_date(text: str) -> date | None:
    """The first date of the text in words or figures."""
    if found := long_date(text):
        return found
    short = _SHORT_DATE.search(text)
    return day(short[3], short[2], short[1]) if short else None

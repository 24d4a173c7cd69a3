"""Periods of time that reports are made for, in calendar months or with the reporting cut-off. Pure: no Django.

Nghị định 09/2019/NĐ-CP, Điều 12, closes the data of a periodic report on the 14th: a report for March covers
15 February to 14 March, one for the year 15 December of the year before to 14 December.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

MONTHS = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12}
"""Length of each kind of period in months, shortest first."""
WINDOWS = ("calendar", "report")
CUT_OFF_DAY = 14

_NUMBERS = {"month": 12, "quarter": 4, "half": 2, "nine": 1, "year": 1}
_LETTERS = {"month": "M", "quarter": "Q", "half": "H", "nine": "N", "year": "Y"}
_KEY = re.compile(r"(\d{4})(?:-(M(?:0[1-9]|1[0-2])|Q[1-4]|H[12]|N9))?(r?)")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=False)
class Period:
    """A month, quarter, half year, first nine months or year. Vietnamese: kỳ báo cáo."""

    kind: str
    year: int
    number: int = 1
    window: str = "calendar"

    def __post_init__(self) -> None:
        if self.kind not in MONTHS or self.window not in WINDOWS:
            raise ValueError(f"no such period: {self.kind}, {self.window}")
        if not 1 <= self.number <= _NUMBERS[self.kind]:
            raise ValueError(f"{self.kind} {self.number} does not exist")
        if not 1900 <= self.year <= 2199:
            raise ValueError(f"year {self.year} lies outside 1900–2199")

    @classmethod
    def parse(cls, key: str) -> Self:
        """The period of a `key`: 2026, 2026-M03, 2026-Q1, 2026-H1, 2026-N9; a final r means the reporting window."""
        match = _KEY.fullmatch(key)
        if not match:
            raise ValueError(f"“{key}” không phải là kỳ; hãy viết như 2026, 2026-Q1, 2026-H1r, 2026-M03.")
        year, part, report = int(match[1]), match[2] or "Y1", match[3]
        kind = next(kind for kind, letter in _LETTERS.items() if letter == part[0])
        number = 1 if kind == "nine" else int(part[1:])
        return cls(kind, year, number, "report" if report else "calendar")

    @classmethod
    def covering(cls, day: date, kind: str, window: str = "calendar") -> Self:
        """The period of `kind` that holds `day`. Raises ValueError for "nine" when the nine months are over."""
        if window == "report" and day.day > CUT_OFF_DAY:
            day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        number = (day.month - 1) // MONTHS[kind] + 1
        if number > _NUMBERS[kind]:
            raise ValueError(f"{day} lies after the first nine months")
        return cls(kind, day.year, number, window)

    @property
    def key(self) -> str:
        part = {"year": "", "nine": "-N9", "month": f"-M{self.number:02}"}.get(
            self.kind, f"-{_LETTERS[self.kind]}{self.number}"
        )
        return f"{self.year}{part}{'r' if self.window == 'report' else ''}"

    @property
    def months(self) -> range:
        """The calendar months (1–12) it is named after."""
        first = (self.number - 1) * MONTHS[self.kind] + 1
        return range(first, first + MONTHS[self.kind])

    @property
    def first(self) -> date:
        opening = date(self.year, self.months[0], 1)
        if self.window == "calendar":
            return opening
        return (opening - timedelta(days=1)).replace(day=CUT_OFF_DAY + 1)

    @property
    def last(self) -> date:
        closing = date(self.year, self.months[-1], CUT_OFF_DAY)
        if self.window == "report":
            return closing
        return (closing.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    @property
    def year_start(self) -> date:
        """The day from which figures cumulated over the year are counted."""
        return replace(self, kind="year", number=1).first

    @property
    def window_is_uncertain(self) -> bool:
        """The decree names no cut-off for nine months; ours (15/12–14/9) is by analogy and must be confirmed."""
        return self.kind == "nine" and self.window == "report"

    @property
    def label(self) -> str:
        if self.kind == "month":
            return f"tháng {self.number} năm {self.year}"
        if self.kind == "quarter":
            return f"quý {_ROMAN[self.number - 1]} năm {self.year}"
        if self.kind == "half":
            return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
        return f"9 tháng đầu năm {self.year}" if self.kind == "nine" else f"năm {self.year}"

    def previous(self) -> Self:
        """The period of the same kind just before it; for nine months, those of the year before."""
        return self._moved(-1)

    def next(self) -> Self:
        return self._moved(1)

    def same_last_year(self) -> Self:
        return replace(self, year=self.year - 1)

    def subperiods(self, kind: str = "month") -> tuple[Self, ...]:
        """The periods of the shorter `kind` it is made of, in order. Raises ValueError when it cannot be so divided."""
        if MONTHS[kind] >= MONTHS[self.kind] or MONTHS[self.kind] % MONTHS[kind]:
            raise ValueError(f"a {self.kind} is not made of {kind}s")
        starts = self.months[:: MONTHS[kind]]
        return tuple(type(self)(kind, self.year, (start - 1) // MONTHS[kind] + 1, self.window) for start in starts)

    def _moved(self, steps: int) -> Self:
        years, place = divmod(self.number - 1 + steps, _NUMBERS[self.kind])
        return replace(self, year=self.year + years, number=place + 1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.label

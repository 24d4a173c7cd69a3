"""A number with everything that is needed to believe it: how it was made, from what, by which rule, known when."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Self
from urllib.parse import urlencode, urlsplit

from django.db import models
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from lotrinh.core import vietnamese
from lotrinh.core.periods import Period
from lotrinh.indicators.measures.scopes import MeasureScope

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
DECLARED = "khai-bao."
"""Before an indicator's code, where a measure's name stands: its declared figures."""


@dataclass(frozen=True, slots=True)
class FigureAddress:
    """What a figure is asked by; written and read as a URL. Without `known_at` it means: as known now."""

    measure: str
    scope: MeasureScope
    period: Period
    known_at: datetime | None = None

    @classmethod
    def parse(cls, url: str) -> Self:
        """The address that `url` writes, with or without its host. Raises ValueError with a Vietnamese message."""
        parts = urlsplit(url)
        try:
            found = resolve(parts.path)
        except Resolver404 as error:
            raise ValueError(f"“{url[:100]}” không phải là địa chỉ của một số liệu.") from error
        if found.view_name != "indicators:figure":
            raise ValueError(f"“{url[:100]}” không phải là địa chỉ của một số liệu.")
        return cls.of_parts(**found.kwargs, known=QueryDict(parts.query).get("biet", ""))

    @classmethod
    def of_parts(cls, measure: str, scope: str, period: str, known: str = "") -> Self:
        """Raises ValueError with a Vietnamese message."""
        if not _NAME.fullmatch(measure):
            raise ValueError(f"“{measure[:80]}” không phải là tên của một số liệu.")
        return cls(measure, MeasureScope.parse(scope), Period.parse(period), _instant(known) if known else None)

    @property
    def url(self) -> str:
        path = reverse("indicators:figure", args=[self.measure, self.scope.key, self.period.key])
        return f"{path}?{urlencode({'biet': self.known_at.isoformat()})}" if self.known_at else path

    def __str__(self) -> str:
        return self.url


def _instant(text: str) -> datetime:
    try:
        known = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as error:
        raise ValueError(f"“{text[:40]}” không phải là thời điểm; hãy viết như 2026-11-25T08:00:00+07:00.") from error
    return known if timezone.is_aware(known) else timezone.make_aware(known)


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a measure, or of an indicator's declared rows, over a scope and a period. Vietnamese: số liệu."""

    measure: str
    label: str
    unit: str
    value: Decimal | None
    """In `unit`; a share is 0–100 where the unit is %. None: cannot be told, and `why` says why."""
    numerator: Decimal | None
    denominator: Decimal | None
    """None where the measure is no ratio."""
    period: Period
    scope: MeasureScope
    as_of: date
    """The last day that was read: the period's last, or the day it was asked when that had not come yet."""
    known_at: datetime
    rule: str = ""
    """Key of the dated rule that defines it."""
    legal_version: str = ""
    """The document in force on `as_of` that the rule cites."""
    rule_note: str = ""
    """What must be said of the rule: not in force that day, not compared with its document."""
    missing: int = 0
    """Rows that ought to count and cannot; `missing_means` says what they lack."""
    missing_means: str = ""
    total: int = 0
    """All rows asked, the missing ones included."""
    why: str = ""
    is_sample: bool = False
    declared: bool = False
    kept: bool = False
    """An observation: it says what was known at `known_at`, whatever the registers say now."""
    decimals: int = 1
    parts: tuple["Figure", ...] = field(default=(), repr=False)
    """The figures a computed figure was made of."""

    @property
    def address(self) -> FigureAddress:
        return FigureAddress(self.measure, self.scope, self.period, self.known_at if self.kept else None)

    @property
    def key(self) -> str:
        """measure/scope/period: under which orders and objections know it, whenever it was known."""
        return f"{self.measure}/{self.scope.key}/{self.period.key}"

    @property
    def text(self) -> str:
        """The value as an official would write it: 62,5 %, 1.234 người; a dash when it cannot be told."""
        if self.value is None:
            return "–"
        return f"{self.number} {self.unit}".strip()

    @property
    def number(self) -> str:
        return vietnamese.format_number(shown(self.value, self.decimals))

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def is_provisional(self) -> bool:
        """The period was not over when it was read."""
        return self.as_of < self.period.last

    def rows(self, who) -> "FigureRows":
        """The rows behind it that `who` may see, each with what it weighs and how much of that counts."""
        if self.declared:
            from lotrinh.indicators.declared import rows_behind

            return rows_behind(self, who)
        from lotrinh.indicators.measures.declaration import measure_named

        return measure_named(self.measure).rows_behind(self, who)


def shown(value: Decimal, decimals: int) -> Decimal:
    """`value` rounded for reading; whole numbers without a tail of zeros."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)  # 62,25 is read as 62,3
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


@dataclass(frozen=True, slots=True)
class FigureRows:
    """Rows with the annotations `weight` (their share of the denominator), `counted` (their share of the numerator)
    and `is_missing`. For a ratio Σ counted ÷ Σ weight is the figure; for a total or a count it is Σ counted.
    """

    queryset: models.QuerySet
    """Only what the asker may see."""
    register: object
    count: int
    outside: int
    """How many rows of the figure lie outside the asker's scope."""

    @property
    def note(self) -> str:
        return f"{vietnamese.format_number(self.outside)} dòng ngoài phạm vi của bạn" if self.outside else ""

    def __iter__(self):
        return iter(self.queryset)

    def __len__(self):
        return self.count

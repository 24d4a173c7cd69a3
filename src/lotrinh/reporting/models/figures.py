"""The figures of a report with the rows behind them, and the marks of those that rest on one withdrawn."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal

from django.db import models
from django.db.models import Q

from lotrinh.core import vietnamese
from lotrinh.core.models import deed_key
from lotrinh.indicators.measures.figures import FigureAddress, shown
from lotrinh.plans.models import Target
from lotrinh.reporting.choices import FigureKind
from lotrinh.reporting.models.reports import Report
from lotrinh.reporting.words import ASPECTS, Known


def sha256_of_value(value) -> str:
    """Hex digest of a value of JSON, the same for the same content."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


NUMBERS = ("plan", "value", "numerator", "denominator", "cumulative", "before", "last_year", "latest")

SIDES = {
    "": "value",
    "luy-ke": "cumulative",
    "ke-hoach": "plan",
    "ky-truoc": "before",
    "cung-ky": "last_year",
    "gan-nhat": "latest",
}
"""Aspect → the column that holds it."""


def number(label: str):
    return models.DecimalField(label, max_digits=24, decimal_places=8, null=True, blank=True)


class FrozenFigure(models.Model):
    """One figure of a report: its sides, the rows behind it and a digest. Vietnamese: số liệu báo cáo.

    Taken anew at each refresh of a draft. What was submitted is what is agreed and issued: from then on nothing takes
    it anew, so the rows are those the leader saw.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    name = models.CharField("tên trong lời", max_length=60)
    kind = models.CharField("loại", max_length=8, choices=FigureKind, default=FigureKind.TARGET)
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    target = models.ForeignKey(Target, models.SET_NULL, null=True, blank=True, related_name="+")
    label = models.CharField("tên số liệu", max_length=1000)
    definition = models.TextField("định nghĩa", blank=True)
    unit = models.CharField("đơn vị tính", max_length=200, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    plan = number("phải đạt")
    plan_words = models.CharField("mức phải đạt", max_length=200, blank=True)
    plan_note = models.CharField("ghi chú về mức phải đạt", max_length=500, blank=True)
    """What a later text changed of it: a footnote wherever the number is printed."""
    contest_note = models.TextField("ý kiến khác chưa phân xử", blank=True)
    """Who read or counted it otherwise when it was taken: a footnote wherever the number is printed."""
    falls = models.BooleanField("càng thấp càng tốt", default=False)
    adds_up = models.BooleanField("cộng dồn", default=False)
    """Figures of shorter periods add up to those of longer ones: people given work, not a share."""

    value = number("thực hiện trong kỳ")
    numerator = number("tử số")
    denominator = number("mẫu số")
    cumulative = number("luỹ kế")
    before = number("kỳ trước")
    last_year = number("cùng kỳ năm trước")
    latest = number("gần nhất")
    latest_period = models.CharField("kỳ gần nhất", max_length=40, blank=True)
    """Only where the period itself has no figure."""
    measure = models.CharField(max_length=80, blank=True)
    scope = models.CharField(max_length=400, blank=True)
    uses = models.JSONField("các kỳ đã dùng", default=dict, blank=True)
    """Side of the figure → key of the period it was taken for; "" is the value itself."""
    known_at = models.DateTimeField("biết lúc", null=True, blank=True)
    legal_version = models.CharField("theo văn bản", max_length=300, blank=True)
    missing = models.PositiveIntegerField("số dòng thiếu", default=0)
    missing_means = models.CharField(max_length=200, blank=True)
    why = models.CharField("vì sao không có", max_length=400, blank=True)
    state_words = models.CharField("tình trạng", max_length=100, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    declared = models.BooleanField("khai báo", default=False)

    rows = models.JSONField("các dòng", default=list, blank=True)
    """[[register, key of the row, weight, counted], …]; numbers as text, exactly as they were."""
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "số liệu báo cáo"
        verbose_name_plural = "số liệu báo cáo"
        ordering = ["report", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="one_figure_of_a_name", fields=["report", "name"]),
            models.CheckConstraint(name="figure_has_a_digest", condition=~Q(sha256="")),
        ]
        indexes = [models.Index(fields=["measure", "scope"], name="figure_of_a_measure")]

    def __str__(self):
        return self.label

    def save(self, **kwargs):
        for name in NUMBERS:  # as the database keeps them, so that the digest is of what is stored
            if (value := getattr(self, name)) is not None:
                setattr(self, name, round(Decimal(value), 8))
        self.sha256 = self.sha256 or self.digest
        super().save(**kwargs)

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def digest(self) -> str:
        """SHA-256 of what the figure says and of the rows behind it; differs from `sha256` after tampering."""
        said = [self.name, self.label, self.definition, self.unit, self.measure, self.scope, self.uses, self.rows]
        said += [_exact(getattr(self, name)) for name in NUMBERS]
        if self.contest_note:  # figures taken before there were such notes keep their digest
            said.append(self.contest_note)
        return sha256_of_value(said)

    @property
    def is_whole(self) -> bool:
        return self.sha256 == self.digest

    def text(self, aspect: str = "") -> str:
        """One side of the figure as an official would write it; a dash when it cannot be told."""
        value = self.side(aspect)
        unit = "%" if aspect == "dat" else self.unit
        if aspect == "ke-hoach" and self.plan_words:
            return self.plan_words
        if value is None:
            return "–"
        of = f" ({self.latest_period})" if aspect == "gan-nhat" else ""
        return f"{vietnamese.format_number(shown(value, self.decimals))} {unit}".strip() + of

    def side(self, aspect: str) -> Decimal | None:
        """The number behind one of `words.ASPECTS`."""
        return self.share if aspect == "dat" else getattr(self, SIDES[aspect])

    @property
    def sides(self) -> dict[str, str]:
        """Every side in words, under names a template can ask for."""
        return {aspect.replace("-", "_") or "trong_ky": self.text(aspect) for aspect in ASPECTS}

    @property
    def share(self) -> Decimal | None:
        """What was reached, in per cent of what was to be; None for targets that fall, where it would mislead."""
        reached = self.cumulative if self.cumulative is not None else self.value
        return None if self.falls or not self.plan or reached is None else 100 * reached / self.plan

    @property
    def link(self) -> str:
        """Where it opens into its rows, as known when it was taken."""
        if not self.measure:
            return ""
        address = FigureAddress.of_parts(self.measure, self.scope, self.uses.get("", ""))
        return replace(address, known_at=self.known_at).url if self.known_at else address.url

    @property
    def known(self) -> Known:
        texts = {aspect: text for aspect in ASPECTS if (text := self.text(aspect)) != "–"}
        return Known(self.name, self.label, texts, self.value, self.before, self.last_year, self.link, self.why)


def _exact(value: Decimal | None) -> str | None:
    """The number as the database keeps it, however it was made."""
    return None if value is None else str(round(Decimal(value), 8).normalize() + 0)


class FigureMark(models.Model):
    """A figure that rests on one of a report withdrawn since. Vietnamese: dấu số liệu dùng báo cáo đã thu hồi."""

    figure = models.ForeignKey(FrozenFigure, models.CASCADE, related_name="marks")
    source = models.ForeignKey(FrozenFigure, models.CASCADE, related_name="marked")
    note = models.CharField("dùng ở", max_length=300)
    entry = deed_key()

    class Meta:
        verbose_name = "dấu số liệu"
        verbose_name_plural = "dấu số liệu"
        constraints = [models.UniqueConstraint(name="one_mark_per_source", fields=["figure", "source"])]

    def __str__(self):
        return self.note

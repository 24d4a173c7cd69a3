"""Official reports: what is owed to whom, the drafts, and what left the office with its figures frozen."""

import hashlib
import json
import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.collection.models import Round
from lotrinh.core import vietnamese
from lotrinh.core.models import AuditEntry
from lotrinh.core.periods import Period
from lotrinh.core.workdays import Calendar
from lotrinh.documents.models import StoredFile
from lotrinh.indicators.measures.figures import FigureAddress, shown
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import Programme, Target
from lotrinh.reporting.choices import (
    LEFT,
    OPEN,
    FigureKind,
    ReportKind,
    ReportPeriod,
    ReportState,
    SectionKey,
)
from lotrinh.reporting.querysets import RegimeQuerySet, ReportQuerySet
from lotrinh.reporting.words import ASPECTS, Known

FILES = "bao-cao"
"""Under this name stored files belong to a report."""


def sha256_of_value(value) -> str:
    """Hex digest of a value of JSON, the same for the same content."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class ReportRegime(models.Model):
    """What must be reported of a programme: by whom, to whom, when, how. Vietnamese: chế độ báo cáo.

    Its fields are the parts that Nghị định 09/2019/NĐ-CP asks of a reporting rule.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, verbose_name="chương trình", related_name="report_regimes")
    name = models.CharField("tên báo cáo", max_length=300, help_text="Viết sau chữ “Báo cáo”, không kèm kỳ.")
    kind = models.CharField("loại", max_length=10, choices=ReportKind, default=ReportKind.PERIODIC)
    period_kind = models.CharField("kỳ", max_length=8, choices=ReportPeriod, default=ReportPeriod.QUARTER)
    content = models.TextField("nội dung yêu cầu", blank=True)
    legal_basis = models.TextField("căn cứ", blank=True, help_text="Mỗi căn cứ một dòng; in ở đầu báo cáo.")
    sending = models.CharField("cách gửi", max_length=200, blank=True)

    reporter = models.ForeignKey(
        Organization, models.PROTECT, verbose_name="đơn vị báo cáo", related_name="report_regimes"
    )
    superior = models.CharField("cơ quan chủ quản (in hoa)", max_length=200, blank=True)
    issuer = models.CharField("cơ quan ban hành (in hoa)", max_length=200)
    symbol = models.CharField("ký hiệu", max_length=60, help_text="Không kèm số, ví dụ BC-UBND.")
    place = models.CharField("địa danh", max_length=100)
    signer_lines = models.TextField("thẩm quyền và chức vụ người ký", help_text="Mỗi dòng một dòng in.")
    signer_name = models.CharField("họ tên người ký", max_length=150, blank=True)

    addressees = models.TextField("kính gửi", blank=True, help_text="Mỗi nơi một dòng.")
    recipients = models.TextField("nơi nhận", help_text="Mỗi nơi một dòng; dòng cuối là “Lưu: VT, …”.")
    recipient_units = models.ManyToManyField(
        Organization, verbose_name="đơn vị nhận trong hệ thống", blank=True, related_name="+"
    )

    due_day = models.PositiveSmallIntegerField("gửi chậm nhất ngày", default=25)
    due_months_after = models.PositiveSmallIntegerField(
        "của tháng thứ", default=0, help_text="0 là tháng cuối của kỳ, 1 là tháng sau đó."
    )
    cut_off_basis = models.CharField(
        "văn bản định thời gian chốt",
        max_length=200,
        blank=True,
        help_text="Bắt buộc với 9 tháng: nghị định không định.",
    )
    template = models.ForeignKey(
        StoredFile, models.SET_NULL, verbose_name="mẫu Word của cơ quan", null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField("đang áp dụng", default=True)
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", editable=False)

    objects = RegimeQuerySet.as_manager()

    class Meta:
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_regime_of_a_name", fields=["programme", "reporter", "name", "period_kind"]
            ),
            models.CheckConstraint(name="regime_due_on_a_day", condition=Q(due_day__gte=1, due_day__lte=31)),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_period_kind_display()})"

    def due_on(self, period: Period) -> date:
        """The last day for sending it."""
        months = period.months[-1] - 1 + self.due_months_after
        year, month = period.year + months // 12, months % 12 + 1
        return date(year, month, min(self.due_day, _days_in(year, month)))

    def leaves_a_workday(self, calendar: Calendar, year: int) -> bool:
        """At least one working day between cut-off and due date, as Điều 12 asks, in every period of `year`."""
        first = Period(self.period_kind, year, 1, "report")
        periods = [first]
        while periods[-1].next().year == year:
            periods.append(periods[-1].next())
        return all(calendar.next_workday(p.last) < self.due_on(p) for p in periods)


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


class Report(models.Model):
    """One report of one regime for one period. Vietnamese: báo cáo."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="chương trình", related_name="reports")
    regime = models.ForeignKey(ReportRegime, models.PROTECT, verbose_name="chế độ", related_name="reports")
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name="đơn vị báo cáo", related_name="reports"
    )
    period_key = models.CharField("kỳ", max_length=12)
    first_day = models.DateField("số liệu từ ngày")
    last_day = models.DateField("đến ngày")
    state = models.CharField("trạng thái", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    refreshed_at = models.DateTimeField("số liệu lấy lúc", null=True, blank=True)

    addressees = models.JSONField("kính gửi", default=list, blank=True)
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    recipient_units = models.ManyToManyField(Organization, verbose_name="đơn vị nhận", blank=True, related_name="+")
    rounds = models.ManyToManyField(Round, verbose_name="đợt thu thập", blank=True, related_name="+")
    """Their totals stand in the report as figures and as tables."""

    collected = models.JSONField("đợt thu thập lúc lấy số", default=list, editable=False)
    """`reporting.rounds.told_of` each round: who answered, who is late, which versions were added."""
    units = models.JSONField("nhiệm vụ theo đơn vị", default=list, editable=False)
    """[{unit, total, done, late, blocked}], as the figures were last taken."""
    blocks = models.JSONField("vướng mắc", default=list, editable=False)
    """[{subject, unit, why, clearer, by_when}]."""
    changes = models.JSONField("số liệu thay đổi so với báo cáo trước", default=list, editable=False)
    """[{report, period, label, before, after}]: figures of an issued report that the registers now count otherwise."""
    charts = models.JSONField("biểu đồ", default=list, editable=False)
    """[{svg, alt, caption}], drawn when the figures were taken: an issued report keeps its own."""

    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, verbose_name="thay báo cáo", related_name="replaced_by"
    )
    why_withdrawn = models.TextField("lý do thu hồi", blank=True)
    withdrawn = models.ForeignKey(AuditEntry, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    wrong_figures = models.JSONField("số liệu sai", default=list, blank=True)
    """Names of the figures for which it was withdrawn."""
    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """Token of the form that started it: a second click starts nothing."""
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_report_per_period", fields=["regime", "period_key"], condition=~Q(state=ReportState.WITHDRAWN)
            ),
            models.CheckConstraint(
                name="report_withdrawn_with_a_reason",
                condition=Q(state=ReportState.WITHDRAWN, withdrawn__isnull=False) & ~Q(why_withdrawn="")
                | ~Q(state=ReportState.WITHDRAWN) & Q(withdrawn=None),
            ),
            models.CheckConstraint(name="report_does_not_replace_itself", condition=~Q(replaces=models.F("pk"))),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reporting:report", args=[self.pk])

    @cached_property
    def period(self) -> Period:
        return Period.parse(self.period_key)

    @property
    def title(self) -> str:
        return f"{self.regime.name} {self.period.label}"

    @property
    def step(self) -> ReportState:
        return ReportState(self.state)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def has_left(self) -> bool:
        return self.state in LEFT

    @property
    def due_on(self) -> date:
        return self.regime.due_on(self.period)

    @property
    def stamp(self) -> str:
        """What is set over a report that no longer holds."""
        if self.state != ReportState.WITHDRAWN:
            return ""
        return f"ĐÃ THU HỒI NGÀY {vietnamese.format_date(localdate(self.withdrawn.at))}"


class ReportSection(models.Model):
    """The words of one section, with live fields in them. Vietnamese: mục của báo cáo."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.CharField("mục", max_length=15, choices=SectionKey)
    words = models.TextField("lời", blank=True)
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = "mục của báo cáo"
        verbose_name_plural = "mục của báo cáo"
        constraints = [models.UniqueConstraint(name="one_section_of_a_key", fields=["report", "key"])]

    def __str__(self):
        return self.get_key_display()


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
        said += (
            [self.contest_note] if self.contest_note else []
        )  # figures taken before there were such notes stay whole
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


class ReportIssue(models.Model):
    """The paper that left: number, day, signer, and the whole as it was. Vietnamese: lần ban hành."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="issue")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    year = models.PositiveSmallIntegerField("năm")
    signer_lines = models.JSONField("thẩm quyền và chức vụ", default=list)
    signer_name = models.CharField("người ký", max_length=150)
    sha256 = models.CharField(max_length=64)
    """Of words, recipients and the digests of all figures."""
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signed_pdf = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name="bản ký số", related_name="+"
    )
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = "lần ban hành"
        verbose_name_plural = "lần ban hành"
        constraints = [
            # Numbers of one body and one symbol restart each year.
            models.UniqueConstraint(name="one_paper_of_a_number", fields=["organization", "symbol", "year", "number"])
        ]

    def __str__(self):
        return self.full_number

    @property
    def full_number(self) -> str:
        return f"{self.number:02}/{self.symbol}"


class ReportStep(models.Model):
    """What was done with a report, and its words and figures at that moment. Vietnamese: bước của báo cáo."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    ordinal = models.PositiveSmallIntegerField("bản")
    state = models.CharField("trạng thái", max_length=10, choices=ReportState)
    note = models.TextField("lời kèm", blank=True)
    words = models.JSONField(default=dict)
    """Section → its words, fields unfilled."""
    figures = models.JSONField(default=dict)
    """Name → [label, worded value]."""
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = "bước của báo cáo"
        verbose_name_plural = "bước của báo cáo"
        ordering = ["report", "-ordinal"]
        constraints = [models.UniqueConstraint(name="one_step_of_an_ordinal", fields=["report", "ordinal"])]

    def __str__(self):
        return self.get_state_display()

    @property
    def step(self) -> ReportState:
        return ReportState(self.state)


class FigureMark(models.Model):
    """A figure that rests on one of a report withdrawn since. Vietnamese: dấu số liệu dùng báo cáo đã thu hồi."""

    figure = models.ForeignKey(FrozenFigure, models.CASCADE, related_name="marks")
    source = models.ForeignKey(FrozenFigure, models.CASCADE, related_name="marked")
    note = models.CharField("dùng ở", max_length=300)
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = "dấu số liệu"
        verbose_name_plural = "dấu số liệu"
        constraints = [models.UniqueConstraint(name="one_mark_per_source", fields=["figure", "source"])]

    def __str__(self):
        return self.note

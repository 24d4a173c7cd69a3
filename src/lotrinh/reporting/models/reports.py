"""A report, its words, and every step it took."""

import uuid
from datetime import date
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.collection.models import Round
from lotrinh.core import vietnamese
from lotrinh.core.models import deed_key
from lotrinh.core.periods import Period
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import Programme
from lotrinh.reporting.choices import LEFT, OPEN, ReportState, SectionKey
from lotrinh.reporting.models.regimes import ReportRegime
from lotrinh.reporting.querysets import ReportQuerySet

FILES = "bao-cao"
"""Under this name stored files belong to a report."""


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
    withdrawn = deed_key(null=True, blank=True)
    wrong_figures = models.JSONField("số liệu sai", default=list, blank=True)
    """Names of the figures for which it was withdrawn."""
    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """Token of the form that started it: a second click starts nothing."""
    entry = deed_key()

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
    entry = deed_key()

    class Meta:
        verbose_name = "mục của báo cáo"
        verbose_name_plural = "mục của báo cáo"
        constraints = [models.UniqueConstraint(name="one_section_of_a_key", fields=["report", "key"])]

    def __str__(self):
        return self.get_key_display()


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
    entry = deed_key()

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

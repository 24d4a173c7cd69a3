"""Rates, thresholds, definitions and time limits, each with the days it holds and the document that sets it."""

from django.db import models
from django.db.models import F, Q

from lotrinh.core.registers.models import FoldedField, Row
from lotrinh.rules.choices import Certainty, DayKind
from lotrinh.rules.querysets import DatedRuleQuerySet, OfficeDayQuerySet


class DatedRule(Row):
    """One rule as one document sets it for a time. Vietnamese: quy định theo thời gian.

    The day of the case chooses the row (`rules.book`): a report for 2023 reads the rule of 2023 for ever.
    """

    key = models.CharField("khoá", max_length=80)
    """What code asks for: room.subject, such as cluster.fill_rate."""
    label = models.CharField("quy định về", max_length=200)
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=50, blank=True)
    text = models.TextField("nội dung", blank=True)
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    document = models.CharField("văn bản", max_length=200)
    clause = models.CharField("điều khoản", max_length=100, blank=True)
    certainty = models.CharField("độ chắc chắn", max_length=15, choices=Certainty, default=Certainty.UNCONFIRMED)
    note = models.TextField("ghi chú", blank=True)
    fold = FoldedField("label", "document", "key")

    objects = DatedRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định"
        verbose_name_plural = "quy định"
        constraints = [
            models.UniqueConstraint(name="one_rule_from_a_day", fields=["key", "valid_from"]),
            models.CheckConstraint(
                name="rule_ends_after_it_starts", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(name="rule_says_something", condition=Q(value__isnull=False) | ~Q(text="")),
        ]

    def __str__(self):
        return f"{self.label} (từ {self.valid_from:%d/%m/%Y})"

    @property
    def source(self) -> str:
        """The document and the clause in it, as it is cited."""
        return f"{self.clause} {self.document}".strip()

    def holds_on(self, day) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class OfficeDay(Row):
    """A day on which offices do not do what its weekday says: off, or worked to make up. Vietnamese: lịch làm việc.

    `rules.calendar` counts working days with it.
    """

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại ngày", max_length=6, choices=DayKind, default=DayKind.OFF)
    name = models.CharField("tên ngày", max_length=200)
    document = models.CharField(
        "văn bản", max_length=200, blank=True, help_text="Thông báo lịch nghỉ, hoán đổi ngày làm việc, nếu có."
    )
    fold = FoldedField("name", "document")

    objects = OfficeDayQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày nghỉ và ngày làm bù"
        verbose_name_plural = "ngày nghỉ và ngày làm bù"

    def __str__(self):
        return f"{self.day:%d/%m/%Y} – {self.name}"

"""What must be reported of a programme: by whom, to whom, when, how."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from lotrinh.core.models import deed_key
from lotrinh.core.periods import Period
from lotrinh.core.workdays import Calendar
from lotrinh.documents.models import StoredFile
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import Programme
from lotrinh.reporting.choices import ReportKind, ReportPeriod
from lotrinh.reporting.querysets import RegimeQuerySet


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
    entry = deed_key()

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

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class AuditEntry(models.Model):
    """One deed by one person, however many rows it changed. Vietnamese: mục nhật ký."""

    at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người làm", null=True, related_name="audit_entries"
    )
    acted_as = models.CharField("với tư cách", max_length=200, blank=True)
    deed = models.CharField("việc", max_length=200)
    register = models.CharField("sổ", max_length=80, blank=True, db_index=True)
    reason = models.TextField("lý do", blank=True)
    rows = models.PositiveIntegerField("số dòng", default=0)

    class Meta:
        verbose_name = "mục nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.deed


class PeriodLock(models.Model):
    """A closed period of one register and unit: its rows change no more. Vietnamese: khoá kỳ.

    The unit is kept as an address (its key as text), since units live above this room; "" locks every unit.
    """

    register = models.CharField("sổ", max_length=80)
    unit = models.CharField("đơn vị", max_length=80, blank=True)
    first_day = models.DateField("từ ngày")
    last_day = models.DateField("đến ngày")
    reason = models.CharField("lý do", max_length=300)
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "khoá kỳ"
        verbose_name_plural = "khoá kỳ"
        constraints = [
            models.CheckConstraint(name="lock_ends_after_it_starts", condition=Q(last_day__gte=F("first_day"))),
            models.UniqueConstraint(name="one_lock_per_period", fields=["register", "unit", "first_day", "last_day"]),
        ]

    def __str__(self):
        return f"{self.register} {self.first_day:%d/%m/%Y}–{self.last_day:%d/%m/%Y}"

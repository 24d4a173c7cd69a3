from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lotrinh.core.acting import worded


class AuditEntry(models.Model):
    """One deed by one person, however many rows it changed. Vietnamese: mục nhật ký.

    A deputy's deed names both: who did it, and for whom. The other's name is kept as it was, with no question more
    wherever many entries are shown.
    """

    at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người làm", null=True, related_name="audit_entries"
    )
    for_whom = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="làm thay", null=True, blank=True, related_name="+"
    )
    for_name = models.CharField("làm thay (họ tên)", max_length=150, blank=True)
    acted_as = models.CharField("với tư cách", max_length=200, blank=True)
    deed = models.CharField("việc", max_length=200)
    register = models.CharField("sổ", max_length=80, blank=True, db_index=True)
    reason = models.TextField("lý do", blank=True)
    rows = models.PositiveIntegerField("số dòng", default=0)

    class Meta:
        verbose_name = "mục nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="entry_names_whom_it_is_for",
                condition=Q(for_whom=None, for_name="") | Q(for_whom__isnull=False) & ~Q(for_name=""),
            )
        ]

    def __str__(self):
        return self.deed

    @property
    def who(self) -> str:
        """Who did it, as whom; "" when the system did."""
        return worded(str(self.by), self.for_name) if self.by_id else ""

    @property
    def identities(self) -> frozenset[int]:
        """Keys of the persons whose deed it is."""
        return frozenset({self.by_id, self.for_whom_id} - {None})


def deed_key(label: str | None = None, **kwargs) -> models.ForeignKey:
    """A column for the deed by which something came about: who and when, and never lost. Vietnamese: lần ghi."""
    return models.ForeignKey(AuditEntry, models.PROTECT, verbose_name=label, related_name="+", editable=False, **kwargs)


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

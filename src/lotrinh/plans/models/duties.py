"""Standing duties: what proves each period that “thường xuyên” was kept."""

import uuid

from django.db import models
from django.db.models import Q

from lotrinh.core.keys import key_in
from lotrinh.core.models import deed_key
from lotrinh.documents.access import reads_files
from lotrinh.documents.models import StoredFile
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import PeriodKind, ProofKind
from lotrinh.plans.duties import Rule
from lotrinh.plans.models.items import Task

PROOFS = "minh-chung"
"""Register of the addresses under which the files of proofs are stored."""


class Duty(models.Model):
    """The rule by which a standing task is met in each period. Vietnamese: việc thường xuyên.

    Whether it is met in a period is derived from its proofs (`plans.duties`), never stored.
    """

    task = models.OneToOneField(Task, models.CASCADE, related_name="duty")
    period_kind = models.CharField("kỳ", max_length=10, choices=PeriodKind)
    window = models.CharField(
        "cách tính kỳ",
        max_length=10,
        default="calendar",
        choices=[("calendar", "tháng lịch"), ("report", "chốt ngày 14")],
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    proof = models.CharField("minh chứng", max_length=8, choices=ProofKind, default=ProofKind.NOTE)
    proves = models.CharField("thế nào là đạt", max_length=500)
    amount = models.DecimalField("mỗi kỳ phải có", max_digits=12, decimal_places=2, default=1)
    unit = models.CharField("đơn vị tính", max_length=100, default="lần")
    each_unit = models.BooleanField("mỗi đơn vị phải đủ", default=True)
    """False: what all units together did counts."""
    register = models.CharField("sổ làm minh chứng", max_length=80, blank=True)
    entry = deed_key()

    class Meta:
        verbose_name = "việc thường xuyên"
        verbose_name_plural = "việc thường xuyên"
        constraints = [
            models.CheckConstraint(name="duty_asks_for_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="duty_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self):
        return self.proves

    @property
    def rule(self) -> Rule:
        return Rule(self.period_kind, self.starts_on, self.amount, self.window, self.ends_on)


class DutyProofQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not withdrawn."""
        return self.filter(withdrawn=None)

    def visible_to(self, who):
        """Whoever sees the task sees what proves it."""
        return self.filter(duty__task__in=Task.objects.visible_to(who).values("pk"))


class DutyProof(models.Model):
    """What one unit did in one period to meet a duty. Vietnamese: minh chứng."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="proofs")
    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị", related_name="duty_proofs")
    period = models.CharField("kỳ", max_length=12)
    on = models.DateField("làm ngày")
    amount = models.DecimalField("số lượng", max_digits=12, decimal_places=2, default=1)
    note = models.TextField("ghi chú", blank=True)
    rows = models.JSONField("dòng trong sổ", default=list, blank=True)
    """Addresses [register, key]: rows live in rooms above this one."""
    latitude = models.FloatField("vĩ độ", null=True, blank=True)
    longitude = models.FloatField("kinh độ", null=True, blank=True)
    """Kept only when the person declared it; a photo's own position is thrown away."""
    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    entry = deed_key()
    withdrawn = deed_key(null=True, blank=True)

    objects = DutyProofQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["duty", "period", "organization"], name="proof_of_a_period")]
        constraints = [
            models.CheckConstraint(
                name="proof_position_whole",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(name="proof_counts_something", condition=Q(amount__gt=0)),
        ]

    def __str__(self):
        return f"{self.duty}, {self.period}"

    @property
    def address(self) -> tuple[str, str]:
        """(register, key) under which its files are stored."""
        return PROOFS, str(self.pk)

    @property
    def files(self):
        """Files and photos that came with it."""
        return StoredFile.objects.of(*self.address)


@reads_files(PROOFS)
def _may_read(who, key: str) -> bool:
    return DutyProof.objects.visible_to(who).filter(pk=key_in(key)).exists()

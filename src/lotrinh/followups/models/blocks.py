"""What stands in the way of something agreed, and who can clear it."""

from datetime import date

from django.db import models
from django.db.models import Q

from lotrinh.core.models import deed_key
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of


class BlockQuerySet(models.QuerySet):
    def open(self):
        return self.filter(resolved=None)

    def about(self, register: str, *keys: str):
        return self.filter(register=register, key__in=keys)

    def asked_of(self, organization_ids):
        """Open blocks that one of these units can clear, or that were passed up to it."""
        return self.open().filter(Q(clearer__in=organization_ids) | Q(superior__in=organization_ids))

    def overdue_on(self, day: date):
        return self.open().filter(by_when__lt=day)

    def visible_to(self, who):
        """Those that hold one's unit up, those one's unit is asked to clear, and those that were passed up to it."""
        units = scope_of(who).organization_ids
        if units is None:
            return self.all()
        return self.filter(Q(unit__in=units) | Q(clearer__in=units) | Q(superior__in=units))

    def to_escalate(self):
        """Open ones not passed up yet whose clearer, or else whose own unit, has somebody above."""
        known = ("clearer__parent", "unit__parent")
        return self.open().filter(escalated=None).select_related(*known)


class Block(models.Model):
    """Why something agreed cannot go on, who can clear it and by when. Vietnamese: vướng mắc.

    What it holds up is an address (register, key): tasks, cases and dossiers live in rooms above this one.
    """

    register = models.CharField("sổ", max_length=80)
    key = models.CharField("dòng", max_length=600)
    subject = models.CharField("việc đang vướng", max_length=500)
    link = models.CharField(max_length=700, blank=True)
    unit = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị bị vướng", related_name="blocks")
    why = models.TextField("vì sao vướng")
    clearer = models.ForeignKey(
        Organization, models.PROTECT, verbose_name="đơn vị tháo gỡ được", related_name="blocks_to_clear"
    )
    by_when = models.DateField("cần gỡ trước ngày")
    raised = deed_key("nêu")
    answer = models.TextField("cách gỡ", blank=True)
    resolved = deed_key("gỡ xong", null=True, blank=True)
    reminded = deed_key("nhắc lần cuối", null=True, blank=True)

    superior = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="cấp trên đã được báo",
        related_name="blocks_passed_up",
    )
    escalated = deed_key("báo lên cấp trên", null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = "vướng mắc"
        verbose_name_plural = "vướng mắc"
        ordering = ["by_when", "pk"]
        indexes = [models.Index(fields=["register", "key"], name="block_about")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_block_per_unit", fields=["register", "key", "unit"], condition=Q(resolved=None)
            ),
            models.CheckConstraint(
                name="block_passed_up_to_somebody",
                condition=Q(escalated=None, superior=None) | Q(escalated__isnull=False, superior__isnull=False),
            ),
            models.CheckConstraint(name="block_resolved_in_words", condition=Q(resolved=None) | ~Q(answer="")),
        ]

    def __str__(self):
        return self.why[:80]

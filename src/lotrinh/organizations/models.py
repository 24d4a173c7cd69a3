"""Offices over time, and the roles people hold at them for a period."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.areas.models import Area
from lotrinh.core.models import AuditEntry, deed_key
from lotrinh.core.registers.models import FoldedField, Row, SortKeyField
from lotrinh.organizations.choices import OrganizationKind, OrganizationLevel, Role
from lotrinh.organizations.querysets import DeputisingQuerySet, OrganizationQuerySet, RoleHoldingQuerySet


class Organization(Row):
    """An office, council, front or enterprise that plans assign work to. Vietnamese: cơ quan, đơn vị.

    A unit that ends keeps its rows of history; what is still open passes to its successors (`succession`).
    """

    name = models.CharField("tên", max_length=250, unique=True, help_text="Tên đầy đủ kèm địa danh.")
    short_name = models.CharField("tên gọn", max_length=80, blank=True)
    kind = models.CharField("loại", max_length=15, choices=OrganizationKind)
    level = models.CharField("cấp", max_length=15, choices=OrganizationLevel)
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn", null=True, blank=True, related_name="organizations"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="trực thuộc", null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField("có từ", null=True, blank=True)
    valid_to = models.DateField("đến hết", null=True, blank=True)
    fold = FoldedField("name", "short_name")
    sort_key = SortKeyField("name")

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                name="organization_ends_after_it_starts",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="organization_not_its_own_parent", condition=~Q(parent=F("pk"))),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organizations:unit", args=[self.pk])

    @property
    def label(self) -> str:
        return self.short_name or self.name

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class OrganizationSuccession(models.Model):
    """One office took over, wholly or in part, from another on a day, by a legal act. Vietnamese: kế tục đơn vị."""

    predecessor = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị cũ", related_name="successions")
    successor = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị kế tục", related_name="origins")
    on = models.DateField("từ ngày")
    legal_act = models.CharField("theo văn bản", max_length=300)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "kế tục đơn vị"
        verbose_name_plural = "kế tục đơn vị"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_organization_succession", fields=["predecessor", "successor"]),
            models.CheckConstraint(name="organization_succeeds_another", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class RoleHolding(models.Model):
    """One person holds one role at one unit for a period. Vietnamese: người giữ vai trò.

    The territory is the unit's, unless `area` narrows it. Never deleted: it ends, and past scope can be asked for.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người", related_name="role_holdings"
    )
    role = models.CharField("vai trò", max_length=20, choices=Role)
    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị", related_name="role_holdings")
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name="chỉ trong địa bàn", null=True, blank=True, related_name="role_holdings"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    entry = deed_key("được giao bởi")
    end_entry = deed_key("được kết thúc bởi", null=True, blank=True)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò được giao"
        verbose_name_plural = "vai trò được giao"
        ordering = ["valid_from", "pk"]
        constraints = [
            # A role taken back on the day it began ends the day before: it was never held.
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")) | Q(end_entry__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.organization}"


class Deputising(models.Model):
    """One person acts for another between two days, by a document. Vietnamese: ủy quyền, làm thay.

    The deputy chooses when to act for the other; whatever is done then is done with the other's rights and says so. It
    ends by itself, or at once when either account is closed.
    """

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ủy quyền", related_name="deputies"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người được ủy quyền", related_name="deputising_for"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    document = models.CharField("theo văn bản", max_length=300)
    roles = models.JSONField("chỉ các vai trò", default=list, blank=True)
    """Roles of the principal that it covers; empty: all, administration aside."""
    may_decide = models.BooleanField("được duyệt, nhận, xác nhận thay", default=True)
    entry = deed_key("được ghi bởi")
    end_entry = deed_key("được chấm dứt bởi", null=True)

    objects = DeputisingQuerySet.as_manager()

    class Meta:
        verbose_name = "ủy quyền"
        verbose_name_plural = "ủy quyền"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(name="deputy_is_another", condition=~Q(principal=F("deputy"))),
            models.CheckConstraint(name="deputising_ends_after_it_starts", condition=Q(valid_to__gte=F("valid_from"))),
        ]

    def __str__(self):
        return f"{self.deputy} thay {self.principal}"

    @property
    def role_words(self) -> str:
        return ", ".join(Role(role).label for role in self.roles) or "mọi vai trò, trừ quản trị"

    def is_on(self, day: date) -> bool:
        return self.end_entry_id is None and self.valid_from <= day <= self.valid_to


class HandedOver(models.Model):
    """One thing that passed from somebody who left to a successor. Vietnamese: mục bàn giao.

    Stands in the successor's list until they say that they have looked at it. What it is about is kept as words and
    an address: it lies in rooms above.
    """

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người giao", related_name="+")
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người nhận", related_name="taken_over"
    )
    kind = models.CharField("loại", max_length=80)
    text = models.CharField("nội dung", max_length=300)
    link = models.CharField("địa chỉ", max_length=300, blank=True)
    entry = models.ForeignKey(AuditEntry, models.PROTECT, verbose_name="bàn giao", related_name="+")
    seen_at = models.DateTimeField("đã xem lúc", null=True, blank=True)

    class Meta:
        verbose_name = "mục bàn giao"
        verbose_name_plural = "mục bàn giao"
        ordering = ["pk"]
        indexes = [models.Index(fields=["taker", "seen_at"], name="handed_over_to")]
        constraints = [models.CheckConstraint(name="handed_to_another", condition=~Q(giver=F("taker")))]

    def __str__(self):
        return self.text

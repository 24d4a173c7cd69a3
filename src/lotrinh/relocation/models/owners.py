"""The owner is a party: who spoke with them, what they object to, the link by which they see their own dossier."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lotrinh.core.models import AuditEntry
from lotrinh.core.registers.models import FoldedField, Row
from lotrinh.relocation.choices import Channel, ObjectionKind, Outcome
from lotrinh.relocation.models.dossiers import Dossier
from lotrinh.relocation.querysets import ObjectionQuerySet, OfDossierQuerySet


class Contact(Row):
    """One conversation with the owner: who, when, what was said and what was asked. Vietnamese: lần tiếp xúc."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="contacts", verbose_name="hồ sơ")
    number = models.PositiveSmallIntegerField("lần", default=1)
    on = models.DateField("ngày")
    channel = models.CharField("cách tiếp xúc", max_length=10, choices=Channel)
    officer = models.CharField("cán bộ tiếp xúc", max_length=150)
    said = models.TextField("đã nói gì", max_length=2000)
    asked = models.TextField("chủ cơ sở hỏi, đề nghị gì", max_length=2000, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("said", "asked", "officer")

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "lần tiếp xúc"
        verbose_name_plural = "lần tiếp xúc"
        constraints = [models.UniqueConstraint(name="one_contact_number", fields=["dossier", "number"])]

    def __str__(self):
        return f"{self.dossier.establishment}: {self.get_channel_display()} {self.on:%d/%m/%Y}"


class Objection(Row):
    """What the owner does not accept, the day it must be answered by, the answer. Vietnamese: ý kiến của chủ cơ sở."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="objections", verbose_name="hồ sơ")
    number = models.PositiveSmallIntegerField("số thứ tự", default=1)
    kind = models.CharField("loại", max_length=12, choices=ObjectionKind, default=ObjectionKind.OBJECTION)
    received_on = models.DateField("nhận ngày")
    content = models.TextField("nội dung", max_length=3000)
    due_on = models.DateField("hạn trả lời")
    answered_on = models.DateField("trả lời ngày", null=True, blank=True)
    answer = models.TextField("trả lời", max_length=3000, blank=True)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    paper = models.CharField("văn bản trả lời", max_length=200, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("content")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến của chủ cơ sở"
        verbose_name_plural = "ý kiến của chủ cơ sở"
        constraints = [
            models.UniqueConstraint(name="one_objection_number", fields=["dossier", "number"]),
            models.CheckConstraint(
                name="objection_answered_wholly_or_not",
                condition=Q(answered_on=None, answer="", outcome="")
                | Q(answered_on__gte=F("received_on")) & ~Q(answer="") & ~Q(outcome=""),
            ),
            models.CheckConstraint(name="objection_due_after_received", condition=Q(due_on__gte=F("received_on"))),
        ]

    def __str__(self):
        return f"{self.dossier.establishment}: {self.get_kind_display()} {self.received_on:%d/%m/%Y}"


class OwnerLinkQuerySet(models.QuerySet):
    def open_on(self, day):
        return self.filter(expires_on__gte=day, revoked=None)


class OwnerLink(models.Model):
    """A secret address at which the owner sees the own dossier, without an account. Vietnamese: đường dẫn riêng.

    Only a digest of the secret is kept: the address is shown once, when it is made.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="links", verbose_name="hồ sơ")
    digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField("dùng được đến hết ngày")
    made = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", verbose_name="cấp")
    revoked = models.ForeignKey(
        AuditEntry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thu hồi"
    )
    opened = models.PositiveIntegerField("số lần mở", default=0)
    opened_at = models.DateTimeField("mở lần cuối", null=True, blank=True)

    objects = OwnerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "đường dẫn riêng của chủ cơ sở"
        verbose_name_plural = "đường dẫn riêng của chủ cơ sở"

    def __str__(self):
        return f"Đường dẫn riêng đến {self.expires_on:%d/%m/%Y}"


class OwnerMessage(models.Model):
    """What an owner wrote on the own page, before an officer enters it. Vietnamese: thư của chủ cơ sở."""

    link = models.ForeignKey(OwnerLink, models.PROTECT, related_name="messages", verbose_name="đường dẫn")
    kind = models.CharField("loại", max_length=12, choices=ObjectionKind)
    content = models.TextField("nội dung", max_length=3000)
    sent_as = models.CharField(max_length=64, unique=True)
    """Token of the form it came by: a second click sends nothing twice."""
    received_at = models.DateTimeField("nhận lúc", default=timezone.now)
    objection = models.OneToOneField(
        Objection, models.PROTECT, null=True, blank=True, related_name="message", verbose_name="đã vào sổ"
    )

    class Meta:
        verbose_name = "thư của chủ cơ sở"
        verbose_name_plural = "thư của chủ cơ sở"
        ordering = ["received_at", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.received_at:%d/%m/%Y}"

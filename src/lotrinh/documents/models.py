"""Official documents that rows cite, and the files people bring in."""

import uuid
from pathlib import PurePath

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.core.models import deed_key
from lotrinh.core.registers.models import FoldedField, Row
from lotrinh.documents.choices import DocumentKind, FileKind
from lotrinh.documents.rights import keeps_documents


class OfficialDocumentQuerySet(models.QuerySet):
    """Which document says what is known to everybody who works here; whoever keeps registers enters it."""

    def visible_to(self, who):
        return self.all() if who is not None and who.is_authenticated else self.none()

    def editable_by(self, who):
        return self.visible_to(who) if keeps_documents(who) else self.none()

    def ended(self):
        """Those known to be no longer in force one day, whichever."""
        return self.exclude(ended_on=None)


class OfficialDocument(Row):
    """A document as it was issued: number, issuer as printed, day. Vietnamese: văn bản."""

    number = models.CharField("số, ký hiệu", max_length=100, help_text="Như in trên văn bản, ví dụ 12/KH-UBND.")
    kind = models.CharField("loại văn bản", max_length=12, choices=DocumentKind)
    issuer = models.CharField("cơ quan ban hành", max_length=300, help_text="Như in trên văn bản.")
    issued_on = models.DateField("ngày ban hành")
    title = models.CharField("trích yếu", max_length=1000)
    ended_on = models.DateField(
        "hết hiệu lực từ ngày", null=True, blank=True, help_text="Để trống: còn hiệu lực, hoặc chưa biết."
    )
    ended_by = models.CharField(
        "văn bản làm hết hiệu lực", max_length=300, blank=True, help_text="Như in trên văn bản, cả điều khoản."
    )
    fold = FoldedField("number", "issuer", "title")

    objects = OfficialDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        constraints = [
            # Numbers restart each year, and every body has its own: only together with issuer and day are they one.
            models.UniqueConstraint(name="one_number_per_issuer_and_day", fields=["number", "issuer", "issued_on"]),
            models.CheckConstraint(
                name="document_ends_after_its_issue",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("issued_on")),
                violation_error_message="Ngày hết hiệu lực đứng trước ngày ban hành.",
            ),
        ]

    def __str__(self):
        return f"{self.number} ngày {self.issued_on:%d/%m/%Y}"


def _kept_as(stored, filename: str) -> str:
    """Files are kept under names that tell nothing and cannot be guessed; the person's own name is a column."""
    return f"tep/{uuid.uuid4().hex}"


class StoredFileQuerySet(models.QuerySet):
    def of(self, register: str, *keys):
        """Files that belong to these rows of a register, oldest first."""
        return self.filter(register=register, key__in=[str(key) for key in keys]).order_by("pk")


class StoredFile(models.Model):
    """A file somebody brought in, and the row it belongs to, by address (register, key). Vietnamese: tệp.

    Who may fetch it is decided by the room that keeps the row (`documents.access`).
    """

    file = models.FileField("tệp", upload_to=_kept_as)
    name = models.CharField("tên tệp", max_length=255)
    kind = models.CharField("loại", max_length=5, choices=FileKind)
    size = models.PositiveBigIntegerField("kích thước (byte)")
    sha256 = models.CharField(max_length=64)
    register = models.CharField("sổ", max_length=80)
    key = models.CharField("dòng", max_length=80)
    entry = deed_key("tải lên")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        ordering = ["pk"]
        indexes = [models.Index(fields=["register", "key"], name="file_of_a_row")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("documents:file", args=[self.pk])

    @property
    def served_name(self) -> str:
        """The person's name for it, with the ending of what it really is."""
        return f"{PurePath(self.name).stem or 'tep'}.{self.kind}"

"""The paper that left the office."""

from django.db import models

from lotrinh.core.models import deed_key
from lotrinh.documents.models import StoredFile
from lotrinh.organizations.models import Organization
from lotrinh.reporting.models.reports import Report


class ReportIssue(models.Model):
    """The paper that left: number, day, signer, and the whole as it was. Vietnamese: lần ban hành."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="issue")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    year = models.PositiveSmallIntegerField("năm")
    signer_lines = models.JSONField("thẩm quyền và chức vụ", default=list)
    signer_name = models.CharField("người ký", max_length=150)
    sha256 = models.CharField(max_length=64)
    """Of words, recipients and the digests of all figures."""
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signed_pdf = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name="bản ký số", related_name="+"
    )
    entry = deed_key()

    class Meta:
        verbose_name = "lần ban hành"
        verbose_name_plural = "lần ban hành"
        constraints = [
            # Numbers of one body and one symbol restart each year.
            models.UniqueConstraint(name="one_paper_of_a_number", fields=["organization", "symbol", "year", "number"])
        ]

    def __str__(self):
        return self.full_number

    @property
    def full_number(self) -> str:
        return f"{self.number:02}/{self.symbol}"

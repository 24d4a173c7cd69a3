"""Labour in establishments. Vietnamese: lao động."""

from django.db import models

from lotrinh.core.registers.models import Row
from lotrinh.workforce.querysets import LabourReturnQuerySet


def heads(label: str, **kwargs):
    return models.PositiveIntegerField(label, default=0, **kwargs)


class LabourReturn(Row):
    """What one establishment declares about its workers on a day. Vietnamese: phiếu khai lao động.

    Each worker stands once, at the highest level. Two rates come from it and are never mixed: with a certificate
    (A), and with a certificate or skilled without one (B); short courses under three months count in neither.
    """

    establishment = models.ForeignKey(
        "establishments.Establishment", models.PROTECT, related_name="labour_returns", verbose_name="cơ sở"
    )
    as_of = models.DateField("tính đến ngày")
    workers = models.PositiveIntegerField("tổng số lao động")
    women = heads("trong đó nữ")
    untrained = heads("chưa qua đào tạo")
    short_course = heads("đào tạo dưới 3 tháng")
    skilled_without_certificate = heads("công nhân kỹ thuật không bằng")
    elementary = heads("sơ cấp")
    intermediate = heads("trung cấp")
    college = heads("cao đẳng")
    university = heads("đại học")
    postgraduate = heads("sau đại học")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)

    objects = LabourReturnQuerySet.as_manager()

    LEVELS = (
        "untrained", "short_course", "skilled_without_certificate",
        "elementary", "intermediate", "college", "university", "postgraduate",
    )  # fmt: skip
    WITH_CERTIFICATE = ("elementary", "intermediate", "college", "university", "postgraduate")

    class Meta:
        verbose_name = "phiếu khai lao động"
        verbose_name_plural = "phiếu khai lao động"
        constraints = [
            models.UniqueConstraint(name="one_labour_return_per_day", fields=["establishment", "as_of"]),
            models.CheckConstraint(
                name="women_are_among_the_workers", condition=models.Q(women__lte=models.F("workers"))
            ),
        ]
        indexes = [models.Index(fields=["as_of"])]

    def __str__(self):
        return f"{self.establishment}, {self.as_of:%d/%m/%Y}"

"""The notice or the minutes of a meeting, from which orders are read."""

from django.db import models
from django.urls import reverse

from lotrinh.core.models import deed_key
from lotrinh.documents.models import OfficialDocument
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, who):
        """Those of one's own unit; what was ordered in them each unit sees as its orders."""
        units = scope_of(who).organization_ids
        return self.all() if units is None else self.filter(giver__in=units)


class Minutes(models.Model):
    """What a meeting concluded, brought in to be turned into orders. Vietnamese: biên bản, thông báo kết luận.

    `proposals` is what was read: [{"quote", "what", "printed", "unit", "due"}], `unit` the key of the office meant or
    None, `due` an ISO date or "". Nothing is ordered until somebody has looked through all of them and confirmed.
    """

    giver = models.ForeignKey(Organization, models.PROTECT, verbose_name="bên giao", related_name="+")
    name = models.CharField("tên", max_length=300)
    header = models.JSONField("tiêu đề đọc được", default=dict)
    """{"number", "issuer", "issued_on", "title", "kind"}."""
    proposals = models.JSONField("việc đọc được", default=list)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, verbose_name="văn bản đã ghi sổ", related_name="+"
    )
    """None until confirmed."""
    entry = deed_key()
    confirmed = deed_key(null=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "biên bản"
        verbose_name_plural = "biên bản"
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("monitoring:minutes", args=[self.pk])

"""Industrial clusters, their plots, who uses them and by what right."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from lotrinh.clusters.choices import ApprovalKind, ClusterKind, ClusterStage, PlotPurpose
from lotrinh.clusters.querysets import ApprovalQuerySet, ClusterQuerySet, LeaseQuerySet, PlotQuerySet
from lotrinh.core.registers.models import FoldedField, Row, SortKeyField


def hectares(label: str, **kwargs):
    return models.DecimalField(
        f"{label} (ha)", max_digits=10, decimal_places=4, validators=[MinValueValidator(0)], **kwargs
    )


class Cluster(Row):
    """A production site with a fixed boundary for small and medium producers. Vietnamese: cụm công nghiệp."""

    name = models.CharField("tên cụm", max_length=200, unique=True)
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="clusters", verbose_name="địa bàn")
    manager = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị theo dõi",
    )
    kind = models.CharField("loại cụm", max_length=20, choices=ClusterKind, default=ClusterKind.GENERAL)
    stage = models.CharField("giai đoạn", max_length=20, choices=ClusterStage, default=ClusterStage.PROPOSED)
    founding_decision = models.CharField("quyết định thành lập", max_length=100, blank=True)
    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    planned_area_ha = hectares("diện tích cụm", null=True, blank=True)
    industrial_area_ha = hectares("đất công nghiệp theo quy hoạch chi tiết", null=True, blank=True)
    developer = models.CharField("chủ đầu tư hạ tầng", max_length=200, blank=True)
    permitted_sectors = models.CharField(
        "ngành được thu hút", max_length=300, blank=True, help_text="Theo quyết định thành lập cụm."
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("name")
    name_sort = SortKeyField("name")

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = "cụm công nghiệp"
        verbose_name_plural = "cụm công nghiệp"

    def __str__(self):
        return self.name


class Plot(Row):
    """A piece of a cluster's land with one purpose. Vietnamese: lô đất."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="plots", verbose_name="cụm")
    code = models.CharField("lô", max_length=30)
    purpose = models.CharField("mục đích", max_length=20, choices=PlotPurpose, default=PlotPurpose.INDUSTRIAL)
    area_ha = hectares("diện tích", null=True, blank=True)
    cleared_on = models.DateField("có mặt bằng từ", null=True, blank=True)
    serviced_on = models.DateField("có hạ tầng từ", null=True, blank=True)
    outline = models.JSONField("ranh giới (GeoJSON)", null=True, blank=True, editable=False)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("code")
    code_sort = SortKeyField("code")

    objects = PlotQuerySet.as_manager()

    class Meta:
        verbose_name = "lô đất"
        verbose_name_plural = "lô đất"
        constraints = [models.UniqueConstraint(name="one_plot_code_per_cluster", fields=["cluster", "code"])]

    def __str__(self):
        return f"Lô {self.code}"


class Lease(Row):
    """The right of one establishment to use one plot for a period. Vietnamese: hợp đồng thuê lại đất."""

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="leases", verbose_name="lô")
    contract_no = models.CharField("số hợp đồng", max_length=50)
    tenant = models.ForeignKey(
        "establishments.Establishment", models.PROTECT, related_name="leases", verbose_name="bên thuê"
    )
    area_ha = hectares("diện tích thuê")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    fold = FoldedField("contract_no")

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = "hợp đồng thuê lại đất"
        verbose_name_plural = "hợp đồng thuê lại đất"
        constraints = [
            models.UniqueConstraint(name="one_contract_number_per_plot", fields=["plot", "contract_no"]),
            models.CheckConstraint(
                name="lease_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self):
        return f"{self.contract_no} ({self.plot})"


class Approval(Row):
    """An investment approval or certificate that reserves a plot. Vietnamese: chấp thuận đầu tư trên lô."""

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="approvals", verbose_name="lô")
    number = models.CharField("số văn bản", max_length=80)
    kind = models.CharField("loại", max_length=20, choices=ApprovalKind)
    project = models.CharField("dự án", max_length=200)
    decided_on = models.DateField("ngày cấp")
    withdrawn_on = models.DateField("ngày thu hồi", null=True, blank=True)
    fold = FoldedField("number", "project")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = "chấp thuận đầu tư"
        verbose_name_plural = "chấp thuận đầu tư"
        constraints = [
            models.UniqueConstraint(name="one_approval_number_per_plot", fields=["plot", "number"]),
            models.CheckConstraint(
                name="approval_withdrawn_after_decided",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("decided_on")),
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.project})"

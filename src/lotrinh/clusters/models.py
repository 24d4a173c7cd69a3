"""Industrial clusters, their plots, who uses them and by what right."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from lotrinh.clusters.choices import ApprovalKind, ClusterKind, ClusterStage, PlotPurpose
from lotrinh.clusters.querysets import (
    ApprovalQuerySet,
    ClusterQuerySet,
    DeveloperReturnQuerySet,
    LeaseQuerySet,
    PlotQuerySet,
    TenantReturnQuerySet,
)
from lotrinh.core.periods import Period
from lotrinh.core.registers.models import FoldedField, Row, SortKeyField
from lotrinh.indicators.models import readable_period


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


def billion(label: str, **kwargs):
    return models.DecimalField(
        f"{label} (tỷ đồng)", max_digits=14, decimal_places=4, validators=[MinValueValidator(0)], **kwargs
    )


def period_of_return():
    return models.CharField(
        "kỳ", max_length=12, validators=[readable_period], help_text="6 tháng 2026-H1r, năm 2026r (chốt số ngày 14)."
    )


class TenantReturn(Row):
    """What a producer in a cluster reports for a period: Biểu 01 of TT 14/2024. Vietnamese: phiếu Biểu 01."""

    establishment = models.ForeignKey(
        "establishments.Establishment", models.PROTECT, related_name="cluster_returns", verbose_name="cơ sở"
    )
    period = period_of_return()
    revenue_billion = billion("doanh thu")
    budget_billion = billion("nộp ngân sách")
    workers = models.PositiveIntegerField("lao động theo hợp đồng")
    income_million = models.DecimalField(
        "thu nhập bình quân (triệu đồng/người/tháng)",
        max_digits=8,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)

    objects = TenantReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu Biểu 01"
        verbose_name_plural = "phiếu Biểu 01"
        constraints = [models.UniqueConstraint(name="one_tenant_return_a_period", fields=["establishment", "period"])]

    def __str__(self):
        return f"{self.establishment}, {Period.parse(self.period)}"

    @property
    def last_day(self):
        """The day by which a lock closes it."""
        return Period.parse(self.period).last


class DeveloperReturn(Row):
    """What the developer of a cluster reports for a period: Biểu 02 of TT 14/2024. Vietnamese: phiếu Biểu 02.

    The fill rate, item 5, is never typed: it follows from items 3 and 4.
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="returns", verbose_name="cụm")
    period = period_of_return()
    approved_billion = billion("1. vốn đầu tư hạ tầng được duyệt")
    paid_billion = billion("2. vốn đã thực hiện, luỹ kế")
    serviced_ha = hectares("3. đất công nghiệp đã có hạ tầng")
    let_ha = hectares("4. đất công nghiệp đã cho thuê")
    projects = models.PositiveIntegerField("6. dự án đang thuê")
    foreign_projects = models.PositiveIntegerField("7. trong đó có vốn nước ngoài")
    operating_projects = models.PositiveIntegerField("8. trong đó đang hoạt động")
    revenue_billion = billion("9. doanh thu của chủ đầu tư")
    budget_billion = billion("10. nộp ngân sách")
    workers = models.PositiveIntegerField("11. lao động")
    income_million = models.DecimalField(
        "12. thu nhập bình quân (triệu đồng/người/tháng)",
        max_digits=8,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    has_wastewater_plant = models.BooleanField("13. có nhà máy xử lý nước thải đã hoặc đang xây dựng")
    plant_meets_standard = models.BooleanField("14. nước thải sau xử lý đạt quy chuẩn")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)

    objects = DeveloperReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu Biểu 02"
        verbose_name_plural = "phiếu Biểu 02"
        constraints = [models.UniqueConstraint(name="one_developer_return_a_period", fields=["cluster", "period"])]

    def __str__(self):
        return f"{self.cluster}, {Period.parse(self.period)}"

    @property
    def last_day(self):
        """The day by which a lock closes it."""
        return Period.parse(self.period).last

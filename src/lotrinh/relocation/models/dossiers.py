"""One dossier an establishment: how far it has come, what was chosen, what stands in its way."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from lotrinh.core.registers.models import FoldedField, Row
from lotrinh.relocation.choices import FileGroup, Option, Side, Source, Step
from lotrinh.relocation.querysets import DossierQuerySet, OfDossierQuerySet, RestrictionQuerySet

quarter = RegexValidator(r"^20\d\dQ[1-4]$", "Quý ghi như 2027Q1.")


def person(label: str):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=label,
    )


class Dossier(Row):
    """Everything decided about one establishment that should leave. Vietnamese: hồ sơ di dời.

    A decision (`option`, `cluster`, `decided_quarter`) is people's; a proposal stands beside it until one of them takes
    it over. It is done only when `stopped_on` was told by one person and verified on a visit, with a photo, by another.
    """

    establishment = models.OneToOneField(
        "establishments.Establishment", models.PROTECT, related_name="dossier", verbose_name="cơ sở"
    )
    keeper = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị theo dõi",
    )
    step = models.CharField("bước", max_length=20, choices=Step, default=Step.IDENTIFIED, editable=False)
    stepped_on = models.DateField("từ ngày", editable=False)
    side = models.CharField("tình trạng riêng", max_length=12, choices=Side, blank=True, editable=False)
    file_group = models.CharField("nhóm hồ sơ pháp lý", max_length=15, choices=FileGroup, blank=True)
    may_stay = models.BooleanField("được phép ở lại nếu không chọn được phương án", default=False)
    next_on = models.DateField("ngày hẹn tới", null=True, blank=True)
    next_what = models.CharField("việc hẹn", max_length=200, blank=True)

    option = models.CharField("phương án", max_length=15, choices=Option, blank=True, editable=False)
    cluster = models.ForeignKey(
        "clusters.Cluster", models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="cụm nơi đến",
    )  # fmt: skip
    plot = models.ForeignKey(
        "clusters.Plot", models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="lô giữ chỗ",
    )  # fmt: skip
    destination = models.CharField("nơi đến khác", max_length=200, blank=True, editable=False)
    decided_quarter = models.CharField("quý thực hiện", max_length=6, blank=True, editable=False, validators=[quarter])
    announced_on = models.DateField("đã báo chủ cơ sở ngày", null=True, blank=True, editable=False)
    is_locked = models.BooleanField("đã khoá", default=False, editable=False)
    lock_reason = models.CharField("lý do khoá", max_length=300, blank=True, editable=False)

    proposed_option = models.CharField("phương án đề xuất", max_length=15, choices=Option, blank=True, editable=False)
    proposed_cluster = models.ForeignKey(
        "clusters.Cluster", models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="cụm đề xuất",
    )  # fmt: skip
    proposed_quarter = models.CharField("quý đề xuất", max_length=6, blank=True, editable=False, validators=[quarter])
    proposed_from = models.CharField("đề xuất từ", max_length=120, blank=True, editable=False)
    """Address of the scenario the proposal is from."""

    stopped_on = models.DateField("ngừng sản xuất ở nơi cũ ngày", null=True, blank=True, editable=False)
    stopped_by = person("người ghi ngừng")
    verified_on = models.DateField("kiểm tra tại chỗ ngày", null=True, blank=True, editable=False)
    verified_by = person("người kiểm tra")
    verified_photo = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="ảnh kiểm tra",
    )  # fmt: skip
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ di dời"
        verbose_name_plural = "hồ sơ di dời"
        constraints = [
            models.CheckConstraint(
                name="dossier_verified_wholly_or_not",
                condition=Q(verified_on=None, verified_by=None, verified_photo=None)
                | Q(
                    verified_on__isnull=False,
                    verified_by__isnull=False,
                    verified_photo__isnull=False,
                    stopped_on__isnull=False,
                    verified_on__gte=F("stopped_on"),
                )
                & ~Q(verified_by=F("stopped_by")),
            ),
            models.CheckConstraint(
                name="dossier_over_only_when_verified",
                condition=~Q(step__in=[Step.CLEARED, Step.LAND_SETTLED, Step.CLOSED]) | Q(verified_on__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_locked_for_a_reason", condition=Q(is_locked=False) | ~Q(lock_reason="")
            ),
            models.CheckConstraint(
                name="dossier_cluster_of_its_option", condition=Q(cluster=None) | Q(option=Option.CLUSTER)
            ),
        ]
        indexes = [models.Index(fields=["step", "side"], name="dossier_step")]

    def __str__(self):
        return f"Hồ sơ di dời: {self.establishment}"


class StepTaken(Row):
    """A step as it was taken: when, on which paper. Vietnamese: bước đã qua."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="steps", verbose_name="hồ sơ")
    step = models.CharField("bước", max_length=20, choices=Step)
    on = models.DateField("ngày")
    paper = models.CharField("giấy tờ", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    fold = FoldedField("paper", "note")

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "bước đã qua"
        verbose_name_plural = "bước đã qua"
        indexes = [models.Index(fields=["dossier", "on"], name="step_of_dossier")]

    def __str__(self):
        return f"{self.get_step_display()} ({self.on:%d/%m/%Y})"


class Restriction(Row):
    """What one establishment cannot or will not do, why, and what would change it. Vietnamese: hạn chế lựa chọn.

    Either an option (in one cluster, or anywhere) is out, or nothing happens before a day. The planner reads both.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="restrictions", verbose_name="hồ sơ")
    number = models.PositiveSmallIntegerField("số thứ tự", default=1)
    source = models.CharField("do đâu", max_length=12, choices=Source)
    option = models.CharField("phương án không dùng được", max_length=15, choices=Option, blank=True)
    cluster = models.ForeignKey(
        "clusters.Cluster", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="riêng cụm", help_text="Để trống: không vào cụm nào.",
    )  # fmt: skip
    not_before = models.DateField("không trước ngày", null=True, blank=True)
    cause = models.CharField("nguyên nhân", max_length=500)
    would_change = models.CharField("điều gì sẽ làm thay đổi", max_length=500)
    stated_on = models.DateField("nêu ngày")
    lifted_on = models.DateField("hết ngày", null=True, blank=True)
    lifted_why = models.CharField("vì sao hết", max_length=300, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("cause", "would_change")

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = "hạn chế lựa chọn"
        verbose_name_plural = "hạn chế lựa chọn"
        constraints = [
            models.UniqueConstraint(name="one_restriction_number", fields=["dossier", "number"]),
            models.CheckConstraint(name="restriction_restricts", condition=~Q(option="") | Q(not_before__isnull=False)),
            models.CheckConstraint(
                name="restriction_lifted_after_stated",
                condition=Q(lifted_on=None) | Q(lifted_on__gte=F("stated_on")) & ~Q(lifted_why=""),
            ),
        ]

    def __str__(self):
        return f"{self.dossier.establishment}: {self.what}"

    @property
    def what(self) -> str:
        parts = []
        if self.option:
            place = f" ({self.cluster})" if self.cluster_id else ""
            parts.append(f"không {self.get_option_display()}{place}")
        if self.not_before:
            parts.append(f"không trước {self.not_before:%d/%m/%Y}")
        return "; ".join(parts)

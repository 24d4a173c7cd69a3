"""Who produces what, where."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from lotrinh.core.registers.models import FoldedField, Row, SortKeyField
from lotrinh.establishments.choices import LegalFormKind, PriorityField, TradeType, Tristate, VsicVersion
from lotrinh.establishments.querysets import DistinctPairQuerySet, EstablishmentQuerySet, OfEstablishmentQuerySet


class Establishment(Row):
    """One place of production or trade. Vietnamese: cơ sở sản xuất.

    A household's tax code may be its owner's identity number: it is personal and never a required key.
    """

    code = models.CharField("mã cơ sở", max_length=30, unique=True)
    name = models.CharField("tên cơ sở", max_length=200)
    trade = models.CharField("loại theo kế hoạch", max_length=20, choices=TradeType, default=TradeType.OTHER)
    priority = models.CharField("lĩnh vực ưu tiên", max_length=20, choices=PriorityField, blank=True)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="establishments", verbose_name="địa bàn hiện nay"
    )
    old_area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa bàn theo bản đồ 2022",
        help_text="Đơn vị trước ngày 01/01/2025; cần để tính số liệu theo địa giới của kế hoạch.",
    )  # fmt: skip
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    latitude = models.DecimalField(
        "vĩ độ",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(8), MaxValueValidator(24)],
    )
    longitude = models.DecimalField(
        "kinh độ",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(102), MaxValueValidator(118)],
    )
    land_area_m2 = models.DecimalField(
        "diện tích đất (m²)", max_digits=12, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    in_residential_area = models.CharField(
        "xen lẫn khu dân cư", max_length=10, choices=Tristate, default=Tristate.UNKNOWN
    )
    on_urban_residential_land = models.CharField(
        "trong khu dân cư đô thị", max_length=10, choices=Tristate, default=Tristate.UNKNOWN
    )
    surveyed_on = models.DateField("ngày khảo sát khu dân cư", null=True, blank=True)
    opened_on = models.DateField("hoạt động từ ngày", null=True, blank=True)
    closed_on = models.DateField("ngừng từ ngày", null=True, blank=True)
    owner_name = models.CharField("chủ cơ sở", max_length=150, blank=True)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged", verbose_name="trùng với"
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("code", "name", "address")
    name_sort = SortKeyField("name")

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ sở"
        verbose_name_plural = "cơ sở"
        constraints = [
            models.CheckConstraint(
                name="establishment_closes_after_it_opens",
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="establishment_has_both_coordinates_or_none",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(name="establishment_not_merged_into_itself", condition=~Q(merged_into=F("pk"))),
        ]
        indexes = [models.Index(fields=["area", "name_sort"])]

    def __str__(self):
        return self.name


class DistinctPair(Row):
    """Two establishments that look alike and were found to be two. Vietnamese: cặp cơ sở không trùng."""

    first = models.ForeignKey(Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở")
    second = models.ForeignKey(Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở kia")
    reason = models.CharField("vì sao không trùng", max_length=300)

    objects = DistinctPairQuerySet.as_manager()

    class Meta:
        verbose_name = "cặp không trùng"
        verbose_name_plural = "cặp không trùng"
        constraints = [
            models.UniqueConstraint(name="one_distinct_pair", fields=["first", "second"]),
            models.CheckConstraint(name="distinct_pair_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"{self.first} – {self.second}"


class LegalForm(Row):
    """The legal form of an establishment for a time. Vietnamese: loại hình theo thời gian."""

    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="legal_forms", verbose_name="cơ sở")
    kind = models.CharField("loại hình", max_length=20, choices=LegalFormKind)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    paper = models.CharField("giấy đăng ký", max_length=100, blank=True)

    objects = OfEstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = "loại hình pháp lý"
        verbose_name_plural = "loại hình pháp lý"
        constraints = [
            models.UniqueConstraint(name="one_legal_form_from_a_day", fields=["establishment", "valid_from"]),
            models.CheckConstraint(
                name="legal_form_ends_after_it_starts", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self):
        return f"{self.establishment}: {self.get_kind_display()}"


class Sector(Row):
    """A trade an establishment carries on, by a code of one version of VSIC. Vietnamese: ngành nghề."""

    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="sectors", verbose_name="cơ sở")
    version = models.CharField("phiên bản", max_length=4, choices=VsicVersion)
    code = models.CharField("mã ngành", max_length=5)
    name = models.CharField("tên ngành", max_length=200, blank=True)
    is_main = models.BooleanField("ngành chính", default=False)
    fold = FoldedField("code", "name")

    objects = OfEstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = "ngành nghề của cơ sở"
        verbose_name_plural = "ngành nghề của cơ sở"
        constraints = [
            models.UniqueConstraint(name="one_sector_code_per_version", fields=["establishment", "version", "code"]),
            models.UniqueConstraint(
                name="one_main_sector_per_version", fields=["establishment", "version"], condition=Q(is_main=True)
            ),
        ]

    def __str__(self):
        return f"{self.code} ({self.get_version_display()})"

"""Provinces, districts (until 2025) and communes over time. A unit is one (code, valid from): codes are used again."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.areas.choices import LEVEL_OF, AreaKind, Level
from lotrinh.areas.querysets import AreaQuerySet, SuccessionQuerySet
from lotrinh.core.registers.models import FoldedField, Row, SortKeyField

BEFORE_RECORDS = date(1900, 1, 1)
"""`valid_from` of a unit that is older than our table: a date and not None, so that the key and every question about a
day stay plain."""


class Area(Row):
    """One administrative unit as it was between two changes of its territory, name or code.

    Vietnamese: đơn vị hành chính (địa bàn).
    """

    code = models.CharField("mã", max_length=10, blank=True, help_text="Mã trong danh mục của Thủ tướng Chính phủ.")
    name = models.CharField("tên", max_length=150)
    full_name = models.CharField("tên đầy đủ", max_length=300, unique=True)
    """With the units above it, and for a former unit its last day: what a sheet names a unit by."""
    kind = models.CharField("loại", max_length=15, choices=AreaKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="thuộc", null=True, blank=True, related_name="children"
    )
    path = models.CharField("đường dẫn", max_length=120, unique=True)
    """(code@valid_from)/… from the province down: a unit's path begins with its parent's."""
    valid_from = models.DateField("có từ", default=BEFORE_RECORDS)
    valid_to = models.DateField("đến hết", null=True, blank=True)
    area_km2 = models.DecimalField("diện tích (km²)", max_digits=9, decimal_places=3, null=True, blank=True)
    latitude = models.FloatField("vĩ độ", null=True, blank=True)
    longitude = models.FloatField("kinh độ", null=True, blank=True)
    min_lon = models.FloatField("kinh độ nhỏ nhất", null=True, blank=True)
    min_lat = models.FloatField("vĩ độ nhỏ nhất", null=True, blank=True)
    max_lon = models.FloatField("kinh độ lớn nhất", null=True, blank=True)
    max_lat = models.FloatField("vĩ độ lớn nhất", null=True, blank=True)
    outline = models.JSONField("ranh giới", null=True, blank=True, help_text="GeoJSON, WGS 84.")
    partly_recorded = models.BooleanField(
        "mới ghi một phần", default=False, help_text="Không phải mọi đơn vị bên trong đều có trong bảng này."
    )
    note = models.TextField("ghi chú", blank=True)
    fold = FoldedField("full_name", "code")
    sort_key = SortKeyField("name")

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        ordering = ["sort_key", "valid_from"]
        constraints = [
            models.UniqueConstraint(name="area_key", fields=["code", "valid_from"], condition=~Q(code="")),
            models.CheckConstraint(
                name="area_ends_after_it_starts", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("areas:unit", args=[self.pk])

    @property
    def level(self) -> Level:
        return LEVEL_OF[AreaKind(self.kind)]

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """[lon min, lat min, lon max, lat max], or None when not known."""
        corners = (self.min_lon, self.min_lat, self.max_lon, self.max_lat)
        return None if None in corners else corners

    @property
    def is_older_than_records(self) -> bool:
        return self.valid_from == BEFORE_RECORDS

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class AreaSuccession(models.Model):
    """One unit went, wholly or in part, into another on a day, by a legal act. Vietnamese: kế tục địa bàn.

    A unit with several successors was divided; a unit with several predecessors was put together.
    """

    predecessor = models.ForeignKey(Area, models.PROTECT, verbose_name="đơn vị cũ", related_name="successions")
    successor = models.ForeignKey(Area, models.PROTECT, verbose_name="đơn vị mới", related_name="origins")
    on = models.DateField("từ ngày")
    legal_act = models.CharField("theo văn bản", max_length=300)
    note = models.TextField("ghi chú", blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "kế tục địa bàn"
        verbose_name_plural = "kế tục địa bàn"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_area_succession", fields=["predecessor", "successor"]),
            models.CheckConstraint(name="area_succeeds_another", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"

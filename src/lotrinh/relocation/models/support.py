"""What support is promised: dated rates, and the sheet of one dossier computed from them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from lotrinh.core.registers.models import FoldedField, Row
from lotrinh.relocation.choices import Option, RateUnit
from lotrinh.relocation.models.dossiers import Dossier
from lotrinh.relocation.querysets import OfDossierQuerySet
from lotrinh.support.choices import YEARS, CostItem
from lotrinh.support.models import million
from lotrinh.support.querysets import RateQuerySet


class SupportRate(Row):
    """How much one item is supported, from a day on, by which document. Vietnamese: mức hỗ trợ.

    An empty option serves every option. `cap_million` bounds the item for one establishment.
    """

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", verbose_name="địa bàn áp dụng")
    item = models.CharField("khoản hỗ trợ", max_length=20, choices=CostItem)
    option = models.CharField("cho phương án", max_length=15, choices=Option, blank=True)
    unit = models.CharField("đơn vị", max_length=20, choices=RateUnit)
    rate = models.DecimalField(
        "mức", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)],
        help_text="Đồng cho một đơn vị, hoặc phần trăm.",
    )  # fmt: skip
    cap_million = million("mức cao nhất một cơ sở", null=True, blank=True)
    condition = models.CharField("điều kiện", max_length=500, blank=True)
    evidence = models.CharField("hồ sơ cần có", max_length=500)
    first_percent = models.DecimalField(
        "chi khi ký thoả thuận (%)", max_digits=5, decimal_places=2, default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Phần còn lại chi sau khi kiểm tra nơi cũ đã ngừng.",
    )  # fmt: skip
    purse = models.ForeignKey(
        "support.Purse", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nguồn chi"
    )
    legal_basis = models.CharField("căn cứ pháp lý", max_length=300)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("legal_basis", "condition")

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = "mức hỗ trợ di dời"
        verbose_name_plural = "mức hỗ trợ di dời"
        constraints = [
            models.UniqueConstraint(
                name="one_support_rate_from_a_day", fields=["area", "item", "option", "valid_from"]
            ),
            models.CheckConstraint(
                name="support_rate_ends_after_it_starts", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self):
        return f"{self.get_item_display()} ({self.get_unit_display()}, từ {self.valid_from:%d/%m/%Y})"


class SupportCap(Row):
    """The most one establishment gets in all, whatever its items come to, from a day on. Vietnamese: mức trần cả phiếu.

    An empty option serves every option; of several territories the smallest decides, as for rates.
    """

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", verbose_name="địa bàn áp dụng")
    option = models.CharField("cho phương án", max_length=15, choices=Option, blank=True)
    cap_million = million("mức trần một cơ sở")
    legal_basis = models.CharField("căn cứ pháp lý", max_length=300)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("legal_basis")

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = "mức trần cả phiếu"
        verbose_name_plural = "mức trần cả phiếu"
        constraints = [
            models.UniqueConstraint(name="one_support_cap_from_a_day", fields=["area", "option", "valid_from"]),
            models.CheckConstraint(
                name="support_cap_ends_after_it_starts", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self):
        return f"Mức trần {self.get_option_display() or 'mọi phương án'} từ {self.valid_from:%d/%m/%Y}"


class SupportItem(Row):
    """One line of a dossier's support sheet, computed from a rate. Vietnamese: khoản trong phiếu hỗ trợ.

    A line is paid in one year; an item paid in two stages is two lines (`part` 1 and 2).
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="support_items", verbose_name="hồ sơ")
    item = models.CharField("khoản hỗ trợ", max_length=20, choices=CostItem)
    part = models.PositiveSmallIntegerField("đợt", default=1, validators=[MinValueValidator(1)])
    rate = models.ForeignKey(SupportRate, models.PROTECT, related_name="+", verbose_name="mức")
    quantity = models.DecimalField("số lượng", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    amount_million = million("số tiền")
    how = models.CharField("cách tính", max_length=300)
    year = models.PositiveSmallIntegerField("năm chi", choices=YEARS)
    purse = models.ForeignKey(
        "support.Purse", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nguồn chi"
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản trong phiếu hỗ trợ"
        verbose_name_plural = "khoản trong phiếu hỗ trợ"
        constraints = [models.UniqueConstraint(name="one_line_of_a_support_item", fields=["dossier", "item", "part"])]

    def __str__(self):
        return f"{self.get_item_display()} đợt {self.part}"

"""Where support money comes from, and the one ledger of what was paid to whom for what."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from lotrinh.core.registers.models import FoldedField, Row, SortKeyField
from lotrinh.support.choices import YEARS, CostItem, PurseKind
from lotrinh.support.querysets import PaymentQuerySet, PurseYearQuerySet, ServingQuerySet


def million(label: str, **kwargs):
    return models.DecimalField(
        f"{label} (triệu đồng)", max_digits=14, decimal_places=3, validators=[MinValueValidator(0)], **kwargs
    )


class Purse(Row):
    """A source of money with rules of its own. Vietnamese: nguồn kinh phí."""

    name = models.CharField("tên nguồn", max_length=200, unique=True)
    kind = models.CharField("loại nguồn", max_length=12, choices=PurseKind)
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", verbose_name="địa bàn được dùng")
    manager = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị quản lý nguồn",
    )
    carry_over_percent = models.DecimalField(
        "phần được chuyển sang năm sau (%)",
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    pays_move = models.BooleanField("chi cho di dời", default=True)
    pays_convert = models.BooleanField("chi cho đổi công nghệ", default=False)
    pays_change_trade = models.BooleanField("chi cho đổi ngành nghề", default=False)
    pays_close = models.BooleanField("chi cho chấm dứt hoạt động", default=False)
    note = models.TextField("ghi chú", blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("name")
    name_sort = SortKeyField("name")

    objects = ServingQuerySet.as_manager()

    class Meta:
        verbose_name = "nguồn kinh phí"
        verbose_name_plural = "nguồn kinh phí"

    def __str__(self):
        return self.name


class PurseYear(Row):
    """What a purse has in one year, as one document says; a later one amends it. Vietnamese: kinh phí năm."""

    purse = models.ForeignKey(Purse, models.PROTECT, related_name="years", verbose_name="nguồn")
    year = models.PositiveSmallIntegerField("năm", choices=YEARS)
    decided_on = models.DateField("quyết định ngày")
    amount_million = million("số tiền")
    document = models.CharField("văn bản", max_length=200)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)

    objects = PurseYearQuerySet.as_manager()

    class Meta:
        verbose_name = "kinh phí năm"
        verbose_name_plural = "kinh phí năm"
        constraints = [
            models.UniqueConstraint(name="one_amount_of_a_purse_and_day", fields=["purse", "year", "decided_on"])
        ]

    def __str__(self):
        return f"{self.purse}, năm {self.year}"


class Payment(Row):
    """Money paid to one establishment for one item, of any programme. Vietnamese: khoản đã chi hỗ trợ.

    What was paid is paid once: the same item and part again is refused, whichever purse would pay it. The amount is
    in million đồng, like every budget here; three places give thousands.
    """

    payee = models.ForeignKey(
        "establishments.Establishment", models.PROTECT, related_name="payments", verbose_name="cơ sở được chi"
    )
    item = models.CharField("khoản hỗ trợ", max_length=20, choices=CostItem)
    subject = models.CharField(
        "nội dung", max_length=200, blank=True, help_text="Chỉ ghi khi là khoản khác: chi cho việc gì."
    )
    part = models.PositiveSmallIntegerField("đợt", default=1, validators=[MinValueValidator(1)])
    purse = models.ForeignKey(Purse, models.PROTECT, related_name="payments", verbose_name="nguồn")
    voucher = models.CharField("số chứng từ", max_length=80)
    amount_million = million("số tiền")
    paid_on = models.DateField("ngày chi")
    programme = models.CharField("chương trình", max_length=200, default="Hỗ trợ di dời")
    evidence = models.CharField("hồ sơ chứng minh", max_length=300)
    recovered_on = models.DateField("thu hồi ngày", null=True, blank=True)
    recovery = models.CharField("lý do thu hồi", max_length=300, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("voucher", "programme", "evidence")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản chi hỗ trợ"
        verbose_name_plural = "khoản chi hỗ trợ"
        constraints = [
            models.UniqueConstraint(
                name="one_payment_of_a_part",
                fields=["payee", "item", "subject", "part"],
                condition=Q(recovered_on=None),
            ),
            models.UniqueConstraint(name="one_line_of_a_voucher", fields=["purse", "voucher", "payee", "item", "part"]),
            models.CheckConstraint(
                name="payment_recovered_after_paid",
                condition=Q(recovered_on=None) | Q(recovered_on__gte=F("paid_on")) & ~Q(recovery=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_item_display()} đợt {self.part}: {self.payee}"

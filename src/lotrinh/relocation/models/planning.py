"""What a plan needs besides dossiers: what clusters can supply, who must go before whom, where people live."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from lotrinh.core.registers.models import FoldedField, Row
from lotrinh.relocation.choices import Supply
from lotrinh.relocation.querysets import HomeQuerySet, PrecedenceQuerySet, SupplyQuerySet


class ClusterSupply(Row):
    """How much of one supply a cluster can give to newcomers from a day on, all together.

    Vietnamese: năng lực hạ tầng của cụm. A later row states the new total, never a smaller one. A cluster without a
    row is undeclared, not without supply: plans say so and leave that supply out for it.
    """

    cluster = models.ForeignKey("clusters.Cluster", models.PROTECT, related_name="supplies", verbose_name="cụm")
    supply = models.CharField("hạ tầng", max_length=12, choices=Supply)
    available_from = models.DateField("có từ ngày")
    amount = models.DecimalField(
        "tổng dành cho cơ sở mới đến", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)],
        help_text="Điện tính bằng kW, nước sạch và nước thải tính bằng m³/ngày.",
    )  # fmt: skip
    basis = models.CharField("nguồn số liệu", max_length=300, help_text="Văn bản hoặc người khai, ngày khai.")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("basis")

    objects = SupplyQuerySet.as_manager()

    class Meta:
        verbose_name = "năng lực hạ tầng của cụm"
        verbose_name_plural = "năng lực hạ tầng của cụm"
        constraints = [
            models.UniqueConstraint(
                name="one_supply_of_a_cluster_and_day", fields=["cluster", "supply", "available_from"]
            )
        ]

    def __str__(self):
        return f"{self.cluster}: {self.get_supply_display()} từ {self.available_from:%d/%m/%Y}"


class Precedence(Row):
    """One establishment acts no later than another, for a reason. Vietnamese: thứ tự trước sau.

    The same quarter is allowed. `later` acts only when `earlier` does.
    """

    earlier = models.ForeignKey(
        "establishments.Establishment", models.PROTECT, related_name="+", verbose_name="cơ sở phải xong trước"
    )
    later = models.ForeignKey(
        "establishments.Establishment", models.PROTECT, related_name="+", verbose_name="cơ sở chỉ sau đó"
    )
    reason = models.CharField("vì sao", max_length=300)
    stated_on = models.DateField("nêu ngày")
    lifted_on = models.DateField("hết từ ngày", null=True, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("reason")

    objects = PrecedenceQuerySet.as_manager()

    class Meta:
        verbose_name = "thứ tự trước sau"
        verbose_name_plural = "thứ tự trước sau"
        constraints = [
            models.UniqueConstraint(name="one_order_of_a_pair", fields=["earlier", "later"]),
            models.CheckConstraint(name="order_is_of_two", condition=~Q(earlier=F("later"))),
            models.CheckConstraint(
                name="order_lifted_after_stated", condition=Q(lifted_on=None) | Q(lifted_on__gte=F("stated_on"))
            ),
        ]

    def __str__(self):
        return f"{self.earlier} trước {self.later}"


class Home(Row):
    """A point with people: a house, a block of flats, a boarding house. Vietnamese: điểm dân cư.

    Counting residents from points is the best the screening can have. No name belongs here.
    """

    code = models.CharField("mã điểm", max_length=40, unique=True)
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", verbose_name="địa bàn")
    latitude = models.DecimalField(
        "vĩ độ", max_digits=9, decimal_places=6, validators=[MinValueValidator(8), MaxValueValidator(24)]
    )
    longitude = models.DecimalField(
        "kinh độ", max_digits=9, decimal_places=6, validators=[MinValueValidator(102), MaxValueValidator(118)]
    )
    persons = models.PositiveIntegerField("số người")
    counted_on = models.DateField("số liệu đến ngày")
    basis = models.CharField("nguồn số liệu", max_length=300)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("code", "basis")

    objects = HomeQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm dân cư"
        verbose_name_plural = "điểm dân cư"

    def __str__(self):
        return self.code

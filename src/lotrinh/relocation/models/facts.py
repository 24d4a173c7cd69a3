"""What is known of an establishment: four facts about pollution, samples, complaints, residents near, its needs."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from lotrinh.core.registers.models import FoldedField, Row
from lotrinh.relocation.choices import ESTIMATES, Answer, Averaging, CountMethod, Fact, NeedMethod, Nuisance
from lotrinh.relocation.querysets import (
    ComplaintQuerySet,
    FindingQuerySet,
    OfEstablishmentQuerySet,
    ResidentsQuerySet,
    SampleQuerySet,
    WeightsQuerySet,
)


def of_establishment(name: str):
    return models.ForeignKey("establishments.Establishment", models.PROTECT, related_name=name, verbose_name="cơ sở")


def limit_row():
    return models.ForeignKey(
        "rules.DatedRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="giới hạn dùng để so",
        help_text="Một dòng trong sổ quy định; giới hạn chưa có trị số cũng là một dòng và nói rõ như vậy.",
    )  # fmt: skip


def amount(label: str, **kwargs):
    return models.DecimalField(
        label, max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], **kwargs
    )


class Finding(Row):
    """One of the four facts about one establishment, as found on a day. Vietnamese: căn cứ về ô nhiễm.

    The four are kept apart, each with its document and limit; what was found later takes the place of what was before.
    """

    establishment = of_establishment("findings")
    fact = models.CharField("căn cứ", max_length=12, choices=Fact)
    answer = models.CharField("kết luận", max_length=10, choices=Answer)
    found_on = models.DateField("ngày kết luận")
    value = models.DecimalField("trị số", max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField("đơn vị", max_length=30, blank=True)
    limit = limit_row()
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản"
    )
    paper = models.CharField("giấy tờ", max_length=300, help_text="Biên bản, phiếu kết quả, đơn: số và ngày.")
    note = models.CharField("ghi chú", max_length=500, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("paper", "note")

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "căn cứ về ô nhiễm"
        verbose_name_plural = "căn cứ về ô nhiễm"
        constraints = [
            models.UniqueConstraint(name="one_finding_of_a_fact_and_day", fields=["establishment", "fact", "found_on"])
        ]

    def __str__(self):
        return f"{self.establishment}: {self.get_fact_display()}"


class Sample(Row):
    """One measured value, with who measured it and the limit it is compared with. Vietnamese: mẫu quan trắc."""

    establishment = of_establishment("samples")
    code = models.CharField("số mẫu", max_length=60)
    taken_on = models.DateField("ngày lấy mẫu")
    place = models.CharField("vị trí đo", max_length=200)
    receptor = models.CharField("nơi chịu tác động", max_length=200, blank=True)
    parameter = models.CharField("thông số", max_length=80)
    value = models.DecimalField("kết quả", max_digits=14, decimal_places=4)
    unit = models.CharField("đơn vị", max_length=30)
    averaging = models.CharField("trung bình theo", max_length=5, choices=Averaging)
    lab = models.CharField("đơn vị đo", max_length=200)
    accreditation = models.CharField("số công nhận của đơn vị đo", max_length=80, blank=True)
    limit = limit_row()
    paper = models.CharField("phiếu kết quả", max_length=200, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("code", "parameter", "lab")

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu quan trắc"
        verbose_name_plural = "mẫu quan trắc"
        constraints = [models.UniqueConstraint(name="one_sample_code", fields=["establishment", "code", "parameter"])]

    def __str__(self):
        return f"{self.code}: {self.parameter}"


class Complaint(Row):
    """Somebody complained of an establishment. Vietnamese: khiếu nại, phản ánh.

    Who complained is kept apart from what: the name stands in no list, form, sheet or API, only on a page of its own.
    """

    establishment = of_establishment("complaints")
    number = models.CharField("số tiếp nhận", max_length=60)
    received_on = models.DateField("ngày nhận")
    about = models.CharField("về", max_length=10, choices=Nuisance)
    content = models.CharField("nội dung", max_length=500, help_text="Không ghi tên, địa chỉ người phản ánh ở đây.")
    handled_on = models.DateField("xử lý ngày", null=True, blank=True)
    outcome = models.CharField("kết quả xử lý", max_length=300, blank=True)
    is_violation = models.BooleanField("đã kết luận có vi phạm", default=False)
    complainant_name = models.CharField("người phản ánh", max_length=150, blank=True, editable=False)
    complainant_phone = models.CharField("điện thoại người phản ánh", max_length=20, blank=True, editable=False)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    fold = FoldedField("number", "content")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "khiếu nại về cơ sở"
        verbose_name_plural = "khiếu nại về cơ sở"
        constraints = [
            models.UniqueConstraint(name="one_complaint_number", fields=["establishment", "number"]),
            models.CheckConstraint(
                name="complaint_handled_after_received",
                condition=Q(handled_on=None) | Q(handled_on__gte=F("received_on")),
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.get_about_display()})"


class ResidentsNear(Row):
    """How many people live in each ring around an establishment, and how that is known. Vietnamese: dân cư quanh cơ sở.

    Rings exclude each other: `within_100` counts those from 50 to 100 m.
    """

    establishment = of_establishment("residents")
    counted_on = models.DateField("đếm ngày")
    within_50 = models.PositiveIntegerField("dưới 50 m (người)", default=0)
    within_100 = models.PositiveIntegerField("50–100 m (người)", default=0)
    within_200 = models.PositiveIntegerField("100–200 m (người)", default=0)
    within_500 = models.PositiveIntegerField("200–500 m (người)", default=0)
    method = models.CharField("cách đếm", max_length=10, choices=CountMethod)
    basis = models.CharField("nguồn, cách làm", max_length=300)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)

    objects = ResidentsQuerySet.as_manager()

    class Meta:
        verbose_name = "dân cư quanh cơ sở"
        verbose_name_plural = "dân cư quanh cơ sở"
        constraints = [
            models.UniqueConstraint(name="one_count_of_residents_a_day", fields=["establishment", "counted_on"])
        ]

    def __str__(self):
        return f"Dân cư quanh {self.establishment} ({self.counted_on:%d/%m/%Y})"

    @property
    def is_estimate(self) -> bool:
        return self.method in ESTIMATES

    @property
    def rings(self) -> tuple[int, int, int, int]:
        return self.within_50, self.within_100, self.within_200, self.within_500


class Needs(Row):
    """What an establishment needs where it goes. Vietnamese: nhu cầu tại nơi đến."""

    establishment = of_establishment("needs")
    declared_on = models.DateField("ngày khai")
    method = models.CharField("căn cứ", max_length=10, choices=NeedMethod)
    area_m2 = amount("diện tích đất (m²)")
    power_kw = amount("điện (kW)")
    water_m3_day = amount("nước sạch (m³/ngày)")
    wastewater_m3_day = amount("nước thải (m³/ngày)")
    workers = models.PositiveIntegerField("lao động (người)", null=True, blank=True)
    basis = models.CharField("nguồn số liệu", max_length=300, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)

    objects = OfEstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = "nhu cầu tại nơi đến"
        verbose_name_plural = "nhu cầu tại nơi đến"
        constraints = [
            models.UniqueConstraint(name="one_statement_of_needs_a_day", fields=["establishment", "declared_on"])
        ]

    def __str__(self):
        return f"Nhu cầu của {self.establishment} ({self.declared_on:%d/%m/%Y})"

    @property
    def is_estimate(self) -> bool:
        return self.method == NeedMethod.NORM


def weight(label: str, default: str):
    return models.DecimalField(
        label, max_digits=6, decimal_places=3, default=default, validators=[MinValueValidator(0)]
    )


class ExposureWeights(Row):
    """How exposure screening weighs distance and trade in a territory, from a day on.

    Vietnamese: trọng số sàng lọc phơi nhiễm. Of several territories that hold a place the smallest decides. A later
    version takes the place of an earlier one from its day on; a ranking as of a day uses that day's.
    """

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", verbose_name="địa bàn áp dụng")
    valid_from = models.DateField("áp dụng từ")
    band_50 = weight("dưới 50 m", "1")
    band_100 = weight("50–100 m", "0.5")
    band_200 = weight("100–200 m", "0.2")
    band_500 = weight("200–500 m", "0.05")
    sawmill = weight("cưa xẻ gỗ", "1")
    mechanical = weight("cơ khí", "1")
    brick_kiln = weight("lò gạch", "1")
    vermicelli = weight("sản xuất bún", "1")
    scrap = weight("phế liệu", "1")
    lime_kiln = weight("lò vôi", "1")
    other = weight("loại khác", "1")
    basis = models.CharField("căn cứ", max_length=300)

    objects = WeightsQuerySet.as_manager()

    class Meta:
        verbose_name = "trọng số sàng lọc"
        verbose_name_plural = "trọng số sàng lọc"
        constraints = [
            models.UniqueConstraint(name="one_weighting_of_a_territory_and_day", fields=["area", "valid_from"])
        ]

    def __str__(self):
        return f"Trọng số {self.area.name} từ {self.valid_from:%d/%m/%Y}"

    @property
    def bands(self) -> tuple[float, float, float, float]:
        return float(self.band_50), float(self.band_100), float(self.band_200), float(self.band_500)

    def hazard_of(self, trade: str) -> float:
        """The weight of a `TradeType`."""
        return float(getattr(self, trade))

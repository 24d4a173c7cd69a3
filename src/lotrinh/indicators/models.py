"""What is measured, what units declare where no register counts yet, and figures kept as they were known."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.core.periods import Period
from lotrinh.core.registers.models import DerivedField, FoldedField, Row, SortKeyField
from lotrinh.indicators.choices import Direction, Nature, Occasion
from lotrinh.indicators.measures.figures import DECLARED
from lotrinh.indicators.querysets import DeclaredFigureQuerySet, IndicatorQuerySet, ObservationQuerySet
from lotrinh.organizations.models import Organization


class Indicator(Row):
    """A question to the registers, or to units that declare its figures. Vietnamese: chỉ số.

    It names a measure; without one its figures are declared rows, marked as such wherever they show. When a measure is
    named later, both are shown.
    """

    code = models.CharField(
        "mã", max_length=60, unique=True, help_text="Chữ không dấu, số, dấu gạch; ví dụ lap-day-cum."
    )
    name = models.CharField("tên chỉ số", max_length=300)
    definition = models.TextField("định nghĩa chính thức")
    other_definitions = models.TextField("cách hiểu khác", blank=True, help_text="Mỗi cách hiểu một dòng.")
    unit = models.CharField("đơn vị tính", max_length=50)
    direction = models.CharField("chiều mong muốn", max_length=10, choices=Direction, default=Direction.RISE)
    nature = models.CharField("tính chất", max_length=12, choices=Nature, default=Nature.LEVEL)
    measure = models.CharField(
        "số liệu tính từ sổ", max_length=80, blank=True, help_text="Để trống khi chưa có sổ: chỉ số dùng số khai báo."
    )
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=1)
    legal_basis = models.CharField("văn bản định nghĩa", max_length=300, blank=True)
    owner = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name="đơn vị phụ trách", related_name="indicators"
    )
    fold = FoldedField("name", "code", "definition")
    name_sort = SortKeyField("name")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ số"
        verbose_name_plural = "chỉ số"
        ordering = ["name_sort"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("indicators:indicator", args=[self.code])

    @property
    def is_declared(self) -> bool:
        return not self.measure

    @property
    def declared_name(self) -> str:
        """Stands for its declared figures where a measure's name stands."""
        return f"{DECLARED}{self.code}"

    @property
    def other_readings(self) -> list[str]:
        return [line.strip() for line in self.other_definitions.splitlines() if line.strip()]


def readable_period(key: str) -> None:
    try:
        Period.parse(key)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class _PeriodEnd(DerivedField, models.DateField):
    """The last day of the period in the column it is derived from."""

    def __init__(self, *sources: str, **kwargs):
        kwargs |= {"null": True, "default": None}
        super().__init__(*sources, **kwargs)

    def derive(self, row):
        return Period.parse(getattr(row, self.sources[0])).last


class DeclaredFigure(Row):
    """What a unit says a value was in a period, on its own word and a document. Vietnamese: số khai báo."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="declared", verbose_name="chỉ số")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="declared_figures", verbose_name="đơn vị khai"
    )
    period = models.CharField(
        "kỳ",
        max_length=12,
        validators=[readable_period],
        help_text="Năm 2025, quý 2025-Q1, 6 tháng 2025-H1, tháng 2025-M03.",
    )
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4)
    numerator = models.DecimalField("tử số", max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("mẫu số", max_digits=20, decimal_places=4, null=True, blank=True)
    document = models.CharField("văn bản làm căn cứ", max_length=300)
    declarer = models.CharField("người khai", max_length=150, blank=True)
    note = models.TextField("ghi chú", blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    ends_on = _PeriodEnd("period", verbose_name="ngày cuối kỳ")

    objects = DeclaredFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số khai báo"
        verbose_name_plural = "số khai báo"
        constraints = [
            models.UniqueConstraint(
                name="one_declared_figure_a_period", fields=["indicator", "organization", "period"]
            ),
            models.CheckConstraint(
                name="declared_share_has_both_parts",
                condition=Q(numerator=None, denominator=None) | Q(numerator__isnull=False, denominator__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["indicator", "ends_on"], name="declared_over_time")]

    def __str__(self):
        return f"{self.indicator}, {Period.parse(self.period) if self.period else ''}"

    @property
    def last_day(self):
        """The day by which a lock closes it; `ends_on` is only known once the row is written."""
        return Period.parse(self.period).last


class Observation(models.Model):
    """A figure as it was known at a moment. Vietnamese: số liệu đã lưu.

    A new one is kept only when something of it changed; `still_at` is when it was last found unchanged.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="observations", verbose_name="chỉ số")
    measure = models.CharField("số liệu", max_length=80)
    scope = models.CharField("phạm vi", max_length=400)
    period = models.CharField("kỳ", max_length=12)
    known_at = models.DateTimeField("biết lúc")
    still_at = models.DateTimeField("đến lúc vẫn thế")
    occasion = models.CharField("dịp lưu", max_length=10, choices=Occasion, default=Occasion.NIGHTLY)

    as_of = models.DateField("tính đến ngày")
    value = models.DecimalField("giá trị", max_digits=24, decimal_places=8, null=True)
    numerator = models.DecimalField("tử số", max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField("mẫu số", max_digits=24, decimal_places=6, null=True)
    missing = models.PositiveIntegerField("số dòng thiếu", default=0)
    missing_means = models.CharField(max_length=200, blank=True)
    total = models.PositiveIntegerField("số dòng", default=0)
    why = models.CharField("vì sao không có", max_length=300, blank=True)
    label = models.CharField("tên số liệu", max_length=300)
    unit = models.CharField("đơn vị tính", max_length=50, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    rule = models.CharField(max_length=80, blank=True)
    legal_version = models.CharField("văn bản", max_length=300, blank=True)
    rule_note = models.TextField(blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    declared = models.BooleanField("khai báo", default=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu đã lưu"
        verbose_name_plural = "số liệu đã lưu"
        constraints = [
            models.UniqueConstraint(
                name="one_observation_at_a_moment", fields=["indicator", "measure", "scope", "period", "known_at"]
            ),
            models.CheckConstraint(
                name="observation_known_until_after_it_began", condition=Q(still_at__gte=F("known_at"))
            ),
            models.CheckConstraint(
                name="observation_has_a_value_or_a_reason", condition=Q(value__isnull=False) | ~Q(why="")
            ),
        ]

    def __str__(self):
        return f"{self.label}, {self.period}"

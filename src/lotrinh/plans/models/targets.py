"""Quantities a plan sets out to reach, and the contract without which none goes live."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.core.models import deed_key
from lotrinh.core.registers.models import FoldedField
from lotrinh.core.vietnamese import format_number
from lotrinh.indicators.choices import Direction
from lotrinh.indicators.measures.scopes import MeasureScope
from lotrinh.indicators.models import Indicator
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import Comparator
from lotrinh.plans.models.items import Item


class Target(Item):
    """A quantity that the plan sets out to reach by a date. Vietnamese: chỉ tiêu.

    `value` is None when the text promises without a number. The words are the plan's; what makes it measurable is in
    its contract.
    """

    name = models.CharField("chỉ tiêu", max_length=1000)
    comparator = models.CharField("so sánh", max_length=5, choices=Comparator, default=Comparator.EQUAL)
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4, null=True, blank=True)
    value_high = models.DecimalField("đến", max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=200, blank=True)
    by = models.DateField("đến ngày", null=True, blank=True)
    per = models.CharField("mỗi", max_length=20, blank=True)
    """"year" when it is to be reached anew every year."""
    direction = models.CharField("hướng theo lời văn", max_length=12, choices=Direction, blank=True)
    printed_baseline = models.DecimalField(
        "số gốc theo lời văn", max_digits=20, decimal_places=4, null=True, blank=True
    )
    territory = models.CharField("phạm vi theo lời văn", max_length=300, blank=True)
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name="chuyển tiếp từ", related_name="carried_into"
    )
    """The unfinished target of the plan before, when it was taken over into this one."""
    fold = FoldedField("name")

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="target_range_has_two_ends",
                condition=Q(comparator=Comparator.RANGE, value_high__gte=F("value"))
                | ~Q(comparator=Comparator.RANGE) & Q(value_high=None),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("plans:target", args=[self.pk])

    @property
    def asked(self) -> str:
        """What is to be reached, as the plan would write it: trên 80 %."""
        return asked_words(self.comparator, self.value, self.value_high, self.unit)

    def former_aim_on(self, day: date) -> "FormerAim | None":
        """What it asked on `day`, when a later text changed it since; None: what it asks now held then already."""
        return next((former for former in self.former_aims.all() if former.last_day >= day), None)

    @property
    def is_strict(self) -> bool:
        """“Trên 80 %” is not met by 80."""
        return self.comparator in {Comparator.ABOVE, Comparator.BELOW}


_ASKED = {
    Comparator.ABOVE: "trên {}",
    Comparator.AT_LEAST: "từ {} trở lên",
    Comparator.EQUAL: "{}",
    Comparator.ABOUT: "khoảng {}",
    Comparator.AT_MOST: "không quá {}",
    Comparator.BELOW: "dưới {}",
    Comparator.RANGE: "từ {} đến {}",
}


def asked_words(comparator: str, value, value_high, unit: str) -> str:
    """trên 80 %; từ 5 đến 7 cơ sở."""
    if value is None:
        return "không nêu con số"
    low, high = (" ".join(filter(None, [format_number(n), unit])) for n in (value, value_high))
    return _ASKED[Comparator(comparator)].format(low, high)


_COMPLETE = (
    ~Q(definition="")
    & ~Q(unit="")
    & ~Q(denominator="")
    & ~Q(direction="")
    & Q(threshold__isnull=False)
    & Q(indicator__isnull=False)
    & Q(contestant__isnull=False)
    & Q(decided__isnull=False)
    & (Q(baseline__isnull=False) | Q(baseline_finder__isnull=False, baseline_due__isnull=False))
)


class TargetContract(models.Model):
    """All that must be agreed before a target is followed. Vietnamese: hợp đồng chỉ tiêu.

    Live only when complete: the database refuses anything else. The one official definition stands here; other readings
    of the target are contests of it.
    """

    target = models.OneToOneField(Target, models.CASCADE, related_name="contract")
    definition = models.TextField("định nghĩa chính thức", blank=True)
    unit = models.CharField("đơn vị tính", max_length=200, blank=True)
    denominator = models.TextField("mẫu số", blank=True, help_text="Ghi “không có” khi chỉ tiêu là một số đếm.")
    direction = models.CharField("hướng", max_length=12, choices=Direction, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, verbose_name="chỉ số nguồn", related_name="target_contracts"
    )
    """Where the figure comes from: a measure over registers, or rows declared until there is one."""
    scope = models.CharField("phạm vi tính", max_length=400, blank=True)
    """Key of a `MeasureScope` (one cluster of several); "" is the programme's own territory."""
    threshold = models.DecimalField("phải đạt", max_digits=20, decimal_places=4, null=True, blank=True)
    """The plan's number, or the one agreed where the plan gives none."""
    baseline = models.DecimalField("số gốc", max_digits=20, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField("số gốc vào ngày", null=True, blank=True)
    baseline_finder = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name="chưa rõ số gốc, đơn vị tìm", related_name="+"
    )
    baseline_due = models.DateField("phải tìm ra trước ngày", null=True, blank=True)
    contestant = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="đơn vị được nêu ý kiến khác",
        related_name="+",
    )
    decided = deed_key("quyết định", null=True, blank=True)
    live_since = models.DateField("theo dõi từ", null=True, blank=True)
    entry = deed_key()

    class Meta:
        verbose_name = "hợp đồng chỉ tiêu"
        verbose_name_plural = "hợp đồng chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                name="live_target_has_a_complete_contract", condition=Q(live_since=None) | _COMPLETE
            ),
            models.CheckConstraint(
                name="baseline_known_or_to_be_found", condition=Q(baseline=None) | Q(baseline_finder=None)
            ),
        ]

    def __str__(self):
        return self.definition or str(self.target)

    @property
    def is_live(self) -> bool:
        return self.live_since is not None

    @property
    def measure_scope(self) -> MeasureScope:
        """Where the indicator is counted for this target."""
        return self.target.version.programme.measure_scope(self.scope)

    @property
    def missing(self) -> list[str]:
        """What still has to be agreed, in Vietnamese; the decision itself aside."""
        lacking = [
            str(self._meta.get_field(name).verbose_name)
            for name in ("definition", "unit", "denominator", "direction", "threshold", "indicator", "contestant")
            if getattr(self, self._meta.get_field(name).attname) in (None, "")
        ]
        if self.baseline is None and not (self.baseline_finder_id and self.baseline_due):
            lacking.append("số gốc, hoặc đơn vị phải tìm ra số gốc và hạn tìm")
        return lacking


class FormerAim(models.Model):
    """What a target asked before a later text changed it. Vietnamese: mức trước khi điều chỉnh.

    The target itself holds what is asked now; a report of a day before the change uses this and says so.
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="former_aims")
    comparator = models.CharField("so sánh", max_length=5, choices=Comparator)
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4, null=True)
    value_high = models.DecimalField("đến", max_digits=20, decimal_places=4, null=True)
    unit = models.CharField("đơn vị tính", max_length=200, blank=True)
    by = models.DateField("đến ngày", null=True)
    per = models.CharField("mỗi", max_length=20, blank=True)
    threshold = models.DecimalField("phải đạt theo hợp đồng", max_digits=20, decimal_places=4, null=True)
    live_since = models.DateField("theo dõi từ", null=True)
    """Both of the contract that was live then; None when there was none."""
    last_day = models.DateField("áp dụng đến hết ngày")
    amended_by = models.ForeignKey(
        "plans.PlanVersion", models.CASCADE, verbose_name="bản văn điều chỉnh", related_name="+"
    )
    entry = deed_key()

    class Meta:
        verbose_name = "mức trước khi điều chỉnh"
        verbose_name_plural = "mức trước khi điều chỉnh"
        ordering = ["last_day", "pk"]

    def __str__(self):
        return f"{self.asked} (đến hết {self.last_day:%d/%m/%Y})"

    @property
    def asked(self) -> str:
        return asked_words(self.comparator, self.value, self.value_high, self.unit)

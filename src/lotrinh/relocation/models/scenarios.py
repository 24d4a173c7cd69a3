"""Scenarios of who goes where and when: what was assumed, each run with its data and proof, locks, amendments."""

from uuid import uuid4

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lotrinh.clusters.models import Cluster
from lotrinh.core.models import Job, deed_key
from lotrinh.establishments.models import Establishment
from lotrinh.plans.models import Programme
from lotrinh.relocation.scenarios.querysets import DecisionQuerySet, OfScenarioQuerySet, RunQuerySet, ScenarioQuerySet
from lotrinh.relocation.scenarios.wording import gap_words
from lotrinh.support.models import Purse


class PlanKind(models.TextChoices):
    """What an establishment does in a plan, in the words of the exchange format. Vietnamese: hướng xử lý."""

    MOVE = "move", "di dời"
    CONVERT = "convert", "đổi công nghệ tại chỗ"
    CHANGE_TRADE = "change_trade", "đổi ngành nghề"
    CLOSE = "close", "chấm dứt hoạt động"
    STAY = "stay", "ở lại"


class RunState(models.TextChoices):
    """How a run ended. Vietnamese: kết quả của lần tính."""

    WAITING = "waiting", "chưa tính xong"
    PLANNED = "planned", "có phương án, đã kiểm tra"
    INFEASIBLE = "infeasible", "không có phương án"
    NO_PLAN = "no_plan", "chưa tìm được trong thời gian cho phép"
    REFUSED = "refused", "không tính được"
    """The data did not allow it, or the checker refused the plan."""


class Scenario(models.Model):
    """One way to carry out the relocation, on the registers as of a day. Vietnamese: phương án di dời.

    Inside business until it is handed to the dossiers: who sees it is `ScenarioQuerySet.visible_to`.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="scenarios", verbose_name="kế hoạch")
    name = models.CharField("tên phương án", max_length=200)
    day = models.DateField("số liệu đến ngày")
    assumptions = models.JSONField("giả định đã đổi", default=dict)
    """Only what differs from the defaults of `scenarios.assumptions`."""
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    sent_as = models.UUIDField(default=uuid4, unique=True, editable=False)
    entry = deed_key()

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = "phương án di dời"
        verbose_name_plural = "phương án di dời"
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("scenarios:scenario", args=[self.pk])


class ScenarioRun(models.Model):
    """One solving of a scenario: the whole problem, the answer with its prices, what it means. Vietnamese: lần tính.

    Kept whole, so that a third party can check plan and bound years later from this row alone.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="runs", verbose_name="phương án")
    number = models.PositiveSmallIntegerField("lần")
    state = models.CharField("kết quả", max_length=12, choices=RunState, default=RunState.WAITING)
    near = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bám sát lần tính"
    )
    """The plan that this run changes as little as possible."""
    said = models.CharField("lời nhắn", max_length=1000, blank=True)
    problem = models.JSONField("bài toán", default=dict)
    answer = models.JSONField("lời giải", default=dict)
    quality = models.JSONField("chất lượng số liệu", default=list)
    flags = models.JSONField("điều cần biết trước", default=list)
    limits = models.JSONField("điều đang giới hạn", default=list)
    """Sentences on what one more or less of the scarce things would do."""
    front = models.JSONField("đường đánh đổi", default=list)
    change_front = models.JSONField("đường đánh đổi khi lập lại", default=list)
    """Of a plan kept close to another: what fewer changes cost."""
    lowered = models.JSONField("mức đã hạ để chi theo đợt", default=list)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="việc chạy nền")
    handed_over = deed_key("đã chuyển vào hồ sơ", null=True, blank=True)
    entry = deed_key()

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "lần tính phương án"
        verbose_name_plural = "lần tính phương án"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="one_run_of_a_number", fields=["scenario", "number"])]

    def __str__(self):
        return f"{self.scenario}, lần {self.number}"

    def get_absolute_url(self):
        return reverse("scenarios:run", args=[self.pk])

    @property
    def is_sample(self) -> bool:
        """Rests on invented rows, whatever the scenario itself says."""
        return self.scenario.is_sample or self.decisions.filter(establishment__is_sample=True).exists()

    @property
    def gap_words(self) -> str:
        """How far from the best possible, in words; "" without a plan."""
        return gap_words(self.answer) if self.state == RunState.PLANNED else ""


class PlannedDecision(models.Model):
    """What one run proposes for one establishment. Vietnamese: đề xuất cho cơ sở."""

    run = models.ForeignKey(ScenarioRun, models.CASCADE, related_name="decisions", verbose_name="lần tính")
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở")
    kind = models.CharField("hướng xử lý", max_length=12, choices=PlanKind)
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cụm tiếp nhận"
    )
    quarter = models.CharField("quý", max_length=6, blank=True)
    cost_million = models.FloatField("hỗ trợ (triệu đồng)", validators=[MinValueValidator(0)])
    avoided = models.FloatField("tác động tránh được (người-quý có trọng số)")
    workers = models.FloatField("lao động")
    area_m2 = models.FloatField("diện tích cần (m²)")
    is_fixed = models.BooleanField("đã ký hoặc khoá", default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "đề xuất cho cơ sở"
        verbose_name_plural = "đề xuất cho cơ sở"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="one_decision_of_a_run", fields=["run", "establishment"]),
            models.CheckConstraint(
                name="planned_cluster_of_a_move",
                condition=Q(kind=PlanKind.MOVE, cluster__isnull=False) | ~Q(kind=PlanKind.MOVE) & Q(cluster=None),
            ),
            models.CheckConstraint(
                name="planned_quarter_of_an_action",
                condition=Q(kind=PlanKind.STAY, quarter="") | ~Q(kind=PlanKind.STAY) & ~Q(quarter=""),
            ),
        ]

    def __str__(self):
        return f"{self.establishment}: {self.get_kind_display()}"

    @property
    def words(self) -> str:
        return f"{self.get_kind_display()} vào {self.cluster}" if self.cluster_id else self.get_kind_display()


class ScenarioLock(models.Model):
    """A decision people hold fast in a scenario, and why; whoever plans again keeps it. Vietnamese: khoá quyết định."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="locks", verbose_name="phương án")
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở")
    kind = models.CharField("hướng xử lý", max_length=12, choices=PlanKind)
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cụm")
    quarter = models.CharField("quý", max_length=6, blank=True)
    reason = models.CharField("lý do", max_length=300)
    entry = deed_key()
    opened = deed_key("mở khoá", null=True, blank=True)

    objects = OfScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = "khoá quyết định"
        verbose_name_plural = "khoá quyết định"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_lock", fields=["scenario", "establishment"], condition=Q(opened=None)
            ),
            models.CheckConstraint(
                name="lock_cluster_of_a_move",
                condition=Q(kind=PlanKind.MOVE, cluster__isnull=False) | ~Q(kind=PlanKind.MOVE) & Q(cluster=None),
            ),
            models.CheckConstraint(name="lock_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.establishment}: {self.get_kind_display()}"


class Amendment(models.Model):
    """A budget changed by a document while a plan is in force. Vietnamese: điều chỉnh kinh phí."""

    run = models.ForeignKey(ScenarioRun, models.PROTECT, related_name="amendments", verbose_name="phương án đang chạy")
    document = models.CharField("văn bản điều chỉnh", max_length=200)
    day = models.DateField("ngày")
    purse = models.ForeignKey(Purse, models.PROTECT, related_name="+", verbose_name="nguồn")
    year = models.PositiveSmallIntegerField("năm")
    amount_million = models.DecimalField(
        "số tiền mới (triệu đồng)", max_digits=14, decimal_places=3, validators=[MinValueValidator(0)]
    )
    scenario = models.OneToOneField(
        Scenario, models.PROTECT, null=True, blank=True, related_name="amendment", verbose_name="phương án lập lại"
    )
    sent_as = models.UUIDField(default=uuid4, unique=True, editable=False)
    entry = deed_key()

    objects = OfScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = "điều chỉnh kinh phí"
        verbose_name_plural = "điều chỉnh kinh phí"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.purse}, năm {self.year}: {self.document}"

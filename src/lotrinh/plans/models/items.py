"""What is kept of a text beside the text itself: the numbers it states and the tasks it gives."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from lotrinh.core.models import deed_key
from lotrinh.core.registers.models import FoldedField
from lotrinh.indicators.measures.scopes import MeasureScope
from lotrinh.indicators.models import Indicator
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import KEPT, PeriodKind, Review, Source, TaskRole, VerbClass
from lotrinh.plans.models.documents import PlanVersion, Sentence
from lotrinh.plans.querysets import TASKS, ItemQuerySet, TaskQuerySet


class Item(models.Model):
    """What was read out of a sentence, or added at execution. Vietnamese: mục.

    `version` is the text it stands in now: when a later text holds the same sentence, the item moves on to it with all
    that was done about it; when none does, it is withdrawn and stays with the old text.
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="%(class)ss")
    sentence = models.ForeignKey(
        Sentence, models.SET_NULL, null=True, blank=True, verbose_name="câu", related_name="%(class)ss"
    )
    source = models.CharField("nguồn", max_length=10, choices=Source, default=Source.PLAN)
    review = models.CharField("kết quả soát", max_length=10, choices=Review, default=Review.PENDING)
    confidence = models.FloatField("độ chắc", default=1.0)
    """0–1, the reader's own: below `plans.reviewing.CERTAIN` an officer is asked about it alone."""
    why = models.JSONField("vì sao đọc như vậy", default=dict, blank=True, editable=False)
    """{"rules": names of the reader's rules, "nearly": what nearly won in its stead}; empty for what people added."""
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    """The same through all versions of the plan: a draft's item and the one in force that it will renew share it."""
    entry = deed_key()

    objects = ItemQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_kept(self) -> bool:
        return self.review in KEPT

    @property
    def noun(self) -> str:
        """In addresses and templates: claim, target, task."""
        return self._meta.model_name

    @property
    def anchor(self) -> str:
        """On a page, and the same for the item of a draft and the one in force that it renews."""
        return f"{self.noun}-{self.identity}"

    @property
    def form_token(self) -> str:
        """By which a second writer is noticed (`actions.fresh`)."""
        return str(self.entry_id)


class Claim(Item):
    """A number that a document states: who said what when. Vietnamese: con số được nêu.

    It is kept beside the register's own count and never overwritten by it.
    """

    subject = models.CharField("nêu về", max_length=500)
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4)
    unit = models.CharField("đơn vị tính", max_length=200, blank=True)
    whole = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, verbose_name="là phần của", related_name="parts"
    )
    said_by = models.CharField("người nêu", max_length=300, blank=True)
    said_on = models.DateField("nêu ngày", null=True, blank=True)
    clause = models.CharField("tại", max_length=200, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, verbose_name="chỉ số đếm được từ sổ", related_name="+"
    )
    """What the registers count of the same thing."""
    scope = models.CharField("phạm vi tính", max_length=400, blank=True)
    """Key of a `MeasureScope`; "" is the programme's own territory."""

    class Meta:
        verbose_name = "con số được nêu"
        verbose_name_plural = "con số được nêu"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="claim_is_no_part_of_itself", condition=~Q(whole=models.F("pk")))]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return f"{reverse('plans:claims', args=[self.version.programme_id])}#{self.anchor}"

    @property
    def measure_scope(self) -> MeasureScope:
        return self.version.programme.measure_scope(self.scope)


class Task(Item):
    """Something that a unit has to do. Vietnamese: nhiệm vụ."""

    name = models.TextField("việc")
    verb_class = models.CharField("tính chất", max_length=10, choices=VerbClass, default=VerbClass.ONE_OFF)
    period_kind = models.CharField("kỳ theo lời văn", max_length=10, choices=PeriodKind, blank=True)
    due = models.DateField("hạn", null=True, blank=True)
    due_words = models.CharField("hạn theo lời văn", max_length=300, blank=True)
    product = models.CharField("sản phẩm", max_length=500, blank=True)
    serves = models.ForeignKey(
        "plans.Target", models.SET_NULL, null=True, blank=True, verbose_name="phục vụ chỉ tiêu", related_name="tasks"
    )
    registers = models.JSONField("sổ theo dõi", default=list, blank=True)
    """Slugs of the registers in which its results are kept."""
    done_on = models.DateField("xong ngày", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name="chuyển tiếp từ", related_name="carried_into"
    )
    """The unfinished task of the plan before, when it was taken over into this one."""
    fold = FoldedField("name")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("plans:task", args=[self.pk])

    @property
    def address(self) -> tuple[str, str]:
        """(register, key) under which follow-ups know it."""
        return TASKS, str(self.pk)


class TaskAssignment(models.Model):
    """The part one unit has in a task. Vietnamese: phân công."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name="đơn vị", related_name="plan_assignments"
    )
    """None until an officer says which unit the printed name means."""
    printed = models.CharField("tên như in", max_length=300, blank=True)
    candidates = models.JSONField("đơn vị có thể là", default=list, blank=True, editable=False)
    """Keys of the units that the printed name fits, best first; asked about when it fits not just one."""
    role = models.CharField("vai", max_length=10, choices=TaskRole)
    source = models.CharField("nguồn", max_length=10, choices=Source, default=Source.PLAN)
    sentence = models.ForeignKey(
        Sentence, models.SET_NULL, null=True, blank=True, verbose_name="câu giao", related_name="assignments"
    )
    about = models.CharField("về phần việc", max_length=500, blank=True)
    confidence = models.FloatField("độ chắc", default=1.0)
    since = models.DateField("nhận từ ngày", null=True, blank=True)
    """None: from the beginning."""
    taken_over_from = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name="nhận bàn giao từ", related_name="+"
    )
    entry = deed_key()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_part_per_unit",
                fields=["task", "organization", "role"],
                condition=Q(organization__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_names_a_unit", condition=Q(organization__isnull=False) | ~Q(printed="")
            ),
        ]

    def __str__(self):
        return f"{self.organization or self.printed}: {self.get_role_display()}"


class TaskUpdate(models.Model):
    """What a unit told of a task on a day. Vietnamese: cập nhật tiến độ."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="updates")
    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị", related_name="+")
    on = models.DateField("ngày")
    note = models.TextField("nội dung")
    percent = models.PositiveSmallIntegerField("hoàn thành (%)", null=True, blank=True)
    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """Token of the form it came by: a second click writes nothing."""
    entry = deed_key()

    class Meta:
        verbose_name = "cập nhật tiến độ"
        verbose_name_plural = "cập nhật tiến độ"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="update_percent_within_100", condition=Q(percent=None) | Q(percent__lte=100))
        ]

    def __str__(self):
        return self.note[:80]

"""The text of a plan: its versions, their blocks and sentences, and what was found wrong in them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.core import vietnamese
from lotrinh.core.models import Job, deed_key
from lotrinh.core.registers.models import FoldedField
from lotrinh.plans.choices import FindingState, SentenceKind, Severity, VersionState
from lotrinh.plans.models.programme import Programme
from lotrinh.plans.querysets import VersionQuerySet


def _kept_as(version, filename: str) -> str:
    """Uploads are kept under names that tell nothing and cannot be guessed; the person's own name is a column."""
    return f"ke-hoach/{uuid.uuid4().hex}"


class PlanVersion(models.Model):
    """One text of a plan, as uploaded and as read. Vietnamese: bản văn của kế hoạch.

    A draft stands beside the published version until it is published; the published one is then superseded and kept.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="versions")
    ordinal = models.PositiveSmallIntegerField("bản số", default=1)
    state = models.CharField("trạng thái", max_length=12, choices=VersionState, default=VersionState.READING)
    file = models.FileField("tệp", upload_to=_kept_as)
    filename = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    notes = models.JSONField("lưu ý khi đọc tệp", default=list, blank=True)
    """What the carrier made the reader do: tracked changes read as accepted, and the like."""
    problem = models.TextField("lý do không đọc được", blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    kind = models.CharField("loại văn bản", max_length=100, blank=True)
    number = models.CharField("số, ký hiệu", max_length=100, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    dated = models.DateField("ngày văn bản", null=True, blank=True)
    not_before = models.DateField("không sớm hơn", null=True, blank=True)
    """When no date is printed: the latest document it cites."""
    title = models.CharField("trích yếu", max_length=1000, blank=True)
    signer = models.CharField("người ký", max_length=200, blank=True)
    place_name = models.CharField("nơi ban hành", max_length=200, blank=True)
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    """Lines as printed."""
    legal_bases = models.JSONField("căn cứ", default=list, blank=True)
    """{"citation", "kind", "issuer", "dated" (ISO or None), "block"} each."""
    money = models.JSONField("kinh phí nêu trong văn bản", default=list, blank=True)
    """{"million_vnd", "source", "years", "block"} each."""

    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """Token of the form it came by: a second click uploads nothing."""
    uploaded = deed_key()
    published = deed_key(null=True)
    published_on = models.DateField("thực hiện từ", null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản văn"
        verbose_name_plural = "bản văn"
        ordering = ["programme", "-ordinal"]
        constraints = [
            models.UniqueConstraint(name="version_ordinal", fields=["programme", "ordinal"]),
            models.UniqueConstraint(
                name="one_published_version", fields=["programme"], condition=Q(state=VersionState.PUBLISHED)
            ),
            models.CheckConstraint(
                name="version_published_by_somebody_on_a_day",
                condition=Q(published=None, published_on=None) | Q(published__isnull=False, published_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.programme} (bản {self.ordinal})"

    def get_absolute_url(self):
        return reverse("plans:version", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT


class PlanBlock(models.Model):
    """One paragraph, heading or table of the text, in its order. Vietnamese: khối văn bản."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="blocks")
    index = models.PositiveIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=30)
    level = models.PositiveSmallIntegerField("cấp", null=True)
    """Depth in the outline, 1 for a roman section; none for what is no heading."""
    label = models.CharField("số mục", max_length=60, blank=True)
    label_inferred = models.BooleanField("số mục suy ra", default=False)
    """The text prints none: it follows from the headings beside it."""
    automatic_label = models.CharField("số tự động", max_length=60, blank=True)
    """Printed by Word's numbering and therefore not in `text`."""
    text = models.TextField("chữ")
    cells = models.JSONField("bảng", null=True)
    """[row, column, start, end, row span, column span] each; None for what is no table."""
    layout = models.JSONField("trình bày", default=dict, blank=True)
    """What the carrier says of bold, italic, centred, indent, size, page, style; nothing it does not say."""

    class Meta:
        verbose_name = "khối văn bản"
        verbose_name_plural = "khối văn bản"
        ordering = ["version", "index"]
        constraints = [models.UniqueConstraint(name="block_index", fields=["version", "index"])]

    def __str__(self):
        return self.text[:80]

    @property
    def anchor(self) -> str:
        return f"k{self.index}"


class SentenceQuerySet(models.QuerySet):
    def binding(self):
        """The sentences that promise or order."""
        return self.filter(kind__in=[SentenceKind.PROMISE, SentenceKind.ORDER])

    def in_order(self):
        return self.order_by("block__index", "start")


class Sentence(models.Model):
    """A sentence of the text and whether it promises, orders or wishes. Vietnamese: câu của kế hoạch."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="sentences")
    block = models.ForeignKey(PlanBlock, models.CASCADE, related_name="sentences")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    """Half open, in characters of the block's text."""
    text = models.TextField("câu")
    kind = models.CharField("loại", max_length=10, choices=SentenceKind)
    confidence = models.FloatField("độ chắc", default=1.0)
    """0–1, the reader's own, of its kind."""
    place = models.CharField("chỗ trong văn bản", max_length=200, blank=True)
    """As a reader would cite it: II.5, đoạn 3."""
    fold = FoldedField("text")

    objects = SentenceQuerySet.as_manager()

    class Meta:
        verbose_name = "câu"
        verbose_name_plural = "câu"
        constraints = [
            models.UniqueConstraint(name="sentence_place", fields=["block", "start"]),
            models.CheckConstraint(name="sentence_has_length", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self):
        return self.text

    @property
    def anchor(self) -> str:
        return f"c{self.pk}"

    @property
    def identity(self) -> str:
        """The same for one sentence in two versions of a plan, whatever its spacing, case or tone marks."""
        return vietnamese.fold(self.text)


class Finding(models.Model):
    """Something the text itself shows to be wrong or missing, as a linter says it. Vietnamese: điểm cần xem lại."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="findings")
    block = models.ForeignKey(PlanBlock, models.CASCADE, null=True, related_name="findings")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    """Half open, in characters of the block's text; equal when the whole block is meant."""
    rule = models.CharField("quy tắc", max_length=20)
    kind = models.CharField("loại mâu thuẫn", max_length=20, blank=True)
    """sum, numbering, date or reference; "" for what is no contradiction."""
    severity = models.CharField("mức", max_length=10, choices=Severity)
    message = models.TextField("điều thấy được")
    mend = models.TextField("cách sửa", blank=True)
    state = models.CharField("xử lý", max_length=10, choices=FindingState, default=FindingState.OPEN)
    reason = models.CharField("lý do", max_length=500, blank=True)
    entry = deed_key(null=True)

    class Meta:
        verbose_name = "điểm cần xem lại"
        verbose_name_plural = "điểm cần xem lại"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_dismissed_with_a_reason", condition=~Q(state=FindingState.DISMISSED) | ~Q(reason="")
            )
        ]

    def __str__(self):
        return f"{self.rule}: {self.message}"

    @property
    def anchor(self) -> str:
        return f"d{self.pk}"

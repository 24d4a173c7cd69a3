"""A round asks many units one thing for one period; each answers in versions, until one is accepted."""

from datetime import timedelta
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lotrinh.collection.choices import Adding, QuestionKind, RoundState, UnitState, Via
from lotrinh.collection.querysets import RoundQuerySet, RoundUnitQuerySet
from lotrinh.collection.sealing import fingerprint
from lotrinh.core.models import deed_key
from lotrinh.core.periods import Period
from lotrinh.documents.models import StoredFile
from lotrinh.indicators.models import Indicator, readable_period
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import Programme


class Round(models.Model):
    """One form asked of many units for one period. Vietnamese: đợt thu thập.

    What is asked are its questions, or the columns of a register, whose rows then land there.
    """

    asker = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị hỏi", related_name="rounds_asked")
    title = models.CharField("tên đợt", max_length=300)
    form = models.CharField("biểu", max_length=120)
    """Names what is asked: the same form is prefilled from last time, compared over time and locked by itself."""
    register = models.CharField("sổ", max_length=80, blank=True)
    columns = models.JSONField("các cột của sổ", default=list, blank=True)
    """[path, label] each, as they were when the round was opened."""
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, verbose_name="chương trình", related_name="rounds"
    )
    period = models.CharField("kỳ", max_length=12, validators=[readable_period])
    due = models.DateField("hạn trả lời")
    rules = models.TextField("ràng buộc giữa các mục", blank=True)
    instructions = models.TextField("hướng dẫn", blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=RoundState, default=RoundState.PREPARED)
    above = models.ForeignKey(
        "RoundUnit",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="để trả lời đợt của cấp trên",
        related_name="rounds_below",
    )
    sent_as = models.CharField(max_length=64, unique=True)
    """Made by the form that asked: a second click finds the round instead of opening another."""
    origin = models.JSONField("từ cơ quan khác", null=True, blank=True)
    """Of a round received as a file: the sender's key, its number there and the line to answer."""
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    prepared = deed_key("soạn")
    opened = deed_key("mở", null=True, blank=True)
    closed = deed_key("khoá", null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt thu thập"
        verbose_name_plural = "đợt thu thập"
        ordering = ["-due", "-pk"]
        indexes = [models.Index(fields=["form", "asker"], name="round_of_a_form")]
        constraints = [
            models.CheckConstraint(
                name="round_is_prepared_until_opened",
                condition=Q(state=RoundState.PREPARED, opened=None)
                | ~Q(state=RoundState.PREPARED) & Q(opened__isnull=False),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("collection:round", args=[self.pk])

    @property
    def span(self) -> Period:
        return Period.parse(self.period)

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN


class Question(models.Model):
    """One thing that every unit of a round is asked. Vietnamese: mục hỏi."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField("thứ tự")
    key = models.CharField("mục số", max_length=20)
    label = models.CharField("nội dung", max_length=300)
    kind = models.CharField("loại", max_length=8, choices=QuestionKind, default=QuestionKind.NUMBER)
    unit = models.CharField("đơn vị tính", max_length=50, blank=True)
    required = models.BooleanField("bắt buộc", default=True)
    whole = models.BooleanField("số nguyên", default=False)
    least = models.DecimalField("nhỏ nhất", max_digits=20, decimal_places=4, null=True, blank=True)
    most = models.DecimalField("lớn nhất", max_digits=20, decimal_places=4, null=True, blank=True)
    options = models.JSONField("các lựa chọn", default=list, blank=True)
    adding = models.CharField("cách cộng", max_length=6, choices=Adding, default=Adding.FLOW)
    numerator = models.CharField("tử số là mục", max_length=20, blank=True)
    denominator = models.CharField("mẫu số hoặc trọng số là mục", max_length=20, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, verbose_name="ghi vào chỉ số", related_name="+"
    )

    class Meta:
        verbose_name = "mục hỏi"
        verbose_name_plural = "mục hỏi"
        ordering = ["round", "place"]
        constraints = [
            models.UniqueConstraint(name="one_question_key_a_round", fields=["round", "key"]),
            models.CheckConstraint(
                name="question_bounds_in_order", condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least"))
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_number(self) -> bool:
        return self.kind == QuestionKind.NUMBER

    @property
    def heading(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


class RoundUnit(models.Model):
    """One unit asked in one round, and where it stands. Vietnamese: đơn vị được hỏi."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị", related_name="rounds_answered")
    state = models.CharField("trạng thái", max_length=9, choices=UnitState, default=UnitState.UNOPENED)
    draft = models.JSONField("bản đang điền", null=True, blank=True)
    """Question → value as stored text, or {"rows": [[cell, …], …]} of a register; None until somebody saves."""
    edition = models.PositiveIntegerField("lần ghi", default=0)
    """Grows with every change: whoever saves on top of an older edition is told."""
    saved_by = models.CharField("người ghi lần cuối", max_length=150, blank=True)
    saved_at = models.DateTimeField("ghi lần cuối lúc", null=True, blank=True)
    current = models.ForeignKey(
        "Answer", models.PROTECT, null=True, blank=True, verbose_name="bản gửi gần nhất", related_name="+"
    )
    accepted = models.ForeignKey(
        "Answer", models.PROTECT, null=True, blank=True, verbose_name="bản đã nhận", related_name="+"
    )
    reason = models.TextField("lý do trả lại", blank=True)
    notes = models.JSONField("lý do ở từng ô", default=dict, blank=True)
    chased_at = models.DateTimeField("nhắc lần cuối lúc", null=True, blank=True)

    objects = RoundUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị được hỏi"
        verbose_name_plural = "đơn vị được hỏi"
        ordering = ["round", "unit__sort_key"]
        indexes = [models.Index(fields=["round", "state"], name="round_unit_by_state")]
        constraints = [
            models.UniqueConstraint(name="one_line_a_unit_and_round", fields=["round", "unit"]),
            models.CheckConstraint(
                name="accepted_unit_has_an_answer",
                condition=~Q(state=UnitState.ACCEPTED) | Q(accepted__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_unit_has_an_answer", condition=~Q(state=UnitState.SENT) | Q(current__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.round}"

    def get_absolute_url(self):
        return reverse("collection:unit", args=[self.pk])

    def is_late_on(self, day) -> bool:
        return day > self.round.due and self.state in UnitState.owing()


class Answer(models.Model):
    """What a unit sent, once; a change is a new version. Vietnamese: bản trả lời."""

    line = models.ForeignKey(RoundUnit, models.CASCADE, related_name="answers", verbose_name="đơn vị được hỏi")
    number = models.PositiveSmallIntegerField("bản số")
    content = models.JSONField("nội dung")
    via = models.CharField("đường gửi", max_length=6, choices=Via)
    author = models.CharField("người gửi", max_length=150)
    reason = models.TextField("lý do sửa", blank=True)
    """Why an answer that had been accepted was changed."""
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the file it came in: the same file is not taken twice."""
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name="bản giấy", related_name="+"
    )
    sources = models.JSONField("cộng từ", default=dict, blank=True)
    """Of an answer added up from the units below: line → number of the version used."""
    number_there = models.PositiveIntegerField("bản số ở cơ quan gửi", null=True, blank=True)
    """Of an answer that came as a file of another office: an older version never takes the place of a newer one."""
    entry = deed_key("gửi")

    class Meta:
        verbose_name = "bản trả lời"
        verbose_name_plural = "bản trả lời"
        ordering = ["line", "number"]
        constraints = [
            models.UniqueConstraint(name="one_answer_a_number", fields=["line", "number"]),
            models.UniqueConstraint(name="one_answer_a_file", fields=["line", "sha256"], condition=~Q(sha256="")),
            models.CheckConstraint(name="keyed_answer_has_its_paper", condition=~Q(via=Via.KEYED) | ~Q(paper=None)),
        ]

    def __str__(self):
        return f"bản {self.number}"


LINK_DAYS = 30


def link_end():
    return timezone.now() + timedelta(days=LINK_DAYS)


class PersonalLink(models.Model):
    """A door without an account to one unit's answer in one round. Vietnamese: đường dẫn riêng.

    Only the hash of its token is kept: the words of the link are shown once, to whoever makes it.
    """

    line = models.ForeignKey(RoundUnit, models.CASCADE, related_name="links")
    holder = models.CharField("người nhận", max_length=150)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField("hết hạn lúc", default=link_end)
    used_at = models.DateTimeField("mở lần cuối lúc", null=True, blank=True)
    made = deed_key("tạo")
    withdrawn = deed_key("thu hồi", null=True, blank=True)

    class Meta:
        verbose_name = "đường dẫn riêng"
        verbose_name_plural = "đường dẫn riêng"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.holder} ({self.line.unit})"

    @property
    def is_alive(self) -> bool:
        return self.withdrawn_id is None and timezone.now() < self.expires_at


class Tally(models.Model):
    """Totals of a round as they were taken over on a day, and from which versions. Vietnamese: bản tổng hợp đã chốt."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="tallies")
    sources = models.JSONField("cộng từ", default=dict)
    """Line → number of the version used."""
    sums = models.JSONField("số tổng", default=list)
    """[key, label, unit, value or null, units that told it], each."""
    units = models.PositiveIntegerField("số đơn vị được hỏi")
    note = models.CharField("dùng vào việc gì", max_length=300, blank=True)
    entry = deed_key("chốt")

    class Meta:
        verbose_name = "bản tổng hợp đã chốt"
        verbose_name_plural = "bản tổng hợp đã chốt"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.round}: {self.entry.at:%d/%m/%Y}"

    @property
    def lines(self) -> list[tuple]:
        """The sums with their values as numbers again."""
        return [
            (key, label, unit, None if value is None else Decimal(value), units)
            for key, label, unit, value, units in self.sums
        ]


class OfficeKey(models.Model):
    """The public key by which files of an office with the same software are known. Vietnamese: khoá của cơ quan.

    The one with a private part is our own; the others were read aloud or mailed by their offices and entered here.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="cơ quan", related_name="office_keys")
    public = models.CharField("khoá công khai", max_length=64, unique=True)
    sealed = models.CharField(max_length=300, blank=True)
    """The private part, encrypted under the server's secret (`sealing.seal`); empty for the key of another office."""
    withdrawn = deed_key("thôi tin", null=True, blank=True)
    entry = deed_key("ghi nhận")

    class Meta:
        verbose_name = "khoá của cơ quan"
        verbose_name_plural = "khoá của cơ quan"
        constraints = [
            models.UniqueConstraint(
                name="one_own_key_an_office", fields=["organization"], condition=~Q(sealed="") & Q(withdrawn=None)
            )
        ]

    def __str__(self):
        return f"{self.organization}: {self.public[:12]}…"

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)

    @property
    def is_own(self) -> bool:
        return bool(self.sealed)

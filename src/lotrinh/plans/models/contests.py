"""Objections to a target or to a figure: both readings stand side by side until the named decider rules."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from lotrinh.core.models import deed_key
from lotrinh.core.vietnamese import format_number
from lotrinh.documents.models import OfficialDocument
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import in_scope
from lotrinh.plans.choices import Ruling
from lotrinh.plans.models.targets import Target


class ContestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered=None)

    def open_on(self, day: date):
        """Raised by `day`, and not ruled on by then."""
        raised = self.filter(raised__at__date__lte=day)
        return raised.filter(Q(answered=None) | Q(answered__at__date__gt=day))

    def of_figure(self, key: str):
        return self.filter(figure=key)

    def visible_to(self, who):
        """Of targets one sees; of figures, whose values are open to everybody who works here."""
        if not in_scope(who):
            return self.none()
        return self.filter(Q(target=None) | Q(target__in=Target.objects.visible_to(who).values("pk")))

    def with_names(self):
        return self.select_related(
            "target__version__programme", "organization", "decider", "document", "raised__by", "answered__by"
        )


class Contest(models.Model):
    """A unit reads or counts a target, or a figure, otherwise than it stands. Vietnamese: ý kiến khác.

    About a target, or about the figure at an address (measure/scope/period), never about both. `stands` keeps what was
    shown when the objection was raised; `value` is what the unit proposes. Files lie at (`FILES`, key).
    """

    target = models.ForeignKey(Target, models.CASCADE, null=True, blank=True, related_name="contests")
    figure = models.CharField("số liệu", max_length=600, blank=True)
    subject = models.CharField("về", max_length=500, blank=True)
    stands = models.CharField("đang ghi", max_length=200, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị nêu", related_name="+")
    value = models.DecimalField("giá trị đề nghị", max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=200, blank=True)
    definition = models.TextField("cách hiểu khác", blank=True)
    reason = models.TextField("vì sao")
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, verbose_name="văn bản kèm theo", related_name="+"
    )
    decider = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name="đơn vị phân xử", related_name="+"
    )
    """None on old rows: whoever runs the programme."""
    decide_by = models.DateField("phân xử trước ngày", null=True, blank=True)
    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """Token of the form it came by: a second click raises nothing."""
    raised = deed_key()
    answer = models.TextField("trả lời", blank=True)
    ruling = models.CharField("phân xử", max_length=10, choices=Ruling, blank=True)
    answered = deed_key(null=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến khác"
        verbose_name_plural = "ý kiến khác"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["figure"], name="contest_of_figure")]
        constraints = [
            models.CheckConstraint(
                name="contest_answered_in_words",
                condition=Q(answered=None, answer="") | ~Q(answered=None) & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="contest_of_one_thing",
                condition=Q(target__isnull=False, figure="") | Q(target=None) & ~Q(figure=""),
            ),
        ]

    def __str__(self):
        return self.reason[:80]

    def get_absolute_url(self):
        return reverse("plans:contested", args=[self.pk])

    @property
    def about(self) -> str:
        return self.subject or (self.target.name if self.target_id else self.figure)

    @property
    def link(self) -> str:
        """The page of what it is about."""
        if self.target_id:
            return self.target.get_absolute_url()
        return reverse("indicators:figure", args=self.figure.split("/"))

    @property
    def proposed(self) -> str:
        """“58,2 %”; "" where only the reading is contested."""
        return f"{format_number(self.value)} {self.unit}".strip() if self.value is not None else ""

    @property
    def words(self) -> str:
        """For a footnote: who says what instead, and why."""
        said = (
            f"{self.organization.label} đề nghị {self.proposed}: " if self.proposed else f"{self.organization.label}: "
        )
        return f"{said}{self.reason.rstrip('.')}."


FILES = "y-kien-khac"
"""Under this name stored files belong to an objection."""

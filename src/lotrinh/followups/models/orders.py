"""What a leader orders of a unit about something seen, and everything done with the order until it is closed."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.core.models import deed_key
from lotrinh.core.registers.models import FoldedField
from lotrinh.documents.models import OfficialDocument
from lotrinh.followups.choices import OPEN, WITH_THE_UNIT, OrderState, Party, StepKind
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of


class OrderQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def about(self, register: str, key: str):
        return self.filter(register=register, key=key)

    def overdue_on(self, day: date):
        """Those the unit has not answered although their day is past."""
        return self.filter(state__in=[*WITH_THE_UNIT, OrderState.ASKED], due__lt=day)

    def waiting_for(self, organization_ids):
        """Open ones on which it is the turn of one of these units."""
        unit = Q(unit__in=organization_ids, state__in=WITH_THE_UNIT)
        verifier = Q(verifier__in=organization_ids, state=OrderState.ANSWERED)
        giver = Q(giver__in=organization_ids) & (
            Q(state__in=[OrderState.ASKED, OrderState.VERIFIED]) | Q(state=OrderState.ANSWERED, verifier=None)
        )
        return self.filter(unit | verifier | giver)

    def visible_to(self, who):
        """Those that one's unit gave, carries out or verifies."""
        units = scope_of(who).organization_ids
        if units is None:
            return self.all()
        return self.filter(Q(unit__in=units) | Q(giver__in=units) | Q(verifier__in=units))

    def with_units(self):
        return self.select_related("unit", "giver", "verifier", "given__by")


class Order(models.Model):
    """What a leader asks a unit to do about something seen, and by when. Vietnamese: việc giao, chỉ đạo.

    What it is about is an address (register, key), never a foreign key: figures, sentences and reports live above.
    `subject` and `said` keep how that thing was called and what it said when the order was given.
    """

    register = models.CharField("sổ", max_length=80)
    key = models.CharField("dòng", max_length=600)
    subject = models.CharField("về việc", max_length=500)
    said = models.CharField("khi giao, nơi đó ghi", max_length=300, blank=True)
    link = models.CharField(max_length=700, blank=True)
    what = models.TextField("nội dung giao")
    giver = models.ForeignKey(Organization, models.PROTECT, verbose_name="bên giao", related_name="orders_given")
    unit = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị thực hiện", related_name="orders")
    verifier = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="đơn vị kiểm chứng",
        related_name="orders_to_verify",
    )
    due = models.DateField("hạn")
    state = models.CharField("tình trạng", max_length=10, choices=OrderState, default=OrderState.GIVEN)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, verbose_name="theo văn bản", related_name="+"
    )
    quote = models.TextField("nguyên văn", blank=True)
    """The sentence of the minutes it was read from."""
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """Token of the form it came by: a second click gives nothing twice."""
    given = deed_key("giao")
    reminded = deed_key("nhắc lần cuối", null=True, blank=True)
    fold = FoldedField("what", "subject")

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "việc giao"
        verbose_name_plural = "việc giao"
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["register", "key"], name="order_about")]
        constraints = [
            models.CheckConstraint(
                name="order_verified_by_another", condition=Q(verifier=None) | ~Q(verifier=F("unit"))
            ),
            models.CheckConstraint(name="order_says_what", condition=~Q(what="")),
        ]

    def __str__(self):
        return self.what[:120]

    def get_absolute_url(self):
        return reverse("followups:order", args=[self.pk])

    @property
    def stand(self) -> OrderState:
        return OrderState(self.state)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_late_on(self, day: date) -> bool:
        return self.due < day and self.state in {*WITH_THE_UNIT, OrderState.ASKED}

    @property
    def turn(self) -> Organization | None:
        """Whose turn it is; None when it is over."""
        if self.state in WITH_THE_UNIT:
            return self.unit
        if self.state == OrderState.ANSWERED and self.verifier_id:
            return self.verifier
        return self.giver if self.is_open else None

    def side(self, party: str) -> Organization | None:
        return {Party.GIVER: self.giver, Party.UNIT: self.unit, Party.VERIFIER: self.verifier}[Party(party)]


FILES = "viec-giao"
"""Under this name stored files belong to a step of an order."""


class OrderStep(models.Model):
    """One thing done with an order: by whom, as whom, when, in which words. Vietnamese: bước của việc giao.

    Never changed: what was answered and returned stays to be read. Files lie at (`FILES`, key of the step).
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="steps")
    kind = models.CharField("bước", max_length=12, choices=StepKind)
    words = models.TextField("lời", blank=True)
    number = models.DecimalField("con số", max_digits=20, decimal_places=4, null=True, blank=True)
    number_unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    due = models.DateField("hạn mới", null=True, blank=True)
    entry = deed_key()

    class Meta:
        verbose_name = "bước của việc giao"
        verbose_name_plural = "bước của việc giao"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.words[:80]}"

"""A target shared out to units, and what units proposed instead."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.core.models import deed_key
from lotrinh.indicators.models import Indicator
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import UNSETTLED, ProposalState, ShareKey
from lotrinh.plans.models.targets import Target


class Allotment(models.Model):
    """How a target is shared out. Vietnamese: bảng phân bổ chỉ tiêu.

    Whether the shares add up is derived (`plans.sharing`), never stored, and never forced: a difference is shown.
    """

    target = models.OneToOneField(Target, models.CASCADE, related_name="allotment")
    key = models.CharField("cách phân bổ", max_length=10, choices=ShareKey, default=ShareKey.HAND)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, verbose_name="chỉ số làm số gốc", related_name="+"
    )
    period = models.CharField("kỳ của chỉ số", max_length=12, blank=True)
    source = models.CharField("nguồn của số gốc", max_length=300, blank=True)
    """Where typed weights were taken from."""
    decimals = models.PositiveSmallIntegerField("làm tròn đến số lẻ", default=0)
    entry = deed_key()

    class Meta:
        verbose_name = "bảng phân bổ"
        verbose_name_plural = "bảng phân bổ"
        constraints = [
            models.CheckConstraint(
                name="key_indicator_and_its_period",
                condition=~Q(key=ShareKey.INDICATOR) | Q(indicator__isnull=False) & ~Q(period=""),
            ),
            models.CheckConstraint(name="weights_have_a_source", condition=~Q(key=ShareKey.WEIGHTS) | ~Q(source="")),
        ]

    def __str__(self):
        return f"{self.target}: {self.get_key_display()}"

    def get_absolute_url(self):
        return reverse("plans:shares", args=[self.target_id])


class ShareQuerySet(models.QuerySet):
    def current(self):
        """What units hold now; the rest is history."""
        return self.filter(ended=None)

    def visible_to(self, who):
        """Whoever sees the target sees how it is shared out."""
        return self.filter(allotment__target__in=Target.objects.visible_to(who).values("pk"))


class Share(models.Model):
    """What one unit has to reach of a target. Vietnamese: phần được giao.

    Never written over: another value is another row, and the row before ends by the same entry.
    """

    allotment = models.ForeignKey(Allotment, models.CASCADE, related_name="shares")
    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị", related_name="target_shares")
    value = models.DecimalField("phần được giao", max_digits=20, decimal_places=4)
    """Of a ratio the unit's own ratio."""
    weight = models.DecimalField("số gốc", max_digits=20, decimal_places=4, null=True, blank=True)
    """What it was computed from; None where the value was set by hand."""
    denominator = models.DecimalField("mẫu số của đơn vị", max_digits=20, decimal_places=4, null=True, blank=True)
    """Of a ratio: what the unit's part is a part of."""
    taken_over_from = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name="nhận bàn giao từ", related_name="+"
    )
    why = models.CharField("vì sao", max_length=500, blank=True)
    entry = deed_key()
    ended = deed_key(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = "phần được giao"
        verbose_name_plural = "phần được giao"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_share", fields=["allotment", "organization"], condition=Q(ended=None)
            ),
            models.CheckConstraint(name="share_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="share_denominator_positive", condition=Q(denominator=None) | Q(denominator__gt=0)
            ),
            models.CheckConstraint(
                name="share_from_another_unit",
                condition=Q(taken_over_from=None) | ~Q(taken_over_from=F("organization")),
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {self.value.normalize():f}"


class ProposalQuerySet(models.QuerySet):
    def unsettled(self):
        return self.filter(state__in=UNSETTLED)

    def visible_to(self, who):
        return self.filter(allotment__target__in=Target.objects.visible_to(who).values("pk"))


class ShareProposal(models.Model):
    """Another share, proposed by the unit that got one. Vietnamese: đề xuất điều chỉnh phần được giao."""

    allotment = models.ForeignKey(Allotment, models.CASCADE, related_name="proposals")
    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị", related_name="+")
    given = models.DecimalField("đang được giao", max_digits=20, decimal_places=4)
    value = models.DecimalField("đề xuất", max_digits=20, decimal_places=4)
    reason = models.TextField("lý do")
    evidence = models.CharField("bằng chứng", max_length=500)
    """A document, or an address of a figure: what others can look up."""
    state = models.CharField("trạng thái", max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    offered = models.DecimalField("đề nghị lại", max_digits=20, decimal_places=4, null=True, blank=True)
    answer = models.TextField("trả lời", blank=True)
    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    raised = deed_key()
    answered = deed_key(null=True)
    settled = deed_key(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đề xuất điều chỉnh"
        verbose_name_plural = "đề xuất điều chỉnh"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_unsettled_proposal",
                fields=["allotment", "organization"],
                condition=Q(state__in=[ProposalState.OPEN, ProposalState.OFFERED]),
            ),
            models.CheckConstraint(
                name="proposal_with_reason_and_evidence",
                condition=~Q(reason="") & ~Q(evidence="") & Q(value__gte=0),
            ),
            models.CheckConstraint(
                name="offer_names_a_number",
                condition=~Q(state__in=[ProposalState.OFFERED, ProposalState.AGREED]) | Q(offered__gte=0),
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {self.value.normalize():f}"

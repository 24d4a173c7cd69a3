"""A plan being run: whose it is over time, for which territory, with which units."""

from datetime import date
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lotrinh.areas import territory
from lotrinh.areas.models import Area
from lotrinh.core.models import deed_key
from lotrinh.core.registers.models import FoldedField, SortKeyField
from lotrinh.indicators.measures.scopes import MeasureScope
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import LinkKind
from lotrinh.plans.querysets import ProgrammeQuerySet


class Programme(models.Model):
    """A plan that is being carried out, from its text to its results. Vietnamese: chương trình.

    It may be narrowed to areas and units; whoever works there sees its published text.
    """

    name = models.CharField("tên", max_length=500)
    areas = models.ManyToManyField(Area, verbose_name="địa bàn", blank=True, related_name="programmes")
    units = models.ManyToManyField(Organization, verbose_name="đơn vị thực hiện", blank=True, related_name="programmes")
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    entry = deed_key()
    fold = FoldedField("name")
    sort_key = SortKeyField("name")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "chương trình"
        verbose_name_plural = "chương trình"
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("monitoring:dashboard", args=[self.pk])

    @cached_property
    def area_ids(self) -> frozenset[int] | None:
        """Keys of its areas and all within them; None when it is not narrowed. For `visible_to(who, within=self)`."""
        roots = [area.pk for area in self.areas.all()]
        return frozenset().union(*territory.within(roots).values()) if roots else None

    @cached_property
    def organization_ids(self) -> frozenset[int] | None:
        """Keys of its units; None when it is not narrowed."""
        return frozenset(unit.pk for unit in self.units.all()) or None

    def measure_scope(self, key: str = "") -> MeasureScope:
        """The scope that `key` writes; without one the programme's own territory."""
        return MeasureScope.parse(key) if key else MeasureScope.of(self.areas.all())

    def owner_on(self, day: date) -> Organization | None:
        """Who answered for the programme on `day`."""
        owner = self.owners.on(day).select_related("organization").first()
        return owner.organization if owner else None


class OwnerQuerySet(models.QuerySet):
    def on(self, day: date):
        """Owners on `day`: first and last day included."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day)).filter(Q(valid_to=None) | Q(valid_to__gte=day))


class ProgrammeOwner(models.Model):
    """The unit that advises on and leads a programme, for a period. Vietnamese: cơ quan thường trực."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="owners")
    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="đơn vị", related_name="+")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    legal_act = models.CharField("theo văn bản", max_length=300, blank=True)
    entry = deed_key()

    objects = OwnerQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan thường trực"
        verbose_name_plural = "cơ quan thường trực"
        ordering = [F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(name="one_open_owner", fields=["programme"], condition=Q(valid_to=None)),
            models.CheckConstraint(
                name="owner_ends_after_it_starts",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return str(self.organization)


class ProgrammeLink(models.Model):
    """A plan this one carries out, is made concrete by, or runs beside. Vietnamese: kế hoạch liên kết."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="links")
    other = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="linked_from")
    printed = models.CharField("tên như in trong văn bản", max_length=500, blank=True)
    """When the other plan is not kept here."""
    kind = models.CharField("quan hệ", max_length=10, choices=LinkKind)

    class Meta:
        verbose_name = "kế hoạch liên kết"
        verbose_name_plural = "kế hoạch liên kết"
        constraints = [
            models.CheckConstraint(
                name="link_names_a_plan",
                condition=(Q(other__isnull=False) | ~Q(printed="")) & ~Q(other=F("programme")),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.other or self.printed}"

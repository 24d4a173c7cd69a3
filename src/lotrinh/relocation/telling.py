"""What the owner is told: why listed, which facts, which options, which support, what next. One value for the page by
personal link, the printed sheet and the officer's preview.

Proposals, scores, locks and decisions that were not announced are not in it, nor who complained.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from lotrinh.relocation.choices import Nuisance, Option, Side
from lotrinh.relocation.models import (
    Complaint,
    Dossier,
    Finding,
    Needs,
    Objection,
    ResidentsNear,
    Restriction,
    Sample,
    SupportItem,
)
from lotrinh.relocation.querysets import BEFORE_LISTED, OVER


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, and why it is not open ("" when it is)."""

    label: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    dossier: Dossier
    day: date
    findings: tuple[Finding, ...]
    samples: tuple[Sample, ...]
    complaints: tuple[tuple[str, int], ...]
    """What was complained of in twelve months, and how often."""
    residents: ResidentsNear | None
    needs: Needs | None
    choices: tuple[Choice, ...]
    support: tuple[SupportItem, ...]
    objections: tuple[Objection, ...]

    @property
    def is_listed(self) -> bool:
        return self.dossier.step not in BEFORE_LISTED

    @property
    def is_announced(self) -> bool:
        return self.dossier.announced_on is not None and self.dossier.announced_on <= self.day

    @property
    def is_frozen(self) -> bool:
        over = self.dossier.step in OVER
        return self.is_listed and not over and self.dossier.side != Side.EXEMPTED

    @property
    def total(self):
        return sum(one.amount_million for one in self.support)


def told(dossier: Dossier, day: date) -> Told:
    """Everything the owner of `dossier` (with establishment, area, cluster) may know on `day`. Eight queries."""
    key = dossier.establishment_id
    announced = dossier.announced_on is not None and dossier.announced_on <= day
    complaints = Complaint.objects.filter(establishment=key).received_between(_a_year_before(day), day)
    counted = Counter(complaints.values_list("about", flat=True))
    return Told(
        dossier=dossier,
        day=day,
        findings=tuple(
            Finding.objects.in_force_on(day).filter(establishment=key).select_related("limit").order_by("fact")
        ),
        samples=tuple(
            Sample.objects.with_ratio().filter(establishment=key).select_related("limit").order_by("-taken_on")[:10]
        ),
        complaints=tuple((Nuisance(about).label, times) for about, times in counted.most_common()),
        residents=ResidentsNear.objects.latest_on(day, "counted_on").filter(establishment=key).first(),
        needs=Needs.objects.latest_on(day, "declared_on").filter(establishment=key).first(),
        choices=tuple(_choices(dossier, day)),
        support=tuple(dossier.support_items.select_related("rate", "purse").order_by("item", "part"))
        if announced
        else (),
        objections=tuple(dossier.objections.order_by("-received_on", "-pk")),
    )


def _a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28))


def _choices(dossier: Dossier, day: date):
    standing = list(Restriction.objects.standing_on(day).filter(dossier=dossier).select_related("cluster"))
    for option in Option:
        out = [one for one in standing if one.option == option and one.cluster_id is None]
        yield Choice(option.label, "; ".join(f"{one.cause} (sẽ khác nếu {one.would_change})" for one in out))

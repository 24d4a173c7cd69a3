"""The claim ledger: every number a plan states beside the sum of its parts and the registers' own count."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lotrinh.core.periods import Period
from lotrinh.indicators.measures import Figure
from lotrinh.indicators.reading import figure_of
from lotrinh.plans.choices import Review, VersionState
from lotrinh.plans.models import Claim, PlanVersion, Programme


@dataclass(frozen=True)
class Stated:
    """One claim with what can be set against it."""

    claim: Claim
    parts: tuple[Claim, ...] = ()
    figure: Figure | None = None
    """Counted from registers, or declared; None where no indicator was named."""
    said_before: tuple[Claim, ...] = ()
    """The same claim in other texts of the plan, newest first."""

    @property
    def by_parts(self) -> Decimal | None:
        """The sum of its parts; None without parts."""
        return sum((part.value for part in self.parts), Decimal(0)) if self.parts else None

    @property
    def differs_from_parts(self) -> Decimal | None:
        """How much the parts say more (or less) than the whole; None when they agree or there are none."""
        difference = self.by_parts - self.claim.value if self.parts else Decimal(0)
        return difference or None

    @property
    def differs_from_count(self) -> Decimal | None:
        if self.figure is None or self.figure.value is None:
            return None
        return self.figure.value - self.claim.value or None


def text_of(programme: Programme, who) -> PlanVersion | None:
    """The text whose claims are told: the one in force, else the newest draft that `who` sees."""
    seen = PlanVersion.objects.visible_to(who).filter(programme=programme)
    return seen.published().first() or seen.filter(state=VersionState.DRAFT).order_by("-ordinal").first()


def ledger(version: PlanVersion, day: date) -> list[Stated]:
    """Every claim that was not rejected, in the order of the text, parts under their wholes."""
    claims = list(
        Claim.objects.filter(version=version)
        .exclude(review=Review.REJECTED)
        .select_related("sentence__block", "indicator", "version__programme")
    )
    claims.sort(key=_place)
    parts = defaultdict(list)
    for claim in claims:
        if claim.whole_id:
            parts[claim.whole_id].append(claim)
    period = Period.covering(day, "year")
    before = _said_before(version, claims)
    return [
        Stated(claim, tuple(parts[claim.pk]), _counted(claim, period), tuple(before[claim.identity]))
        for claim in claims
        if not claim.whole_id
    ]


def _place(claim: Claim) -> tuple:
    sentence = claim.sentence
    return (sentence.block.index, sentence.start, claim.pk) if sentence else (10**6, 0, claim.pk)


def _counted(claim: Claim, period: Period) -> Figure | None:
    return figure_of(claim.indicator, claim.measure_scope, period) if claim.indicator else None


def _said_before(version: PlanVersion, claims: list[Claim]) -> dict:
    """The same claims in superseded texts that said another number."""
    found = defaultdict(list)
    others = Claim.objects.filter(
        version__programme=version.programme_id, identity__in=[claim.identity for claim in claims]
    ).exclude(version=version)
    for claim in others.select_related("version").order_by("-version__ordinal"):
        found[claim.identity].append(claim)
    return found

"""The exposure ranking as of a day: establishments in scope, their residents, the weights in force."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lotrinh.establishments.models import Establishment
from lotrinh.relocation.exposure import Score, score
from lotrinh.relocation.models import Dossier, ExposureWeights, Finding, ResidentsNear
from lotrinh.relocation.nearest import nearest


@dataclass(frozen=True, slots=True)
class Screened:
    """One establishment's place in the ranking; without a count of residents there is no score."""

    establishment: Establishment
    residents: ResidentsNear | None
    score: Score | None
    findings: tuple[Finding, ...]
    """What was found of the four facts; they stand beside the score and never inside it."""
    place: int = 0
    dossier: int | None = None
    """Key of its dossier, when there is one that the asker sees."""


@dataclass(frozen=True, slots=True)
class Ranking:
    day: date
    weights: tuple[ExposureWeights, ...]
    """The versions by which this ranking was made; several where territories weigh for themselves."""
    ranked: tuple[Screened, ...]
    unknown: tuple[Screened, ...]
    """Nobody has counted or estimated who lives near."""

    @property
    def estimated(self) -> int:
        return sum(one.residents is not None and one.residents.is_estimate for one in self.ranked)


def ranking(who, day: date, *, area: int | None = None, trade: str = "") -> Ranking:
    """Those at work on `day` that `who` may see, the highest score first; ties by name. Five queries."""
    rows = Establishment.objects.not_merged().operating_on(day).visible_to(who).exclude(in_residential_area="no")
    rows = rows.select_related("area").order_by("name_sort", "pk")
    if area:
        rows = rows.filter(area=area)
    if trade:
        rows = rows.filter(trade=trade)
    rows = list(rows)
    weights = list(ExposureWeights.objects.in_force_on(day).select_related("area"))
    keys = [row.pk for row in rows]
    residents = _by_establishment(ResidentsNear.objects.latest_on(day, "counted_on"), keys)
    findings = _by_establishment(Finding.objects.in_force_on(day).order_by("fact"), keys)
    own = {path: nearest(weights, path) for path in {row.area.path for row in rows}}
    screened = [_screened(row, own[row.area.path], residents.get(row.pk), findings.get(row.pk, [])) for row in rows]
    known = sorted((one for one in screened if one.score is not None), key=lambda one: -one.score.value)
    dossiers = dict(Dossier.objects.visible_to(who).values_list("establishment", "pk"))
    placed = tuple(
        replace(one, place=place, dossier=dossiers.get(one.establishment.pk)) for place, one in _placed(known)
    )
    used = tuple(one for one in weights if one in own.values())
    return Ranking(day, used, placed, tuple(one for one in screened if one.score is None))


def _placed(known: list[Screened]) -> Iterator[tuple[int, Screened]]:
    """Equal scores share a place: who comes first by name is no more urgent."""
    place = 0
    for number, one in enumerate(known, 1):
        if number == 1 or one.score.value < known[number - 2].score.value:
            place = number
        yield place, one


def _screened(row, weights, residents, findings) -> Screened:
    latest = residents[0] if residents else None
    made = None
    if weights is not None and latest is not None:
        made = score(weights.hazard_of(row.trade), latest.rings, weights.bands)
    return Screened(row, latest, made, tuple(findings))


def _by_establishment(rows, keys: list[int]) -> dict[int, list]:
    """Rows of these establishments; many keys are looked for among all rows instead of being sent."""
    wanted, found = set(keys), {}
    rows = rows.filter(establishment__in=keys) if len(keys) <= 500 else rows
    for row in rows:
        if row.establishment_id in wanted:
            found.setdefault(row.establishment_id, []).append(row)
    return found

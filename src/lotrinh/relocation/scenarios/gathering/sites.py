"""What is to move: each establishment with its facts, its costs, what it cannot do and what was signed."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from lotrinh.establishments.choices import TradeType
from lotrinh.establishments.models import Establishment
from lotrinh.relocation import exposure, sheets
from lotrinh.relocation.choices import Option as Chosen
from lotrinh.relocation.choices import Step, Supply
from lotrinh.relocation.models import Dossier, ExposureWeights, Needs, ResidentsNear, Restriction, SupportCap
from lotrinh.relocation.nearest import cap_for, nearest
from lotrinh.relocation.scenarios.building import GROUPS
from lotrinh.relocation.scenarios.facts import Datum, Known, Option, Site
from lotrinh.workforce.models import LabourReturn

KIND_OF = {
    Chosen.CLUSTER: "move",
    Chosen.CONVERT: "convert",
    Chosen.CHANGE_TRADE: "change_trade",
    Chosen.CLOSE: "close",
}
OPTION_OF = {kind: option for option, kind in KIND_OF.items()}
"""What a plan's kind is called in a dossier; staying is no option there."""
SIGNED = (
    *(Step.AGREED, Step.PAYING, Step.MOVED, Step.RUNNING),
    *(Step.CLEARED, Step.LAND_SETTLED, Step.CLOSED),
)
"""From the signed agreement on nothing is planned any more."""
GROUP_OF = {
    TradeType.VERMICELLI: GROUPS[0],
    TradeType.SAWMILL: GROUPS[1],
    TradeType.BRICK_KILN: GROUPS[1],
    TradeType.LIME_KILN: GROUPS[1],
}


class KnownFacts:
    """The latest facts on a day about some establishments, each read in one query."""

    def __init__(self, day: date, pks: list[int]):
        mine = {"establishment__in": pks}
        self.residents = {
            row.establishment_id: row for row in ResidentsNear.objects.latest_on(day, "counted_on").filter(**mine)
        }
        self.needs = {row.establishment_id: row for row in Needs.objects.latest_on(day, "declared_on").filter(**mine)}
        returns = LabourReturn.objects.filter(as_of__lte=day, **mine).order_by("as_of")
        self.workers = dict(returns.values_list("establishment", "workers"))
        self.weights = list(ExposureWeights.objects.in_force_on(day).select_related("area"))
        self.unset = ExposureWeights(valid_from=day)
        self.caps = list(SupportCap.objects.in_force_on(day).select_related("area"))

    def exposure(self, establishment: Establishment) -> Datum:
        """Weighted persons; counted from points is declared, a density is an estimate."""
        row = self.residents.get(establishment.pk)
        if row is None:
            return Datum.of(None)
        weights = nearest(self.weights, establishment.area.path) or self.unset
        found = exposure.score(weights.hazard_of(establishment.trade), row.rings, weights.bands)
        return Datum.of(round(found.value, 4), Known.ESTIMATED if row.is_estimate else Known.DECLARED)


def site_of(dossier: Dossier, known: KnownFacts, restrictions, rates, paid: Decimal, labels: list[str]) -> Site:
    one = dossier.establishment
    needs = known.needs.get(one.pk)
    workers = needs.workers if needs and needs.workers is not None else known.workers.get(one.pk)
    certain = Known.ESTIMATED if needs and needs.is_estimate else Known.DECLARED
    signed = _signed(dossier, labels)
    return Site(
        key=one.code,
        pk=one.pk,
        name=one.name,
        trade=one.get_trade_display(),
        ward=one.area.name,
        group=GROUP_OF.get(one.trade, GROUPS[2]),
        point=None if one.latitude is None else (float(one.latitude), float(one.longitude)),
        exposure=known.exposure(one),
        area_m2=Datum.of(needs.area_m2 if needs else None, certain),
        land_m2=None if one.land_area_m2 is None else float(one.land_area_m2),
        workers=Datum.of(workers, certain if needs and needs.workers is not None else Known.DECLARED),
        costs=_costs(one, workers, rates, known.caps, paid),
        needs=_supplies_needed(needs, certain),
        # What was signed holds, whatever stands in its way now.
        removed=frozenset() if signed else restrictions.removed,
        closed_grounds=frozenset() if signed else restrictions.grounds,
        may_stay=dossier.may_stay,
        earliest=None if signed else restrictions.earliest,
        signed=signed,
    )


def _supplies_needed(needs: Needs | None, certain: Known) -> dict[str, Datum]:
    if needs is None:
        return {}
    stated = {
        Supply.POWER: needs.power_kw,
        Supply.WATER: needs.water_m3_day,
        Supply.WASTEWATER: needs.wastewater_m3_day,
    }
    return {str(supply.label): Datum.of(value, certain) for supply, value in stated.items()}


def is_fixed(dossier: Dossier) -> bool:
    return bool(dossier.option) and (dossier.step in SIGNED or dossier.is_locked)


def _signed(dossier: Dossier, labels: list[str]) -> Option | None:
    """The decision that stands. What was to begin before this plan's quarters is under way: it counts in the first."""
    if not is_fixed(dossier) or dossier.option not in KIND_OF:
        return None
    quarter = dossier.decided_quarter or labels[0]
    quarter = min(max(quarter, labels[0]), labels[-1])
    return Option(KIND_OF[dossier.option], dossier.cluster.name if dossier.cluster else None, quarter)


def _costs(one: Establishment, workers, rates, caps, paid: Decimal) -> dict[str, float | None]:
    """Support by kind from the rates in force, less what was paid already; without a rate the kind is left open."""
    quantities = sheets.Quantities(area_m2=one.land_area_m2, workers=workers)
    found: dict[str, float | None] = {}
    for option, kind in KIND_OF.items():
        lines = [
            sheets.line(sheets.Rated(rate.unit, rate.rate, rate.cap_million), quantities)
            for rate in rates
            if rate.option in ("", option)
        ]
        if amounts := [line.amount for line in lines if line is not None]:
            whole = sum(amounts, Decimal(0))
            if (cap := cap_for(caps, option, one.area.path)) is not None:
                whole = min(whole, cap.cap_million)
            found[kind] = float(max(whole - paid, Decimal(0)))
    return found


class _Restrictions:
    """What one dossier cannot do now."""

    def __init__(self) -> None:
        self.removed: frozenset[str] = frozenset()
        self.grounds: frozenset[str] = frozenset()
        self.earliest: date | None = None

    def add(self, row: Restriction) -> None:
        if row.option == Chosen.CLUSTER and row.cluster_id:
            self.grounds |= {row.cluster.name}
        elif row.option in KIND_OF:
            self.removed |= {KIND_OF[row.option]}
        elif not row.option and row.not_before:
            self.earliest = max(self.earliest or row.not_before, row.not_before)


def restrictions_of(day: date, dossiers: list[Dossier]) -> dict[int, _Restrictions]:
    found: dict[int, _Restrictions] = defaultdict(_Restrictions)
    rows = Restriction.objects.standing_on(day).filter(dossier__in=[d.pk for d in dossiers])
    for row in rows.select_related("cluster", "dossier__establishment"):
        found[row.dossier_id].add(row)
    return found

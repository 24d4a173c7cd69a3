"""From the registers, as of a day and as one person sees them, to the facts of a scenario."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Q

from lotrinh.clusters.choices import ClusterStage
from lotrinh.clusters.models import Cluster, Plot
from lotrinh.establishments.choices import TradeType, Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.plans.models import Programme, TargetContract
from lotrinh.relocation import exposure, sheets
from lotrinh.relocation.choices import Option as Chosen
from lotrinh.relocation.choices import Side, Step, Supply
from lotrinh.relocation.models import (
    ClusterSupply,
    Dossier,
    ExposureWeights,
    Needs,
    Precedence,
    ResidentsNear,
    Restriction,
    SupportCap,
    SupportRate,
)
from lotrinh.relocation.nearest import cap_for, nearest
from lotrinh.relocation.scenarios.building import GROUPS
from lotrinh.relocation.scenarios.facts import Datum, Facts, Fill, Ground, Known, Money, Option, Point, Site
from lotrinh.support.models import Payment, Purse, PurseYear
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
_TEN_THOUSAND = 10_000


def gather(
    programme: Programme,
    day: date,
    who,
    *,
    labels: list[str],
    keep: frozenset[int] = frozenset(),
    amended: Mapping[tuple[int, int], Decimal] | None = None,
) -> Facts:
    """What `who` sees of the programme's territory on `day`, for a plan of the quarters `labels`.

    `keep` names establishments of a plan in force: they stay in, though closed out since, with what they cost; money is
    then what each purse had before it paid them. `amended`: (purse, year) → the amount a later document sets.
    """
    dossiers = _dossiers(programme, day, who, keep)
    pks = [dossier.establishment_id for dossier in dossiers]
    paid = _paid_to(pks)
    known = _Known(day, pks)
    restrictions = _restrictions(day, dossiers)
    rates = list(SupportRate.objects.visible_to(who).in_force_on(day).select_related("area"))
    sites, planned, notes, elsewhere = [], [], [], []
    for dossier in dossiers:
        if dossier.option == Chosen.ELSEWHERE and _is_fixed(dossier):
            elsewhere.append(dossier.establishment.name)
            continue
        own_rates = [rate for rate in rates if dossier.establishment.area.path.startswith(rate.area.path)]
        off = Decimal(0) if keep else paid[dossier.establishment_id]
        planned.append(dossier)
        sites.append(_site(dossier, known, restrictions[dossier.pk], own_rates, off, labels))
    if elsewhere:
        notes.append(f"{len(elsewhere)} cơ sở đã quyết di dời đến nơi khác nên không đưa vào tính.")
    notes += _left_out(programme, day, who, pks)
    grounds, about_grounds = _grounds(day, who)
    places = {site.key: dossier.establishment.area.path for site, dossier in zip(sites, planned, strict=True)}
    purses, about_purses = _purses(day, who, places, paid if keep else None, amended or {})
    return Facts(
        day=day,
        sites=tuple(sites),
        grounds=grounds,
        purses=purses,
        fills=_fills(programme, grounds),
        precedence=_orders(day, {dossier.establishment_id: dossier.establishment.code for dossier in planned}),
        resources={str(one.label): one.value for one in Supply if any(one.label in g.resources for g in grounds)},
        notes=(*notes, *about_grounds, *about_purses),
    )


def _dossiers(programme: Programme, day: date, who, keep: frozenset[int]) -> list[Dossier]:
    waiting = Q(verified_on=None) | Q(verified_on__gt=day)
    found = (
        Dossier.objects.visible_to(who, within=programme)
        .filter(waiting & ~Q(side=Side.EXEMPTED) | Q(establishment__in=keep))
        .filter(establishment__in=Establishment.objects.not_merged().operating_on(day) | _kept(keep))
        .select_related("establishment__area", "cluster")
    )
    return list(found.order_by("establishment__code"))


def _kept(keep: frozenset[int]):
    return Establishment.objects.filter(pk__in=keep)


def _left_out(programme: Programme, day: date, who, pks: list[int]) -> list[str]:
    mixed = Establishment.objects.visible_to(who, within=programme).not_merged().operating_on(day)
    count = mixed.filter(in_residential_area=Tristate.YES, dossier=None).count()
    if not count:
        return []
    return [f"{count} cơ sở xen lẫn khu dân cư chưa lập hồ sơ di dời nên chưa có trong phương án."]


class _Known:
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


def _site(dossier: Dossier, known: _Known, restrictions, rates, paid: Decimal, labels: list[str]) -> Site:
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


def _is_fixed(dossier: Dossier) -> bool:
    return bool(dossier.option) and (dossier.step in SIGNED or dossier.is_locked)


def _signed(dossier: Dossier, labels: list[str]) -> Option | None:
    """The decision that stands. What was to begin before this plan's quarters is under way: it counts in the first."""
    if not _is_fixed(dossier) or dossier.option not in KIND_OF:
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


def _restrictions(day: date, dossiers: list[Dossier]) -> dict[int, _Restrictions]:
    found: dict[int, _Restrictions] = defaultdict(_Restrictions)
    rows = Restriction.objects.standing_on(day).filter(dossier__in=[d.pk for d in dossiers])
    for row in rows.select_related("cluster", "dossier__establishment"):
        found[row.dossier_id].add(row)
    return found


def _orders(day: date, codes: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """(code, code) of who goes before whom, of those in the plan."""
    pairs = Precedence.objects.standing_on(day).filter(earlier__in=codes, later__in=codes)
    return tuple((codes[earlier], codes[later]) for earlier, later in pairs.values_list("earlier", "later"))


def _paid_to(pks: list[int]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for payee, amount in Payment.objects.standing().filter(payee__in=pks).values_list("payee", "amount_million"):
        found[payee] += amount
    return found


def _grounds(day: date, who) -> tuple[tuple[Ground, ...], list[str]]:
    """Clusters with industrial plots that are neither let nor promised; land with a day ahead is ready from then on."""
    plots = (
        Plot.objects.visible_to(who)
        .industrial()
        .with_use_on(day)
        .exclude(cluster__stage=ClusterStage.ABOLISHED)
        .select_related("cluster")
        .order_by("cluster__name_sort", "code_sort")
    )
    by_cluster: dict[Cluster, list[Plot]] = defaultdict(list)
    for plot in plots:
        by_cluster[plot.cluster].append(plot)
    supplies = _supplies(list(by_cluster), who)
    said = []
    if not supplies:
        said.append(
            "Chưa cụm nào khai năng lực điện, nước sạch, xử lý nước thải nên phương án mới xét diện tích đất; khai ở "
            "sổ năng lực hạ tầng của cụm."
        )
    said += [
        f"{cluster.name} chỉ thu hút: {cluster.permitted_sectors}. Cơ sở không được nhận phải được ghi hạn chế "
        "trong hồ sơ, nếu không phương án vẫn có thể xếp vào."
        for cluster in by_cluster
        if cluster.permitted_sectors
    ]
    return tuple(_ground(cluster, own, supplies.get(cluster.pk, {})) for cluster, own in by_cluster.items()), said


def _supplies(clusters: list[Cluster], who) -> dict[int, dict[str, tuple[tuple[date, float], ...]]]:
    """Per cluster and supply the days and what each adds; rows state totals."""
    rows = ClusterSupply.objects.visible_to(who).filter(cluster__in=clusters).order_by("available_from")
    found: dict[int, dict[str, tuple[tuple[date, float], ...]]] = defaultdict(dict)
    for row in rows:
        name = row.get_supply_display()
        before = found[row.cluster_id].get(name, ())
        more = float(row.amount) - sum(amount for _, amount in before)
        found[row.cluster_id][name] = (*before, (row.available_from, max(more, 0.0)))
    return found


def _ground(cluster: Cluster, plots: list[Plot], supplies) -> Ground:
    free = [plot for plot in plots if not plot.is_let and not plot.is_approved]
    return Ground(
        key=cluster.name,
        pk=cluster.pk,
        point=_middle(plots),
        steps=tuple((plot.serviced_on, _m2(plot)) for plot in free if plot.serviced_on),
        leasable_m2=sum(map(_m2, plots)),
        let_m2=sum(_m2(plot) for plot in plots if plot.is_let or plot.is_approved),
        undated_m2=sum(_m2(plot) for plot in free if not plot.serviced_on),
        resources=supplies,
    )


def _m2(plot: Plot) -> float:
    return float(plot.area_ha or 0) * _TEN_THOUSAND


def _middle(plots: list[Plot]) -> Point | None:
    return middle_of([plot.outline for plot in plots if plot.outline])


def middle_of(outlines: list[dict]) -> Point | None:
    """The mean of all corners of some GeoJSON outlines; None without any."""
    corners = [corner for outline in outlines for corner in _corners(outline["coordinates"])]
    if not corners:
        return None
    return sum(y for _, y in corners) / len(corners), sum(x for x, _ in corners) / len(corners)


def _corners(nested):
    if nested and isinstance(nested[0], int | float):
        yield nested[:2]
        return
    for part in nested:
        yield from _corners(part)


def _purses(day: date, who, places: dict[str, str], paid_inside: dict[int, Decimal] | None, amended):
    """Each purse that serves a site, with what is left of each year as decided by `day`; and what was left out.

    `places`: the path of each site's area by its code; a purse of one ward serves that ward's sites alone.

    With `paid_inside` (a plan in force) what it paid to those establishments is not yet taken off: the plan holds it.
    """
    back: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    if paid_inside is not None:
        rows = Payment.objects.standing().filter(payee__in=list(paid_inside))
        for purse, paid_on, amount in rows.values_list("purse", "paid_on", "amount_million"):
            back[purse, paid_on.year] += amount
    years: dict[int, dict[int, float]] = defaultdict(dict)
    for row in PurseYear.objects.visible_to(who).in_force_on(day).with_paid():
        amount = amended.get((row.purse_id, row.year), row.amount_million)
        left = amount - row.paid_million + back[row.purse_id, row.year]
        years[row.purse_id][row.year] = float(max(left, Decimal(0)))
    for (purse, year), amount in amended.items():
        years[purse].setdefault(year, float(amount))
    found, said = [], []
    for purse in Purse.objects.visible_to(who).select_related("area").order_by("name_sort"):
        serves = frozenset(key for key, path in places.items() if path.startswith(purse.area.path))
        if places and not serves:
            said.append(f"{purse} dùng cho {purse.area.name}, nơi không có cơ sở nào của phương án, nên không đưa vào.")
            continue
        pays = frozenset(kind for kind in OPTION_OF if getattr(purse, f"pays_{kind}"))
        only = None if len(serves) == len(places) else serves
        left = float(purse.carry_over_percent) / 100
        found.append(Money(purse.name, purse.pk, years[purse.pk], left, pays, only))
    return tuple(found), said


def _fills(programme: Programme, grounds: tuple[Ground, ...]) -> tuple[Fill, ...]:
    """The programme's targets for the fill rate of one cluster."""
    by_pk = {str(ground.pk): ground for ground in grounds}
    contracts = TargetContract.objects.filter(
        live_since__isnull=False,
        target__version__programme=programme,
        indicator__measure__startswith="cluster.fill",
        target__by__isnull=False,
    ).select_related("target")
    found = []
    for contract in contracts:
        cluster = dict(programme.measure_scope(contract.scope).within).get("cluster")
        if cluster in by_pk and contract.threshold is not None:
            rate = min(float(contract.threshold) / 100, 1.0)
            found.append(Fill(by_pk[cluster].key, contract.target.by, rate))
    return tuple(found)

"""Where to: clusters with land that is neither let nor promised, what they supply, how full they must be."""

from collections import defaultdict
from datetime import date

from lotrinh.clusters.choices import ClusterStage
from lotrinh.clusters.models import Cluster, Plot
from lotrinh.plans.models import Programme, TargetContract
from lotrinh.relocation.models import ClusterSupply
from lotrinh.relocation.scenarios.facts import Fill, Ground, Point

_TEN_THOUSAND = 10_000


def grounds_of(day: date, who) -> tuple[tuple[Ground, ...], list[str]]:
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


def fills_of(programme: Programme, grounds: tuple[Ground, ...]) -> tuple[Fill, ...]:
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

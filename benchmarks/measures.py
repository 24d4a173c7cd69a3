"""Fill rate of 300 clusters over 20 quarters, by our measure and by hand-written SQL in the same database.

One JSON line: `lotrinh bench measures [--clusters N] [--quarters N] [--plots N]`. The hand-written way answers the same
question: the share of each cluster in each quarter as an exact decimal, with both areas and the number of plots that
lack theirs. Works on the database of DATABASE_URL, else on a SQLite file of its own, and takes its rows out again.
"""

import argparse
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

ROUNDS = 7
BY_HAND = """
SELECT plot.cluster_id, COUNT(*) - COUNT(plot.area_ha), SUM(plot.area_ha), SUM(CASE WHEN plot.id IN (
    SELECT plot_id FROM clusters_lease WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)
) OR plot.id IN (
    SELECT plot_id FROM clusters_approval WHERE decided_on <= %s AND (withdrawn_on IS NULL OR withdrawn_on > %s)
) THEN plot.area_ha ELSE 0 END)
FROM clusters_plot plot WHERE plot.purpose = 'industrial' GROUP BY plot.cluster_id
"""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench measures")
    parser.add_argument("--clusters", type=int, default=300)
    parser.add_argument("--quarters", type=int, default=20)
    parser.add_argument("--plots", type=int, default=50, help="a cluster of up to 75 ha in plots of about a hectare")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="lotrinh-bench-") as folder:
        _set_up(folder)
        print(json.dumps(measure(args.clusters, args.quarters, args.plots), ensure_ascii=False), flush=True)
    return 0


def _set_up(folder: str) -> None:
    if "LOTRINH_DATA" not in os.environ:
        os.environ["LOTRINH_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotrinh.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def measure(clusters: int, quarters: int, plots: int) -> dict:
    """Both answers must agree in every cell; the figure is the median of several rounds, alternating."""
    from django.db import connection, transaction

    from lotrinh.core.periods import Period

    periods = [Period("quarter", 2021 + n // 4, n % 4 + 1) for n in range(quarters)]
    with transaction.atomic():
        fill(clusters, plots)
        ours, theirs = _ours(periods), _by_hand(periods)
        _compare(ours, theirs)
        times = {_ours: [], _by_hand: []}
        for _ in range(ROUNDS):
            for way, spent in times.items():
                began = time.perf_counter()
                way(periods)
                spent.append(time.perf_counter() - began)
        transaction.set_rollback(True)
    seconds, against = (statistics.median(times[way]) for way in (_ours, _by_hand))
    return {
        "bench": "measures",
        "case": f"fill rate, {clusters} clusters of {plots} plots, {quarters} quarters",
        "database": connection.vendor,
        "seconds": round(seconds, 4),
        "against": "hand-written SQL",
        "against_seconds": round(against, 4),
        "ratio": round(seconds / against, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _ours(periods):
    from lotrinh.indicators.measures import EVERYWHERE, measure_named

    return measure_named("cluster.fill_2024").series(EVERYWHERE, periods, by="cluster")


def _by_hand(periods):
    from django.db import connection

    series = defaultdict(list)
    with connection.cursor() as cursor:
        for period in periods:
            cursor.execute(BY_HAND, [period.last] * 4)
            for cluster, missing, area, used in cursor.fetchall():
                area, used = Decimal(str(area)), Decimal(str(used))
                series[cluster].append((100 * used / area, used, area, missing))
    return series


def _compare(ours, theirs) -> None:
    assert ours.keys() == theirs.keys()
    for cluster, shares in theirs.items():
        for figure, (share, used, area, missing) in zip(ours[cluster], shares, strict=True):
            assert abs(figure.value - share) < 1e-9 and figure.missing == missing, (cluster, figure)
            assert abs(figure.numerator - used) < 1e-6 and abs(figure.denominator - area) < 1e-6, (cluster, figure)


def fill(clusters: int, plots: int = 50) -> None:
    """Invented clusters of `plots` plots, most of them let once or twice, a third with an approval."""
    from django.db import connection

    from lotrinh.areas.models import Area
    from lotrinh.clusters.models import Approval, Cluster, Lease, Plot
    from lotrinh.core.models import AuditEntry
    from lotrinh.establishments.models import Establishment

    chance = random.Random(20261125)
    entry = AuditEntry.objects.create(deed="Đo tốc độ")
    area = Area.objects.create(name="Đo", full_name="Đo tốc độ", kind="phuong", path="do@1/", entry=entry)
    tenant = Establishment.objects.create(code="DO", name="Đo tốc độ", area=area, entry=entry)

    def day():
        return date(2020, 1, 1) + timedelta(days=chance.randrange(2_200))

    made = Cluster.objects.bulk_create(Cluster(name=f"Đo {n}", area=area, entry=entry) for n in range(clusters))
    land = Plot.objects.bulk_create(
        [
            Plot(
                cluster=cluster,
                code=f"A{n}",
                area_ha=chance.randrange(1_000, 30_000) / 10_000,
                purpose="industrial" if n % 6 else "green",
                entry=entry,
            )
            for cluster in made
            for n in range(plots)
        ],
        batch_size=500,
    )
    leases, approvals = [], []
    for plot in land:
        starts = day()
        for n in range(chance.randrange(3)):
            ends = starts + timedelta(days=chance.randrange(200, 900))
            leases.append(
                Lease(
                    plot=plot,
                    tenant=tenant,
                    contract_no=f"{n}",
                    area_ha=0.1,
                    starts_on=starts,
                    ends_on=ends,
                    entry=entry,
                )
            )
            starts = ends + timedelta(days=30)
        if chance.random() < 0.33:
            approvals.append(
                Approval(plot=plot, number="1", kind="policy", project="Đo", decided_on=day(), entry=entry)
            )
    Lease.objects.bulk_create(leases, batch_size=500)
    Approval.objects.bulk_create(approvals, batch_size=500)
    with connection.cursor() as cursor:
        for model in (Plot, Lease, Approval):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

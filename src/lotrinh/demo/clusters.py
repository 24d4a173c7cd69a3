"""The two clusters of the plan, with invented plots, leases and approvals.

Facts are the founding of Quảng Khánh, its whole area, sectors and developer (docs/sources.md); everything inside its
fence is invented. Of the city cluster nothing is known but its name.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from lotrinh.clusters.choices import ApprovalKind, ClusterKind, ClusterStage, PlotPurpose
from lotrinh.clusters.models import Approval, Cluster, Lease, Plot
from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.offices import office_named, ward_area
from lotrinh.demo.sign_ins import DIVISION
from lotrinh.establishments.models import Establishment

QUANG_KHANH = "Cụm công nghiệp Quảng Khánh"
CITY_CLUSTER = "Cụm công nghiệp - Tiểu thủ công nghiệp thành phố Cao Lãnh"
WEST, SOUTH = 105.6498, 10.4728
"""Corner of the drawn rectangle; the true outline is not public."""
METRE_EAST, METRE_NORTH = 1 / 109_400, 1 / 110_600
"""Degrees a metre, near 10.47° north."""
ROWS = (("A", 5), ("B", 6), ("C", 5))
"""Rows of industrial plots, and how many stand in each."""
DEPTH, ROAD = 110, 18
"""Metres a plot is deep; metres of road between rows."""
LEASED = (
    *(("A1", date(2022, 9, 1)), ("A2", date(2023, 3, 1)), ("A3", date(2023, 10, 1)), ("B1", date(2024, 2, 1))),
    *(("B2", date(2024, 9, 1)), ("B3", date(2025, 3, 1)), ("C1", date(2025, 11, 1)), ("C2", date(2026, 5, 1))),
)
"""Plot and first day of its lease, a tenant each."""
APPROVED = (("A4", date(2024, 6, 1), None), ("B4", date(2025, 5, 1), None), ("B5", date(2023, 8, 1), date(2025, 2, 1)))
"""Plot, day of its approval, day that was withdrawn."""
ENTERED_LATE = ("B6", date(2026, 8, 20))
"""Decided before the cut-off of a report that had left by the time it was entered."""


def enter_clusters(tenants: Sequence[Establishment], chance: random.Random, *, by: User) -> None:
    with audit("Nhập sổ cụm công nghiệp (mẫu)", by=by):
        write(_quang_khanh(), by=by)
        write(_city_cluster(), by=by)
        plots = _plots(Cluster.objects.get(name=QUANG_KHANH), chance)
        write(plots, by=by)
        by_code = {plot.code: plot for plot in plots}
        write([_lease(by_code[code], tenant, day) for (code, day), tenant in zip(LEASED, tenants, strict=False)], by=by)
        write([_approval(by_code[code], *days) for code, *days in APPROVED], by=by)


def enter_late_approval(*, by: User) -> None:
    """What the next report tells under "changes since the last one"."""
    code, decided_on = ENTERED_LATE
    plot = Plot.objects.get(cluster__name=QUANG_KHANH, code=code)
    write(_approval(plot, decided_on, None), by=by, deed="Nhập muộn chấp thuận đầu tư (mẫu)")


def _quang_khanh() -> Cluster:
    return Cluster(
        name=QUANG_KHANH,
        area=ward_area("Mỹ Trà"),
        manager=office_named(DIVISION.format("Mỹ Trà")),
        kind=ClusterKind.GENERAL,
        stage=ClusterStage.OPERATING,
        founding_decision="1415/QĐ-UBND-HC",
        founded_on=date(2021, 9, 17),
        planned_area_ha=Decimal("16.783"),
        developer="Trung tâm Đầu tư và Khai thác hạ tầng",
        permitted_sectors="Dược và sản phẩm liên quan; công nghiệp sạch",
        is_sample=True,
    )


def _city_cluster() -> Cluster:
    return Cluster(
        name=CITY_CLUSTER,
        area=ward_area("Mỹ Ngãi"),
        manager=office_named(DIVISION.format("Mỹ Ngãi")),
        kind=ClusterKind.CRAFT,
        stage=ClusterStage.PROPOSED,
        is_sample=True,
    )


def _plots(cluster: Cluster, chance: random.Random) -> list[Plot]:
    """Three rows of industrial plots along two roads, a green strip and a wastewater plant."""
    made, north = [], 0
    for letter, count in ROWS:
        east = 0
        for number in range(1, count + 1):
            width = chance.randrange(50, 75)
            made.append(_plot(cluster, f"{letter}{number}", PlotPurpose.INDUSTRIAL, east, north, width, DEPTH))
            east += width
        north += DEPTH + ROAD
    made.append(_plot(cluster, "CX1", PlotPurpose.GREEN, 0, north, 380, 35))
    made.append(_plot(cluster, "HT1", PlotPurpose.TECHNICAL, 400, 0, 60, DEPTH))
    return made


def _plot(cluster: Cluster, code: str, purpose: PlotPurpose, east: int, north: int, width: int, depth: int) -> Plot:
    """Metres east and north of the corner; the area is that of the outline."""
    return Plot(
        cluster=cluster,
        code=code,
        purpose=purpose,
        area_ha=Decimal(width * depth) / 10_000,
        cleared_on=date(2022, 1, 15),
        serviced_on=date(2024, 5, 1) if code.startswith("C") else date(2022, 6, 30),
        outline=_rectangle(east, north, width, depth),
        is_sample=True,
    )


def _rectangle(east: int, north: int, width: int, depth: int) -> dict:
    corners = ((0, 0), (width, 0), (width, depth), (0, depth), (0, 0))
    ring = [[round(WEST + (east + x) * METRE_EAST, 6), round(SOUTH + (north + y) * METRE_NORTH, 6)] for x, y in corners]
    return {"type": "Polygon", "coordinates": [ring]}


def _lease(plot: Plot, tenant: Establishment, starts_on: date) -> Lease:
    """Ten years, the whole plot; the first ones are near their end only in name."""
    ends_on = date(starts_on.year + 10, starts_on.month, 1) - timedelta(days=1)
    return Lease(
        plot=plot,
        contract_no=f"{plot.code}/{starts_on.year}/HĐ-MẪU",
        tenant=tenant,
        area_ha=plot.area_ha,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _approval(plot: Plot, decided_on: date, withdrawn_on: date | None) -> Approval:
    return Approval(
        plot=plot,
        number=f"{plot.code}/QĐ-MẪU",
        kind=ApprovalKind.POLICY,
        project=f"Nhà xưởng mẫu tại lô {plot.code}",
        decided_on=decided_on,
        withdrawn_on=withdrawn_on,
    )

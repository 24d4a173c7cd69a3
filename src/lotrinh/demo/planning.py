"""What a plan needs besides dossiers, invented: what the cluster supplies, who goes first, a cap, where people live."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from lotrinh.areas.models import Area
from lotrinh.clusters.models import Cluster
from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.clusters import QUANG_KHANH
from lotrinh.demo.offices import PROVINCE
from lotrinh.relocation.choices import Supply
from lotrinh.relocation.models import ClusterSupply, Dossier, Home, Precedence, SupportCap

NOW, LATER = date(2026, 1, 1), date(2028, 7, 1)
SUPPLIES = (
    *((Supply.POWER, NOW, 1500), (Supply.POWER, LATER, 2600)),
    *((Supply.WATER, NOW, 260), (Supply.WATER, LATER, 420)),
    *((Supply.WASTEWATER, NOW, 140), (Supply.WASTEWATER, LATER, 260)),
)
"""Supply, day, total from that day: kW, m³ a day."""
AROUND = ((3, 0, 14), (0, 4, 9), (-4, 3, 21), (6, -5, 32))
"""Ten-thousandths of a degree north and east of a workshop, and how many people live there."""


def enter_planning(*, by: User, administrator: User) -> None:
    waiting = list(Dossier.objects.filter(is_sample=True, option="").select_related("establishment__area"))
    with audit("Nhập số liệu để lập phương án di dời (mẫu)", by=by):
        write([*_supplies()], by=by)
        write([_order(*waiting[:2])], by=by)
        write([*_homes(waiting[:6])], by=by)
    write(_cap(), by=administrator, deed="Nhập mức trần cả phiếu (mẫu)")


def _supplies() -> Iterable[ClusterSupply]:
    cluster = Cluster.objects.get(name=QUANG_KHANH)
    for supply, day, amount in SUPPLIES:
        yield ClusterSupply(
            cluster=cluster, supply=supply, available_from=day, amount=Decimal(amount), basis="năng lực mẫu",
            is_sample=True,
        )  # fmt: skip


def _order(earlier: Dossier, later: Dossier) -> Precedence:
    return Precedence(
        earlier=earlier.establishment, later=later.establishment, reason="chung một lối vào (mẫu)",
        stated_on=date(2026, 6, 1), is_sample=True,
    )  # fmt: skip


def _homes(dossiers: Iterable[Dossier]) -> Iterable[Home]:
    for dossier in dossiers:
        place = dossier.establishment
        for number, (north, east, persons) in enumerate(AROUND, 1):
            yield Home(
                code=f"ND-{place.code}-{number}", area=place.area, persons=persons, counted_on=date(2026, 9, 1),
                latitude=place.latitude + Decimal(north) / 10_000, longitude=place.longitude + Decimal(east) / 10_000,
                basis="điểm dân cư mẫu", is_sample=True,
            )  # fmt: skip


def _cap() -> SupportCap:
    return SupportCap(
        area=Area.objects.get(full_name=PROVINCE), cap_million=Decimal(300), legal_basis="mức mẫu, chưa có nghị quyết",
        valid_from=date(2026, 1, 1), is_sample=True,
    )  # fmt: skip

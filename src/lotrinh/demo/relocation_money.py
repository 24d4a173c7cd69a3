"""What the province sets for moving, invented: purses, five years of money, rates, weights."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from lotrinh.areas.models import Area
from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.offices import PROVINCE, ward_area
from lotrinh.demo.sign_ins import WARDS
from lotrinh.relocation.choices import Option, RateUnit
from lotrinh.relocation.models import ExposureWeights, SupportRate
from lotrinh.support.choices import CostItem, PurseKind
from lotrinh.support.models import Purse, PurseYear

HAZARDS = {
    "sawmill": "1.2", "mechanical": "1", "brick_kiln": "1.8", "vermicelli": "0.8", "scrap": "1.1", "lime_kiln": "2",
    "other": "0.5",
}  # fmt: skip


def enter_money(*, by: User) -> None:
    """What the province sets: purses, five years of money, rates, weights. Entered by the administrator."""
    with audit("Nhập nguồn và mức hỗ trợ di dời (mẫu)", by=by):
        write(list(_purses()), by=by)
        purses = list(Purse.objects.filter(is_sample=True))
        write([year for purse in purses for year in _years(purse)], by=by)
        write(list(_rates()), by=by)
        write(_weights(), by=by)


def _weights() -> ExposureWeights:
    weights = {trade: Decimal(value) for trade, value in HAZARDS.items()}
    province = Area.objects.get(full_name=PROVINCE)
    return ExposureWeights(
        area=province, valid_from=date(2025, 7, 1), basis="trọng số mẫu, cần cán bộ môi trường xác nhận", **weights
    )


def _purses() -> Iterable[Purse]:
    province = Area.objects.get(full_name=PROVINCE)
    yield Purse(
        name="Ngân sách tỉnh hỗ trợ di dời (mẫu)", kind=PurseKind.PROVINCE, area=province, carry_over_percent=0,
        pays_convert=True, pays_change_trade=True, pays_close=True, is_sample=True,
    )  # fmt: skip
    yield Purse(
        name="Quỹ bảo vệ môi trường tỉnh (mẫu)", kind=PurseKind.ENVIRONMENT, area=province, carry_over_percent=100,
        pays_move=False, pays_convert=True, pays_close=True, is_sample=True,
    )  # fmt: skip
    for ward in WARDS:
        yield Purse(
            name=f"Ngân sách phường {ward} (mẫu)", kind=PurseKind.COMMUNE, area=ward_area(ward), carry_over_percent=50,
            pays_close=True, is_sample=True,
        )  # fmt: skip


def _years(purse: Purse) -> Iterable[PurseYear]:
    amount = {PurseKind.PROVINCE: 6000, PurseKind.ENVIRONMENT: 2500}.get(PurseKind(purse.kind), 900)
    for year in range(2026, 2031):
        yield PurseYear(
            purse=purse, year=year, decided_on=date(2025, 12, 8), amount_million=Decimal(amount),
            document="dự toán mẫu", is_sample=True,
        )  # fmt: skip


def _rates() -> Iterable[SupportRate]:
    """Invented rates, shaped like those of other provinces: no resolution of Đồng Tháp is known."""
    province = Area.objects.get(full_name=PROVINCE)
    purse = {one.kind: one for one in Purse.objects.filter(is_sample=True, area=province)}
    budget, fund = purse[PurseKind.PROVINCE], purse[PurseKind.ENVIRONMENT]
    for item, option, unit, rate, cap, first, source in (
        (CostItem.DISMANTLING, Option.CLUSTER, RateUnit.PER_M2, 300_000, 200, 50, budget),
        (CostItem.DISMANTLING, Option.ELSEWHERE, RateUnit.PER_M2, 300_000, 200, 50, budget),
        (CostItem.WAGES, Option.CLUSTER, RateUnit.PER_WORKER_MONTH, 3_000_000, 60, 100, budget),
        (CostItem.TREATMENT, Option.CONVERT, RateUnit.PERCENT, 40, 150, 50, fund),
        (CostItem.CHANGE_TRADE, Option.CHANGE_TRADE, RateUnit.PER_M2, 400_000, 250, 50, budget),
        (CostItem.CLOSURE, Option.CLOSE, RateUnit.PER_M2, 500_000, 300, 50, budget),
    ):
        yield SupportRate(
            area=province, item=item, option=option, unit=unit, rate=Decimal(rate), cap_million=Decimal(cap),
            first_percent=Decimal(first), purse=source, evidence="biên bản kiểm tra, hoá đơn (mẫu)",
            condition="cơ sở trong danh sách được duyệt (mẫu)", legal_basis="mức mẫu, chưa có nghị quyết",
            valid_from=date(2026, 1, 1), is_sample=True,
        )  # fmt: skip

"""Invented dossiers of the workshops among homes, through the deeds officers use: facts, choices, refusals, closures.

Everything here is sample: no workshop, complaint, sample of air or đồng of it exists.
"""

import random
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from lotrinh.areas.models import Area
from lotrinh.clusters.models import Cluster
from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.clusters import QUANG_KHANH
from lotrinh.demo.offices import PROVINCE, office_named, ward_area
from lotrinh.demo.sign_ins import DIVISION, WARD_OFFICERS, WARDS
from lotrinh.establishments.choices import TradeType, Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.relocation import actions
from lotrinh.relocation.choices import (
    Averaging,
    Channel,
    CountMethod,
    Fact,
    FileGroup,
    NeedMethod,
    Nuisance,
    ObjectionKind,
    Option,
    RateUnit,
    Source,
    Step,
)
from lotrinh.relocation.models import (
    Complaint,
    Dossier,
    ExposureWeights,
    Finding,
    Needs,
    ResidentsNear,
    Sample,
    SupportRate,
)
from lotrinh.rules.book import Shelf
from lotrinh.support.choices import CostItem, PurseKind
from lotrinh.support.models import Payment, Purse, PurseYear

FOUND, SURVEYED, SORTED = date(2025, 8, 4), date(2025, 9, 15), date(2025, 11, 3)
LISTED, CHOSEN, PLANNED = date(2026, 1, 12), date(2026, 2, 16), date(2026, 3, 9)
APPROVED, SIGNED, PAID = date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25)
HAZARDS = {
    "sawmill": "1.2", "mechanical": "1", "brick_kiln": "1.8", "vermicelli": "0.8", "scrap": "1.1", "lime_kiln": "2",
    "other": "0.5",
}  # fmt: skip
NUISANCES = {
    TradeType.SAWMILL: Nuisance.DUST,
    TradeType.MECHANICAL: Nuisance.NOISE,
    TradeType.BRICK_KILN: Nuisance.SMOKE,
    TradeType.VERMICELLI: Nuisance.WATER,
    TradeType.SCRAP: Nuisance.TRAFFIC,
    TradeType.LIME_KILN: Nuisance.SMOKE,
}
AT_RISK = {TradeType.BRICK_KILN, TradeType.LIME_KILN, TradeType.SAWMILL}
"""Trades the invented survey found to be of a risky kind; of the others only some were."""
CLOSED = 12
"""So many are out: production stopped, seen by somebody else, with a photo."""
DENSITY, DENSITY_BASIS = Decimal(2600), "mật độ dân số mẫu của phường, giả định đều"


def enter_money(*, by: User) -> None:
    """What the province sets: purses, five years of money, rates, weights. Entered by the administrator."""
    with audit("Nhập nguồn và mức hỗ trợ di dời (mẫu)", by=by):
        write(list(_purses()), by=by)
        purses = list(Purse.objects.filter(is_sample=True))
        write([year for purse in purses for year in _years(purse)], by=by)
        write(list(_rates()), by=by)
        write(_weights(), by=by)


def enter_dossiers(chance: random.Random, *, by: User) -> None:
    """All dossiers, from what was found on the first visit to those that are out."""
    _run(_open(chance, by=by), chance, by=by)


def _open(chance: random.Random, *, by: User) -> list[Dossier]:
    """A dossier for every workshop among homes or not yet surveyed, with the facts found and the first steps."""
    places = Establishment.objects.filter(is_sample=True, merged_into=None, closed_on=None, code__startswith="CS")
    places = list(places.exclude(in_residential_area=Tristate.NO).select_related("area").order_by("code"))
    with audit("Nhập hồ sơ di dời (mẫu)", by=by):
        _enter_facts(places, chance, by=by)
        for ward in WARDS:
            here = [place for place in places if place.area_id == ward_area(ward).pk]
            actions.open_dossiers(rows=here, on=FOUND, keeper=office_named(DIVISION.format(ward)), by=by)
        dossiers = list(Dossier.objects.filter(is_sample=True).select_related("establishment").order_by("pk"))
        _step(dossiers, Step.SURVEYED, SURVEYED, "phiếu khảo sát mẫu", by)
        actions.estimate_residents(places=places, per_km2=DENSITY, basis=DENSITY_BASIS, on=SURVEYED, by=by)
    return dossiers


def _run(dossiers: Sequence[Dossier], chance: random.Random, *, by: User) -> None:
    """Listed, talked to, decided, refused, closed out: some of each."""
    listed = _list(dossiers, by=by)
    chosen = listed[: len(listed) // 3]
    with audit("Chọn phương án cho đợt một (mẫu)", by=by):
        _choose(chosen, by=by)
        actions.draw_up_sheets(rows=chosen, on=PLANNED, by=by)
    first = [row for row in chosen if row.option in {Option.CLOSE, Option.CHANGE_TRADE}][: CLOSED + 4]
    _agree(first, by=by)
    _close(first[:CLOSED], by=by)
    _talk(listed, chosen, chance, by=by)


def _list(dossiers: Sequence[Dossier], *, by: User) -> list[Dossier]:
    """Nine in ten are sorted, seven in ten are on the approved list."""
    sorted_ones = list(dossiers[: len(dossiers) * 9 // 10])
    groups = defaultdict(list)
    for number, row in enumerate(sorted_ones):
        groups[(FileGroup.ELIGIBLE, FileGroup.INCOMPLETE, FileGroup.NO_LAND_PAPER)[(number % 7) // 3]].append(row)
    for group, rows in groups.items():
        actions.classify(rows=rows, file_group=group, on=SORTED, paper="bảng phân loại mẫu", by=by)
    listed = sorted_ones[: len(dossiers) * 7 // 10]
    _step(listed, Step.LISTED, LISTED, "quyết định phê duyệt danh sách (mẫu)", by)
    return listed


def _choose(rows: Sequence[Dossier], *, by: User) -> None:
    cluster = Cluster.objects.get(name=QUANG_KHANH)
    for option, part in {Option.CLUSTER: rows[::3], Option.CLOSE: rows[1::3], Option.CHANGE_TRADE: rows[2::3]}.items():
        into = cluster if option == Option.CLUSTER else None
        quarter = "2027Q2" if into else "2026Q3"
        actions.choose_option(rows=part, option=option, cluster=into, quarter=quarter, on=CHOSEN, by=by)


def _agree(rows: Sequence[Dossier], *, by: User) -> None:
    """Through approval to the first payment."""
    _step(rows, Step.SUPPORT_PLANNED, PLANNED, "phương án hỗ trợ mẫu", by)
    _step(rows, Step.APPROVED, APPROVED, "quyết định phê duyệt phương án (mẫu)", by)
    actions.announce(rows=rows, on=APPROVED, by=by)
    _step(rows, Step.AGREED, SIGNED, "thoả thuận mẫu", by)
    _step(rows, Step.PAYING, PAID, "chứng từ mẫu", by)
    write(list(_payments(rows)), by=by, deed="Chi hỗ trợ đợt đầu (mẫu)")


def _payments(rows: Sequence[Dossier]) -> Iterable[Payment]:
    for row in rows:
        for item in row.support_items.filter(part=1).exclude(purse=None).select_related("purse"):
            yield Payment(
                payee=row.establishment, item=item.item, part=1, purse=item.purse, amount_million=item.amount_million,
                voucher=f"UNC-{row.establishment.code}", paid_on=PAID, evidence="hồ sơ mẫu", is_sample=True,
            )  # fmt: skip


def _close(rows: Sequence[Dossier], *, by: User) -> None:
    """The ward's officer says that production stopped; the plan officer goes to see, with a photo."""
    wards = {
        ward_area(ward).pk: User.objects.get(username=who.username)
        for ward, who in zip(WARDS, WARD_OFFICERS, strict=True)
    }
    for number, row in enumerate(rows):
        stopped = date(2026, 6, 8) + timedelta(days=10 * number)
        actions.tell_stopped(rows=[row], on=stopped, by=wards[row.establishment.area_id])
        row.refresh_from_db()
        actions.verify_closure(
            dossier=row, on=stopped + timedelta(days=4), photo=BytesIO(_picture(number)), by=by,
            name=f"kiem-tra-mau-{row.establishment.code}.png", note="Nơi cũ không còn sản xuất (mẫu)",
        )  # fmt: skip


def _talk(listed: Sequence[Dossier], chosen: Sequence[Dossier], chance: random.Random, *, by: User) -> None:
    """Contacts, refusals with what would change them, an objection still open and one answered."""
    spoken = [row for row in listed if row.step in {Step.LISTED, Step.OPTION_CHOSEN}]
    for row in chance.sample(spoken, 24):
        row.refresh_from_db()
        actions.log_contact(
            rows=[row], on=date(2026, 3, 2) + timedelta(days=chance.randrange(200)), channel=Channel.VISIT,
            officer=str(by), said="Trao đổi các phương án và mức hỗ trợ (mẫu).",
            asked="Hỏi khi nào cụm có mặt bằng (mẫu).", next_on=date(2026, 12, chance.randrange(1, 28)),
            next_what="gặp lại tại cơ sở", by=by,
        )  # fmt: skip
    _refuse([row for row in spoken if row.option == Option.CLUSTER][:6], spoken[-8:], by=by)
    objecting = [row for row in spoken if not row.side and not row.option][:2]
    for row, on in zip(objecting, (date(2026, 11, 9), date(2026, 9, 7)), strict=True):
        row.refresh_from_db()
        [made] = actions.receive_objection(
            rows=[row],
            kind=ObjectionKind.OBJECTION,
            received_on=on,
            content="Diện tích đất ghi chưa đúng (mẫu).",
            by=by,
        )
        if on.month == 9:
            actions.answer_objections(
                rows=[made], on=date(2026, 9, 21), outcome="upheld", answer="Đã đo lại và sửa diện tích (mẫu).", by=by
            )


def _refuse(into_cluster: Sequence[Dossier], later: Sequence[Dossier], *, by: User) -> None:
    for row in [*into_cluster, *later]:
        row.refresh_from_db()
    actions.note_refusal(
        rows=into_cluster, source=Source.OWNER, option=Option.CLUSTER, cause="cụm xa nơi lao động đang ở (mẫu)",
        would_change="có xe đưa đón hoặc nhà trọ gần cụm (mẫu)", on=date(2026, 6, 15), by=by,
    )  # fmt: skip
    actions.note_refusal(
        rows=later, source=Source.OWNER, not_before=date(2027, 7, 1), cause="hợp đồng gia công đến giữa năm 2027 (mẫu)",
        would_change="được bù phần hợp đồng bỏ dở (mẫu)", on=date(2026, 6, 15), by=by,
    )  # fmt: skip


def _step(rows: Sequence[Dossier], step: Step, on: date, paper: str, by: User) -> None:
    actions.take_step(rows=rows, step=step, on=on, paper=paper, by=by)


# --- facts ---


def _weights() -> ExposureWeights:
    weights = {trade: Decimal(value) for trade, value in HAZARDS.items()}
    province = Area.objects.get(full_name=PROVINCE)
    return ExposureWeights(
        area=province, valid_from=date(2025, 7, 1), basis="trọng số mẫu, cần cán bộ môi trường xác nhận", **weights
    )


def _enter_facts(places: Sequence[Establishment], chance: random.Random, *, by: User) -> None:
    shelf = Shelf()
    write([one for place in places for one in _findings(place, shelf, chance)], by=by)
    write([_sample(place, shelf, chance) for place in places[::4]], by=by)
    write([_complaint(place, chance) for place in places[::5]], by=by)
    write([_residents(place, chance) for place in places[::2]], by=by)
    write([_needs(place, chance) for place in places], by=by)


def _findings(place: Establishment, shelf: Shelf, chance: random.Random) -> Iterable[Finding]:
    is_risky = place.trade in AT_RISK or chance.random() < 0.35
    yield _finding(place, Fact.SECTOR, Tristate.YES if is_risky else Tristate.NO)
    if chance.random() < 0.4:
        limit = shelf.on("limit.noise.homes.day", SURVEYED)
        value = Decimal(chance.randrange(58, 86))
        over = Tristate.YES if value > limit.value else Tristate.NO
        yield _finding(place, Fact.EXCEEDANCE, over, value=value, unit="dBA", limit=limit)
    limit = shelf.on("limit.distance.homes", SURVEYED)
    yield _finding(
        place, Fact.DISTANCE, Tristate.UNKNOWN, value=Decimal(chance.randrange(2, 60)), unit="m", limit=limit
    )
    if chance.random() < 0.2:
        yield _finding(place, Fact.COMPLAINTS, Tristate.YES, value=Decimal(chance.randint(1, 5)), unit="lần")


def _finding(place: Establishment, fact: Fact, answer: Tristate, **more) -> Finding:
    paper = f"biên bản khảo sát mẫu {place.code}"
    return Finding(
        establishment=place, fact=fact, answer=answer, found_on=SURVEYED, paper=paper, is_sample=True, **more
    )


def _sample(place: Establishment, shelf: Shelf, chance: random.Random) -> Sample:
    return Sample(
        establishment=place, code=f"M-{place.code}", taken_on=SURVEYED, place="ranh giới cơ sở", receptor="nhà liền kề",
        parameter="Tiếng ồn", value=Decimal(chance.randrange(60, 88)), unit="dBA", averaging=Averaging.HOUR,
        lab="Trung tâm quan trắc mẫu", accreditation="số mẫu", limit=shelf.on("limit.noise.homes.day", SURVEYED),
        is_sample=True,
    )  # fmt: skip


def _complaint(place: Establishment, chance: random.Random) -> Complaint:
    on = date(2026, 1, 5) + timedelta(days=chance.randrange(300))
    return Complaint(
        establishment=place, number=f"PA-{place.code}", received_on=on,
        about=NUISANCES.get(TradeType(place.trade), Nuisance.OTHER), content="Phản ánh ảnh hưởng sinh hoạt (mẫu).",
        handled_on=on + timedelta(days=12) if chance.random() < 0.7 else None, outcome="Đã nhắc nhở (mẫu)",
        is_sample=True,
    )  # fmt: skip


def _residents(place: Establishment, chance: random.Random) -> ResidentsNear:
    """Denser where the old map has a ward."""
    most = 40 if place.on_urban_residential_land == Tristate.YES else 14
    near, mid = chance.randint(2, most), chance.randint(most, most * 3)
    return ResidentsNear(
        establishment=place, counted_on=SURVEYED, within_50=near, within_100=mid, within_200=mid * 3,
        within_500=mid * 14, method=CountMethod.ON_SITE, basis="đếm khi khảo sát (mẫu)", is_sample=True,
    )  # fmt: skip


def _needs(place: Establishment, chance: random.Random) -> Needs:
    is_declared = chance.random() < 0.6
    workers = chance.randint(2, 14)
    return Needs(
        establishment=place, declared_on=SURVEYED, method=NeedMethod.DECLARED if is_declared else NeedMethod.NORM,
        area_m2=place.land_area_m2, power_kw=Decimal(chance.randrange(5, 60)), workers=workers,
        water_m3_day=Decimal(chance.randrange(1, 9)), wastewater_m3_day=Decimal(chance.randrange(0, 6)),
        basis="phiếu khai mẫu" if is_declared else "định mức mẫu theo loại", is_sample=True,
    )  # fmt: skip


# --- money ---


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


def _picture(number: int) -> bytes:
    """A small PNG of one grey, another for each closure: no photo is invented, only the place of one."""
    grey = 80 + number * 10

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\x00" + bytes([grey] * 8)) * 8))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")

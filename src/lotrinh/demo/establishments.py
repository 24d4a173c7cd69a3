"""Invented producers: the workshops among homes that the plan counts, and the firms that rent in the clusters.

The numbers by trade lie near the plan's own, yet not on them: its footnote says 193 and adds up to 196, and a register
that was really kept would tell a third number.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lotrinh.areas.models import BEFORE_RECORDS, Area
from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.offices import CITY
from lotrinh.establishments.actions import merge_establishments
from lotrinh.establishments.choices import LegalFormKind, PriorityField, TradeType, Tristate, VsicVersion
from lotrinh.establishments.models import Establishment, LegalForm, Sector

COUNTED = {
    TradeType.SAWMILL: (49, "Cơ sở cưa xẻ gỗ", "1610", "Cưa, xẻ, bào gỗ và bảo quản gỗ"),
    TradeType.MECHANICAL: (92, "Cơ sở cơ khí", "2592", "Gia công cơ khí; xử lý và tráng phủ kim loại"),
    TradeType.BRICK_KILN: (11, "Lò gạch", "2392", "Sản xuất vật liệu xây dựng từ đất sét"),
    TradeType.VERMICELLI: (17, "Cơ sở sản xuất bún", "1074", "Sản xuất mì, bún và sản phẩm tương tự"),
    TradeType.SCRAP: (20, "Cơ sở phế liệu", "46697", "Bán buôn phế liệu, phế thải"),
    TradeType.LIME_KILN: (2, "Lò vôi", "2394", "Sản xuất xi măng, vôi và thạch cao"),
}
"""Trade → (how many, what they are called, main code in VSIC 2018, its name)."""
TENANTS = (
    ("Công ty TNHH Dược liệu Sen Hồng Mẫu", PriorityField.PHARMA, "2100", "Sản xuất thuốc, hoá dược và dược liệu", 210),
    ("Công ty CP Viên nang Đồng Sen Mẫu", PriorityField.PHARMA, "2100", "Sản xuất thuốc, hoá dược và dược liệu", 164),
    ("Công ty TNHH Bao bì Dược Tân Thuận Mẫu", PriorityField.SUPPORTING, "2220", "Sản xuất sản phẩm từ plastic", 96),
    ("Công ty TNHH Sấy lạnh Xoài Cát Mẫu", PriorityField.PRESERVATION, "1030", "Chế biến và bảo quản rau quả", 118),
    ("HTX Chế biến Nông sản Mỹ Trà Mẫu", PriorityField.PRESERVATION, "1030", "Chế biến và bảo quản rau quả", 42),
    ("Công ty TNHH Thiết bị Chính xác Hòa An Mẫu", PriorityField.HIGH_TECH, "2651", "Sản xuất thiết bị đo lường", 73),
    ("Công ty TNHH Phụ phẩm Cá tra Xanh Mẫu", PriorityField.BY_PRODUCT, "1080", "Sản xuất thức ăn chăn nuôi", 88),
    ("Công ty TNHH Linh kiện Nông cơ Mẫu", PriorityField.SUPPORTING, "2821", "Sản xuất máy nông nghiệp", 57),
    ("Công ty CP Nước cất Y tế Mẫu", PriorityField.PHARMA, "2100", "Sản xuất thuốc, hoá dược và dược liệu", 65),
    ("Công ty TNHH Năng lượng sạch Ngã Cạy Mẫu", PriorityField.CLEAN, "2710", "Sản xuất mô tơ, máy phát", 49),
)
"""Name, priority field, main code in VSIC 2018, its name, workers at first."""
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Hồ", "Ngô", "Dương", "Phan")
MIDDLE = ("Văn", "Thị", "Hoàng", "Minh", "Ngọc", "Thanh", "Tấn", "Kim")
GIVEN = (
    *("An", "Bé", "Bình", "Cường", "Chiến", "Dũng", "Đạt", "Đức", "Giàu", "Hai", "Hạnh", "Hiền", "Hòa", "Hùng"),
    *("Hưng", "Khánh", "Kiệt", "Lan", "Lành", "Lợi", "Long", "Mai", "Mười", "Nam", "Năm", "Nga", "Nghĩa", "Nhân"),
    *("Phát", "Phú", "Phước", "Phượng", "Quang", "Quý", "Sáu", "Sơn", "Tám", "Tân", "Thắng", "Thảo", "Thịnh", "Thọ"),
    *("Thuận", "Tiến", "Tín", "Toàn", "Trí", "Trung", "Tư", "Tuấn", "Út", "Vinh", "Xuân", "Yến"),
)


@dataclass(frozen=True)
class Place:
    """A unit of the map of 2022, what it is today, and a box to put points into."""

    old: Area
    now: Area
    box: tuple[float, float, float, float]


def enter_workshops(chance: random.Random, *, by: User) -> list[Establishment]:
    """The workshops of the six trades, four of them entered twice by two surveys."""
    places = list(_places())
    made = [
        _workshop(number, trade, places, chance)
        for number, trade in enumerate((t for t, (count, *_) in COUNTED.items() for _ in range(count)), 1)
    ]
    made += [_again(row, number, chance) for number, row in enumerate(chance.sample(made, 4), len(made) + 1)]
    with audit("Khảo sát cơ sở xen lẫn khu dân cư (mẫu)", by=by):
        write(made, by=by)
        write([form for row in made for form in _legal_forms(row, chance)], by=by)
        write([_sector(row) for row in made], by=by)
    return made


def merge_one_pair(workshops: Sequence[Establishment], *, by: User) -> None:
    """The officer looked at one suspected pair and found it to be one workshop; the other three still wait."""
    again = workshops[-1]
    first = next(row for row in workshops if row.owner_name == again.owner_name and row.pk != again.pk)
    reason = "Cùng chủ, cùng địa chỉ, hai đợt khảo sát (mẫu)"
    merge_establishments(rows=[again], into=first, reason=reason, by=by)


def enter_tenants(chance: random.Random, *, by: User) -> list[Establishment]:
    """The firms that will rent plots, all in today's ward Mỹ Trà."""
    now = Area.objects.get(full_name="Phường Mỹ Trà, tỉnh Đồng Tháp")
    old = Area.objects.get(full_name="Xã Mỹ Trà, thành phố Cao Lãnh, tỉnh Đồng Tháp (đến 30/06/2025)")
    made = []
    for number, (name, field, *_) in enumerate(TENANTS, 1):
        latitude, longitude = _point(old.box, chance)
        made.append(
            Establishment(
                code=f"DN{number:04}",
                name=name,
                priority=field,
                area=now,
                old_area=old,
                address="Cụm công nghiệp Quảng Khánh (địa chỉ mẫu)",
                latitude=latitude,
                longitude=longitude,
                in_residential_area=Tristate.NO,
                on_urban_residential_land=Tristate.NO,
                opened_on=_day_between(date(2021, 12, 1), date(2023, 6, 1), chance),
                is_sample=True,
            )
        )
    with audit("Nhập doanh nghiệp trong cụm (mẫu)", by=by):
        write(made, by=by)
        write([_form(row, _kind_of(row.name), row.opened_on) for row in made], by=by)
        write(
            [
                Sector(establishment=row, version=VsicVersion.V2018, code=code, name=label, is_main=True)
                for row, (_, _, code, label, _) in zip(made, TENANTS, strict=True)
            ],
            by=by,
        )
    return made


def _places() -> Iterator[Place]:
    """Units of the city in 2022, each with the ward that holds it today; a box of its successor where it has none."""
    city = Area.objects.get(full_name=CITY)
    for old in city.children.filter(valid_from=BEFORE_RECORDS):
        now, boxes = old, [old.box]
        while step := now.successions.select_related("successor").first():
            now = step.successor
            boxes.append(now.box)
        yield Place(old, now, next(box for box in boxes if box))


def _workshop(number: int, trade: TradeType, places: list[Place], chance: random.Random) -> Establishment:
    place = chance.choice(places)
    latitude, longitude = _point(place.box, chance)
    owner = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    opened = _day_between(date(1998, 1, 1), date(2021, 6, 1), chance)
    is_urban = place.old.kind == "phuong"
    return Establishment(
        code=f"CS{number:04}",
        name=f"{COUNTED[trade][1]} {chance.choice(('', 'Hai ', 'Ba ', 'Tư ', 'Năm '))}{owner.rsplit(' ', 1)[-1]}",
        trade=trade,
        area=place.now,
        old_area=place.old,
        address=f"Tổ {chance.randint(1, 40)}, khóm {chance.randint(1, 6)} (địa chỉ mẫu)",
        latitude=latitude,
        longitude=longitude,
        land_area_m2=Decimal(chance.randrange(60, 1800, 10)),
        in_residential_area=chance.choices((Tristate.YES, Tristate.NO, Tristate.UNKNOWN), (90, 5, 5))[0],
        on_urban_residential_land=Tristate.YES if is_urban and chance.random() < 0.8 else Tristate.NO,
        opened_on=opened,
        closed_on=_day_between(date(2023, 1, 1), date(2026, 9, 1), chance) if chance.random() < 0.06 else None,
        owner_name=owner,
        phone=f"0900 000 {number:03}",
        is_sample=True,
    )


def _again(row: Establishment, number: int, chance: random.Random) -> Establishment:
    """The same workshop as another survey wrote it down: no tone marks lost, but another spelling and point."""
    assert row.latitude is not None and row.longitude is not None
    return Establishment(
        code=f"CS{number:04}",
        name=row.name.replace("Cơ sở ", "CS "),
        trade=row.trade,
        area=row.area,
        old_area=row.old_area,
        address=row.address,
        latitude=row.latitude + Decimal(chance.randint(-9, 9)) / 100_000,
        longitude=row.longitude + Decimal(chance.randint(-9, 9)) / 100_000,
        in_residential_area=Tristate.UNKNOWN,
        opened_on=row.opened_on,
        owner_name=row.owner_name,
        phone=row.phone.replace(" ", ""),
        is_sample=True,
    )


def _legal_forms(row: Establishment, chance: random.Random) -> Iterator[LegalForm]:
    """A household business; one in twelve became a company."""
    became = _day_between(date(2022, 6, 1), date(2026, 6, 1), chance) if chance.random() < 1 / 12 else None
    household = _form(row, LegalFormKind.HOUSEHOLD, row.opened_on)
    if became is None or row.closed_on:
        yield household
        return
    household.valid_to = became - timedelta(days=1)
    yield household
    yield _form(row, LegalFormKind.LIMITED, became)


def _form(row: Establishment, kind: LegalFormKind, since: date) -> LegalForm:
    return LegalForm(establishment=row, kind=kind, valid_from=since)


def _sector(row: Establishment) -> Sector:
    _, _, code, label = COUNTED[TradeType(row.trade)]
    return Sector(establishment=row, version=VsicVersion.V2018, code=code, name=label, is_main=True)


def _kind_of(name: str) -> LegalFormKind:
    if name.startswith("HTX"):
        return LegalFormKind.COOPERATIVE
    return LegalFormKind.JOINT_STOCK if " CP " in name else LegalFormKind.LIMITED


def _point(box: tuple[float, float, float, float], chance: random.Random) -> tuple[Decimal, Decimal]:
    """Latitude and longitude somewhere in the middle of the box, which is no boundary."""
    west, south, east, north = box
    latitude = south + (north - south) * chance.uniform(0.2, 0.8)
    longitude = west + (east - west) * chance.uniform(0.2, 0.8)
    return Decimal(f"{latitude:.6f}"), Decimal(f"{longitude:.6f}")


def _day_between(first: date, last: date, chance: random.Random) -> date:
    return first + timedelta(days=chance.randrange((last - first).days))

"""The units of the demo: those of the former city, and of the three wards it became.

Names of units are public facts: the political system had and has them everywhere. The people are invented.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from lotrinh.areas.models import Area
from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.sign_ins import ADMINISTRATOR, COMMITTEE, DEPARTMENT, DIVISION, FRONT, OLD_DIVISION, WARDS
from lotrinh.organizations.choices import OrganizationKind as Kind
from lotrinh.organizations.choices import OrganizationLevel as Level
from lotrinh.organizations.models import Organization
from lotrinh.organizations.succession import apply_succession, plan_succession

REFORM = date(2025, 7, 1)
REFORM_ACT = "Nghị quyết số 1663/NQ-UBTVQH15 ngày 16/6/2025; Nghị định số 150/2025/NĐ-CP ngày 12/6/2025"
CITY = "Thành phố Cao Lãnh, tỉnh Đồng Tháp (đến 30/06/2025)"
PROVINCE = "Tỉnh Đồng Tháp"
CITY_COMMITTEE = "Ủy ban nhân dân thành phố Cao Lãnh"
PROVINCE_COMMITTEE = "Ủy ban nhân dân tỉnh Đồng Tháp"
OFFICE = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường {}"
CULTURE = "Phòng Văn hóa - Xã hội phường {}"
PARTY = "Đảng ủy phường {}"


@dataclass(frozen=True)
class Office:
    name: str
    short: str
    kind: Kind
    parent: str = ""
    becomes: str = ""
    """Name of what carried its work on in each ward from the reform."""

    def at(self, ward: str) -> "Office":
        name, short, parent = (text.format(ward) for text in (self.name, self.short, self.parent))
        return replace(self, name=name, short=short, parent=parent)


PROVINCE_OFFICES = (
    Office(PROVINCE_COMMITTEE, "UBND tỉnh", Kind.COMMITTEE),
    Office(DEPARTMENT, "Sở Công Thương", Kind.DEPARTMENT, PROVINCE_COMMITTEE),
    Office("Sở Tài chính tỉnh Đồng Tháp", "Sở Tài chính", Kind.DEPARTMENT, PROVINCE_COMMITTEE),
    Office("Sở Nội vụ tỉnh Đồng Tháp", "Sở Nội vụ", Kind.DEPARTMENT, PROVINCE_COMMITTEE),
    Office("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Tháp", "MTTQ tỉnh", Kind.FRONT),
)
CITY_OFFICES = (
    Office("Thành ủy Cao Lãnh", "Thành ủy", Kind.PARTY, becomes=PARTY),
    Office(CITY_COMMITTEE, "UBND TP", Kind.COMMITTEE, becomes=COMMITTEE),
    Office(
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thành phố Cao Lãnh",
        "VP HĐND&UBND TP",
        Kind.OFFICE,
        CITY_COMMITTEE,
        OFFICE,
    ),
    Office(OLD_DIVISION, "P. Kinh tế TP", Kind.DIVISION, CITY_COMMITTEE, DIVISION),
    Office("Phòng Quản lý đô thị thành phố Cao Lãnh", "P. QLĐT TP", Kind.DIVISION, CITY_COMMITTEE, DIVISION),
    Office("Phòng Văn hóa và Thông tin thành phố Cao Lãnh", "P. VHTT TP", Kind.DIVISION, CITY_COMMITTEE, CULTURE),
    Office("Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Cao Lãnh", "MTTQ TP", Kind.FRONT, becomes=FRONT),
)
WARD_OFFICES = (
    Office(PARTY, "Đảng ủy P. {}", Kind.PARTY),
    Office("Hội đồng nhân dân phường {}", "HĐND P. {}", Kind.COUNCIL),
    Office(COMMITTEE, "UBND P. {}", Kind.COMMITTEE),
    Office(OFFICE, "VP HĐND&UBND P. {}", Kind.OFFICE, COMMITTEE),
    Office(DIVISION, "P. KT-HT-ĐT P. {}", Kind.DIVISION, COMMITTEE),
    Office(CULTURE, "P. VH-XH P. {}", Kind.DIVISION, COMMITTEE),
    Office("Trung tâm Phục vụ hành chính công phường {}", "TT HCC P. {}", Kind.CENTRE, COMMITTEE),
    Office(FRONT, "MTTQ P. {}", Kind.FRONT),
)


def found_administrator() -> User:
    """The account that enters everybody else."""
    user = User(username=ADMINISTRATOR.username, full_name=ADMINISTRATOR.full_name, is_superuser=True)
    user.set_password(ADMINISTRATOR.password)
    user.save()
    return user


def enter_offices(by: User) -> None:
    """Offices as they stood before the reform, still without an end, and those that began with it."""
    city, province = Area.objects.get(full_name=CITY), Area.objects.get(full_name=PROVINCE)
    with audit("Nhập danh mục đơn vị của bản minh hoạ", by=by):
        _enter(PROVINCE_OFFICES, province, Level.PROVINCE, by=by)
        _enter(CITY_OFFICES, city, Level.DISTRICT, by=by)
        for area in city.children.valid_on(date(2025, 6, 30)):
            _enter([_old_committee(area)], area, Level.COMMUNE, by=by)
        for ward in WARDS:
            offices = [office.at(ward) for office in WARD_OFFICES]
            _enter(offices, ward_area(ward), Level.COMMUNE, valid_from=REFORM, by=by)


def ward_area(ward: str) -> Area:
    """The ward of today."""
    return Area.objects.get(full_name=f"Phường {ward}, tỉnh Đồng Tháp")


def office_named(name: str) -> Organization:
    return Organization.objects.get(name=name)


def hand_over_city(by: User) -> None:
    """What happened on 1 July 2025: every office of the city handed over what it held to the wards'."""
    for office in CITY_OFFICES:
        successors = [office_named(office.becomes.format(ward)) for ward in WARDS]
        _hand_over(office_named(office.name), successors, by=by)
    for former in Organization.objects.filter(parent__name=CITY_COMMITTEE, level=Level.COMMUNE).select_related("area"):
        became = former.area.successions.get().successor
        _hand_over(former, [Organization.objects.get(area=became, kind=Kind.COMMITTEE)], by=by)


def _hand_over(former: Organization, successors: list[Organization], *, by: User) -> None:
    """Each thing to the proposed successor; what no place decides to the first ward, which bears the city's name."""
    batch = plan_succession(former, on=REFORM, successors=successors)
    choices = {item.key: item.proposed or successors[0] for item in batch.items}
    apply_succession(batch, choices, legal_act=REFORM_ACT, by=by)


def _old_committee(area: Area) -> Office:
    name = area.name[0].lower() + area.name[1:]
    return Office(
        f"Ủy ban nhân dân {name}, thành phố Cao Lãnh", f"UBND {area.name} (cũ)", Kind.COMMITTEE, CITY_COMMITTEE
    )


def _enter(offices: Iterable[Office], area: Area, level: Level, *, by: User, valid_from: date | None = None) -> None:
    """One at a time where a later one is under an earlier one."""
    for office in offices:
        parent = office_named(office.parent) if office.parent else None
        row = Organization(
            name=office.name,
            short_name=office.short,
            kind=office.kind,
            level=level,
            area=area,
            parent=parent,
            valid_from=valid_from,
        )
        write(row, by=by)

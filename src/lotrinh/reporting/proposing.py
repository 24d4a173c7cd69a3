"""A regime proposed from what is known: the plan, its owner and the units above. The officer corrects it."""

import re

from lotrinh.core.vietnamese import format_date
from lotrinh.organizations.choices import OrganizationKind
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import PlanVersion, Programme
from lotrinh.reporting.models import ReportRegime

DECREE = (
    "Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo"
    " của cơ quan hành chính nhà nước"
)
COMMITTEE_SHORT = "UBND"
_COMMITTEE = re.compile(r"\b[ỦU][ỶY] BAN NHÂN DÂN\b")
_HEADS = {
    OrganizationKind.COMMITTEE: "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    OrganizationKind.DIVISION: "TRƯỞNG PHÒNG",
    OrganizationKind.DEPARTMENT: "GIÁM ĐỐC",
    OrganizationKind.CENTRE: "GIÁM ĐỐC",
    OrganizationKind.BOARD: "TRƯỞNG BAN",
}
_LEADING = re.compile(r"^(Phòng|Sở|Ban|Chi cục|Trung tâm)\s+", re.IGNORECASE)
_PLACE = re.compile(r"\s+(tỉnh|thành phố|huyện|thị xã|phường|xã|đặc khu)\s+.*$", re.IGNORECASE)
_UNIT_OF_PLACE = re.compile(r"^(tỉnh|thành phố|huyện|thị xã|phường|xã|đặc khu)\s+", re.IGNORECASE)


def proposed_regime(programme: Programme, unit: Organization) -> ReportRegime:
    """Not stored. Quarterly, due on the 25th, to whom the plan itself was sent."""
    version = programme.versions.published().first()
    sent_to = [line for line in (version.recipients if version else []) if not line.strip(" -").startswith("Lưu")]
    archived = "Lưu: VT" if unit.kind == OrganizationKind.COMMITTEE else f"Lưu: VT, {initials(unit)}"
    return ReportRegime(
        programme=programme,
        name=f"Kết quả thực hiện {programme.name}"[:300],
        legal_basis="\n".join([DECREE, *([cited(version)] if version and version.number else [])]),
        reporter=unit,
        superior=short(unit.parent.name).upper()[:200] if unit.parent else "",
        issuer=unit.name.upper()[:200],
        symbol=f"BC-{COMMITTEE_SHORT if unit.kind == OrganizationKind.COMMITTEE else initials(unit)}",
        place=_UNIT_OF_PLACE.sub("", unit.area.name)[:100] if unit.area else "",
        signer_lines=_HEADS.get(unit.kind, "THỦ TRƯỞNG ĐƠN VỊ"),
        addressees=unit.parent.name if unit.parent else "",
        recipients="\n".join([*(line.strip(" -;.") for line in sent_to), archived]),
    )


def short(name: str) -> str:
    return _COMMITTEE.sub(COMMITTEE_SHORT, name.upper())


def initials(unit: Organization) -> str:
    """What stands in the symbol of its papers: “Phòng Kinh tế, Hạ tầng và Đô thị phường …” → KTHTĐT."""
    field = _PLACE.sub("", _LEADING.sub("", unit.name))
    words = [word for word in re.findall(r"\w+", field) if word.lower() not in {"và", "của"}]
    return "".join(word[0].upper() for word in words)[:20] or "VP"


def cited(version: PlanVersion) -> str:
    """The plan as a basis: its type, number, day and title."""
    day = f" ngày {format_date(version.dated)}" if version.dated else ""
    issuer = f" của {version.issuer}" if version.issuer else ""
    return f"Thực hiện {version.kind or 'Kế hoạch'} số {version.number}{day}{issuer}"

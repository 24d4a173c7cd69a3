"""The two papers of a dossier as Word files: the support sheet, and what the owner is told."""

from collections.abc import Iterable

from lotrinh.core import vietnamese
from lotrinh.documents.writing.structure import (
    Column,
    Heading,
    Letterhead,
    OfficialText,
    Paragraph,
    Signature,
    Table,
)
from lotrinh.relocation.models import Dossier, SupportItem
from lotrinh.relocation.scenarios import quarters
from lotrinh.relocation.sheets import sums
from lotrinh.relocation.telling import Told

NO_PURSE = "chưa định nguồn"


def support_sheet(dossiers: Iterable[Dossier], items: Iterable[SupportItem], issuer: str, year: int) -> OfficialText:
    """The sheets of one or more dossiers: each line with how it was computed, then totals per purse and year."""
    items = list(items)
    by_dossier: dict[int, list[SupportItem]] = {}
    for one in items:
        by_dossier.setdefault(one.dossier_id, []).append(one)
    body: list = []
    for number, dossier in enumerate(dossiers, 1):
        place = dossier.establishment
        body.append(Heading(2, f"{number}.", f"{place.name} ({place.code}), {place.area.name}"))
        option = dossier.get_option_display() or "chưa chọn phương án"
        body.append(Paragraph.of(f"Phương án: {option}. Diện tích đất: {_number(place.land_area_m2)} m²."))
        body.append(_lines(by_dossier.get(dossier.pk, [])))
    body.append(Heading(2, "*", "Tổng theo nguồn và năm"))
    body.append(_totals(items))
    return OfficialText(
        letterhead=Letterhead(issuer=issuer.upper(), issuer_in_text=issuer, symbol="PA-HTDD", year=year),
        kind="PHIẾU HỖ TRỢ DI DỜI",
        abstract="Khoản hỗ trợ tính theo mức đang có hiệu lực; chỉ chi khi phương án được duyệt",
        body=tuple(body),
        signature=Signature(("NGƯỜI LẬP",)),
    )


def _lines(items: list[SupportItem]) -> Table:
    columns = (
        Column("Khoản", 2),
        Column("Cách tính", 3),
        Column("Triệu đồng", 1, numeric=True),
        Column("Năm, nguồn", 2),
        Column("Hồ sơ cần có", 2),
    )
    rows = [
        (
            one.get_item_display().capitalize() + (f" (đợt {one.part})" if one.part > 1 else ""),
            one.how,
            _number(one.amount_million),
            f"{one.year}, {one.purse or NO_PURSE}",
            one.rate.evidence,
        )
        for one in items
    ]
    total = sum(one.amount_million for one in items)
    return Table(columns, (*rows, ("Cộng", "", _number(total), "", "")), strong=frozenset({len(rows)}))


def _totals(items: list[SupportItem]) -> Table:
    found = sums((str(one.purse or NO_PURSE), one.year, one.amount_million) for one in items)
    rows = tuple((str(one.year), one.purse, _number(one.amount)) for one in found)
    return Table((Column("Năm"), Column("Nguồn", 3), Column("Triệu đồng", numeric=True)), rows or (("–", "–", "0"),))


def owner_sheet(told: Told, issuer: str, how_to_object: str) -> OfficialText:
    """The same as the owner's page, on paper."""
    dossier, place = told.dossier, told.dossier.establishment
    body: list = [
        Heading(2, "1.", "Vì sao cơ sở có trong danh sách"),
        *(Paragraph.of(line, "-") for line in reasons(told) or ["Chưa có căn cứ nào được ghi."]),
        Heading(2, "2.", "Thông tin cơ quan đang giữ"),
        *(Paragraph.of(f"{label}: {value}", "-") for label, value in facts(told)),
        Heading(2, "3.", "Các phương án"),
        *(
            Paragraph.of(one.label.capitalize() + (f": hiện không được, vì {one.why_not}" if one.why_not else ""), "-")
            for one in told.choices
        ),
    ]
    if told.is_announced:
        body.append(Paragraph.of(f"Phương án đã báo cho chủ cơ sở: {decision(dossier)}."))
        body += [Heading(2, "4.", "Hỗ trợ dự kiến"), _lines(list(told.support))]
    last = "5." if told.is_announced else "4."
    when = f"{dossier.next_on:%d/%m/%Y}: {dossier.next_what}" if dossier.next_on else "chưa hẹn ngày"
    body += [
        Heading(2, last, "Việc tiếp theo và cách nêu ý kiến"),
        Paragraph.of(f"Hẹn tới: {when}."),
        Paragraph.of(how_to_object),
    ]
    return OfficialText(
        letterhead=Letterhead(issuer=issuer.upper(), issuer_in_text=issuer, symbol="TT-DD", year=told.day.year),
        kind="PHIẾU THÔNG TIN",
        abstract=f"Về việc di dời: {place.name}",
        body=tuple(body),
        signature=Signature(("NGƯỜI CUNG CẤP THÔNG TIN",)),
    )


def reasons(told: Told) -> list[str]:
    """Each fact found, with its document; facts that were not found are not said."""
    lines = []
    for one in told.findings:
        value = f", {_number(one.value)} {one.unit}".rstrip() if one.value is not None else ""
        limit = f", so với {one.limit.label}" if one.limit_id else ""
        lines.append(
            f"{one.get_fact_display().capitalize()}: {one.get_answer_display()}{value}{limit}; "
            f"{one.paper} ({vietnamese.format_date(one.found_on)})"
        )
    return lines


def facts(told: Told) -> list[tuple[str, str]]:
    place, residents = told.dossier.establishment, told.residents
    found = [
        ("Tên", place.name),
        ("Loại", place.get_trade_display()),
        ("Địa chỉ", f"{place.address or 'chưa ghi'}, {place.area.name}"),
        ("Diện tích đất", f"{_number(place.land_area_m2)} m²"),
        ("Xen lẫn khu dân cư", place.get_in_residential_area_display()),
        ("Trong khu dân cư đô thị", place.get_on_urban_residential_land_display()),
    ]
    if residents is not None:
        how = f"{residents.get_method_display()}{', là ước tính' if residents.is_estimate else ''}"
        found.append(("Người sống trong vòng 100 m", f"{residents.within_50 + residents.within_100} ({how})"))
    if told.needs is not None:
        found.append(("Lao động", f"{_number(told.needs.workers)} ({told.needs.get_method_display()})"))
        found.append(("Đất cần ở nơi mới", f"{_number(told.needs.area_m2)} m² ({told.needs.get_method_display()})"))
    found += [(f"Phản ánh về {about} trong 12 tháng", f"{times} lần") for about, times in told.complaints]
    return found


def decision(dossier: Dossier) -> str:
    where = f" ({dossier.cluster or dossier.destination})" if dossier.cluster_id or dossier.destination else ""
    when = f", {quarters.words(dossier.decided_quarter)}" if dossier.decided_quarter else ""
    return f"{dossier.get_option_display()}{where}{when}"


def _number(value) -> str:
    return "chưa rõ" if value is None else vietnamese.format_number(value)

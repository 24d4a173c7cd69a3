"""Invented dossiers of the workshops among homes, through the deeds officers use: choices, refusals, closures.

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

from lotrinh.clusters.models import Cluster
from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.clusters import QUANG_KHANH
from lotrinh.demo.dossier_facts import SURVEYED, enter_facts
from lotrinh.demo.offices import office_named, ward_area
from lotrinh.demo.sign_ins import DIVISION, WARD_OFFICERS, WARDS
from lotrinh.establishments.choices import Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.relocation import actions
from lotrinh.relocation.choices import Channel, FileGroup, ObjectionKind, Option, Source, Step
from lotrinh.relocation.models import Dossier
from lotrinh.support.models import Payment

FOUND, SORTED = date(2025, 8, 4), date(2025, 11, 3)
LISTED, CHOSEN, PLANNED = date(2026, 1, 12), date(2026, 2, 16), date(2026, 3, 9)
APPROVED, SIGNED, PAID = date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25)
CLOSED = 12
"""So many are out: production stopped, seen by somebody else, with a photo."""
DENSITY, DENSITY_BASIS = Decimal(2600), "mật độ dân số mẫu của phường, giả định đều"


def enter_dossiers(chance: random.Random, *, by: User) -> None:
    """All dossiers, from what was found on the first visit to those that are out."""
    _run(_open(chance, by=by), chance, by=by)


def _open(chance: random.Random, *, by: User) -> list[Dossier]:
    """A dossier for every workshop among homes or not yet surveyed, with the facts found and the first steps."""
    places = Establishment.objects.filter(is_sample=True, merged_into=None, closed_on=None, code__startswith="CS")
    places = list(places.exclude(in_residential_area=Tristate.NO).select_related("area").order_by("code"))
    with audit("Nhập hồ sơ di dời (mẫu)", by=by):
        enter_facts(places, chance, by=by)
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


def _picture(number: int) -> bytes:
    """A small PNG of one grey, another for each closure: no photo is invented, only the place of one."""
    grey = 80 + number * 10

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\x00" + bytes([grey] * 8)) * 8))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")

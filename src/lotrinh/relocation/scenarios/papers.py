"""Papers of a plan: the leader's sheet of two pages, and a letter for everyone whose decision changed."""

import io
import zipfile
from datetime import date

from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.documents.actions import clean_name
from lotrinh.documents.writing.docx import to_docx
from lotrinh.documents.writing.structure import (
    Column,
    Heading,
    Letterhead,
    OfficialText,
    Paragraph,
    Picture,
    Signature,
    Table,
)
from lotrinh.organizations.models import Organization
from lotrinh.relocation.models import PlannedDecision, ScenarioRun
from lotrinh.relocation.scenarios import drawing, quarters, reading
from lotrinh.relocation.scenarios.facts import KIND_WORDS

MOST_LIMITS = 4


def leaders_sheet(run: ScenarioRun, owner: Organization | None, day: date) -> OfficialText:
    """What is proposed, what it costs, what it avoids, how far from the best possible, what would do better."""
    raw, found = run.problem, run.answer
    tiles = reading.tiles(raw, found)
    return OfficialText(
        letterhead=_head(owner, "TTr", day),
        kind="Tờ trình",
        abstract=f"Phương án di dời: {run.scenario.name}",
        body=tuple(_sheet_body(run, tiles)),
        signature=Signature(("NGƯỜI TRÌNH",)),
        stamp="DỮ LIỆU MẪU" if run.is_sample else "",
    )


def _sheet_body(run: ScenarioRun, tiles: dict):
    raw, found = run.problem, run.answer
    first, last = quarters.words(raw["quarters"][0]), quarters.words(raw["quarters"][-1])
    yield Heading(1, "I.", "Đề xuất")
    kinds = ", ".join(f"{count} {word}" for word, count in tiles["kinds"] if count)
    yield Paragraph.of(
        f"Từ {first} đến {last}, xử lý {tiles['count']} cơ sở: {kinds}. "
        f"Số liệu lấy đến {format_date(run.scenario.day)}."
    )
    yield Table(
        (Column("Năm", 1), *(Column(KIND_WORDS[k].capitalize(), 1, True) for k in reading.KINDS[:4]),
         Column("Hỗ trợ (triệu đồng)", 1.3, True)),
        tuple(_by_year(raw, found)),
        caption="Tiến độ theo năm",
    )  # fmt: skip
    yield Heading(1, "II.", "Kinh phí và tác dụng")
    yield Paragraph.of(
        f"Kinh phí hỗ trợ {_number(tiles['cost'])} triệu đồng trong {_number(tiles['money'])} triệu đồng của các "
        f"nguồn. Tránh được {_number(tiles['avoided'])} người-quý chịu tác động (có trọng số), bằng "
        f"{format_number(round(tiles['avoided_percent'], 1))} % so với không làm gì. Việc làm mất: "
        f"{_number(tiles['jobs_lost'])}. Điểm này xếp thứ tự cần xem xét, không chứng minh cơ sở nào gây hại."
    )
    svg = drawing.money_chart(money_bars(run))
    if svg:
        yield Picture(svg, "Kinh phí từng năm: có, phương án dùng, chi theo đợt", width_mm=140)
    yield Heading(1, "III.", "Cách mức tốt nhất bao xa")
    yield Paragraph.of(
        f"{tiles['gap_words']} Phương án và mức tốt nhất có thể đã được một bộ kiểm tra viết riêng xác nhận từ số "
        "liệu gốc."
    )
    yield Heading(1, "IV.", "Muốn tốt hơn thì cần gì")
    for sentence in run.limits[:MOST_LIMITS]:
        yield Paragraph.of(sentence, "-")
    if not run.limits:
        yield Paragraph.of("Không giới hạn nào về tiền, đất hay hồ sơ đang kìm phương án.")
    yield Heading(1, "V.", "Điều cần biết về số liệu")
    for row in run.quality:
        total = row["declared"] + row["estimated"] + row["missing"]
        yield Paragraph.of(
            f"{row['field']}: {row['declared']} khai báo, {row['estimated']} ước tính, {row['missing']} thiếu trong "
            f"{total} cơ sở (thiếu thì dùng {row['assumed']}).",
            "-",
        )


def _by_year(raw: dict, found: dict):
    rows = reading.timeline(raw, found)
    for year in sorted({row["quarter"][:4] for row in rows}):
        mine = [row for row in rows if row["quarter"][:4] == year]
        counts = (str(sum(row[kind] for row in mine)) for kind in reading.KINDS[:4])
        yield (year, *counts, _number(sum(row["cost"] for row in mine)))


def money_bars(run: ScenarioRun) -> list[tuple[str, float, float, float]]:
    """Per year over all purses: held, used by the plan, paid in parts."""
    from lotrinh.relocation.scenarios.actions import parts_of

    parts, _ = parts_of(run)
    used = reading.money(run.problem, run.answer)
    years = sorted({row.year for row in parts})
    return [
        (
            year,
            sum(row.amount for row in parts if row.year == year),
            sum(row["paid"] for row in used if row["year"] == year),
            sum(row.due for row in parts if row.year == year),
        )
        for year in years
    ]


def letters(
    run: ScenarioRun, changes: list[reading.Change], decisions: dict[str, PlannedDecision], owner, day: date, why: str
) -> bytes:
    """A zip with one Word letter for each establishment in `decisions` whose decision changed; `why` is the reason."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for change in changes:
            if (one := decisions.get(change.key)) is not None:
                text = _letter(run, change, one, owner, day, why)
                archive.writestr(clean_name(f"{change.key}.docx"), to_docx(text))
    return kept.getvalue()


def _letter(run: ScenarioRun, change: reading.Change, one: PlannedDecision, owner, day: date, why: str) -> OfficialText:
    before = _said(change.before, run.near.problem) if change.before and run.near else "chưa có dự kiến"
    after = _said(change.after, run.problem) if change.after else "chưa có dự kiến"
    return OfficialText(
        letterhead=_head(owner, "TB", day),
        kind="Thông báo",
        abstract="Về việc thay đổi dự kiến di dời, chuyển đổi của cơ sở",
        addressees=(f"Chủ {one.establishment.name} (mã {one.establishment.code})",),
        body=(
            Paragraph.of(f"Dự kiến trước đây: {before}."),
            Paragraph.of(f"Dự kiến mới: {after}; mức hỗ trợ dự tính {_number(one.cost_million)} triệu đồng."),
            Paragraph.of(f"Lý do: {why}."),
            Paragraph.of(
                "Đây là dự kiến để trao đổi, chưa phải quyết định. Ông, bà có quyền xem hồ sơ của cơ sở, đề nghị sửa "
                "số liệu kèm giấy tờ và nêu ý kiến khác; đơn vị theo dõi hồ sơ có trách nhiệm trả lời bằng văn bản."
            ),
        ),
        signature=Signature(("THỦ TRƯỞNG ĐƠN VỊ",)),
        recipients=("Như trên", "Lưu: VT"),
        stamp="DỮ LIỆU MẪU" if run.is_sample else "",
    )


def _said(row: reading.Decided, raw: dict) -> str:
    return row.words if row.quarter is None else f"{row.words} trong {quarters.words(raw['quarters'][row.quarter])}"


def _head(owner: Organization | None, letter: str, day: date) -> Letterhead:
    name = owner.name if owner else "Cơ quan thường trực"
    place = owner.area.name if owner and owner.area else ""
    return Letterhead(issuer=name.upper(), issuer_in_text=name, symbol=letter, place=place, year=day.year)


def _number(value: float) -> str:
    return format_number(round(value))

"""A report as an administrative document: the words with their figures, the tables, the charts, the appendix."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.timezone import localdate, localtime

from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.documents.writing.structure import (
    ROMAN,
    Appendix,
    Block,
    Column,
    Heading,
    Letterhead,
    OfficialText,
    Paragraph,
    Picture,
    Signature,
    Table,
)
from lotrinh.reporting import rounds
from lotrinh.reporting.choices import FigureKind, SectionKey
from lotrinh.reporting.models import FrozenFigure, Report
from lotrinh.reporting.words import Known, worded

_MARK = re.compile(r"([-–+]|[a-zđ]\)|\d+(?:\.\d+)*[.)])\s+(.*)", re.DOTALL)


def official_text(report: Report) -> OfficialText:
    """The whole report as it stands now; of an issued one, as it was issued."""
    figures = list(report.figures.all())
    known = {figure.name: figure.known for figure in figures}
    words = dict(report.sections.values_list("key", "words"))
    issue = getattr(report, "issue", None)
    regime = report.regime
    return OfficialText(
        letterhead=Letterhead(
            issuer=regime.issuer,
            superior=regime.superior,
            issuer_in_text=report.organization.name,
            symbol=issue.symbol if issue else regime.symbol,
            number=issue.number if issue else None,
            place=regime.place,
            day=issue.issued_on if issue else None,
            year=report.last_day.year,
        ),
        kind="Báo cáo",
        abstract=report.title,
        bases=tuple(lines_of(regime.legal_basis)),
        addressees=tuple(report.addressees),
        body=tuple(_body(report, figures, words, known)),
        signature=Signature(
            tuple(issue.signer_lines if issue else lines_of(regime.signer_lines)),
            issue.signer_name if issue else regime.signer_name,
        ),
        recipients=recipients_of(report),
        appendices=tuple(_appendices(report, figures)),
        stamp=report.stamp,
    )


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def recipients_of(report: Report) -> tuple[str, ...]:
    """As the form asks: “Như trên” first when it is addressed to somebody, the archive last."""
    lines = list(report.recipients)
    if report.addressees and not any(line.lower().startswith("như trên") for line in lines):
        lines.insert(0, "Như trên")
    if not any(line.lower().startswith("lưu") for line in lines):
        lines.append("Lưu: VT")
    return tuple(lines)


# --- body ------------------------------------------------------------------------------------------------------------


def _body(
    report: Report, figures: list[FrozenFigure], words: Mapping[str, str], known: Mapping[str, Known]
) -> Iterator[Block]:
    def said(key: SectionKey) -> list[Block]:
        return list(paragraphs(words.get(key, ""), known))

    if report.replaces_id:
        yield from _replacement(report)
    parts: list[tuple[str, list[Block]]] = [
        (SectionKey.SITUATION.label, said(SectionKey.SITUATION)),
        ("Kết quả thực hiện", _results(report, figures, said)),
        (SectionKey.DIFFICULTIES.label, [*said(SectionKey.DIFFICULTIES), *_difficulties(report)]),
        (SectionKey.DIRECTIONS.label, said(SectionKey.DIRECTIONS)),
        (SectionKey.PROPOSALS.label, said(SectionKey.PROPOSALS)),
    ]
    for place, (title, blocks) in enumerate([part for part in parts if part[1]]):
        yield Heading(1, f"{ROMAN[place]}.", title)
        yield from blocks
    yield from said(SectionKey.CLOSING)


def _results(report: Report, figures: list[FrozenFigure], said) -> list[Block]:
    """The numbered parts of the results; the changes since the last report stand among them, never in the old one."""
    pictures = [Picture(one["svg"], one["alt"], one["caption"]) for one in report.charts]
    parts = [
        (SectionKey.TARGETS.label, [*said(SectionKey.TARGETS), *pictures]),
        (SectionKey.TASKS.label, [*said(SectionKey.TASKS), *_unit_table(report)]),
        ("Số liệu thu thập từ các đơn vị", list(rounds.paragraphs_of(report))),
        ("Số liệu thay đổi so với báo cáo trước", _changes(report)),
    ]
    blocks: list[Block] = []
    for place, (title, inner) in enumerate([part for part in parts if part[1]], start=1):
        blocks += [Heading(2, f"{place}.", title), *inner]
    return blocks


def paragraphs(words: str, known: Mapping[str, Known]) -> Iterator[Paragraph]:
    """One paragraph a line; a line that begins with a mark keeps it."""
    for line in lines_of(words):
        match = _MARK.fullmatch(line)
        mark, text = (match[1].replace("–", "-"), match[2]) if match else ("", line)
        yield Paragraph.of(worded(text, known), mark)


def _replacement(report: Report) -> Iterator[Block]:
    old = report.replaces
    issue = old.issue
    yield Paragraph.of(
        f"Báo cáo này thay thế Báo cáo số {issue.full_number} ngày {format_date(issue.issued_on)}, "
        f"đã được thu hồi ngày {format_date(localdate(old.withdrawn.at))}. Lý do: {old.why_withdrawn.rstrip('.')}."
    )
    rows = tuple(before_and_after(report))
    if rows:
        columns = (
            Column("Số liệu", 3),
            Column(f"Báo cáo {issue.full_number}", 1.2, True),
            Column("Đính chính", 1.2, True),
        )
        yield Table(columns, rows, caption="Số liệu trước và sau khi đính chính")


def before_and_after(report: Report) -> Iterator[tuple[str, str, str]]:
    """(label, value in the withdrawn report, value now) of every figure that reads otherwise."""
    now = {figure.name: figure for figure in report.figures.all()}
    for old in report.replaces.figures.all():
        if old.name in now and now[old.name].text() != old.text():
            yield old.label, old.text(), now[old.name].text()


def _unit_table(report: Report) -> list[Block]:
    if not report.units:
        return []
    names = ("total", "done", "late", "blocked")
    rows = [
        (str(place), line["unit"], *(format_number(line[name]) for name in names))
        for place, line in enumerate(report.units, start=1)
    ]
    columns = (
        Column("TT", 0.5),
        Column("Đơn vị chủ trì", 3),
        *(Column(title, 1, True) for title in ("Được giao", "Hoàn thành", "Trễ hạn", "Đang vướng")),
    )
    note = "Một nhiệm vụ có nhiều đơn vị chủ trì được tính cho từng đơn vị."
    return [Table(columns, tuple(rows), caption="Kết quả nhiệm vụ theo đơn vị", note=note)]


def _changes(report: Report) -> list[Block]:
    if not report.changes:
        return []
    columns = (Column("Báo cáo", 2), Column("Số liệu", 2.5), Column("Đã báo cáo", 1, True), Column("Nay là", 1, True))
    rows = tuple((one["report"], one["label"], one["before"], one["after"]) for one in report.changes)
    return [
        Paragraph.of("Các số liệu sau đã được đính chính trong sổ sau khi ban hành báo cáo trước:"),
        Table(columns, rows),
    ]


def _difficulties(report: Report) -> list[Block]:
    if not report.blocks:
        return []
    columns = (
        Column("TT", 0.5),
        Column("Việc đang vướng", 2.4),
        Column("Nguyên nhân", 2.4),
        Column("Đơn vị tháo gỡ", 1.6),
        Column("Cần xong trước", 1.1),
    )
    rows = tuple(
        (
            str(place),
            f"{one['subject']} ({one['unit']})",
            one["why"],
            one["clearer"],
            format_date(date.fromisoformat(one["by_when"])),
        )
        for place, one in enumerate(report.blocks, start=1)
    )
    return [Table(columns, rows, caption="Vướng mắc chưa được tháo gỡ")]


# --- appendix --------------------------------------------------------------------------------------------------------

TARGET_COLUMNS = (
    Column("TT", 0.5),
    Column("Chỉ tiêu", 4),
    Column("Đơn vị tính", 1),
    Column("Mức phải đạt", 1.3),
    Column("Thực hiện trong kỳ", 1.2, True),
    Column("Luỹ kế", 1.1, True),
    Column("% so với mức phải đạt", 1.1, True),
    Column("Cùng kỳ năm trước", 1.2, True),
    Column("Tình trạng", 1.5),
)


def target_rows(figures: Iterable[FrozenFigure]) -> Iterator[tuple[str, ...]]:
    targets = [figure for figure in figures if figure.kind == FigureKind.TARGET]
    for place, figure in enumerate(targets, start=1):
        numbers = (bare(figure, aspect) for aspect in ("", "luy-ke", "dat", "cung-ky"))
        state = f"{figure.state_words} (khai báo, chưa có sổ)" if figure.declared else figure.state_words
        asked = f"{figure.plan_words or '–'}{' (*)' if figure.plan_note else ''}"
        label = f"{figure.label} (**)" if figure.contest_note else figure.label
        yield (str(place), label, figure.unit, asked, *numbers, state)


def contested(figures: Iterable[FrozenFigure]) -> list[str]:
    """A footnote for each figure to which a unit objected and on which nobody has ruled."""
    return [
        f"(**) {figure.label}: đang có ý kiến khác. {figure.contest_note}" for figure in figures if figure.contest_note
    ]


def amended(figures: Iterable[FrozenFigure]) -> list[str]:
    """A footnote for each target whose number another text changed."""
    return [f"(*) {figure.label}: {figure.plan_note}" for figure in figures if figure.plan_note]


def bare(figure: FrozenFigure, aspect: str) -> str:
    """The number without its unit, which has a column of its own."""
    text = figure.text(aspect)
    return text.removesuffix("%" if aspect == "dat" else figure.unit).strip() if text != "–" else text


def _appendices(report: Report, figures: list[FrozenFigure]) -> Iterator[Appendix]:
    yield from _target_appendix(report, figures)
    yield from rounds.appendices_of(report, figures)


def _target_appendix(report: Report, figures: list[FrozenFigure]) -> Iterator[Appendix]:
    rows = tuple(target_rows(figures))
    if not rows:
        return
    first, last = format_date(report.first_day), format_date(report.last_day)
    notes = [f"Số liệu phát sinh từ {first} đến {last}."]
    if report.refreshed_at:
        notes.append(f"Lấy từ sổ lúc {localtime(report.refreshed_at):%H:%M ngày %d/%m/%Y}.")
    if any(figure.is_sample for figure in figures):
        notes.append(rounds.SAMPLE)
    notes += [*amended(figures), *contested(figures)]
    yield Appendix(
        f"Kết quả thực hiện các chỉ tiêu {report.period.label}", (Table(TARGET_COLUMNS, rows, note=" ".join(notes)),)
    )


# --- for the office's own template -----------------------------------------------------------------------------------


def template_values(text: OfficialText, report: Report) -> dict[str, object]:
    """The names an office's own Word template may use; each is a text, or a list for a loop."""
    known = {figure.name: figure.known for figure in report.figures.all()}
    words = dict(report.sections.values_list("key", "words"))
    sections = {
        key.replace("-", "_"): [f"{p.mark} {p.text}".strip() for p in paragraphs(words.get(key, ""), known)]
        for key in SectionKey.values
    }
    head = text.letterhead
    names = ("tt", "ten", "don_vi_tinh", "muc_phai_dat", "thuc_hien", "luy_ke", "phan_tram", "cung_ky", "tinh_trang")
    return {
        "co_quan_chu_quan": head.superior,
        "co_quan": head.issuer,
        "so_ky_hieu": head.number_line,
        "dia_danh_ngay_thang": head.date_line,
        "trich_yeu": text.abstract,
        "ky_bao_cao": report.period.label,
        "tu_ngay": format_date(report.first_day),
        "den_ngay": format_date(report.last_day),
        "can_cu": list(text.bases),
        "kinh_gui": list(text.addressees),
        "noi_nhan": list(text.recipients),
        "chuc_vu_ky": list(text.signature.lines),
        "nguoi_ky": text.signature.name,
        "muc": sections,
        "chi_tieu": [dict(zip(names, row, strict=True)) for row in target_rows(report.figures.all())],
        "nhiem_vu": [
            {
                "don_vi": one["unit"],
                "duoc_giao": one["total"],
                "hoan_thanh": one["done"],
                "tre_han": one["late"],
                "vuong": one["blocked"],
            }
            for one in report.units
        ],
        "vuong_mac": [
            {
                "viec": one["subject"],
                "don_vi": one["unit"],
                "nguyen_nhan": one["why"],
                "don_vi_go": one["clearer"],
                "han": one["by_when"],
            }
            for one in report.blocks
        ],
        "thay_doi": [
            {"bao_cao": one["report"], "so_lieu": one["label"], "truoc": one["before"], "sau": one["after"]}
            for one in report.changes
        ],
        "dot_thu_thap": rounds.template_values(report, report.figures.all()),
        "dong_dau": text.stamp,
    }

"""Invented documents laid out as offices lay them out (Decree 30/2020, the Party's guidance 36), for `test_layouts`.

Every layout is one way to set the same parts: letterhead, title, bases and closing; the text between stays.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from .made_documents import saved

BASES = (
    "Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;",
    "Căn cứ Nghị định số 58/2024/NĐ-CP ngày 24/5/2024 của Chính phủ về chính sách đầu tư trong lâm nghiệp;",
    "Thực hiện Kế hoạch số 77-KH/TU ngày 01/02/2026 của Tỉnh ủy Minh Hải về phủ xanh đất trống,",
)
CITED = ("Luật Lâm nghiệp", "58/2024/NĐ-CP", "77-KH/TU")
BODY = (
    "I. MỤC TIÊU",
    "1. Mục tiêu chung",
    "Phủ xanh các tuyến đường liên xã, tạo bóng mát cho người đi bộ và giữ đất ven kênh trong mùa nước nổi.",
    "2. Mục tiêu cụ thể",
    "- Trồng 20.000 cây phân tán; tỷ lệ cây sống sau một năm đạt trên 85%.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Sở Nông nghiệp và Môi trường",
    "Chủ trì hướng dẫn kỹ thuật, kiểm tra giống cây trước khi giao cho các xã.",
    "2. Ủy ban nhân dân các xã",
    "Bố trí đất trồng cây và phân công người chăm sóc./.",
)
OUTLINE = ("I.", "1.", "2.", "II.", "1.", "2.")


@dataclass(frozen=True)
class Plan:
    """A document's parts, as printed."""

    issuer: tuple[str, ...]
    number: str
    dated: date
    place: str
    kind: str
    title: str
    speaks: str
    """The issuer as the header gives it."""
    announces: str
    recipients: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def is_of_party(self) -> bool:
        return "-" in self.number.split("/")[0]

    @property
    def nation(self) -> tuple[str, ...]:
        if self.is_of_party:
            return ("ĐẢNG CỘNG SẢN VIỆT NAM",)
        return ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

    @property
    def left(self) -> tuple[str, ...]:
        """The left column of the letterhead without the number."""
        return (*self.issuer, "*") if self.is_of_party else self.issuer

    @property
    def numbered(self) -> tuple[str, ...]:
        """The number, and under a letter's what it is about."""
        about = (f"V/v {self.title[0].lower()}{self.title[1:]}",) if self.kind == "Công văn" else ()
        return (f"Số {self.number}" if self.is_of_party else f"Số: {self.number}", *about)

    @property
    def day(self) -> str:
        return f"{self.place}, ngày {self.dated:%d} tháng {self.dated:%m} năm {self.dated:%Y}"

    @property
    def entries(self) -> tuple[str, ...]:
        *first, last = self.recipients
        return (*(f"- {entry};" for entry in first), f"- {last}.")


PLANS = {
    "plan": Plan(
        ("ỦY BAN NHÂN DÂN", "TỈNH MINH HẢI"), "12/KH-UBND", date(2026, 3, 5), "Minh Hải", "Kế hoạch",
        "Trồng cây phân tán ven các tuyến đường liên xã trên địa bàn tỉnh Minh Hải năm 2026",
        "Ủy ban nhân dân tỉnh Minh Hải", "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:",
        ("Bộ Nông nghiệp và Môi trường", "Thường trực Tỉnh ủy", "Ủy ban nhân dân các xã", "Lưu: VT, NNMT"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lý Văn Mẫu"),
    ),
    "department": Plan(
        ("UBND TỈNH MINH HẢI", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"), "345/KH-SVHTTDL", date(2026, 11, 9), "Minh Hải",
        "Kế hoạch", "Tổ chức “Tuần lễ cây xanh – Đường quê sạch” năm 2026",
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Minh Hải",
        "Sở Văn hóa, Thể thao và Du lịch xây dựng Kế hoạch với các nội dung sau:",
        ("UBND tỉnh (để b/c)", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, QLVH"),
        ("GIÁM ĐỐC", "Trần Thị Ví Dụ"),
    ),
    "letter": Plan(
        ("ỦY BAN NHÂN DÂN", "TỈNH MINH HẢI"), "4085/UBND-NNMT", date(2026, 12, 25), "Minh Hải", "Công văn",
        "Rà soát quỹ đất trồng cây sau sắp xếp, gắn với dữ liệu đất đai, tọa độ thửa đất, mã vùng trồng và tên đường",
        "Ủy ban nhân dân tỉnh Minh Hải", "Ủy ban nhân dân tỉnh có ý kiến như sau:",
        ("Như trên", "CT, các PCT. UBND tỉnh", "Lưu: VT, NNMT"),
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lý Văn Mẫu"),
    ),
    "Party": Plan(
        ("TỈNH ỦY MINH HẢI", "BAN TỔ CHỨC"), "07-KH/BTCTU", date(2026, 1, 2), "Minh Hải", "Kế hoạch",
        "Kiểm tra việc trồng cây của các đảng bộ trực thuộc năm 2026", "Ban Tổ chức Tỉnh ủy Minh Hải",
        "Ban Tổ chức Tỉnh ủy xây dựng Kế hoạch với các nội dung sau:",
        ("Thường trực Tỉnh ủy (để báo cáo)", "Các đảng ủy trực thuộc Tỉnh ủy", "Lưu Ban Tổ chức"),
        ("TRƯỞNG BAN", "Lê Minh Họa"),
    ),
}  # fmt: skip


def paragraph(where, text: str, *, bold=False, centred=False, first=False):
    """A paragraph of `where` (a document or a cell); line feeds become line breaks, tabs stay."""
    made = where.paragraphs[0] if first else where.add_paragraph()
    for part in re.split(r"(\n)", text):
        run = made.add_run("" if part == "\n" else part)
        run.bold = bold
        if part == "\n":
            run.add_break()
    if centred:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return made


def table(document, *rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...] = (6.5, 9.5)) -> None:
    """A table without borders whose cells hold centred lines; the text is 16 cm wide."""
    made = document.add_table(len(rows), len(rows[0]))
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, lines in zip(row.cells, cells, strict=True):
            for number, line in enumerate(lines):
                paragraph(cell, line, bold=line.isupper(), centred=True, first=number == 0)


def lines_beside(left: tuple[str, ...], right: tuple[str, ...], gap: str) -> list[str]:
    """Two columns typed line by line."""
    rows = max(len(left), len(right))
    padded = ((*side, *[""] * (rows - len(side))) for side in (left, right))
    return [f"{one}{gap}{other}" if other else one for one, other in zip(*padded, strict=True)]


def _typed(document, left: tuple[str, ...], right: tuple[str, ...], gap: str) -> None:
    for line in lines_beside(left, right, gap):
        paragraph(document, line)


def _typed_letterhead(document, plan: Plan, gap: str) -> None:
    _typed(document, plan.left, plan.nation, gap)
    _typed(document, plan.numbered, (plan.day,), gap)


def _stacked(document, lines: tuple[str, ...]) -> None:
    for line in lines:
        paragraph(document, line, bold=line.isupper(), centred=True)


def _all_lines(plan: Plan) -> tuple[str, ...]:
    return (*plan.left, *plan.numbered, *plan.nation, plan.day)


LETTERHEADS: dict[str, Callable] = {
    "two columns": lambda d, p: table(d, ((*p.left, *p.numbered), (*p.nation, p.day))),
    "number and date in a second row": lambda d, p: table(d, (p.left, p.nation), (p.numbered, (p.day,))),
    "rules drawn as dashes": lambda d, p: table(
        d, ((*p.issuer, "-------"), (*p.nation, "-------")), (p.numbered, (p.day,))
    ),
    "narrow columns": lambda d, p: table(
        d, (p.left, ("CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT", "NAM", *p.nation[1:]) if p.nation[1:] else p.nation),
        (p.numbered, tuple(re.split(r" (?=năm \d{4}$)", p.day))),
    ),
    "one cell": lambda d, p: table(d, (_all_lines(p),), widths=(16,)),
    "one cell with line breaks": lambda d, p: table(d, (("\n".join(_all_lines(p)),),), widths=(16,)),
    "tabs": lambda d, p: _typed_letterhead(d, p, "\t"),
    "runs of spaces": lambda d, p: _typed_letterhead(d, p, " " * 12),
    "stacked": lambda d, p: _stacked(d, _all_lines(p)),
    "nation first, number and date in one line": lambda d, p: _stacked(
        d, (*p.nation, "---------------", *p.left, f"{p.numbered[0]}; {p.day}", *p.numbered[1:])
    ),
    "all in one line": lambda d, p: _stacked(d, (" ".join(_all_lines(p)),)),
}  # fmt: skip


def _broken(title: str, count: int) -> list[str]:
    words = title.split()
    length = -(-len(words) // count)
    return [" ".join(words[at : at + length]) for at in range(0, len(words), length)]


TITLES: dict[str, Callable] = {
    "sentence case": lambda d, kind, title: _stacked(d, (kind.upper(), title)),
    "capitals": lambda d, kind, title: _stacked(d, (kind.upper(), title.upper())),
    "capitals over lines": lambda d, kind, title: _stacked(d, (kind.upper(), *_broken(title.upper(), 3))),
    "bold over lines": lambda d, kind, title: [
        paragraph(d, line, bold=True, centred=True) for line in (kind.upper(), *_broken(title, 2))
    ],
    "line breaks": lambda d, kind, title: paragraph(d, "\n".join((kind.upper(), *_broken(title, 2))), bold=True),
    "in the kind's line": lambda d, kind, title: paragraph(d, f"{kind.upper()} {title}", bold=True),
    "a rule below": lambda d, kind, title: _stacked(d, (kind.upper(), title, "-----------")),
}

PREAMBLES: dict[str, Callable] = {
    "paragraphs": lambda d: [paragraph(d, line) for line in BASES],
    "one paragraph": lambda d: paragraph(d, " ".join(BASES)),
    "line breaks": lambda d: paragraph(d, "\n".join(BASES)),
    "dashes": lambda d: [paragraph(d, f"- {line}") for line in BASES],
}


def _cells(document, left: tuple[str, ...], right: tuple[str, ...]) -> None:
    made = document.add_table(1, 2)
    for cell, lines in zip(made.rows[0].cells, (left, right), strict=True):
        for number, line in enumerate(lines):
            paragraph(cell, line, first=number == 0)


def _inline(plan: Plan) -> str:
    return f"Nơi nhận: {'; '.join(plan.recipients)}."


CLOSINGS: dict[str, Callable] = {
    "two columns": lambda d, p: _cells(d, ("Nơi nhận:", *p.entries), p.signature),
    "line breaks in a cell": lambda d, p: _cells(d, ("Nơi nhận:", "\n".join(p.entries)), p.signature),
    "lines, then the signature": lambda d, p: [paragraph(d, line) for line in ("Nơi nhận:", *p.entries, *p.signature)],
    "the signature first": lambda d, p: [paragraph(d, line) for line in (*p.signature, "Nơi nhận:", *p.entries)],
    "one line of semicolons": lambda d, p: [paragraph(d, line) for line in (*p.signature, _inline(p))],
    "one line of dashes": lambda d, p: [
        paragraph(d, line) for line in (f"Nơi nhận: {' '.join(p.entries)}", *p.signature)
    ],
    "tabs": lambda d, p: _typed(d, ("Nơi nhận:", *p.entries), p.signature, "\t"),
    "runs of spaces": lambda d, p: _typed(d, ("Nơi nhận:", *p.entries), p.signature, " " * 20),
}


def in_word(
    plan: Plan, letterhead="two columns", title="sentence case", preamble="paragraphs", closing="two columns"
) -> bytes:
    """The document as docx in the layouts named."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Cm(21), Cm(3), Cm(2)
    LETTERHEADS[letterhead](document, plan)
    paragraph(document, "")
    if plan.kind == "Công văn":
        paragraph(document, "Kính gửi: Các sở, ban, ngành tỉnh.")
    else:
        TITLES[title](document, plan.kind, plan.title)
    PREAMBLES[preamble](document)
    for line in (plan.announces, *BODY):
        paragraph(document, line)
    CLOSINGS[closing](document, plan)
    return saved(document)

"""The brief as one A4 page of Word, for a folder on a leader's desk: an internal note, no administrative document."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lotrinh.core.vietnamese import format_date
from lotrinh.monitoring.brief.telling import Brief, Line

MOST = 5
"""Lines of a section: four sections of five lines, each of two printed lines at most, fill one page."""
LONGEST = 165
"""Characters of a line: two printed lines at 11 points."""
FONT = "Times New Roman"
SAMPLE = "Có dữ liệu mẫu do người viết phần mềm đặt ra, không phải số liệu thật."


def to_docx(brief: Brief, *, unit: str, url: str, is_sample: bool) -> bytes:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(25),
        Mm(15),
        Mm(15),
        Mm(15),
    )
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(2), Pt(0)
    _put(document, "TIN THỨ HAI", bold=True, size=15, centred=True)
    since = f"; so với tin ngày {format_date(brief.since)}" if brief.since else "; chưa có tin trước để so"
    _put(document, f"{unit}, ngày {format_date(brief.day)}{since}", italic=True, centred=True)
    if is_sample:
        _put(
            document,
            "Có dữ liệu mẫu do người viết phần mềm đặt ra, không phải số liệu thật.",
            italic=True,
            centred=True,
        )
    for part in brief.sections:
        count = f" ({len(part.lines)})" if part.lines else ""
        _put(document, f"{part.title}{count}", bold=True, size=12, before=6)
        for line in part.lines[:MOST]:
            _put(document, f"– {_short(line)}", indent=True)
        if not part.lines:
            _put(document, f"– {part.none}", indent=True)
        if rest := len(part.lines[MOST:]):
            _put(document, f"– và {rest} việc khác", indent=True, italic=True)
    _put(document, f"Bản đầy đủ, mở được từng dòng: {url}", size=10, before=6)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _short(line: Line) -> str:
    text = f"{line.text}: {line.note}" if line.note else line.text
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _put(document, text: str, *, bold=False, italic=False, centred=False, indent=False, size=11, before=0) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run("".join(letter for letter in text if letter >= " "))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.paragraph_format.space_before = Pt(before)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(5), Mm(-4)

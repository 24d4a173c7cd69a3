"""The sheet: faces, margins, page numbers."""

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.docx.pieces import CENTRE, write_runs
from lotrinh.documents.writing.structure import OfficialText, Run


def prepare(document, text: OfficialText) -> None:
    core = document.core_properties
    core.title = f"{text.kind}: {text.abstract}"[:250]
    core.author, core.language, core.comments = text.letterhead.issuer[:250], "vi-VN", ""
    _face(document.styles["Normal"], layout.BODY_PT)
    for name, size in (("Heading 1", layout.BODY_PT), ("Heading 2", layout.BODY_PT), ("Heading 3", layout.BODY_PT)):
        _face(document.styles[name], size, bold=True)
    document.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    _face(document.styles["Table Text"], layout.TABLE_PT)
    set_sheet(document.sections[0], landscape=False)
    _number_pages(document.sections[0], text.stamp)


def _face(style, size: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = layout.FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), layout.FONT)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = 1.0


def set_sheet(section, *, landscape: bool) -> None:
    """A4 with the margins of the decree. Turned, the binding edge is the top one of the sheet as it is read."""
    width, height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP), Mm(layout.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT), Mm(layout.MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(layout.PAGE_NUMBER_FROM_EDGE)


def _number_pages(section, stamp: str) -> None:
    """The number stands centred in the top margin from the second page on; the first page has none."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    numbered = section.header.paragraphs[0]
    numbered.alignment = CENTRE
    _field(numbered, "PAGE", layout.PAGE_NUMBER_PT)
    first = section.first_page_header.paragraphs[0]
    first.alignment = CENTRE
    if stamp:
        for paragraph in (first, section.header.add_paragraph()):
            paragraph.alignment = CENTRE
            write_runs(paragraph, (Run(stamp, bold=True),), layout.RECIPIENTS_PT)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.append(numbering)
    _in_order(section._sectPr)


_SECTION_ORDER = (
    "headerReference",
    "footerReference",
    "type",
    "pgSz",
    "pgMar",
    "pgNumType",
    "cols",
    "titlePg",
    "docGrid",
)


def _in_order(section_properties) -> None:
    """The schema fixes the order of a section's properties; Word refuses a file that breaks it."""
    by_place = sorted(section_properties, key=lambda child: _SECTION_ORDER.index(child.tag.rpartition("}")[2]))
    section_properties.extend(by_place)


def _field(paragraph, code: str, size: float) -> None:
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        run.font.size = Pt(size)
        if kind == "code":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
            run._r.append(element)
        elif kind != "shown":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def number_pages_anew(section, stamp: str) -> None:
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    _number_pages(section, stamp)

"""An administrative document as a Word file, laid out as `layout` says.

Rules under issuer, motto and abstract are borders of one-cell tables, as long as they must be: never underscores,
which move when the text is edited.
"""

import io
from collections.abc import Callable

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.pictures import png_of
from lotrinh.documents.writing.structure import (
    Appendix,
    Heading,
    OfficialText,
    Paragraph,
    Picture,
    Run,
    Table,
    based_on,
    closed,
    listed,
)

LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def to_docx(text: OfficialText) -> bytes:
    """The whole document as the bytes of a .docx file."""
    document = Document()
    _prepare(document, text)
    _letterhead(document, text)
    _opening(document, text)
    for block in closed(text.body):
        _block(document, block, layout.TEXT_WIDTH)
    _footer(document, text)
    for place, appendix in enumerate(text.appendices):
        _appendix(document, text, appendix, text.appendix_label(place))
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


# --- the sheet -------------------------------------------------------------------------------------------------------


def _prepare(document, text: OfficialText) -> None:
    core = document.core_properties
    core.title = f"{text.kind}: {text.abstract}"[:250]
    core.author, core.language, core.comments = text.letterhead.issuer[:250], "vi-VN", ""
    _face(document.styles["Normal"], layout.BODY_PT)
    for name, size in (("Heading 1", layout.BODY_PT), ("Heading 2", layout.BODY_PT), ("Heading 3", layout.BODY_PT)):
        _face(document.styles[name], size, bold=True)
    document.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    _face(document.styles["Table Text"], layout.TABLE_PT)
    _sheet(document.sections[0], landscape=False)
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


def _sheet(section, *, landscape: bool) -> None:
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
            _write(paragraph, (Run(stamp, bold=True),), layout.RECIPIENTS_PT)
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


# --- letterhead, title, bases ----------------------------------------------------------------------------------------


def _letterhead(document, text: OfficialText) -> None:
    head = text.letterhead
    grid = _grid(document, (layout.ISSUER_WIDTH, layout.MOTTO_WIDTH), rows=2)
    (issuer, motto), (number, place) = (row.cells for row in grid.rows)
    lines = [(head.superior, False), (head.issuer, True)] if head.superior else [(head.issuer, True)]
    for line, bold in lines:
        _line(issuer, line, layout.ISSUER_PT, bold=bold, after=2 if bold else 0)
    longest = layout.text_width(head.issuer, layout.ISSUER_PT, layout.ISSUER_WIDTH)
    _rule(issuer, longest * layout.SHORT_RULE, layout.ISSUER_WIDTH)
    _line(motto, layout.NATIONAL_NAME, layout.NATIONAL_NAME_PT, bold=True)
    _line(motto, layout.MOTTO, layout.MOTTO_PT, bold=True, after=2)
    _rule(motto, layout.text_width(layout.MOTTO, layout.MOTTO_PT, layout.MOTTO_WIDTH), layout.MOTTO_WIDTH)
    _line(number, head.number_line, layout.NUMBER_PT)
    _line(place, head.date_line, layout.PLACE_AND_DATE_PT, italic=True)


def _opening(document, text: OfficialText) -> None:
    _line(document, text.kind.upper(), layout.KIND_PT, bold=True, before=14)
    _line(document, text.abstract, layout.ABSTRACT_PT, bold=True, after=3)
    width = layout.text_width(text.abstract, layout.ABSTRACT_PT, layout.TEXT_WIDTH)
    _rule(document, width * layout.SHORT_RULE, layout.TEXT_WIDTH)
    if text.addressees:
        _addressees(document, text.addressees)
    for base in based_on(text.bases):
        _body_line(document, (Run(base, italic=True),))


def _addressees(document, addressees: tuple[str, ...]) -> None:
    if len(addressees) == 1:
        _line(document, f"Kính gửi: {addressees[0].rstrip('.;')}.", layout.BODY_PT, before=6, after=6)
        return
    _line(document, "Kính gửi:", layout.BODY_PT, before=6, align=LEFT, indent=35)
    for line in listed(addressees):
        _line(document, line, layout.BODY_PT, align=LEFT, indent=45)


# --- body ------------------------------------------------------------------------------------------------------------


def _block(container, block, width: float) -> None:
    match block:
        case Heading():
            _heading(container, block)
        case Paragraph():
            lead = (Run(f"{block.mark} "),) if block.mark else ()
            _body_line(container, (*lead, *block.runs))
        case Table():
            _table(container, block, width)
        case Picture():
            _picture(container, block, width)


def _heading(container, heading: Heading) -> None:
    if heading.level == 0:
        for line, style in ((heading.label, "Heading 1"), (heading.title.upper(), None)):
            paragraph = _line(container, line, layout.BODY_PT, bold=True, before=6 if style else 0)
            paragraph.paragraph_format.keep_with_next = True
        return
    title = heading.title.upper() if heading.level == 1 else heading.title
    paragraph = _body_line(container, (Run(f"{heading.label} {title}".strip(), bold=heading.level < 3),))
    paragraph.style = f"Heading {heading.level}"
    paragraph.paragraph_format.keep_with_next = True


def _body_line(container, runs: tuple[Run, ...]):
    paragraph = container.add_paragraph()
    paragraph.alignment = BOTH
    shape = paragraph.paragraph_format
    shape.first_line_indent = Mm(layout.FIRST_LINE_INDENT)
    shape.space_before = Pt(0)
    shape.space_after = Pt(layout.PARAGRAPH_GAP_PT)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, layout.LINE_SPACING
    _write(paragraph, runs, layout.BODY_PT)
    return paragraph


def _table(container, table: Table, width: float) -> None:
    if table.caption:
        caption = _line(container, table.caption, layout.BODY_PT, bold=True, before=6, after=4)
        caption.paragraph_format.keep_with_next = True
    shares = sum(column.share for column in table.columns)
    widths = tuple(width * column.share / shares for column in table.columns)
    drawn = _grid(container, widths, rows=1 + len(table.rows), bordered=True)
    _table_row(drawn.rows[0], [column.title for column in table.columns], lambda _: CENTRE, bold=True)
    _mark_row(drawn.rows[0], "w:tblHeader")
    for place, values in enumerate(table.rows):
        row = drawn.rows[place + 1]
        _table_row(row, values, lambda n: RIGHT if table.columns[n].numeric else LEFT, bold=place in table.strong)
        _mark_row(row, "w:cantSplit")
    if table.note:
        _line(container, table.note, layout.RECIPIENTS_PT, italic=True, align=LEFT, after=6)
    else:
        _flatten(container.add_paragraph(), 8)


def _table_row(row, values, side: Callable[[int], WD_ALIGN_PARAGRAPH], *, bold: bool) -> None:
    for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Text"
        paragraph.alignment = side(place)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        _write(paragraph, (Run(value, bold=bold),), layout.TABLE_PT)


def _picture(container, picture: Picture, width: float) -> None:
    paragraph = _line(container, "", layout.BODY_PT, before=6)
    paragraph.paragraph_format.keep_with_next = bool(picture.caption)
    drawn = paragraph.add_run().add_picture(io.BytesIO(png_of(picture.svg)), width=Mm(min(picture.width_mm, width)))
    described = drawn._inline.docPr
    described.set("descr", picture.alt)
    described.set("title", picture.caption)
    if picture.caption:
        _line(container, picture.caption, layout.TABLE_PT, italic=True, after=6)


# --- signature, recipients, appendices -------------------------------------------------------------------------------


def _footer(document, text: OfficialText) -> None:
    if document.element.body[-2].tag == qn("w:p"):
        document.paragraphs[-1].paragraph_format.keep_with_next = True  # a signature never stands alone on a page
    _line(document, "", 6).paragraph_format.keep_with_next = True
    grid = _grid(document, (layout.TEXT_WIDTH * 0.48, layout.TEXT_WIDTH * 0.52), rows=1)
    _mark_row(grid.rows[0], "w:cantSplit")
    left, right = grid.rows[0].cells
    if text.recipients:
        _line(left, "Nơi nhận:", layout.RECIPIENTS_LABEL_PT, bold=True, italic=True, align=LEFT)
        for line in listed(text.recipients):
            _line(left, line, layout.RECIPIENTS_PT, align=LEFT)
    for line in text.signature.lines:
        _line(right, line.upper(), layout.SIGNATURE_PT, bold=True)
    for _ in range(5):
        _line(right, "", layout.SIGNATURE_PT)
    _line(right, text.signature.name, layout.SIGNATURE_PT, bold=True)
    for cell in (left, right):
        if not cell.paragraphs[0].text and len(cell.paragraphs) > 1:
            cell._tc.remove(cell.paragraphs[0]._p)


def _appendix(document, text: OfficialText, appendix: Appendix, label: str) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _sheet(section, landscape=appendix.is_landscape)
    _number_pages_anew(section, text.stamp)
    across = layout.PAGE_HEIGHT if appendix.is_landscape else layout.PAGE_WIDTH
    width = across - layout.MARGIN_LEFT - layout.MARGIN_RIGHT
    title = _line(document, label, layout.APPENDIX_PT, bold=True)
    title.style = "Heading 1"
    title.alignment = CENTRE
    _line(document, appendix.title.upper(), layout.APPENDIX_PT - 1, bold=True)
    _line(document, text.attached_to, layout.APPENDIX_PT - 1, italic=True, after=3)
    _rule(document, width * 0.25, width)
    for block in appendix.blocks:
        _block(document, block, width)


def _number_pages_anew(section, stamp: str) -> None:
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    _number_pages(section, stamp)


# --- what all of it is made of ---------------------------------------------------------------------------------------


def _line(container, text, size, *, bold=False, italic=False, before=0, after=0, align=CENTRE, indent=0):
    """One line of letterhead, title or signature; the empty paragraph a new cell comes with is used up first."""
    empty = getattr(container, "_tc", None) is not None and len(container._tc) <= 2 and not container.paragraphs[0].runs
    paragraph = container.paragraphs[0] if empty else container.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    shape.left_indent = Mm(indent)
    _write(paragraph, (Run(text, bold, italic),), size)
    return paragraph


def _write(paragraph, runs: tuple[Run, ...], size: float) -> None:
    for run in runs:
        written = paragraph.add_run(run.text)
        written.bold, written.italic, written.font.size = run.bold, run.italic, Pt(size)


def _grid(container, widths: tuple[float, ...], *, rows: int, bordered: bool = False):
    """A table of fixed column widths in millimetres, without cell margins unless it shows its borders."""
    wide = Mm(sum(widths))
    # In a cell python-docx adds the paragraph that must follow a table.
    table = container.add_table(rows, len(widths))
    table.style = "Table Grid" if bordered else "Normal Table"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    properties = table._tbl.tblPr
    _set_width(properties, wide)
    _set_cell_margins(properties, Mm(1) if bordered else Emu(0))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _set_width(properties, width: Emu) -> None:
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    element = OxmlElement("w:tblW")
    element.set(qn("w:w"), str(int(width.twips)))
    element.set(qn("w:type"), "dxa")
    properties.append(element)
    _order_table_properties(properties)


def _set_cell_margins(properties, side: Emu) -> None:
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:w"), str(int(side.twips)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    properties.append(margins)
    _order_table_properties(properties)


_TABLE_ORDER = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"),
    *("tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
    *("tblCaption", "tblDescription"),
)


def _order_table_properties(properties) -> None:
    properties.extend(sorted(properties, key=lambda child: _TABLE_ORDER.index(child.tag.rpartition("}")[2])))


def _mark_row(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _rule(container, length: float, width: float) -> None:
    """A centred rule of `length` millimetres: the top border of a one-cell table."""
    table = _grid(container, (min(length, width),), rows=1)
    cell = table.rows[0].cells[0]
    borders = OxmlElement("w:tcBorders")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", str(int(layout.RULE_PT * 8))), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    cell._tc.get_or_add_tcPr().append(borders)
    _flatten(cell.paragraphs[0], 3)
    after = container.paragraphs[-1] if hasattr(container, "_tc") else container.add_paragraph()
    _flatten(after, 6)


def _flatten(paragraph, points: float) -> None:
    """An empty paragraph of exactly this height, where the format wants one but the page does not."""
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)

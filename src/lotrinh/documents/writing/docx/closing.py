"""How it closes: recipients, signature, appendices."""

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.docx.body import write_block
from lotrinh.documents.writing.docx.pieces import CENTRE, LEFT, add_grid, add_rule, mark_row, write_line
from lotrinh.documents.writing.docx.sheet import number_pages_anew, set_sheet
from lotrinh.documents.writing.structure import Appendix, OfficialText, listed


def write_closing(document, text: OfficialText) -> None:
    if document.element.body[-2].tag == qn("w:p"):
        document.paragraphs[-1].paragraph_format.keep_with_next = True  # a signature never stands alone on a page
    write_line(document, "", 6).paragraph_format.keep_with_next = True
    grid = add_grid(document, (layout.TEXT_WIDTH * 0.48, layout.TEXT_WIDTH * 0.52), rows=1)
    mark_row(grid.rows[0], "w:cantSplit")
    left, right = grid.rows[0].cells
    if text.recipients:
        write_line(left, "Nơi nhận:", layout.RECIPIENTS_LABEL_PT, bold=True, italic=True, align=LEFT)
        for line in listed(text.recipients):
            write_line(left, line, layout.RECIPIENTS_PT, align=LEFT)
    for line in text.signature.lines:
        write_line(right, line.upper(), layout.SIGNATURE_PT, bold=True)
    for _ in range(5):
        write_line(right, "", layout.SIGNATURE_PT)
    write_line(right, text.signature.name, layout.SIGNATURE_PT, bold=True)
    for cell in (left, right):
        if not cell.paragraphs[0].text and len(cell.paragraphs) > 1:
            cell._tc.remove(cell.paragraphs[0]._p)


def write_appendix(document, text: OfficialText, appendix: Appendix, label: str) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_sheet(section, landscape=appendix.is_landscape)
    number_pages_anew(section, text.stamp)
    across = layout.PAGE_HEIGHT if appendix.is_landscape else layout.PAGE_WIDTH
    width = across - layout.MARGIN_LEFT - layout.MARGIN_RIGHT
    title = write_line(document, label, layout.APPENDIX_PT, bold=True)
    title.style = "Heading 1"
    title.alignment = CENTRE
    write_line(document, appendix.title.upper(), layout.APPENDIX_PT - 1, bold=True)
    write_line(document, text.attached_to, layout.APPENDIX_PT - 1, italic=True, after=3)
    add_rule(document, width * 0.25, width)
    for block in appendix.blocks:
        write_block(document, block, width)

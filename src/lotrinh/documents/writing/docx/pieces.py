"""What all of it is made of: lines, grids, rules.

Rules under issuer, motto and abstract are borders of one-cell tables, as long as they must be: never underscores,
which move when the text is edited.
"""

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.structure import Run

LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def write_line(container, text, size, *, bold=False, italic=False, before=0, after=0, align=CENTRE, indent=0):
    """One line of letterhead, title or signature; the empty paragraph a new cell comes with is used up first."""
    empty = getattr(container, "_tc", None) is not None and len(container._tc) <= 2 and not container.paragraphs[0].runs
    paragraph = container.paragraphs[0] if empty else container.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    shape.left_indent = Mm(indent)
    write_runs(paragraph, (Run(text, bold, italic),), size)
    return paragraph


def write_runs(paragraph, runs: tuple[Run, ...], size: float) -> None:
    for run in runs:
        written = paragraph.add_run(run.text)
        written.bold, written.italic, written.font.size = run.bold, run.italic, Pt(size)


def add_grid(container, widths: tuple[float, ...], *, rows: int, bordered: bool = False):
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


def mark_row(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def add_rule(container, length: float, width: float) -> None:
    """A centred rule of `length` millimetres: the top border of a one-cell table."""
    table = add_grid(container, (min(length, width),), rows=1)
    cell = table.rows[0].cells[0]
    borders = OxmlElement("w:tcBorders")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", str(int(layout.RULE_PT * 8))), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    cell._tc.get_or_add_tcPr().append(borders)
    flatten(cell.paragraphs[0], 3)
    after = container.paragraphs[-1] if hasattr(container, "_tc") else container.add_paragraph()
    flatten(after, 6)


def flatten(paragraph, points: float) -> None:
    """An empty paragraph of exactly this height, where the format wants one but the page does not."""
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)

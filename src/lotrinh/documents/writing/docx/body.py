"""The body: headings, paragraphs, tables, pictures."""

import io
from collections.abc import Callable

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.docx.pieces import (
    BOTH,
    CENTRE,
    LEFT,
    RIGHT,
    add_grid,
    flatten,
    mark_row,
    write_line,
    write_runs,
)
from lotrinh.documents.writing.pictures import png_of
from lotrinh.documents.writing.structure import Heading, Paragraph, Picture, Run, Table


def write_block(container, block, width: float) -> None:
    match block:
        case Heading():
            _heading(container, block)
        case Paragraph():
            lead = (Run(f"{block.mark} "),) if block.mark else ()
            write_body_line(container, (*lead, *block.runs))
        case Table():
            _table(container, block, width)
        case Picture():
            _picture(container, block, width)


def _heading(container, heading: Heading) -> None:
    if heading.level == 0:
        for line, style in ((heading.label, "Heading 1"), (heading.title.upper(), None)):
            paragraph = write_line(container, line, layout.BODY_PT, bold=True, before=6 if style else 0)
            paragraph.paragraph_format.keep_with_next = True
        return
    title = heading.title.upper() if heading.level == 1 else heading.title
    paragraph = write_body_line(container, (Run(f"{heading.label} {title}".strip(), bold=heading.level < 3),))
    paragraph.style = f"Heading {heading.level}"
    paragraph.paragraph_format.keep_with_next = True


def write_body_line(container, runs: tuple[Run, ...]):
    paragraph = container.add_paragraph()
    paragraph.alignment = BOTH
    shape = paragraph.paragraph_format
    shape.first_line_indent = Mm(layout.FIRST_LINE_INDENT)
    shape.space_before = Pt(0)
    shape.space_after = Pt(layout.PARAGRAPH_GAP_PT)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, layout.LINE_SPACING
    write_runs(paragraph, runs, layout.BODY_PT)
    return paragraph


def _table(container, table: Table, width: float) -> None:
    if table.caption:
        caption = write_line(container, table.caption, layout.BODY_PT, bold=True, before=6, after=4)
        caption.paragraph_format.keep_with_next = True
    shares = sum(column.share for column in table.columns)
    widths = tuple(width * column.share / shares for column in table.columns)
    drawn = add_grid(container, widths, rows=1 + len(table.rows), bordered=True)
    _table_row(drawn.rows[0], [column.title for column in table.columns], lambda _: CENTRE, bold=True)
    mark_row(drawn.rows[0], "w:tblHeader")
    for place, values in enumerate(table.rows):
        row = drawn.rows[place + 1]
        _table_row(row, values, lambda n: RIGHT if table.columns[n].numeric else LEFT, bold=place in table.strong)
        mark_row(row, "w:cantSplit")
    if table.note:
        write_line(container, table.note, layout.RECIPIENTS_PT, italic=True, align=LEFT, after=6)
    else:
        flatten(container.add_paragraph(), 8)


def _table_row(row, values, side: Callable[[int], WD_ALIGN_PARAGRAPH], *, bold: bool) -> None:
    for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Text"
        paragraph.alignment = side(place)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        write_runs(paragraph, (Run(value, bold=bold),), layout.TABLE_PT)


def _picture(container, picture: Picture, width: float) -> None:
    paragraph = write_line(container, "", layout.BODY_PT, before=6)
    paragraph.paragraph_format.keep_with_next = bool(picture.caption)
    drawn = paragraph.add_run().add_picture(io.BytesIO(png_of(picture.svg)), width=Mm(min(picture.width_mm, width)))
    described = drawn._inline.docPr
    described.set("descr", picture.alt)
    described.set("title", picture.caption)
    if picture.caption:
        write_line(container, picture.caption, layout.TABLE_PT, italic=True, after=6)

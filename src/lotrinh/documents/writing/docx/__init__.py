"""An administrative document as a Word file, laid out as `layout` says."""

import io

from docx import Document

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.docx.body import write_block
from lotrinh.documents.writing.docx.closing import write_appendix, write_closing
from lotrinh.documents.writing.docx.opening import write_letterhead, write_opening
from lotrinh.documents.writing.docx.sheet import prepare
from lotrinh.documents.writing.structure import OfficialText, closed


def to_docx(text: OfficialText) -> bytes:
    """The whole document as the bytes of a .docx file."""
    document = Document()
    prepare(document, text)
    write_letterhead(document, text)
    write_opening(document, text)
    for block in closed(text.body):
        write_block(document, block, layout.TEXT_WIDTH)
    write_closing(document, text)
    for place, appendix in enumerate(text.appendices):
        write_appendix(document, text, appendix, text.appendix_label(place))
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()

"""How it opens: letterhead, kind and abstract, addressees, bases."""

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.docx.body import write_body_line
from lotrinh.documents.writing.docx.pieces import LEFT, add_grid, add_rule, write_line
from lotrinh.documents.writing.structure import OfficialText, Run, based_on, listed


def write_letterhead(document, text: OfficialText) -> None:
    head = text.letterhead
    grid = add_grid(document, (layout.ISSUER_WIDTH, layout.MOTTO_WIDTH), rows=2)
    (issuer, motto), (number, place) = (row.cells for row in grid.rows)
    lines = [(head.superior, False), (head.issuer, True)] if head.superior else [(head.issuer, True)]
    for line, bold in lines:
        write_line(issuer, line, layout.ISSUER_PT, bold=bold, after=2 if bold else 0)
    longest = layout.text_width(head.issuer, layout.ISSUER_PT, layout.ISSUER_WIDTH)
    add_rule(issuer, longest * layout.SHORT_RULE, layout.ISSUER_WIDTH)
    write_line(motto, layout.NATIONAL_NAME, layout.NATIONAL_NAME_PT, bold=True)
    write_line(motto, layout.MOTTO, layout.MOTTO_PT, bold=True, after=2)
    add_rule(motto, layout.text_width(layout.MOTTO, layout.MOTTO_PT, layout.MOTTO_WIDTH), layout.MOTTO_WIDTH)
    write_line(number, head.number_line, layout.NUMBER_PT)
    write_line(place, head.date_line, layout.PLACE_AND_DATE_PT, italic=True)


def write_opening(document, text: OfficialText) -> None:
    write_line(document, text.kind.upper(), layout.KIND_PT, bold=True, before=14)
    write_line(document, text.abstract, layout.ABSTRACT_PT, bold=True, after=3)
    width = layout.text_width(text.abstract, layout.ABSTRACT_PT, layout.TEXT_WIDTH)
    add_rule(document, width * layout.SHORT_RULE, layout.TEXT_WIDTH)
    if text.addressees:
        _addressees(document, text.addressees)
    for base in based_on(text.bases):
        write_body_line(document, (Run(base, italic=True),))


def _addressees(document, addressees: tuple[str, ...]) -> None:
    if len(addressees) == 1:
        write_line(document, f"Kính gửi: {addressees[0].rstrip('.;')}.", layout.BODY_PT, before=6, after=6)
        return
    write_line(document, "Kính gửi:", layout.BODY_PT, before=6, align=LEFT, indent=35)
    for line in listed(addressees):
        write_line(document, line, layout.BODY_PT, align=LEFT, indent=45)

"""From a carrier's items to numbered blocks: text folded, tables that only lay out the page taken apart."""

import re
from collections.abc import Iterable, Iterator

from ..text import fold_spaces
from ..values import Block, BlockKind, Carried, Cell
from .columns import columns_apart
from .letterhead import mended
from .raw import Grid, GridCell, Item, Note, Piece
from .rows import CLOSING, LETTERHEAD, NUMBER_AND_DAY
from .run_on import parted

PARAGRAPH_IN_CELL = "\v"
"""Between two paragraphs of one cell."""


def carried(carrier: str, items: Iterable[Item], notes: Iterable[str] = ()) -> Carried:
    """The document with its blocks numbered; footnotes come last, as `Block` promises."""
    blocks: list[Block] = []
    footnotes: list[Note] = []
    for item in mended(columns_apart(parted(_without_layout(items)))):
        if isinstance(item, Note):
            footnotes.append(item)
        elif block := _paragraph(item, len(blocks)) if isinstance(item, Piece) else _table(item, len(blocks)):
            blocks.append(block)
    for note in footnotes:
        if text := fold_spaces(note.text):
            blocks.append(Block(len(blocks), BlockKind.NOTE, text))
    return Carried(carrier, tuple(blocks), tuple(dict.fromkeys(notes)))


def _without_layout(items: Iterable[Item]) -> Iterator[Item]:
    """The items; a table that only lays out the page gives the paragraphs of its cells."""
    for item in items:
        if isinstance(item, Grid) and lays_out_the_page(item):
            yield from (piece for cell in item.cells for piece in cell.pieces)
        else:
            yield item


def _paragraph(piece: Piece, index: int) -> Block | None:
    text = fold_spaces(piece.text)
    if not text and not piece.automatic_label.strip("-+•* "):
        return None
    return Block(index, BlockKind.PARAGRAPH, text, layout=piece.layout, automatic_label=piece.automatic_label)


def _table(grid: Grid, index: int) -> Block | None:
    pieces: list[str] = []
    cells: list[Cell] = []
    position = 0
    row = 0
    for number, cell in enumerate(grid.cells):
        if number:
            separator = "\t" if cell.row == row else "\n"
            pieces.append(separator)
            position += 1
        row = cell.row
        text = _cell_text(cell)
        cells.append(Cell(cell.row, cell.column, position, position + len(text), cell.row_span, cell.column_span))
        pieces.append(text)
        position += len(text)
    text = "".join(pieces)
    if not text.strip():
        return None
    return Block(index, BlockKind.TABLE, text, tuple(cells), grid.layout)


def _cell_text(cell: GridCell) -> str:
    lines = (fold_spaces(f"{piece.automatic_label} {piece.text}") for piece in cell.pieces)
    return PARAGRAPH_IN_CELL.join(line for line in lines if line)


_ADDRESSEE = re.compile(r"^\W*kính gửi\s*:", re.I)


def lays_out_the_page(grid: Grid) -> bool:
    """Whether the table holds letterhead, addressees or signature side by side and is no table of the text."""
    if not grid.cells:
        return False
    rows, columns = grid.row_count, grid.column_count
    if columns > 4 or rows > 12:
        return False
    if columns == 1 and rows == 1:
        return True
    text = "\n".join(cell.text for cell in grid.cells)
    if columns <= 3 and (LETTERHEAD.search(text) or rows <= 4 and NUMBER_AND_DAY.search(text)):
        return True
    if _ADDRESSEE.search(text) and columns <= 3 and rows <= 3:
        return True
    return bool(CLOSING.search(text)) and columns <= 4 and rows <= 6

"""What every carrier reader gives before blocks are made of it: pieces and grids, in the order of the text."""

from dataclasses import dataclass

from ..values import Layout


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph as the carrier gave it; its text may still have ragged spaces."""

    text: str
    layout: Layout = Layout()
    automatic_label: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid with its paragraphs; a merged cell stands once, at its upper left corner."""

    row: int
    column: int
    pieces: tuple[Piece, ...]
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the carrier gave it."""

    cells: tuple[GridCell, ...]
    layout: Layout = Layout()

    @property
    def row_count(self) -> int:
        return 1 + max((cell.row for cell in self.cells), default=-1)

    @property
    def column_count(self) -> int:
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote."""

    text: str


Item = Piece | Grid | Note


def grid_of(rows: list[list[list[Piece]]]) -> Grid:
    """A grid without merged cells: rows of cells, a cell being its paragraphs."""
    cells = (GridCell(r, c, tuple(pieces)) for r, row in enumerate(rows) for c, pieces in enumerate(row))
    return Grid(tuple(cells))

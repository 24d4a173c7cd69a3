"""A text as its readers know it, each sentence a piece of its own: what the review page shows on the left."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotrinh.plans.models import PlanBlock, PlanVersion, Sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a block, of one sentence or of none. `is_first`: the sentence begins here."""

    text: str
    sentence: Sentence | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class CellShown:
    pieces: tuple[Piece, ...]
    row_span: int
    column_span: int
    is_head: bool


@dataclass(frozen=True, slots=True)
class BlockShown:
    block: PlanBlock
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[CellShown, ...], ...] = ()
    """Of a table."""

    @property
    def css(self) -> str:
        kinds = [f"plan-{self.block.kind}"]
        if self.block.level:
            kinds.append(f"plan-level-{min(self.block.level, 4)}")
        if self.block.layout.get("centred"):
            kinds.append("plan-centred")
        if self.block.layout.get("bold") and not self.block.level:
            kinds.append("plan-bold")
        return " ".join(kinds)


def shown(version: PlanVersion) -> list[BlockShown]:
    """Every block of the text in its order. Two queries."""
    sentences = defaultdict(list)
    for sentence in version.sentences.order_by("start"):
        sentences[sentence.block_id].append(sentence)
    return [_shown(block, sentences[block.pk]) for block in version.blocks.order_by("index")]


def _shown(block: PlanBlock, sentences: Sequence[Sentence]) -> BlockShown:
    if block.cells is None:
        return BlockShown(block, tuple(_pieces(block.text, 0, len(block.text), sentences)))
    rows: dict[int, list[CellShown]] = defaultdict(list)
    for row, _column, start, end, row_span, column_span in sorted(block.cells):
        pieces = tuple(_pieces(block.text, start, end, sentences))
        rows[row].append(CellShown(pieces, row_span, column_span, is_head=row == 0))
    return BlockShown(block, rows=tuple(tuple(rows[row]) for row in sorted(rows)))


def _pieces(text: str, start: int, end: int, sentences: Sequence[Sentence]) -> Iterator[Piece]:
    """The characters `start` to `end`, cut where sentences begin and end."""
    at = start
    for sentence in sentences:
        first, last = max(sentence.start, at), min(sentence.end, end)
        if first >= last:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], sentence, is_first=sentence.start == first)
        at = last
    if at < end:
        yield Piece(text[at:end])

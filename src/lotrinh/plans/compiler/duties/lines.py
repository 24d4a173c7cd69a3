"""The paragraphs of a body without their labels, each with how deep it stands and under which headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..marks import Mark, Scheme, marks_of
from ..remembering import remembered_of_object
from ..values import Block, BlockKind, Skeleton
from ..words import flat

_RANKS = {
    Scheme.PART: 0, Scheme.ANNEX: 0, Scheme.CHAPTER: 1, Scheme.SECTION: 2, Scheme.CAPITAL: 2, Scheme.ROMAN: 3,
    Scheme.ARTICLE: 3, Scheme.ARABIC: 10, Scheme.ARABIC_BRACKET: 20, Scheme.DECIMAL: 11, Scheme.LETTER: 30,
    Scheme.PARENTHESIS: 35, Scheme.STAR: 45, Scheme.BULLET: 40,
}  # fmt: skip
TEXT_RANK = 60
"""A paragraph without a label: below every labelled line."""
LIST_OPENER = 15
"""A paragraph without a label that opens a list: above the points and bullets, below the numbered headings."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph without its label. `rank` says how deep it stands: smaller is higher."""

    block: int
    text: str
    offset: int
    """Where `text` begins in the block's text."""
    rank: int
    is_heading: bool
    section: str
    """The headings it stands under, flat."""

    @property
    def opens_at(self) -> int:
        """The rank from which on lines below belong to a list that this line opens."""
        return LIST_OPENER if self.rank >= TEXT_RANK else self.rank


@remembered_of_object
def lines(skeleton: Skeleton) -> tuple[Line, ...]:
    """The paragraphs of the body without their labels."""
    return tuple(_lines(skeleton))


def _lines(skeleton: Skeleton) -> Iterator[Line]:
    headings = {node.place.block: node for node in skeleton.outline}
    path: list[tuple[int, str]] = []
    for block in skeleton.body_blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        node = headings.get(block.index)
        mark, offset = _label(block)
        rank = _rank(mark)
        if node:
            path = [entry for entry in path if entry[0] < node.level]
            if mark is None:
                rank = 10 if node.level <= 2 else 25
        section = " / ".join(text for _, text in path)
        if node:
            path.append((node.level, flat(block.text[:200])))
        yield Line(block.index, block.text[offset:], offset, rank, node is not None, section)


def _label(block: Block) -> tuple[Mark | None, int]:
    if block.automatic_label:
        return _first_mark(block.automatic_label + " x"), 0
    mark = _first_mark(block.text)
    return mark, mark.end if mark else 0


@lru_cache(maxsize=4096)  # the lines of a document are walked by several rules
def _first_mark(text: str) -> Mark | None:
    return next(iter(marks_of(text)), None)


def _rank(mark: Mark | None) -> int:
    if mark is None:
        return TEXT_RANK
    rank = _RANKS[mark.scheme] + (len(mark.numbers) - 2 if mark.scheme is Scheme.DECIMAL else 0)
    return rank + 2 if mark.label.startswith("+") else rank

"""The parts bound into one document: a plan enclosed by a decision, annexes. Their title lines are no headings."""

import re
from collections.abc import Callable, Sequence

from .head import NATION
from .kinds import kind_alone
from .marks import Scheme, marks_of
from .text import is_capitals
from .values import Block, BlockKind

_ENCLOSED = re.compile(r"^\W*(?:Ban hành\s+)?[Kk]èm theo\b")


def begins_enclosed(block: Block) -> bool:
    """The kind of an enclosed document, alone on its line: KẾ HOẠCH. "QUYẾT ĐỊNH:" only opens the articles."""
    text = block.text
    return block.kind is BlockKind.PARAGRAPH and kind_alone(text) is not None and is_capitals(text) and text[-1] != ":"


def begins_annex(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and any(mark.scheme is Scheme.ANNEX for mark in marks_of(block.text))


def model_texts(blocks: Sequence[Block], after: int) -> frozenset[int]:
    """Numbers of blocks of model texts behind the signature: each has a national name of its own and is no plan."""
    found: set[int] = set()
    inside = False
    for at, block in enumerate(blocks):
        if block.index < after or block.kind is not BlockKind.PARAGRAPH:
            continue
        if begins_annex(block) or begins_enclosed(block):
            inside = False
        elif is_capitals(block.text[:34]) and NATION.search(block.text):
            inside = not any(begins_enclosed(later) for later in blocks[at + 1 : at + 10])
        if inside:
            found.add(block.index)
    return frozenset(found)


def end_of_plan(blocks: Sequence[Block], closing: int) -> int:
    """The block where the plan's own text ends: at its signature, or, enclosed behind one, at the first annex."""
    enclosed = next((block.index for block in blocks if block.index >= closing and begins_enclosed(block)), None)
    if enclosed is None:
        return closing
    annex = (block.index for block in blocks if block.index > enclosed and begins_annex(block))
    return next(annex, blocks[-1].index + 1)


def title_lines(blocks: Sequence[Block], begins: Callable[[Block], bool]) -> frozenset[int]:
    """Numbers of the blocks that print the title of a part: from the line that begins it to the first other text."""
    found: set[int] = set()
    inside = False
    for at, block in enumerate(blocks):
        if begins(block):
            inside = True
            found.add(block.index)
            found.update(_letterhead_above(blocks[max(0, at - 10) : at]))
        elif inside and _goes_on(block):
            found.add(block.index)
        else:
            inside = False
    return frozenset(found)


def _letterhead_above(blocks: Sequence[Block]) -> set[int]:
    """The lines of an enclosed plan's own letterhead: capitals, the national name, number and date."""
    found: set[int] = set()
    for block in reversed(blocks):
        own = (
            is_capitals(block.text)
            or NATION.search(block.text)
            or re.match(r"\W*(?:Số\s*:|Độc lập|.{2,30}, ngày\b)", block.text)
        )
        if block.kind is not BlockKind.PARAGRAPH or not own or marks_of(block.text):
            break
        found.add(block.index)
    return found


def _goes_on(block: Block) -> bool:
    """Capitals, bold or centred lines without a label, and the line that says to what the part belongs."""
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    if _ENCLOSED.match(block.text) or not any(char.isalpha() for char in block.text):
        return True
    if block.automatic_label or marks_of(block.text):
        return False
    stands_out = is_capitals(block.text) or block.layout.bold is True or block.layout.centred is True
    return stands_out and len(block.text.split()) <= 60

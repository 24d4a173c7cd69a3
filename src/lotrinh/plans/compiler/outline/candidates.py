"""What each paragraph could be in the outline: the readings of its label, and how much it looks like a heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..kinds import kind_alone
from ..marks import Mark, Scheme, marks_of
from ..text import is_capitals, pattern
from ..values import Block, BlockKind

NUMBERED = frozenset(
    {
        Scheme.PART, Scheme.CHAPTER, Scheme.SECTION, Scheme.CAPITAL, Scheme.ROMAN, Scheme.ARTICLE, Scheme.ANNEX,
        Scheme.ARABIC, Scheme.ARABIC_BRACKET, Scheme.DECIMAL, Scheme.LETTER,
    }
)  # fmt: skip
"""Schemes whose numbers tell their place among their neighbours."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One paragraph of the body seen from the outline."""

    block: Block
    marks: tuple[Mark, ...]
    text: str
    """Without the label of its first reading."""
    capitals: bool
    bold: bool
    likeness: float
    """0 to 1: how much it looks like a heading that lost its label; 0 for what carries one."""
    heading_level: int = 0
    """Given by the carrier (markdown #, Word's heading styles); 0 where it says nothing."""
    restarts: bool = False
    """The title of an enclosed plan: numbering begins again."""
    before_bullets: bool = False


_HEADING_STYLE = pattern(r"(?:heading|tiêu đề|đề mục)\s*(\d)", re.I)
_NO_HEADING = pattern(
    r"^(?:Kính gửi|Nơi nhận|Căn cứ|Theo đề nghị|Xét|\(|“|\"|Trên đây là|Biểu|Bảng|Đơn vị tính|ĐVT|Ghi chú|Nguồn|Hình|TM\.|KT\.|QUYẾT ĐỊNH|QUYẾT NGHỊ)|^\W*$|[@]|https?:"
)
_ENDS_OPEN = pattern(r"[.;,!?…/][”\"')]*$")


def candidates_of(blocks: Sequence[Block]) -> list[Candidate]:
    """A candidate for each paragraph, in order; tables and notes only count as what follows a heading."""
    found: list[Candidate] = []
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        marks = _marks(block)
        text = block.text[marks[0].end :] if marks and not block.automatic_label else block.text
        style = _HEADING_STYLE.search(block.layout.style)
        before = blocks[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        found.append(
            Candidate(
                block, tuple(marks), text, is_capitals(text), bool(block.layout.bold),
                likeness=0.0 if marks else heading_likeness(block, before, after),
                heading_level=int(style[1]) if style and not marks else 0,
                restarts=kind_alone(block.text) is not None and is_capitals(block.text) and not block.text.endswith(":"),
                before_bullets=after is not None and _is_bullet(after),
            )
        )  # fmt: skip
    return found


def _marks(block: Block) -> list[Mark]:
    """The readings of Word's own label where there is one, else of the text's beginning."""
    if not block.automatic_label.strip():
        return marks_of(block.text)
    automatic = marks_of(f"{block.automatic_label.strip()} X")
    return [Mark(mark.scheme, mark.label, mark.numbers, 0, mark.style) for mark in automatic]


def heading_likeness(block: Block, before: Block | None, after: Block | None) -> float:
    """A noun phrase without final stop that something follows: 0 to 1."""
    text = block.text
    count = len(text.split())
    if not text[:1].isupper() or count > 34 or count < 2 or _NO_HEADING.search(text) or after is None:
        return 0.0
    if _ENDS_OPEN.search(text):
        return 0.0
    if before is not None and before.kind is BlockKind.PARAGRAPH and re.search(r"[,\w]$", before.text):
        if not (before.layout.bold or marks_of(before.text) or is_capitals(before.text)):
            return 0.0
    likeness = 0.5
    likeness += 0.2 if _is_bullet(after) else 0.0
    likeness += 0.15 if after.kind is BlockKind.PARAGRAPH and re.search(r"[.;]$", after.text) else 0.0
    likeness += 0.25 if block.layout.bold else 0.0
    likeness += 0.15 if is_capitals(text) else 0.0
    likeness += 0.1 if count <= 16 else 0.0
    likeness -= 0.3 if text.endswith(":") and not block.layout.bold else 0.0
    return max(0.0, min(1.0, likeness))


def _is_bullet(block: Block) -> bool:
    marks = _marks(block) if block.kind is BlockKind.PARAGRAPH else []
    return bool(marks) and marks[0].scheme in (Scheme.BULLET, Scheme.LETTER, Scheme.STAR)

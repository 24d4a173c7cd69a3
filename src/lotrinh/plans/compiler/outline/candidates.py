"""What each paragraph could be in the outline: the readings of its label, and how much it looks like a heading."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..head import NATION
from ..marks import Mark, Scheme, marks_of
from ..parts import begins_annex, begins_enclosed, title_lines
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
    opens_annex: bool = False
    """The title of something that hangs behind the signature and has no label: "DANH MỤC CÁC CÔNG TRÌNH"."""


_HEADING_STYLE = pattern(r"(?:heading|tiêu đề|đề mục)\s*(\d)", re.I)
_NO_HEADING = pattern(
    r"^(?:Kính gửi|Nơi nhận|Căn cứ|Theo đề nghị|Xét|\(|“|\"|Trên đây là|Biểu|Bảng|Đơn vị tính|ĐVT|Ghi chú|Nguồn"
    r"|Hình|TM\.|KT\.|TL\.|QUYẾT ĐỊNH|QUYẾT NGHỊ|Lưu ý)|\bđiện:?$|^\W*$|[@]|https?:|\.{4,}|…{2,}|_{4,}"
)
_ENDS_OPEN = pattern(r"[.;,!?…/][”\"')]*$")


def candidates_of(blocks: Sequence[Block], end_of_plan: int) -> list[Candidate]:
    """A candidate for each paragraph, in order; tables and notes only count as what follows a heading.

    A bold line that stands several times is a heading of a table that was torn, and names nothing.
    """
    standing = Counter(block.text for block in blocks)
    titles = title_lines(blocks, lambda block: begins_enclosed(block) or begins_annex(block))
    annex = _unlabelled_annex(blocks, end_of_plan)
    found: list[Candidate] = []
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        marks = _marks(block)
        named = at > 0 and _is_label_alone(blocks[at - 1])
        plain = not marks and not named and block.index not in titles and block.index < end_of_plan
        level = _styled_level(block) if plain else 0
        once = level or standing[block.text] == 1
        text = block.text[marks[0].end :] if marks and not block.automatic_label else block.text
        before = blocks[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        found.append(
            Candidate(
                block,
                tuple(marks),
                text,
                capitals=is_capitals(text),
                bold=bool(block.layout.bold),
                likeness=heading_likeness(block, before, after) if plain and once else 0.0,
                heading_level=level,
                restarts=begins_enclosed(block),
                opens_annex=block.index == annex,
            )
        )
    return found


def _unlabelled_annex(blocks: Sequence[Block], end_of_plan: int) -> int | None:
    """The block right behind the signature, where it is the title of a list or a draft that hangs from the plan."""
    behind = [block for block in blocks if block.index >= end_of_plan and (block.text or block.cells)]
    if len(behind) < 3 or end_of_plan <= blocks[0].index:
        return None
    title, below = behind[0], behind[1]
    text = title.text
    if title.kind is not BlockKind.PARAGRAPH or begins_annex(title) or begins_enclosed(title) or marks_of(text):
        return None
    if not 3 <= len(text.split()) <= 40 or _NO_HEADING.search(text) or _ENDS_OPEN.search(text) or NATION.search(text):
        return None
    names = is_capitals(text) or bool(title.layout.bold) and bool(_LISTS.match(text))
    return title.index if names and (below.cells or marks_of(below.text)) else None


_LISTS = pattern(r"(?:Danh mục|Danh sách|Bảng|Biểu|Đề cương|Lịch)\s", re.I)


def _is_label_alone(block: Block) -> bool:
    """ "Chương I" on a line of its own: the next line is its title."""
    marks = _marks(block) if block.kind is BlockKind.PARAGRAPH else []
    return bool(marks) and not block.automatic_label and not block.text[marks[0].end :].strip()


def _styled_level(block: Block) -> int:
    """The level a carrier's heading style gives; 0 where there is none."""
    style = _HEADING_STYLE.search(block.layout.style)
    return int(style[1]) if style else 0


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
    if not text[:1].isupper() or count > 45 or count < 2 or _NO_HEADING.search(text) or after is None:
        return 0.0
    if _ENDS_OPEN.search(text):
        return 0.0
    if before is not None and _breaks_off(before):
        return 0.0
    likeness = 0.5
    likeness += 0.2 if _is_bullet(after) else 0.0
    likeness += 0.15 if after.kind is BlockKind.PARAGRAPH and re.search(r"[.;]$", after.text) else 0.0
    likeness += 0.25 if block.layout.bold else 0.0
    likeness += 0.15 if is_capitals(text) else 0.0
    likeness += 0.1 if count <= 16 else -0.1 if count > 34 else 0.0
    likeness -= 0.3 if text.endswith(":") and not block.layout.bold else 0.0
    return max(0.0, min(1.0, likeness))


def _breaks_off(block: Block) -> bool:
    """Running text that ends without a mark: what follows it may be its own end."""
    if block.kind is not BlockKind.PARAGRAPH or not re.search(r"[,\w]$", block.text):
        return False
    return not (block.layout.bold or marks_of(block.text) or is_capitals(block.text))


def _is_bullet(block: Block) -> bool:
    marks = _marks(block) if block.kind is BlockKind.PARAGRAPH else []
    return bool(marks) and marks[0].scheme in (Scheme.BULLET, Scheme.LETTER, Scheme.STAR)

"""Skeletons written by hand, so that a test of one layer does not depend on the layers below it."""

from datetime import date

from lotrinh.plans.compiler.values import Block, BlockKind, Carried, Cell, Header, Node, Place, Skeleton

PLAN = Header(kind="Kế hoạch", dated=date(2025, 11, 20))


def skeleton(*parts: str | list[list[str]], header: Header = PLAN) -> Skeleton:
    """A document of these parts: "# I. Mục tiêu" is a heading (a mark a level), rows are a table, "[1] …" is a note."""
    blocks: list[Block] = []
    nodes: list[Node] = []
    for index, part in enumerate(parts):
        if isinstance(part, list):
            blocks.append(_table(index, part))
            continue
        level = len(part) - len(part.lstrip("#"))
        text = part.lstrip("# ")
        is_note = text.startswith("[1] ")
        blocks.append(Block(index, BlockKind.NOTE if is_note else BlockKind.PARAGRAPH, text.removeprefix("[1] ")))
        if level:
            label = " ".join(text.split()[: 2 if text.startswith("Điều ") else 1])
            nodes.append(Node(level, label, text[len(label) + 1 :], Place(index, len(label) + 1, len(text))))
    body = range(sum(block.kind is not BlockKind.NOTE for block in blocks))
    return Skeleton(Carried("txt", tuple(blocks)), header, (), tuple(nodes), (), body)


def _table(index: int, rows: list[list[str]]) -> Block:
    text, cells = "", []
    for r, row in enumerate(rows):
        text += "\n" if r else ""
        for c, cell in enumerate(row):
            text += "\t" if c else ""
            cells.append(Cell(r, c, len(text), len(text) + len(cell)))
            text += cell
    return Block(index, BlockKind.TABLE, text, tuple(cells))

"""What several rules ask of a document: what kind it is, which documents it cites."""

import re

from ..values import Compiled, Node, Reference
from ..words import flat

_PLAN = re.compile(r"kế hoạch|chương trình|đề án|phương án")


def is_plan(compiled: Compiled) -> bool:
    """Whether the document is a plan, programme or scheme, or issues one: others need no targets, dates or reports."""
    header = compiled.skeleton.header
    return bool(_PLAN.search(flat(f"{header.kind or ''} {header.title or ''}")))


def cited(compiled: Compiled) -> tuple[Reference, ...]:
    """Every numbered document the text names, in the order of the text."""
    return tuple(reference for reference in compiled.references if reference.citation)


def text_of(compiled: Compiled, reference: Reference) -> str:
    """The text of the block the reference stands in."""
    return compiled.skeleton.blocks[reference.place.block].text


def section_at(compiled: Compiled, block: int) -> str:
    """The labels of the headings a block stands under, in one: "II.3"; "" before the first heading."""
    path: list[Node] = []
    for node in compiled.skeleton.outline:
        if node.place.block > block:
            break
        path = [above for above in path if above.level < node.level] + [node]
    labels = [label for node in path if (label := (node.label or "").strip(" .):/")) and label not in "*-+"]
    return ".".join([*labels[:1], *(label.rpartition(".")[2] for label in labels[1:])])

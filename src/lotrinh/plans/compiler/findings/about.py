"""What several rules ask of a document: what kind it is, which documents it cites."""

import re

from ..values import Compiled, Reference
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

"""The outline of a document: `candidates` → `search` (the global choice) → `nodes`."""

from collections.abc import Sequence

from ..values import Block, Node
from .candidates import candidates_of
from .nodes import nodes_of
from .search import choose

__all__ = ["read_outline"]


def read_outline(blocks: Sequence[Block], end_of_plan: int | None = None) -> tuple[Node, ...]:
    """The headings of the blocks of a body, in order; behind `end_of_plan` only labelled lines count."""
    if not blocks:
        return ()
    last = blocks[-1].index + 1 if end_of_plan is None else end_of_plan
    return tuple(nodes_of(choose(candidates_of(blocks, last)), blocks))

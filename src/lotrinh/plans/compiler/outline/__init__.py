"""The outline of a document: `candidates` → `search` (the global choice) → `nodes`."""

from collections.abc import Sequence

from ..values import Block, Node
from .candidates import candidates_of
from .nodes import nodes_of
from .search import choose

__all__ = ["read_outline"]


def read_outline(blocks: Sequence[Block]) -> tuple[Node, ...]:
    """The headings of the blocks of a body, in order."""
    if not blocks:
        return ()
    choices, _ = choose(candidates_of(blocks))
    return tuple(nodes_of(choices, blocks))

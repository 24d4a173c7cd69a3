"""The order in which a document is read: carrier → head → outline → preamble and closing → sentences → items → findings."""

from dataclasses import replace

from .bases import read_legal_bases
from .carriers import carry
from .closing import read_closing
from .head import read_head
from .header import read_header
from .outline import read_outline
from .truecase import TrueCase
from .values import Block, BlockKind, Carried, Compiled, Skeleton


def compile_document(data: bytes, name: str) -> Compiled:
    """Everything read out of the file; `name` tells its carrier. Raises UnreadableDocument with a Vietnamese message."""
    return compile_carried(carry(data, name))


def compile_carried(carried: Carried) -> Compiled:
    skeleton = skeleton_of(carried)
    return Compiled(skeleton)


def skeleton_of(carried: Carried) -> Skeleton:
    """The document taken apart: header, legal bases, outline, recipients and where its body lies."""
    blocks = carried.blocks
    head = read_head(blocks)
    closing = read_closing(blocks, head.preamble)
    body = _body(blocks, head.preamble)
    skipped = range(closing.start, closing.end)
    outline = read_outline([_silenced(block) if block.index in skipped else block for block in body])
    first = outline[0].place.block if outline else closing.start
    preamble = blocks[head.preamble : first]
    header = read_header(head, preamble, TrueCase(block.text for block in body), {}, closing.signer)
    end = len(body) + head.preamble if closing.end < len(body) + head.preamble else closing.start
    return Skeleton(
        carried, header, read_legal_bases(preamble), outline, closing.recipients, range(first, end),
        frozenset(skipped),
    )  # fmt: skip


def _body(blocks: tuple[Block, ...], start: int) -> tuple[Block, ...]:
    """The blocks from `start` on without the notes at the end."""
    end = len(blocks)
    while end > start and blocks[end - 1].kind is BlockKind.NOTE:
        end -= 1
    return blocks[start:end]


def _silenced(block: Block) -> Block:
    return replace(block, text="", automatic_label="", cells=())

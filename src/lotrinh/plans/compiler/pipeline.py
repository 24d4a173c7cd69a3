"""The order in which a document is read: carrier → head → closing → outline → sentences → items → findings."""

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from .bases import read_legal_bases
from .carriers import carry
from .claims import read_claims
from .closing import read_closing
from .findings import find
from .head import read_head
from .header import Signature, read_header
from .money import read_money
from .outline import read_outline
from .page import end_at_closing, read_page
from .parts import begins_enclosed, end_of_plan, model_texts, title_lines
from .references import read_references
from .sentences import read_sentences
from .targets import read_targets
from .tasks import read_tasks
from .values import Block, BlockKind, Carried, Compiled, EndedDocument, Skeleton


def compile_document(data: bytes, name: str, ended: Sequence[EndedDocument] = ()) -> Compiled:
    """Everything read out of the file; `name` helps to tell its carrier, `ended` are documents no longer in force.

    Raises UnreadableDocument (in Vietnamese).
    """
    with _uncollected():
        return _compiled(carry(data, name), tuple(ended))


def compile_carried(carried: Carried, ended: Sequence[EndedDocument] = ()) -> Compiled:
    """Everything read out of a document already carried into blocks."""
    with _uncollected():
        return _compiled(carried, tuple(ended))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage in circles: nothing read here makes any, and the looking is a tenth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # all that was made counts as old, so that it is not looked through on the spot
        gc.enable()


def _compiled(carried: Carried, ended: tuple[EndedDocument, ...]) -> Compiled:
    skeleton = skeleton_of(carried)
    sentences = read_sentences(skeleton)
    targets = read_targets(skeleton, sentences)
    compiled = Compiled(
        skeleton,
        sentences=sentences,
        targets=targets,
        tasks=read_tasks(skeleton, sentences),
        claims=read_claims(skeleton, sentences, targets),
        money=read_money(skeleton, sentences, targets),
        references=read_references(skeleton),
        ended=ended,
    )
    return replace(compiled, findings=find(compiled))


def skeleton_of(carried: Carried) -> Skeleton:
    """The document taken apart: header, legal bases, outline, recipients and where its body lies."""
    page = read_page(carried.blocks)
    blocks = carried.blocks[: page.end]
    head = read_head(blocks, page.start)
    closing = read_closing(blocks, head.preamble)
    blocks = blocks[: end_at_closing(carried.blocks, closing.end, page.end)]
    body = blocks[head.preamble :]
    skipped = frozenset(range(closing.start, closing.end)) | title_lines(body, begins_enclosed)
    closed = {*range(closing.start, closing.end), *model_texts(body, closing.end)}
    outline = read_outline(
        [_silenced(block) if block.index in closed else block for block in body], end_of_plan(body, closing.start)
    )
    first = (
        outline[0].place.block if outline else _end_of_preamble(blocks[head.preamble : closing.start], closing.start)
    )
    first = _after_resolved(blocks[head.preamble : first], first)
    preamble = _paragraphs_before_list(blocks[head.preamble : first])
    signed = Signature(closing.signer, tuple(block.text for block in blocks[closing.start : closing.end]))
    header = read_header(head, preamble, [block.text for block in body], page.fields, signed)
    end = len(body) + head.preamble if closing.end < len(body) + head.preamble else closing.start
    return Skeleton(
        carried, header, read_legal_bases(preamble), outline, closing.recipients, range(first, end),
        skipped,
    )  # fmt: skip


def _end_of_preamble(blocks: Sequence[Block], otherwise: int) -> int:
    """Without headings, the text begins after the sentence that announces it with a colon."""
    return next(
        (block.index + 1 for block in blocks if block.text.endswith(":") and len(block.text.split()) > 5), otherwise
    )


_RESOLVED = re.compile(r"\W*QUYẾT (?:NGHỊ|ĐỊNH)\s*:\W*")


def _after_resolved(preamble: Sequence[Block], first: int) -> int:
    """What stands between "QUYẾT NGHỊ:" and the first heading is the resolution's own text and no basis."""
    return next((block.index + 1 for block in preamble if _RESOLVED.fullmatch(block.text)), first)


def _paragraphs_before_list(blocks: Sequence[Block]) -> Sequence[Block]:
    """The preamble ends where a table begins; one that only holds those addressed belongs to it."""
    for number, block in enumerate(blocks):
        addressed = number > 0 and _ADDRESSES.search(blocks[number - 1].text)
        if block.kind is BlockKind.TABLE and not addressed:
            return blocks[:number]
    return blocks


_ADDRESSES = re.compile(r"(?:\bđiện|Kính gửi)\s*:?\W*$")


def _silenced(block: Block) -> Block:
    return replace(block, text="", automatic_label="", cells=())

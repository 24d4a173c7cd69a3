"""From blocks to sentences, bullets and table rows, each with its heading and what kind of saying it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .contexts import Context, contexts_of
from .lexicon import words
from .marks import marks_of
from .nouns import keys
from .quantities import quantities_of
from .setting import says
from .tokens import keys_of, line_of
from .values import Block, BlockKind, Node, Place, Sentence, SentenceKind, Skeleton, Trace

_END = re.compile(r"(?:[.!?…]+|\./\.)[”\"’')\]*_]*(?=\s+[“\"‘'(\[]?[A-ZĐÀ-ỸƠƯ0-9•+–-])|\v")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:[A-ZĐ]|TP|Tp|TX|TT|TS|ThS|PGS|GS|BS|KS|CN|ĐC|Đ/c|đ/c|St|No|Mr|Ms|v\.v|Vs|tr|sp|P|Q|H|X)\.$"
)


def read_sentences(skeleton: Skeleton) -> tuple[Sentence, ...]:
    """Every sentence, bullet and table row of the body, then those of the notes, in the order of the text."""
    contexts = contexts_of(skeleton)
    starts = [(node.place.block, _start_of_line(skeleton, node)) for node in skeleton.outline]
    wanted = {block.index for block in skeleton.body_blocks}
    found: list[Sentence] = []
    for block in skeleton.blocks:
        if block.index in wanted or block.kind is BlockKind.NOTE:
            for place in places_in(block):
                is_note = block.kind is BlockKind.NOTE
                node = -1 if is_note else bisect_right(starts, (place.block, place.start)) - 1
                found.append(_sentence(skeleton, block, place, node if node >= 0 else None, contexts[block.index]))
    return tuple(found)


def _start_of_line(skeleton: Skeleton, node: Node) -> int:
    """A node's place begins behind its label; a sentence begins with the label."""
    before = skeleton.blocks[node.place.block].text[: node.place.start]
    return 0 if len(before) < 20 and not before.rstrip().endswith(";") else node.place.start


def _sentence(skeleton: Skeleton, block: Block, place: Place, node: int | None, context: Context) -> Sentence:
    text = block.text[place.start : place.end].replace("\t", " | ").replace("\v", " ")
    is_heading = node is not None and skeleton.outline[node].place.block == block.index and place.start == 0
    verdict = _kind_of(text, context, is_heading=is_heading, is_row=block.kind is BlockKind.TABLE)
    return Sentence(place, text, verdict.kind, node, verdict.confidence, Trace((verdict.rule,)))


# --- where sentences end ---------------------------------------------------------------------------------------------


def places_in(block: Block) -> Iterator[Place]:
    """The places of the sentences of a paragraph or note, of the rows of a table."""
    if block.kind is BlockKind.TABLE:
        yield from _rows(block)
        return
    for start, end in sentence_spans(block.text):
        yield Place(block.index, start, end)


def _rows(block: Block) -> Iterator[Place]:
    """One place a row, from its first cell to its last; rows without words are left out."""
    rows: dict[int, tuple[int, int]] = {}
    for cell in block.cells:
        start, end = rows.get(cell.row, (cell.start, cell.end))
        rows[cell.row] = (min(start, cell.start), max(end, cell.end))
    for start, end in rows.values():
        if block.text[start:end].strip():
            yield Place(block.index, start, end)


LONGEST = 3_000
"""Characters of a sentence; the longest met has 1,900. A longer one lost its stops and is cut between two words."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of `text` begin and end. A label in front ("1.", "a)") belongs to its sentence."""
    label = marks_of(text)[0].end if marks_of(text) else 0
    start = 0
    for match in _END.finditer(text, label):
        if match.group() != "\v" and _ABBREVIATION.search(text[max(0, match.start() - 6) : match.start() + 1]):
            continue
        yield from _cut(text, start, match.end())
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    yield from _cut(text, start, len(text.rstrip()))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        middle = max(text.rfind(sign, start + 1, start + LONGEST) for sign in ("; ", ", ", " "))
        middle = middle + 1 if middle > start else start + LONGEST
        yield start, middle
        start = middle
    if text[start:end].strip():
        yield start, end


# --- what a sentence says --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Verdict:
    kind: SentenceKind
    confidence: float
    rule: str


@cache
def _phrases(name: str, group: str) -> tuple[str, ...]:
    return tuple(f" {phrase} " for phrase in keys(name, group))


def _has(line: str, name: str, group: str) -> bool:
    return any(phrase in line and says(line, phrase) for phrase in _phrases(name, group))


_BEGINNING = 240
"""Characters that tell what a sentence says; the rest is only asked for promises with a number."""


def _kind_of(text: str, context: Context, *, is_heading: bool, is_row: bool) -> _Verdict:
    """Promise, order, wish or other, by the section the sentence stands in and the words it opens with."""
    beginning = keys_of(_without_label(text)[:_BEGINNING])
    line = f" {' '.join(beginning)} "
    if is_heading and len(beginning) <= 14 and not quantities_of(text) and not text.rstrip().endswith("."):
        return _Verdict(SentenceKind.OTHER, 0.95, "sentence.title")
    if len(beginning) < 3 or _has(line[:40], "sayings", "fields"):
        return _Verdict(SentenceKind.OTHER, 0.95, "sentence.field")
    if context.section in ("state", "rules") or _has(line[:60], "sayings", "reports"):
        return _Verdict(SentenceKind.OTHER, 0.8, "sentence.state")
    if context.section == "aims":
        return _in_aims(text, line)
    if _orders(beginning, is_row=is_row):
        return _Verdict(SentenceKind.ORDER, 0.85, "sentence.order")
    if quantities_of(text) and _has(line_of(text), "sayings", "promises"):
        return _Verdict(SentenceKind.PROMISE, 0.75, "sentence.promise")
    if _has(line[:60], "sayings", "wishes"):
        return _Verdict(SentenceKind.WISH, 0.7, "sentence.wish")
    return _Verdict(SentenceKind.OTHER, 0.6, "sentence.nothing")


def _in_aims(text: str, line: str) -> _Verdict:
    if quantities_of(text):
        return _Verdict(SentenceKind.PROMISE, 0.9, "sentence.aim_with_number")
    if _has(line[:60], "sayings", "results"):
        return _Verdict(SentenceKind.PROMISE, 0.75, "sentence.aim_with_result")
    return _Verdict(SentenceKind.WISH, 0.75, "sentence.aim_without_number")


_OPENING = 14
"""An order names its verb within the first words; a subject (the unit) may stand before it."""


def _orders(beginning: list[str], *, is_row: bool) -> bool:
    words = beginning[: _OPENING if not is_row else 30]
    verbs, firsts = _order_verbs()
    starts = [at for at, word in enumerate(words) if word in firsts]
    return any(" ".join(words[at : at + length]) in verbs for at in starts for length in (1, 2, 3, 4))


@cache
def _order_verbs() -> tuple[frozenset[str], frozenset[str]]:
    """The verbs, and the first word of each."""
    two_syllables = {key for key in keys("verbs", "duty") if " " in key}
    verbs = two_syllables | keys("verbs", "lead") | keys("verbs", "support") | set(words("verbs", "giving"))
    return frozenset(verbs), frozenset(verb.split()[0] for verb in verbs)


def _without_label(text: str) -> str:
    found = marks_of(text)
    return text[found[0].end :] if found else text

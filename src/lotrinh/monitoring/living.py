"""The text as its readers know it, cut so that each sentence carries how it stands.

No database: rows come in, values go out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lotrinh.monitoring.choices import Group, State, worst
from lotrinh.monitoring.states.sentences import SentenceState
from lotrinh.plans.models import PlanBlock

LONGEST_HEAD = 250
BULLETS = ("-", "–", "+", "*", "•")


@dataclass(frozen=True)
class Piece:
    """A stretch of a block's text: a sentence that promises or orders, or what stands between two of them."""

    text: str
    told: SentenceState | None = None
    begins: bool = False
    """The first stretch of its sentence, to which addresses lead."""
    ends: bool = False
    """The last one, where the state is printed."""


@dataclass(frozen=True)
class TableCell:
    pieces: tuple[Piece, ...]
    row_span: int
    column_span: int


@dataclass(frozen=True)
class Passage:
    """One block of the text. Vietnamese: đoạn."""

    block: PlanBlock
    pieces: tuple[Piece, ...]
    rows: tuple[tuple[TableCell, ...], ...] = ()
    sentences: tuple[SentenceState, ...] = ()
    """Those that stand in this block, in their order."""
    is_head: bool = False
    """Above the first running sentence: issuer, motto, number, title."""

    @property
    def tag(self) -> str:
        """A roman section stands under the page's own heading."""
        return f"h{min(self.block.level + 1, 6)}" if self.is_heading else "p"

    @property
    def is_heading(self) -> bool:
        return bool(self.block.level)

    @property
    def css(self) -> str:
        """How the paper printed it, as far as its carrier told."""
        if self.is_heading:
            return ""
        words = [word for word in ("centred", "bold", "italic") if self.block.layout.get(word)]
        words += ["head"] if self.is_head else []
        words += ["bullet"] if self.block.text.startswith(BULLETS) else []
        words += ["note"] if self.block.kind == "note" else []
        return " ".join(words)

    @property
    def label(self) -> str:
        """A number that Word set by itself and that is therefore not in the words."""
        return self.block.automatic_label


@dataclass(frozen=True)
class Heading:
    """An entry of the moving outline, with what stands under it before the next heading of its level."""

    anchor: str
    level: int
    text: str
    worst: State | None
    red: int
    gaps: int


def passages(blocks: Iterable[PlanBlock], sentences: Iterable[SentenceState]) -> list[Passage]:
    told = defaultdict(list)
    for one in sentences:
        told[one.sentence.block_id].append(one)
    shown, is_head = [], True
    for block in blocks:
        is_head = is_head and not block.level and not block.cells and _is_short(block.text)
        found = _passage(block, sorted(told[block.pk], key=lambda one: one.sentence.start))
        shown.append(replace(found, is_head=is_head))
    return shown


def _is_short(text: str) -> bool:
    """A line of the head of a document, which is no sentence."""
    return len(text) <= LONGEST_HEAD and not text.rstrip().endswith((".", ";", ":", ","))


def _passage(block: PlanBlock, sentences: list[SentenceState]) -> Passage:
    if not block.cells:
        return Passage(block, _cut(block.text, 0, len(block.text), sentences), sentences=tuple(sentences))
    rows = defaultdict(list)
    for row, _, start, end, row_span, column_span in sorted(block.cells):
        rows[row].append(TableCell(_cut(block.text, start, end, sentences), row_span, column_span))
    return Passage(block, (), tuple(tuple(rows[row]) for row in sorted(rows)), tuple(sentences))


def _cut(text: str, start: int, end: int, sentences: Sequence[SentenceState]) -> tuple[Piece, ...]:
    """The characters from `start` to `end`, cut where a sentence begins or ends; overlaps go to the earlier one."""
    pieces, at = [], start
    for one in sentences:
        first, last = max(one.sentence.start, at), min(one.sentence.end, end)
        if first >= last:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        begins, ends = first == one.sentence.start, not text[end : one.sentence.end].strip()
        pieces.append(Piece(text[first:last], one, begins, ends))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)


def outline(shown: Sequence[Passage]) -> list[Heading]:
    """The headings of the text, each with how many sentences under it are red or looked after by nobody."""
    headings = []
    for place, passage in enumerate(shown):
        if passage.is_heading:
            under = [one.state for below in _under(shown, place) for one in below.sentences]
            label = f"{passage.label} " if passage.label else ""
            headings.append(
                Heading(
                    anchor=passage.block.anchor,
                    level=passage.block.level,
                    text=label + passage.block.text,
                    worst=worst(under),
                    red=sum(state.is_red for state in under),
                    gaps=sum(state.is_gap for state in under),
                )
            )
    return headings


def _under(shown: Sequence[Passage], place: int) -> list[Passage]:
    """The passage at `place` and those after it, up to the next heading as high."""
    level = shown[place].block.level
    after = range(place + 1, len(shown))
    stop = next((n for n in after if shown[n].is_heading and shown[n].block.level <= level), len(shown))
    return list(shown[place:stop])


def narrowed(shown: Sequence[Passage], group: Group | None) -> list[Passage]:
    """Only the passages with a sentence of `group`, under the headings that lead to them."""
    if group is None:
        return list(shown)
    return [
        passage
        for place, passage in enumerate(shown)
        if _has(passage, group) or passage.is_heading and any(_has(below, group) for below in _under(shown, place))
    ]


def _has(passage: Passage, group: Group) -> bool:
    return any(one.state.group == group for one in passage.sentences)


def counted(sentences: Iterable[SentenceState]) -> list[tuple[Group, int]]:
    """How many sentences stand in each group, worst first."""
    found = Counter(one.state.group for one in sentences)
    return [(group, found[group]) for group in Group]

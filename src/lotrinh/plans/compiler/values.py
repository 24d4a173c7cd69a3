"""What the compiler gives: frozen values. A `Place` says from which characters of which block each was read."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Characters `start` to `end` (half open) of the text of block number `block`."""

    block: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such place: {self}")


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    TABLE = "table"
    NOTE = "note"
    """A footnote or endnote, after the body, wherever it was printed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table block: the characters `start` to `end` of the block's text. Merged cells stand once."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """What the carrier shows of a block besides its words; None where the carrier does not say."""

    bold: bool | None = None
    italic: bool | None = None
    centred: bool | None = None
    indent: float | None = None
    """From the left margin, in points."""
    size: float | None = None
    page: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table or note, in the order of the text. `text` is NFC, spaces folded.

    The text of a table is its cells' texts, a tab between cells and a line feed between rows; a vertical tab stands
    between the paragraphs of one cell.
    """

    index: int
    kind: BlockKind
    text: str
    cells: tuple[Cell, ...] = ()
    layout: Layout = Layout()
    automatic_label: str = ""
    """Printed by Word's automatic numbering and therefore not in `text`: "1.", "a)", "-"."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A document as its carrier gave it."""

    carrier: str
    """txt, md, docx, doc, html or pdf."""
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    """What the reader should be told, in Vietnamese: tracked changes were read as accepted, and the like."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Why an item stands: the names of the rules that made it, and what nearly won in its stead."""

    rules: tuple[str, ...] = ()
    nearly: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The fields at the head of a document; None for what is not printed."""

    kind: str | None = None
    number: str | None = None
    issuer: str | None = None
    dated: date | None = None
    title: str | None = None
    symbol: str | None = None
    """The suffix of a number that was left blank: /KH-UBND."""
    place_name: str | None = None
    signer: str | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document named in the preamble: by its number, a law without one by its name."""

    citation: str
    place: Place
    kind: str = ""
    issuer: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    line: str
    place: Place


@dataclass(frozen=True, slots=True)
class Node:
    """A heading of the outline. `label` as printed; None where it was lost."""

    level: int
    label: str | None
    heading: str
    place: Place
    confidence: float = 1.0
    trace: Trace = Trace()


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The document taken apart, before anything is understood: what all later layers read."""

    carried: Carried
    header: Header
    legal_bases: tuple[LegalBasis, ...]
    outline: tuple[Node, ...]
    recipients: tuple[Recipient, ...]
    body: range
    """Numbers of the blocks between the preamble and the recipients or signature, annexes included."""
    furniture: frozenset[int] = frozenset()
    """Numbers of blocks inside `body` that are no text of the plan: recipients, signature, an enclosed plan's title."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.carried.blocks

    @property
    def body_blocks(self) -> tuple[Block, ...]:
        """The blocks of the body without its furniture."""
        return tuple(self.blocks[number] for number in self.body if number not in self.furniture)


class SentenceKind(StrEnum):
    PROMISE = "promise"
    """Says what will be reached."""
    ORDER = "order"
    """Says what shall be done."""
    WISH = "wish"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, bullet or table row of the body; `node` is the number of the heading it stands under (None: none)."""

    place: Place
    text: str
    kind: SentenceKind
    node: int | None
    confidence: float = 1.0
    trace: Trace = Trace()


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity the plan sets out to reach or deliver. For a range `value` is its low end and `high` the other."""

    place: Place
    quote: str
    indicator: str
    comparator: str
    """> >= < <= ~ = range"""
    value: float
    unit: str
    high: float | None = None
    by: str | None = None
    """A year (2025) or an ISO date."""
    per: str | None = None
    """"year", or None."""
    direction: str = ""
    """rise, fall, or "" where the words do not say."""
    baseline: float | None = None
    territory: str = ""
    confidence: float = 1.0
    trace: Trace = Trace()


class VerbClass(StrEnum):
    ONE_OFF = "one_off"
    PERIODIC = "periodic"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The part of one unit in a duty: lead, support or implement. `unit` is the fullest name the document prints."""

    place: Place
    unit: str
    role: str
    about: str = ""
    confidence: float = 1.0
    trace: Trace = Trace()


@dataclass(frozen=True, slots=True)
class Task:
    """Something somebody shall do; without assignments nobody is named for it."""

    place: Place
    name: str
    verb_class: VerbClass
    assignments: tuple[Assignment, ...] = ()
    period: str = ""
    """month, quarter, half or year, for a periodic task."""
    due: str | None = None
    """ISO date or year."""
    due_words: str = ""
    product: str = ""
    confidence: float = 1.0
    trace: Trace = Trace()


@dataclass(frozen=True, slots=True)
class Claim:
    """A number the document states of the world as it is; `whole` is the place of the total it is a part of."""

    place: Place
    subject: str
    value: float
    unit: str
    whole: Place | None = None
    confidence: float = 1.0
    trace: Trace = Trace()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount set aside, in million đồng, with its source and years where they are said."""

    place: Place
    million_vnd: float
    source: str = ""
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to a place inside ("mục II.3") or to another document (number, kind, issuer, date)."""

    place: Place
    inside: str = ""
    """Label path it points to."""
    node: int | None = None
    """Number of the heading it resolved to; None when there is none."""
    citation: str = ""
    kind: str = ""
    issuer: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class EndedDocument:
    """What a register of documents knows of one that is no longer in force. Vietnamese: văn bản hết hiệu lực."""

    number: str
    issued_on: date
    ended_on: date
    """The first day on which it is no longer in force."""
    ended_by: str = ""
    """The document that ended it, as people write it."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the text itself shows to be wrong or missing."""

    rule: str
    """Family letter (P T D C N R F) and number: C001."""
    severity: Severity
    place: Place | None
    message: str
    mend: str
    kind: str = ""
    """sum, numbering, date or reference for the contradictions that corpus/GUIDELINE.md lists; else ""."""
    detail: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything read out of one document."""

    skeleton: Skeleton
    sentences: tuple[Sentence, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    claims: tuple[Claim, ...] = ()
    money: tuple[Money, ...] = ()
    references: tuple[Reference, ...] = ()
    ended: tuple[EndedDocument, ...] = ()
    """Told to the reader, not read: what is known of other documents."""
    findings: tuple[Finding, ...] = field(default=())

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        return tuple(part for task in self.tasks for part in task.assignments)


class UnreadableDocument(ValueError):
    """Nothing could be read; the message (Vietnamese) says what is wrong with the file and how to mend it."""

"""What an administrative document holds, as frozen values. Pure: no Django, no layout.

The names follow the components of Nghị định 30/2020/NĐ-CP, Điều 8; the numbers in brackets are its layout cells.
"""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
PORTRAIT_COLUMNS = 6
"""A table of more columns than this lies on a landscape page."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face, without the control characters that no XML may hold."""

    text: str
    bold: bool = False
    italic: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _CONTROL.sub("", self.text))


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading. Level 0: “Phần I”, 1: “I.”, 2: “1.”, 3: “a)”; the label is written with its mark."""

    level: int
    label: str
    title: str

    def __post_init__(self) -> None:
        if self.level not in range(4):
            raise ValueError(f"a heading has level 0 to 3, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; `mark` ("-", "+", "a)") stands before it."""

    runs: tuple[Run, ...]
    mark: str = ""

    @classmethod
    def of(cls, text: str, mark: str = "", *, bold: bool = False, italic: bool = False) -> "Paragraph":
        return cls((Run(text, bold, italic),), mark)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    share: float = 1.0
    """Of the table's width, against the other columns' shares."""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that repeats on every page. `strong` names rows (from 0) that are set in bold."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    note: str = ""
    strong: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs columns")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: SVG, with the words that say the same to whoever cannot see it."""

    svg: str
    alt: str
    caption: str = ""
    width_mm: float = 150

    @property
    def as_base64(self) -> str:
        return base64.b64encode(self.svg.encode()).decode()


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Cells 2, 3 and 4: who issues, under which number, where and when. A draft has no number and no day yet."""

    issuer: str
    """As set at the top, in capitals."""
    superior: str = ""
    issuer_in_text: str = ""
    """As written within a sentence: “Ủy ban nhân dân phường …”."""
    symbol: str = ""
    """Without the number: “BC-UBND”."""
    number: int | str | None = None
    """A text is printed as it is: an office's own leading zeros."""
    place: str = ""
    day: date | None = None
    year: int | None = None
    """Printed while the day is open."""

    @property
    def number_line(self) -> str:
        """Below ten the number takes a leading zero; without one there is room to write it."""
        number = f"{self.number:02}" if isinstance(self.number, int) else self.number
        return f"Số: {number if self.number else '      '}/{self.symbol}"

    @property
    def date_line(self) -> str:
        when = date_in_words(self.day) if self.day else f"ngày      tháng      năm {self.year or '      '}"
        return f"{self.place}, {when}" if self.place else when[:1].upper() + when[1:]


@dataclass(frozen=True, slots=True)
class Signature:
    """Cell 7: authority, position, each its own line (“KT. CHỦ TỊCH”, “PHÓ CHỦ TỊCH”), and the name without titles."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """Pages of their own, numbered by themselves. Vietnamese: phụ lục."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def is_landscape(self) -> bool:
        return any(isinstance(block, Table) and len(block.columns) > PORTRAIT_COLUMNS for block in self.blocks)


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A whole administrative document of a named type. Vietnamese: văn bản hành chính có tên loại."""

    letterhead: Letterhead
    kind: str
    abstract: str
    body: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()
    """Lines without marks; the last, “Lưu: VT, …”, is given like the others."""
    addressees: tuple[str, ...] = ()
    """Cell 9a, “Kính gửi”: only of reports and submissions to superiors."""
    bases: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    stamp: str = ""
    """What is set over the first page of a text that no longer holds: “ĐÃ THU HỒI …”."""

    def __post_init__(self) -> None:
        if not self.kind or not self.letterhead.issuer:
            raise ValueError("a document needs its kind and its issuer")

    def appendix_label(self, place: int) -> str:
        """“Phụ lục”; with roman numbers when there are two or more."""
        return "Phụ lục" if len(self.appendices) == 1 else f"Phụ lục {ROMAN[place]}"

    @property
    def attached_to(self) -> str:
        """The line under an appendix's title."""
        head = self.letterhead
        when = date_in_words(head.day) if head.day else f"ngày     tháng     năm {head.year or '    '}"
        number = head.number_line.removeprefix("Số: ")
        of = f" của {head.issuer_in_text}" if head.issuer_in_text else ""
        return f"(Kèm theo {self.kind.capitalize()} số {number} {when}{of})"


def date_in_words(day: date) -> str:
    """Days below 10 and months 1 and 2 take a leading zero: “ngày 05 tháng 02 năm 2026”, “ngày 12 tháng 3 năm 2026”."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def listed(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of recipients or addressees: “- …;” each, the last ends with a full stop."""
    bare = [line.strip().strip("-–;. ").strip() for line in lines]
    bare = [line for line in bare if line]
    return tuple(f"- {line}{'.' if place == len(bare) - 1 else ';'}" for place, line in enumerate(bare))


def based_on(bases: Iterable[str]) -> tuple[str, ...]:
    """Legal bases: each ends with “;”, the last with “.”."""
    bare = [base.strip().rstrip(";.").strip() for base in bases]
    bare = [base for base in bare if base]
    return tuple(f"{base}{'.' if place == len(bare) - 1 else ';'}" for place, base in enumerate(bare))


def closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body with “./.” after its last paragraph. A body that ends in a table keeps it and gets none."""
    if not blocks or not isinstance(blocks[-1], Paragraph):
        return blocks
    last = blocks[-1]
    *before, run = last.runs
    ended = Run(run.text.rstrip().rstrip("./").rstrip() + "./.", run.bold, run.italic)
    return (*blocks[:-1], Paragraph((*before, ended), last.mark))

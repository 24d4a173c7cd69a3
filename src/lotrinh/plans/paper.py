"""A plan written from data: what it holds becomes sentences, and the whole a document of Nghị định 30/2020. No Django.

The words that the office wrote stay as they stand; only what was corrected or added since is worded here, so plainly
that the reader of plans gets the same out of it again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.documents.writing.structure import (
    Appendix,
    Block,
    Column,
    Heading,
    Letterhead,
    OfficialText,
    Paragraph,
    Signature,
    Table,
)

_NUMBER = re.compile(r"^(\d+)\s*/\s*(.+)$")
_LABEL = re.compile(r"^((?:[IVXL]+|\d+(?:\.\d+)*|[a-zđ])[.)]|\d+(?:\.\d+)+)\s+(\S.*)$", re.DOTALL)
_MARK = re.compile(r"^([-–+•*])\s+(\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading or table of the body. `level` is that of a heading, 1 for a roman section."""

    text: str = ""
    level: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table, its head first."""


@dataclass(frozen=True, slots=True)
class SharedOut:
    """One target's parts, for the annex: (unit, part, denominator or "", what it has to reach or "")."""

    title: str
    unit: str
    rows: tuple[tuple[str, str, str, str], ...]
    total: str = ""
    note: str = ""

    @property
    def is_ratio(self) -> bool:
        return any(row[2] or row[3] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan as it is to be printed."""

    kind: str
    title: str
    issuer: str
    passages: tuple[Passage, ...]
    number: str = ""
    dated: date | None = None
    place_name: str = ""
    signer: str = ""
    signed_for: tuple[str, ...] = ()
    """“TM. ỦY BAN NHÂN DÂN”, “CHỦ TỊCH”."""
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    shared_out: tuple[SharedOut, ...] = ()


def official(paper: Paper) -> OfficialText:
    """Its layout components; a number that is no number before a stroke is printed as a symbol."""
    numbered = _NUMBER.match(paper.number)
    return OfficialText(
        letterhead=Letterhead(
            issuer=paper.issuer.upper(),
            issuer_in_text=paper.issuer,
            number=numbered[1] if numbered else None,
            symbol=numbered[2] if numbered else paper.number.lstrip("/ "),
            place=paper.place_name,
            day=paper.dated,
        ),
        kind=paper.kind or "Kế hoạch",
        abstract=paper.title,
        bases=paper.bases,
        body=tuple(_block(passage) for passage in paper.passages),
        signature=Signature(paper.signed_for, paper.signer),
        recipients=paper.recipients,
        appendices=tuple(_appendices(paper)),
    )


def _block(passage: Passage) -> Block:
    if passage.rows:
        return _table(passage.rows)
    if passage.level is not None and 1 <= passage.level <= 3 and (found := _LABEL.match(passage.text)):
        title = found[2]
        # The layout sets a section's title in capitals: one that was written otherwise stays as it was.
        if passage.level > 1 or title.isupper():
            return Heading(passage.level, found[1], title)
    if passage.level is None and (marked := _MARK.match(passage.text)):
        return Paragraph.of(marked[2], marked[1])
    return Paragraph.of(passage.text, bold=passage.level is not None)


def _table(rows: Sequence[Sequence[str]]) -> Table:
    wide = max(len(row) for row in rows)
    padded = [tuple(row) + ("",) * (wide - len(row)) for row in rows]
    longest = [max(len(row[place]) for row in padded) for place in range(wide)]
    columns = tuple(
        Column(title, share=min(max(longest[place], 6), 60) ** 0.5) for place, title in enumerate(padded[0])
    )
    return Table(columns, tuple(padded[1:]))


def _appendices(paper: Paper) -> Iterator[Appendix]:
    if paper.shared_out:
        yield Appendix("Phân bổ chỉ tiêu cho các đơn vị", tuple(_shares(one) for one in paper.shared_out))


def _shares(one: SharedOut) -> Table:
    more = (Column("Mẫu số", 1, True), Column("Phải đạt", 1, True)) if one.is_ratio else ()
    columns = (Column("TT", 0.4), Column("Đơn vị", 3), Column(f"Phần được giao ({one.unit})", 1.3, True), *more)
    rows = [
        (str(place), row[0], row[1], *(row[2:] if one.is_ratio else ())) for place, row in enumerate(one.rows, start=1)
    ]
    if one.total:
        rows.append(("", "Tổng cộng", one.total, *(("", "") if one.is_ratio else ())))
    strong = frozenset({len(rows) - 1} if one.total else ())
    return Table(columns, tuple(rows), caption=one.title, note=one.note, strong=strong)


# --- data as sentences -----------------------------------------------------------------------------------------------

_ASKED = {
    ">": "trên {}",
    ">=": "từ {} trở lên",
    "=": "{}",
    "~": "khoảng {}",
    "<=": "không quá {}",
    "<": "dưới {}",
    "range": "từ {} đến {}",
}


def target_sentence(
    *,
    name: str,
    comparator: str,
    value: Decimal | None,
    unit: str = "",
    high: Decimal | None = None,
    by: date | None = None,
    per: str = "",
) -> str:
    """Đến năm 2030, tỷ lệ ruộng trải bạt đạt trên 80%."""
    when = f"{_until(by)}, " if by else ""
    name = name.strip(" .;:,")
    if value is None:
        return _sentence(f"{when}{_lowered(name) if when else name}")
    low = format_number(value) if comparator == "range" else _quantity(value, unit)
    asked = _ASKED[comparator].format(low, _quantity(high, unit) if high is not None else "")
    yearly = "mỗi năm " if per == "year" else ""
    return _sentence(f"{when}{yearly}{_lowered(name) if when or yearly else name} đạt {asked}")


def _quantity(value: Decimal, unit: str) -> str:
    number = format_number(value)
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def _until(day: date) -> str:
    return f"Đến năm {day.year}" if (day.month, day.day) == (12, 31) else f"Đến ngày {format_date(day)}"


def task_sentence(
    *,
    name: str,
    lead: Sequence[str] = (),
    support: Sequence[str] = (),
    implement: Sequence[str] = (),
    due: date | None = None,
) -> str:
    """Phòng Kinh tế chủ trì, phối hợp với Công an phường rà soát ruộng bỏ hoang; hoàn thành trước ngày 30/06/2027.

    Names like “Phòng Kinh tế, Hạ tầng và Đô thị” or “Phòng Văn hóa - Xã hội” fall apart within a sentence: with one
    of those the units stand after the deed, between semicolons.
    """
    when = f"; hoàn thành trước ngày {format_date(due)}" if due else ""
    name = name.strip(" .;:,")
    if any(_PARTING.search(unit) for unit in (*lead, *support, *implement)):
        roles = (("chủ trì", lead), ("phối hợp", support), ("thực hiện", implement))
        said = [f"Đơn vị {role}: {'; '.join(units)}." for role, units in roles if units]
        return " ".join([_sentence(f"{name}{when}"), *said])
    deed = _lowered(name)
    if lead and support:
        deed = f"{', '.join(lead)} chủ trì, phối hợp với {', '.join(support)} {deed}"
    elif lead:
        deed = f"{', '.join(lead)} chủ trì {deed}"
    elif implement or support:
        deed = f"{', '.join([*implement, *support])} {deed}"
    return _sentence(f"{deed}{when}")


_PARTING = re.compile(r"[,;]|\s[-–]\s")


def task_table(tasks: Sequence["Given"]) -> Passage:
    """Tasks with their units as plans' annexes have them: units between semicolons, so that every name stays whole."""
    head = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Đơn vị thực hiện", "Thời gian hoàn thành")
    rows = [
        (
            str(place),
            one.name.strip(" .;:,"),
            *("; ".join(units) for units in (one.lead, one.support, one.implement)),
            format_date(one.due) if one.due else "",
        )
        for place, one in enumerate(tasks, start=1)
    ]
    shown = [place for place in range(len(head)) if place < 2 or any(row[place] for row in rows)]
    return Passage(rows=tuple(tuple(row[place] for place in shown) for row in (head, *rows)))


@dataclass(frozen=True, slots=True)
class Given:
    """A task with the units that have a part in it, by role."""

    name: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()
    due: date | None = None


def _sentence(words: str) -> str:
    words = words.strip()
    return f"{words[:1].upper()}{words[1:]}".rstrip(".;:, ") + "."


def _lowered(words: str) -> str:
    """Small at its beginning, unless that is an abbreviation or a name."""
    first = words.split(" ", 1)[0]
    if len(first) > 1 and any(letter.isupper() for letter in first[1:]):
        return words
    return words[:1].lower() + words[1:]

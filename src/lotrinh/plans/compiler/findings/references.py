"""R: one document under two numbers or dates, sections that are not there."""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..references import KINDS, outside
from ..values import Compiled, Reference, Severity
from ..words import flat
from .about import cited, text_of
from .rule import Fault, rule


def _cited(compiled: Compiled) -> list[tuple[Reference, str]]:
    """Every citation of a numbered document, with the words that follow its date."""
    found: list[tuple[Reference, str]] = []
    for reference in cited(compiled):
        end = reference.place.end
        found.append((reference, _subject(text_of(compiled, reference)[end : end + 260])))
    return found


def _subject(after: str) -> str:
    """What a cited document is about: the words after về, ban hành, phê duyệt."""
    found = re.search(
        rf"(?:về(?: việc)?|phê duyệt|ban hành(?: kèm theo)?|quy định)\s+(?:(?:{KINDS})\s+)?([^;.()]{{12,110}})", after
    )
    return flat(found.group(1)).strip(' “"') if found and found.start() < 130 else ""


def _alike(one: str, other: str) -> bool:
    length = min(len(one), len(other), 70)
    return length >= 16 and SequenceMatcher(None, one[:length], other[:length], autojunk=False).ratio() >= 0.8


@rule(
    "R003", Severity.ERROR, "Một văn bản mang hai ngày",
    reason="Cùng số, cùng loại mà hai ngày khác nhau: ít nhất một chỗ chép sai.",
    example="Nghị quyết số 71/NQ-CP ngày 01/4/2025 và Nghị quyết số 71/NQ-CP ngày 01/5/2025.",
    mend="Tra lại văn bản gốc rồi sửa ngày ở chỗ sai.",
    kind="date",
)  # fmt: skip
def two_dates(compiled: Compiled) -> Iterator[Fault]:
    by_number: dict[str, list[tuple[Reference, str]]] = defaultdict(list)
    for reference, subject in _cited(compiled):
        if reference.dated:
            by_number[reference.citation.upper()].append((reference, subject))
    header = compiled.skeleton.header
    for number, uses in by_number.items():
        first, about = uses[0]
        told: set[object] = {first.dated}
        for other, subject in uses[1:]:
            if other.dated in told or other.dated is None or first.dated is None:
                continue
            same_year = other.dated.year == first.dated.year
            if same_year or _alike(about, subject):
                told.add(other.dated)
                days = f"{first.dated:%d/%m/%Y} và {other.dated:%d/%m/%Y}"
                yield Fault(
                    other.place, f"Văn bản {first.citation} mang hai ngày: {days}.", f"{first.citation}: {days}"
                )
        if header.number and header.dated and number == header.number.upper() and header.dated not in told:
            days = f"{header.dated:%d/%m/%Y} và {first.dated:%d/%m/%Y}"
            yield Fault(
                first.place, f"Văn bản này ({header.number}) mang hai ngày: {days}.", f"{header.number}: {days}"
            )


@rule(
    "R004", Severity.ERROR, "Một văn bản mang hai số",
    reason="Cùng loại, cùng ngày, cùng trích yếu mà hai số: ít nhất một chỗ chép sai.",
    example="Quyết định số 991/QĐ-TTg và Quyết định số 919/QĐ-TTg, cùng ngày, cùng về một quy hoạch.",
    mend="Tra lại văn bản gốc rồi sửa số ở chỗ sai.",
    kind="reference",
)  # fmt: skip
def two_numbers(compiled: Compiled) -> Iterator[Fault]:
    by_day: dict[tuple[str, object], list[tuple[Reference, str]]] = defaultdict(list)
    for reference, subject in _cited(compiled):
        if reference.dated and reference.kind:
            by_day[reference.kind, reference.dated].append((reference, subject))
    for uses in by_day.values():
        told: set[str] = set()
        for at, (other, subject) in enumerate(uses):
            number = other.citation.upper()
            twin = next((first for first, about in uses[:at] if _one_document(first, about, other, subject)), None)
            if twin and number not in told:
                told |= {number, twin.citation.upper()}
                days = f"{other.dated:%d/%m/%Y}"
                yield Fault(
                    other.place,
                    f"Cùng một văn bản ngày {days} mang hai số: {twin.citation} và {other.citation}.",
                    f"{twin.citation}, {other.citation} ({days})",
                )
    yield from _own_number(compiled)


def _one_document(first: Reference, about: str, other: Reference, subject: str) -> bool:
    """Of one kind and day, and either about the same or with the digits of the number changed about: 991 and 919."""
    one, two = first.citation.upper(), other.citation.upper()
    if one == two or _suffix(one) != _suffix(two):
        return False
    changed_about = sorted(one) == sorted(two)
    if about and subject:
        return _alike(about, subject) or changed_about and len(_digits(one)) >= 3
    return changed_about and one[0] != "0" != two[0] and len(_digits(one)) >= 2


def _digits(number: str) -> str:
    found = re.match(r"\d+", number)
    return found[0] if found else ""


def _suffix(number: str) -> str:
    return re.sub(r"^\d+", "", number)


def _own_number(compiled: Compiled) -> Iterator[Fault]:
    """An annex attached to a document of another number than this one."""
    header = compiled.skeleton.header
    if not header.number:
        return
    for block in compiled.skeleton.blocks[compiled.skeleton.body.start :]:
        attached = re.match(r"\W*(?:\(\s*)?(?:[Bb]an hành\s+)?[Kk]èm theo\b", block.text)
        if not attached or len(block.text) > 260:
            continue
        for reference in list(outside(block))[:1]:
            same_suffix = _suffix(reference.citation.upper()) == _suffix(header.number.upper())
            if same_suffix and reference.citation.upper() != header.number.upper().replace(" ", ""):
                what = f"Phụ lục kèm theo văn bản số {reference.citation}, còn văn bản này mang số {header.number}."
                yield Fault(reference.place, what, f"{reference.citation}, {header.number}")


@rule(
    "R006", Severity.WARNING, "Dẫn chiếu tới mục không có",
    reason="Người được giao việc theo mục đó không biết phải làm gì.",
    example="Thực hiện các nhiệm vụ tại mục VII, trong khi kế hoạch chỉ có sáu mục.",
    mend="Sửa số mục trong câu dẫn chiếu.",
)  # fmt: skip
def section_missing(compiled: Compiled) -> Iterator[Fault]:
    labels = {(node.label or "").strip(" .):") for node in compiled.skeleton.outline if node.level <= 2}
    complete = any(label in ("I", "II") for label in labels)
    for reference in compiled.references:
        first = reference.inside.split(".")[0]
        if complete and reference.node is None and re.fullmatch(r"[IVX]+", first) and first not in labels:
            yield Fault(
                reference.place, f"Không có mục {reference.inside} trong văn bản.", f"mục {reference.inside}", 0.7
            )

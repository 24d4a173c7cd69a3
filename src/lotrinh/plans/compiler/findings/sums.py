"""C: a stated total beside its parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..duties import lines
from ..quantities import Kind, Quantity, quantities_of
from ..values import Block, Compiled, Place, Severity
from ..words import flat
from .rule import Fault, rule

_SHARED_OUT = re.compile(
    r"(?P<part>trong đó|trong số đó)|(?P<whole>bao gồm|gồm(?: có)?|chia ra|cụ thể(?: là)?|phân ra)"
)
_OPEN_END = re.compile(r"\.\.\.|…|v\.v|chủ yếu|một số|như:|như\b.{0,12}:|tiêu biểu|nổi bật|phấn đấu|ước|khoảng|trên \d")
_NEW_THOUGHT = re.compile(
    r"\.\s|;\s*(?:đồng thời|tăng|giảm|vượt|đạt)|\b(?:tăng|giảm|vượt|so với|so cùng kỳ|bằng|chiếm)\b"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with the parts it is shared out into; `closed` when the words say that these are all."""

    block: int
    whole: Quantity
    parts: tuple[Quantity, ...]
    closed: bool
    offset: int = 0

    @property
    def total(self) -> float:
        return round(sum(part.amount for part in self.parts), 6)

    @property
    def agrees(self) -> bool:
        return abs(self.total - self.whole.amount) <= self._tolerance()

    def _tolerance(self) -> float:
        """Half of the last printed digit for each part: rounded figures may differ that much."""
        numbers = [self.whole, *self.parts]
        decimals = any(number.value != int(number.value) for number in numbers)
        if not decimals:
            return 1e-6
        step = max(
            0.1 ** _decimals(number.value) * number.scale for number in numbers if number.value != int(number.value)
        )
        return step * 0.5 * (len(self.parts) + 1)


def _decimals(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").rpartition(".")[2])


def sums_of(compiled: Compiled) -> Iterator[Sum]:
    """Every total that the prose shares out, in one sentence or over the lines below it."""
    skeleton = compiled.skeleton
    for block in skeleton.blocks:
        if block.cells or block.index in skeleton.furniture or not _SHARED_OUT.search(block.text):
            continue
        yield from _in_sentence(block)
    yield from _over_lines(compiled)


def _in_sentence(block: Block) -> Iterator[Sum]:
    text = block.text
    quantities = quantities_of(text)
    for word in _SHARED_OUT.finditer(text):
        whole = _whole_before(quantities, text, word.start())
        if whole is None:
            continue
        end = _end_of_list(text, word.end())
        parts = _parts(quantities, text, word.end(), end, whole)
        if parts and len(parts) >= 2:
            yield Sum(
                block.index,
                whole,
                tuple(parts),
                closed=bool(word.group("whole")) and not _OPEN_END.search(text[whole.start : end + 4]),
            )


def _whole_before(quantities: Sequence[Quantity], text: str, position: int) -> Quantity | None:
    """The quantity that "bao gồm" shares out: the last before it in the clause, when it counts and is one number."""
    before = [quantity for quantity in quantities if quantity.end <= position and position - quantity.end <= 90]
    if not before:
        return None
    whole = before[-1]
    between = text[whole.end : position]
    if (
        re.search(r"[.;]\s|\d", between)
        or whole.high is not None
        or whole.kind in (Kind.SHARE, Kind.POINTS, Kind.TIMES, Kind.DURATION, Kind.BARE)
    ):
        return None
    if whole.comparator not in ("=", "") or _NEW_THOUGHT.search(between):
        return None
    return whole


def _end_of_list(text: str, start: int) -> int:
    """The list ends with the sentence or with the bracket it stands in."""
    depth = 0
    for index in range(start, len(text)):
        char = text[index]
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return index
        if (
            char == "."
            and not text[index - 1 : index + 2].strip(".").isdigit()
            and re.match(r"\.(?:\s+[^\W\d_]|\s*$|/)", text[index : index + 3])
        ):
            return index
    return len(text)


def _parts(quantities: Sequence[Quantity], text: str, start: int, end: int, whole: Quantity) -> list[Quantity] | None:
    """One quantity of the whole's kind from each entry of the list; None when an entry has none or more than one."""
    separator = ";" if ";" in _outside_brackets(text[start:end]) else ","
    found: list[Quantity] = []
    for a, b in _entries(text, start, end, separator):
        inside = [
            q for q in quantities if a <= q.start < b and q.kind is whole.kind and not _in_brackets(text, a, q.start)
        ]
        if separator == ";":
            inside = inside[:1]  # what follows in an entry shares its quantity out again
        if len(inside) != 1 or inside[0].high is not None or inside[0].comparator not in ("=", ""):
            return None
        if not _same_measure(whole, inside[0]):
            return None
        found.append(inside[0])
    return found


def _same_measure(whole: Quantity, part: Quantity) -> bool:
    """Money with money, tonnes with tonnes; things counted may have other names as parts than as a whole."""
    if whole.kind is Kind.COUNT:
        return True
    return flat(whole.unit).split()[-1:] == flat(part.unit).split()[-1:]


def _entries(text: str, start: int, end: int, separator: str) -> list[tuple[int, int]]:
    cuts = [start]
    depth = 0
    for index in range(start, end):
        char = text[index]
        depth += (char == "(") - (char == ")")
        between_digits = char == "," and text[index - 1].isdigit() and text[index + 1 : index + 2].isdigit()
        if depth == 0 and char == separator and not between_digits:
            cuts.append(index + 1)
        elif depth == 0 and separator == "," and re.match(r"\svà\s+(?=\d)", text[index : index + 6]):
            cuts.append(index + 3)
    cuts.append(end)
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip(" .,;:")]


def _outside_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


def _in_brackets(text: str, start: int, position: int) -> bool:
    return text.count("(", start, position) > text.count(")", start, position)


def _over_lines(compiled: Compiled) -> Iterator[Sum]:
    """ "Lấy mẫu 04 vị trí gồm:" over the lines below it, each with its share first."""
    all_lines = lines(compiled.skeleton)
    for number, line in enumerate(all_lines):
        if not re.search(r"(?:gồm|bao gồm|như sau|cụ thể|chia ra|phân ra)[^;.]{0,15}:\s*$", line.text):
            continue
        quantities = quantities_of(line.text)
        whole = _whole_before(quantities, line.text, len(line.text.rstrip(" :")) - 4)
        below = []
        for following in all_lines[number + 1 :]:
            if following.rank <= line.opens_at or following.is_heading:
                break
            below.append(following)
        if whole is None or len(below) < 2:
            continue
        top = min(following.rank for following in below)
        entries = [following for following in below if following.rank == top]
        firsts = [_share_of(entry.text, whole) for entry in entries]
        if len(entries) >= 2 and all(firsts):
            yield Sum(line.block, whole, tuple(first for first in firsts if first), True, line.offset)


def _share_of(text: str, whole: Quantity) -> Quantity | None:
    """The first quantity of a line when it counts the same thing as the whole."""
    unit = flat(whole.unit).split()[:1]
    same = [
        q for q in quantities_of(text) if q.kind is whole.kind and flat(q.unit).split()[:1] == unit and q.high is None
    ]
    return same[0] if same and (len(same) == 1 or re.search(r"gồm", text)) else None


@rule(
    "C001", Severity.ERROR, "Tổng không bằng cộng các phần",
    reason="Con số tổng và các phần của nó không khớp: báo cáo lấy số nào cũng sai với số kia.",
    example="193 cơ sở, gồm 52 + 93 + 12 + 16 + 21 + 02 (cộng được 196).",
    mend="Kiểm tra lại từng phần với sổ gốc; giữ cả hai số cho tới khi biết số nào đúng.",
    kind="sum",
)  # fmt: skip
def total(compiled: Compiled) -> Iterator[Fault]:
    for one in sums_of(compiled):
        if one.agrees or not _sure(one):
            continue
        parts = " + ".join(_printed(part) for part in one.parts)
        whole, together = _printed(one.whole), printed_number(one.total / one.whole.scale)
        place = Place(one.block, one.offset + one.whole.start, one.offset + one.whole.end)
        what = f"Nêu {whole} {one.whole.unit}, nhưng các phần {parts} cộng lại là {together}."
        yield Fault(place, what, f"{whole}; {parts} = {together}", 0.9 if one.closed else 0.7)


def _sure(one: Sum) -> bool:
    """Parts after "trong đó" need not be all: then only more than the whole is a fault, or nearly the whole."""
    if one.closed:
        return True
    return one.total > one.whole.amount or (len(one.parts) >= 3 and one.total > 0.995 * one.whole.amount)


def _printed(quantity: Quantity) -> str:
    return printed_number(quantity.value)


def printed_number(value: float) -> str:
    """1234.5 as "1.234,5"."""
    rounded = round(value, 4)
    whole, _, rest = f"{rounded:,.4f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")

"""C: a stated total beside its parts, a stated share beside its division, a stated count beside its list."""

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
        if separator == ";" and len(inside) > 1:
            inside = (
                inside[:1]
                if not _SHARED_OUT.search(text[inside[0].end : inside[1].start]) and not _joined(text, inside)
                else inside[:1]
            )
        if len(inside) != 1 or inside[0].high is not None or inside[0].comparator not in ("=", ""):
            return None
        if not _same_measure(whole, inside[0]):
            return None
        found.append(inside[0])
    return found


def _joined(text: str, inside: Sequence[Quantity]) -> bool:
    return "," in text[inside[0].end : inside[1].start]


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
    all_lines = list(lines(compiled.skeleton))
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
        whole, together = _printed(one.whole), _number(one.total / one.whole.scale)
        place = Place(one.block, one.offset + one.whole.start, one.offset + one.whole.end)
        what = f"Nêu {whole} {one.whole.unit}, nhưng các phần {parts} cộng lại là {together}."
        yield Fault(place, what, f"{whole}; {parts} = {together}", 0.9 if one.closed else 0.7)


def _sure(one: Sum) -> bool:
    """Parts after "trong đó" need not be all: then only more than the whole is a fault, or nearly the whole."""
    if one.closed:
        return True
    return one.total > one.whole.amount or (len(one.parts) >= 3 and one.total > 0.995 * one.whole.amount)


def _printed(quantity: Quantity) -> str:
    return _number(quantity.value)


def _number(value: float) -> str:
    """1234.5 as "1.234,5"."""
    rounded = round(value, 4)
    whole, _, rest = f"{rounded:,.4f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


_DIVISION = re.compile(
    r"(?<![\d/.,])(?P<part>\d[\d.]*)\s?/\s?(?P<whole>\d[\d.]*)(?![\d/]|\s?/"
    r"|-)(?P<between>[^\d;.()]{0,70})(?P<said>[,(]\s*(?:đạt|bằng|chiếm|tương đương|tức)|(?:đạt |chiếm )?tỷ lệ"
    r"|chiếm|tương đương|=)(?:\s+(?:tỷ lệ|khoảng))?\s*(?P<percent>\d{1,3}(?:,\d+)?)\s?%"
)


@rule(
    "C002", Severity.ERROR, "Tỷ lệ không bằng phép chia",
    reason="Tỷ lệ phần trăm nêu cạnh tử số và mẫu số mà không khớp: một trong ba số sai.",
    example="629/731 trường, đạt tỷ lệ 96,1% (đúng là 86,0%).",
    mend="Tính lại tỷ lệ.",
    kind="sum",
)  # fmt: skip
def share(compiled: Compiled) -> Iterator[Fault]:
    for block in compiled.skeleton.blocks:
        if "%" not in block.text or "/" not in block.text or block.cells:
            continue
        for match in _DIVISION.finditer(block.text):
            part, whole = _whole_number(match.group("part")), _whole_number(match.group("whole"))
            percent = float(match.group("percent").replace(",", "."))
            if (
                not part
                or not whole
                or whole < 4
                or part > whole * 3
                or re.search(r"ngày|tháng|kế hoạch|dự toán|cùng kỳ", match.group("between"))
            ):
                continue
            right = 100 * part / whole
            step = 0.1 ** len(match.group("percent").partition(",")[2])
            if abs(right - percent) > 1.01 * step:
                words = f"{match.group('part')}/{match.group('whole')}"
                what = f"{words} là {_number(round(right, 2))}%, không phải {match.group('percent')}%."
                yield Fault(
                    Place(block.index, match.start(), match.end()), what, f"{words}; {match.group('percent')}%", 0.8
                )


def _whole_number(text: str) -> float | None:
    plain = text.rstrip(".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d+", plain):
        return float(plain.replace(".", ""))
    return None


_COUNTED = re.compile(
    r"(?<![\d.,/])(?P<count>\d{1,2})\s*(?:\([^)]*\)\s*)?(?P<noun>nhóm(?: nhiệm vụ)?(?:,? giải pháp)?|nội dung"
    r"|nhiệm vụ|giải pháp|chỉ tiêu|tiêu chí|mục tiêu|dự án|chương trình|bước|vị trí|điểm|trường hợp|loại)"
    r"(?:\s+[^\d;.:]{0,60})?(?:sau(?: đây)?|như sau|bao gồm|gồm)\s*:\s*$"
)


@rule(
    "C003", Severity.WARNING, "Số mục nêu ra khác số mục liệt kê",
    reason="Nêu “08 nhóm giải pháp” mà liệt kê bảy: thiếu một mục hoặc đếm sai.",
    example="03 nhiệm vụ sau: rồi chỉ có hai điểm.",
    mend="Đếm lại danh sách.",
    kind="sum",
)  # fmt: skip
def counted_list(compiled: Compiled) -> Iterator[Fault]:
    yield from _listed_in_line(compiled)
    all_lines = list(lines(compiled.skeleton))
    for number, line in enumerate(all_lines):
        match = _COUNTED.search(line.text) if line.text.rstrip().endswith(":") else None
        if not match:
            continue
        below = []
        for following in all_lines[number + 1 :]:
            if following.rank <= line.opens_at or following.block - line.block > 400:
                break
            below.append(following)
        if not below or below[0].rank >= 60:
            continue
        entries = [following for following in below if following.rank == below[0].rank]
        said = int(match.group("count"))
        if (
            said != len(entries)
            and said > 1
            and len(entries) > 1
            and min(entry.rank for entry in below) == below[0].rank
        ):
            place = Place(line.block, line.offset + match.start(), line.offset + match.end())
            yield Fault(
                place,
                f"Nêu {match.group('count')} {match.group('noun')} nhưng liệt kê {len(entries)}.",
                f"{match.group('count')}, {len(entries)}",
                0.7,
            )


_COUNTED_IN_LINE = re.compile(
    r"(?<![\d.,/])(?<!án )(?<!số )(?<!tháng )(?<!quý )(?<!năm )(?P<count>\d{1,2})\s+(?!đã|đang|được|có|là)"
    r"(?P<noun>[^\W\d][^\d;:().\t\n\v]{2,60}?)(?:\s+(?:sau(?: đây)?|gồm|bao gồm|là|cụ thể))?"
    r"\s*:\s*\(1\)"
)
_ITEM = re.compile(r"\((\d{1,2})\)")


def _listed_in_line(compiled: Compiled) -> Iterator[Fault]:
    """ "03 nền tảng: (1) …; (2) …" in one sentence or cell."""
    for block in compiled.skeleton.body_blocks:
        for match in _COUNTED_IN_LINE.finditer(block.text) if "(1)" in block.text else ():
            stop = re.compile(r"[\t\n]|\.\s|$").search(block.text, match.end())
            said, listed = int(match.group("count")), 1
            for item in _ITEM.finditer(block.text, match.end(), stop.start() if stop else len(block.text)):
                if int(item.group(1)) != listed + 1:
                    break
                listed += 1
            goes_on = re.compile(r"\.\.\.|…|v\.v").search(block.text, match.end(), stop.start() if stop else 0)
            if listed > 1 and said != listed and not goes_on:
                noun = match.group("noun").strip()
                what = f"Nêu {match.group('count')} {noun} nhưng liệt kê {listed}: (1) đến ({listed})."
                place = Place(block.index, match.start(), match.start("noun") + len(match.group("noun")))
                yield Fault(place, what, f"{match.group('count')}; (1), ({listed})", 0.8)

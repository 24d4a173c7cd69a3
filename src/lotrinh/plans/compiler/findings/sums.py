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
    r"(?P<part>trong đó|trong số đó)|(?P<whole>bao gồm|gồm(?: có)?"
    r"|chia (?:ra|làm|thành)(?: \d+ (?:năm|đợt|giai đoạn|nhóm|loại))?"
    r"|cụ thể(?: là)?|phân ra)"
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
    lines: tuple[str, ...] = ()
    """The lines of the whole and of each part, where the parts stand in lines of their own."""

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
    yield from _without_a_word(compiled)
    yield from _over_lines(compiled)


def _in_sentence(block: Block) -> Iterator[Sum]:
    text = block.text
    quantities = quantities_of(text)
    for word in _SHARED_OUT.finditer(text):
        whole = _whole_before(quantities, text, word.start())
        if whole is None:
            continue
        end = _end_of_list(text, word.end())
        closed = bool(word.group("whole")) and not _OPEN_END.search(text[whole.start : end + 4])
        readings = list(_readings(quantities, text, word.end(), end, whole))
        if readings and not any(_prefix_agrees(block.index, whole, parts, closed) for parts in readings):
            yield Sum(block.index, whole, readings[0], closed or _names_the_rest(text, readings[0]))
        elif readings:
            yield next(one for parts in readings if (one := _prefix_agrees(block.index, whole, parts, closed)))


def _readings(
    quantities: Sequence[Quantity], text: str, start: int, end: int, whole: Quantity
) -> Iterator[tuple[Quantity, ...]]:
    """The ways to take the list apart, the surest first: at semicolons where there are any, at commas."""
    separators = ";," if ";" in _outside_brackets(text[start:end]) else ","
    for separator in separators:
        parts = _parts(quantities, text, start, end, whole, separator)
        if parts and len(parts) >= 2:
            yield tuple(parts)
    first = text.find(";", start, end)
    if first > 0 and (parts := _parts(quantities, text, start, first, whole, ",")) and len(parts) >= 2:
        yield tuple(parts)


def _prefix_agrees(block: int, whole: Quantity, parts: tuple[Quantity, ...], closed: bool) -> Sum | None:
    """The sum over the first parts that make the whole: what follows them may speak of other things."""
    for count in range(len(parts), 1, -1):
        one = Sum(block, whole, parts[:count], closed)
        if one.agrees:
            return one
    return None


_REST = re.compile(r"(?:khác|còn lại|xã hội hóa|xã hội hoá|huy động|đối ứng)\W*$", re.I)


def _names_the_rest(text: str, parts: Sequence[Quantity]) -> bool:
    """The last part is what remains ("vốn khác 10 tỷ đồng"): then the parts are all."""
    last = parts[-1]
    after = re.match(r"[^,;.()]{0,30}", text[last.end :])
    return bool(_REST.search(text[max(0, last.start - 30) : last.start]) or _REST.search(after[0] if after else ""))


def _whole_before(quantities: Sequence[Quantity], text: str, position: int) -> Quantity | None:
    """The quantity that "bao gồm" shares out: the last before it in the clause, when it counts and is one number."""
    before = [quantity for quantity in quantities if quantity.end <= position and position - quantity.end <= 90]
    if not before:
        return None
    whole = before[-1]
    between = text[whole.end : position].rstrip(" ;,:")
    if (
        re.search(r"[.;]\s|\d", between)
        or whole.high is not None
        or whole.kind in (Kind.SHARE, Kind.POINTS, Kind.TIMES, Kind.DURATION, Kind.BARE)
    ):
        return None
    if between.count(")") > between.count("("):
        return None  # the number was an aside in brackets
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


def _parts(
    quantities: Sequence[Quantity], text: str, start: int, end: int, whole: Quantity, separator: str
) -> list[Quantity] | None:
    """One quantity of the whole's kind from each entry of the list; None when an entry has more than one.

    An entry without any belongs to the one behind it: "vùng trung du, miền núi 160 câu lạc bộ".
    """
    found: list[Quantity] = []
    for a, b in _entries(text, start, end, separator):
        inside = [
            q for q in quantities if a <= q.start < b and q.kind is whole.kind and not _in_brackets(text, a, q.start)
        ]
        of_the_whole = [q for q in inside if flat(q.unit).split()[:1] == flat(whole.unit).split()[:1]]
        inside = of_the_whole or inside  # "30 sản phẩm 3 sao": three stars are no products
        if separator == ";":
            inside = inside[:1]  # what follows in an entry shares its quantity out again
        if not inside and separator == "," and not any(a <= q.start < b for q in quantities):
            continue
        joined = len(inside) == 2 and re.search(r"\svà\s", text[inside[0].end : inside[1].start])
        if len(inside) != 1 and not (joined and separator == ","):
            return None
        if not all(one.high is None and one.comparator in ("=", "") and _same_measure(whole, one) for one in inside):
            return None
        found += inside
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


_OPENS = re.compile(r"\s*(?:[^\W\d]+\s+){0,5}?[^\W\d]*\s*(?P<sign>[:(])\s*")


_MAY_SHARE_OUT = re.compile(r"\d[^.;:(]{3,60}[:(][^.;()]*\d[^.;()]*[^\d.;()/,][^.;()]*\d")
_ADDED = frozenset((Kind.COUNT, Kind.MONEY, Kind.MEASURE))


def _without_a_word(compiled: Compiled) -> Iterator[Sum]:
    """ "9 lớp: 4 lớp …, 5 lớp …" and "24 phòng (… 10 phòng, … 14 phòng)": a colon or a bracket shares the total out."""
    for block in compiled.skeleton.body_blocks:
        quantities = quantities_of(block.text) if not block.cells and _MAY_SHARE_OUT.search(block.text) else ()
        for whole in quantities:
            opens = _OPENS.match(block.text, whole.end)
            if not opens or whole.kind not in _ADDED or whole.high is not None or whole.comparator not in ("=", ""):
                continue
            start, end = opens.end(), _end_of_list(block.text, opens.end())
            parts = _parts(quantities, block.text, start, end, whole, ",")
            unit = flat(whole.unit).split()[:1]
            same = whole.kind is Kind.MONEY or all(flat(part.unit).split()[:1] == unit for part in parts or ())
            if parts and len(parts) >= 2 and same:
                text = block.text[whole.end : end]
                if not _SHARED_OUT.search(text) and not _OVERLAPPING.search(flat(text)):
                    yield Sum(
                        block.index, whole, tuple(parts), closed=not _OPEN_END.search(block.text[whole.start : end])
                    )


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
            parts = tuple(first for first in firsts if first)
            yield Sum(line.block, whole, parts, True, line.offset, (line.text, *(entry.text for entry in entries)))


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
        if one.agrees or not _sure(one, compiled.skeleton.blocks[one.block].text):
            continue
        text = compiled.skeleton.blocks[one.block].text
        numbers = (one.whole, *one.parts)
        texts = one.lines or (text[one.offset :],) * len(numbers)
        whole, *each = (_printed(quantity, line) for quantity, line in zip(numbers, texts, strict=True))
        parts, together = " + ".join(each), printed_number(one.total / one.whole.scale)
        place = Place(one.block, one.offset + one.whole.start, one.offset + one.whole.end)
        what = f"Nêu {whole} {one.whole.unit}, nhưng các phần {parts} cộng lại là {together}."
        yield Fault(place, what, f"{whole}; {parts} = {together}", 0.9 if one.closed else 0.7)


_OVERLAPPING = re.compile(r"\b(?:nữ|dân tộc|đảng viên|nghèo|khuyết tật|trẻ em|thanh niên|nông thôn|trên địa bàn)\b")
"""What one thing can be besides another: sixty women and fifty farmers may be a hundred people."""


def _sure(one: Sum, text: str) -> bool:
    """Parts after "trong đó" need not be all: then only more than the whole is a fault, or nearly the whole."""
    shared_out = flat(" ".join(one.lines) or text[one.offset + one.whole.end : one.offset + one.parts[-1].end + 25])
    if re.search(r"\b(?:mỗi|từng)\b", shared_out):
        return False  # "mỗi huyện 01 điểm" counts as often as there are districts
    if one.closed:
        return True
    if _OVERLAPPING.search(shared_out):
        return False
    if one.total > one.whole.amount:
        return all(flat(part.unit).split()[:1] == flat(one.whole.unit).split()[:1] for part in one.parts)
    share = one.total / one.whole.amount
    if one.whole.kind is not Kind.COUNT:
        return share > 0.995 and len(one.parts) >= 3
    listed = [
        q for q in quantities_of(text[one.offset :]) if one.whole.end <= q.start <= _end_of_list(text, one.whole.end)
    ]
    return len(listed) == len(one.parts) and share >= (0.8 if len(listed) >= 3 else 0.9)


def _printed(quantity: Quantity, text: str) -> str:
    """The number as the document prints it, so that who looks for "02" finds it."""
    printed = text[quantity.number[0] : quantity.number[1]].split()
    return printed[0] if printed and printed[0][:1].isdigit() else printed_number(quantity.value)


def printed_number(value: float) -> str:
    """1234.5 as "1.234,5"."""
    rounded = round(value, 4)
    whole, _, rest = f"{rounded:,.4f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")

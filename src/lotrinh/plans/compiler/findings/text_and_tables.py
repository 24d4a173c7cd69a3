"""C: a total said in a sentence beside the table the sentence points to.

The sentence must name its table (an annex, "bảng sau", "như sau:" right above it) and the table must speak of the same
thing: the same money, or a column or rows of what is counted. When any total of the table agrees, nothing is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..grids import Grid, grid_of
from ..quantities import Kind, Quantity, quantities_of
from ..values import Block, BlockKind, Compiled, Node, Place, Severity, Skeleton
from ..words import flat
from .annexes import annex_label, plain_number
from .rule import Fault, rule
from .sums import printed_number
from .table_sums import TOTAL, Row, columns, rank_of, rows, rows_of

_ANNEX = re.compile(r"[Pp]hụ (?:lục|biểu)(?:\s+số)?(?:\s+(?P<number>[IVX]{1,5}|\d{1,2})(?![\w.]*\d|/))?(?!\w)")
_OF_OTHERS = re.compile(
    r"\s*(?:ban hành\s+)?(?:kèm theo\s+|của\s+|tại\s+)?(?:Nghị|Quyết định số|Thông|Luật|Kế hoạch số|Công văn)"
)
_BELOW = re.compile(r"bảng (?:sau|dưới đây|dưới)|biểu (?:sau|dưới đây)|(?:như sau|sau đây|gồm|cụ thể)\s*:\s*$|:\s*$")
_STATED = frozenset((Kind.MONEY, Kind.COUNT, Kind.MEASURE))
_IN_MONEY = re.compile(r"(?P<scale>nghìn|ngàn|triệu|tr|tỷ|tỉ)?\s*(?:đồng|đ)(?!\w)")
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tr": 1e6, "tỷ": 1e9, "tỉ": 1e9, None: 1.0}
_MONEY_COLUMN = re.compile(r"kinh phí|số tiền|thành tiền|dự toán|tổng (?:số|cộng|vốn|mức)|nhu cầu|vốn|giá trị|cộng")
_ONE_OF_MANY = re.compile(r"\b(?:trong đó|mỗi|từng|tăng|giảm|thêm|còn lại|so với|đã)\b")


FEW = 3
"""Smaller numbers name or single out things more often than they add them up."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A total in a sentence and the tables the sentence points to, with what they are called there."""

    block: Block
    quantity: Quantity
    tables: tuple[Block, ...]
    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a table adds up to: `amount` in the unit of the sentence; `how` the table says it."""

    amount: float
    printed: str
    how: str


@rule(
    "C007", Severity.ERROR, "Con số trong lời văn khác bảng mà nó dẫn tới",
    reason="Lời văn nói một tổng, bảng hay phụ lục kèm theo cho một tổng khác: không biết giao, cấp theo số nào.",
    example="“Tổng kinh phí 12.500 triệu đồng (chi tiết tại Phụ lục I)”, dòng tổng của Phụ lục I ghi 12.050.",
    mend="Cộng lại bảng, xem hai chỗ có nói cùng một phạm vi không, rồi thống nhất một số.",
    kind="sum",
)  # fmt: skip
def text_beside_table(compiled: Compiled) -> Iterator[Fault]:
    all_stated = {(one.block.index, one.quantity.start): one for one in _stated(compiled.skeleton)}  # the surest last
    for stated in all_stated.values():
        quantity = stated.quantity
        counted = list(_of_money(stated) if quantity.kind is Kind.MONEY else _of_things(stated))
        if not counted or any(_agree(quantity, one.amount) for one in counted):
            continue
        near = [one for one in counted if quantity.amount and 0.5 <= one.amount / quantity.amount <= 2]
        if len({one.amount for one in near}) != 1 or _wrong_itself(compiled, stated, near[0]):
            continue  # several totals, none of which agrees: they are of other things
        said = f"{printed_number(quantity.value)} {quantity.unit}"
        what = f"Lời văn nêu {said}, còn {stated.name} {near[0].how} {near[0].printed}."
        place = Place(stated.block.index, quantity.start, quantity.end)
        yield Fault(place, what, f"{said}; {stated.name}: {near[0].printed}", 0.75)


def _wrong_itself(compiled: Compiled, stated: _Stated, counted: _Counted) -> bool:
    """The total of the table is not what its rows make: told by the rules for tables, and one fault."""
    at = {table.index for table in stated.tables}
    faults = (
        fault for check in (columns, rows) for fault in check(compiled) if fault.place and fault.place.block in at
    )
    return any(fault.detail.startswith(f"{counted.printed};") for fault in faults)


def _agree(quantity: Quantity, amount: float) -> bool:
    """Equal within half of the last digit the sentence prints: 12,5 tỷ may stand for 12.480 triệu."""
    decimals = len(f"{quantity.value:.6f}".rstrip("0").rpartition(".")[2])
    if quantity.kind is Kind.MONEY:
        return abs(quantity.amount - amount) <= 0.5 * 0.1**decimals * quantity.scale + 1e-6
    # a column may count in thousands as the sentence does
    return any(
        abs(said - amount) <= (0.5 * 0.1**decimals if decimals else 1e-6) for said in (quantity.value, quantity.amount)
    )


# ---------------------------------------------------------------- what the text says


def _stated(skeleton: Skeleton) -> Iterator[_Stated]:
    if not any(_is_table(skeleton, block) for block in skeleton.blocks):
        return
    annexed = _tables_of_annexes(skeleton)
    before = _Sentence(-1, 0, "")
    for block in skeleton.body_blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for start, end in _sentences(block.text):
            here = _Sentence(block.index, start, block.text[start:end])
            tables, name, at, after = _pointed_at(skeleton, here, annexed)
            if tables and (found := _total_of(here, at, after, before)):
                yield _Stated(skeleton.blocks[found[0]], found[1], tables, name, skeleton.blocks)
            elif not tables and (budget := _whole_budget(here)) and (table := _only_budget(skeleton)):
                yield _Stated(block, budget, (table,), "bảng kinh phí", skeleton.blocks)
            before = here


@dataclass(frozen=True, slots=True)
class _Sentence:
    block: int
    start: int
    text: str


_ONLY_POINTS = re.compile(r"\W*(?:chi tiết|cụ thể|danh mục|có phụ lục|theo phụ lục)\b", re.I)


def _total_of(here: _Sentence, at: int, after: int, before: _Sentence) -> tuple[int, Quantity] | None:
    """The total a sentence states before or behind the words that point to the table, or the sentence before states."""
    if total := _first_total(here.text[:at]):
        return here.block, _moved(total, here.start)
    if not quantities_of(here.text[:at]):
        if _ONLY_POINTS.match(here.text) and before.block >= here.block - 1 and (total := _first_total(before.text)):
            return before.block, _moved(total, before.start)
        if total := _first_total(here.text[after:]):
            return here.block, _moved(total, here.start + after)
    return None


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by)


_WHOLE_BUDGET = re.compile(
    r"tổng (?:nhu cầu |mức |dự toán |khái toán |số )?(?:kinh phí|vốn|dự toán|nguồn vốn|mức đầu tư)"
)


def _whole_budget(here: _Sentence) -> Quantity | None:
    """ "Tổng kinh phí thực hiện là 12.500 triệu đồng", without a word on the table."""
    if not _WHOLE_BUDGET.search(flat(here.text)):
        return None
    total = _first_total(here.text)
    return _moved(total, here.start) if total and total.kind is Kind.MONEY else None


def _only_budget(skeleton: Skeleton) -> Block | None:
    """The only table of the document that has a row of totals and a column of money called so."""
    found = []
    for block in skeleton.blocks:
        if _is_table(skeleton, block):
            words = _caption(skeleton.blocks, block) + flat(block.text[:300])
            if re.search(r"kinh phí|dự toán|nguồn vốn", words) and any(
                TOTAL.match(flat(row.words)) and row.numbers for row in rows_of(grid_of(block))
            ):
                found.append(block)
    return found[0] if len(found) == 1 else None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in re.finditer(r"[.;]\s+(?=[^\W\d_]|[-+(])|$", text):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()


def _pointed_at(
    skeleton: Skeleton, here: _Sentence, annexed: dict[str, tuple[Block, ...]]
) -> tuple[tuple[Block, ...], str, int, int]:
    """The tables a sentence points to, their name, and from where to where in the sentence it does so."""
    for match in _ANNEX.finditer(here.text):
        if _OF_OTHERS.match(here.text, match.end()) or re.match(r"\s*này", here.text[match.end() :]):
            continue
        number = match["number"]
        if number and plain_number(number) in annexed:
            return annexed[plain_number(number)], f"Phụ lục {number}", match.start(), match.end()
        if len(annexed) == 1 and (not number or "" in annexed):
            return next(iter(annexed.values())), "Phụ lục", match.start(), match.end()
        return (), "", 0, 0
    below = _BELOW.search(here.text)
    if below and (table := _table_below(skeleton, skeleton.blocks[here.block])):
        return (table,), "bảng dưới đó", below.start(), below.end()
    return (), "", 0, 0


def _table_below(skeleton: Skeleton, block: Block) -> Block | None:
    """The table right below a paragraph; its name and its unit may stand between."""
    for other in skeleton.blocks[block.index + 1 : block.index + 4]:
        if other.kind is BlockKind.TABLE:
            return other if _is_table(skeleton, other) else None
        if len(other.text) > 120:
            return None
    return None


def _tables_of_annexes(skeleton: Skeleton) -> dict[str, tuple[Block, ...]]:
    """The tables of each annex by its plain number, "" for the annex without one."""
    found: dict[str, list[Block]] = {}
    begins = {node.place.block: _annex_of(skeleton, node) for node in skeleton.outline if node.level == 1}
    annex: str | None = None
    for block in skeleton.blocks:
        annex = begins.get(block.index, annex)
        if annex is not None and _is_table(skeleton, block):
            found.setdefault(annex, []).append(block)
    return {number: tuple(blocks) for number, blocks in found.items()}


def _annex_of(skeleton: Skeleton, node: Node) -> str | None:
    """The plain number of the annex a heading begins; its label may stand in a line above the heading."""
    if not (node.label or "").lower().startswith(("phụ", "biểu")):
        return None
    above = (skeleton.blocks[index] for index in range(node.place.block, max(-1, node.place.block - 3), -1))
    label = next((found for block in above if (found := annex_label(block)) is not None), "")
    return plain_number(label)


def _is_table(skeleton: Skeleton, block: Block) -> bool:
    return block.kind is BlockKind.TABLE and len(block.cells) >= 8 and block.index not in skeleton.furniture


def _first_total(sentence: str) -> Quantity | None:
    """The first of the quantities of a sentence, when the others are its parts and it is not itself one of several."""
    quantities = [one for one in quantities_of(sentence) if one.kind in _STATED and not one.per]
    if not quantities:
        return None
    first = quantities[0]
    others = [one for one in quantities[1:] if one.kind is first.kind]
    shared_out = others and re.search(r"\btrong đó|\bgồm|[:(]|\bchia ra", sentence[first.end : others[0].start])
    if others and not shared_out or first.high is not None or first.comparator not in ("=", ""):
        return None
    if re.search(r"(?:mục|điểm|khoản|điều|số|20\d\d\s*[-–])\s*$", flat(sentence[: first.start])) or first.value < FEW:
        return None
    return None if _ONE_OF_MANY.search(flat(sentence[: first.start])) else first


# ---------------------------------------------------------------- what the tables say


def _of_money(stated: _Stated) -> Iterator[_Counted]:
    """The totals of the columns of money, in đồng."""
    for table in stated.tables:
        grid = grid_of(table)
        around = _money_scale(_caption(stated.blocks, table))
        for column, header in enumerate(grid.headers):
            words = flat(" ".join(header))
            scale = _money_scale(words) or (around if _MONEY_COLUMN.search(words) else None)
            if scale:
                for value, how in _column_totals(grid, column):
                    yield _Counted(value * scale, printed_number(value), how)


def _caption(blocks: Sequence[Block], table: Block) -> str:
    """The lines above a table that may name its unit: "Đơn vị tính: triệu đồng"."""
    return flat(
        " ".join(block.text for block in blocks[max(0, table.index - 4) : table.index] if len(block.text) < 120)
    )


def _money_scale(words: str) -> float | None:
    found = _IN_MONEY.search(words)
    return _SCALES[found["scale"]] if found else None


def _of_things(stated: _Stated) -> Iterator[_Counted]:
    """The totals of the columns that count the things, and the number of rows that name one each."""
    thing = flat(stated.quantity.unit).split()
    lists = 0
    rows_in_all = 0
    for table in stated.tables:
        grid = grid_of(table)
        heads = [flat(" ".join(header)) for header in grid.headers]
        for column, words in enumerate(heads):
            if _speaks_of(words, thing) and re.search(r"số lượng|số|\(|sl|khối lượng|diện tích", words):
                for value, how in _column_totals(grid, column):
                    yield _Counted(value, printed_number(value), how)
        if any(_speaks_of(words, thing) and not re.search(r"số lượng|^số ", words) for words in heads[:3]):
            counts = _row_counts(rows_of(grid))
            lists += bool(counts)
            rows_in_all += counts[-1] if counts else 0
            yield from (_Counted(count, f"{count} dòng", "liệt kê") for count in counts[:-1])
    if lists:
        yield _Counted(rows_in_all, str(rows_in_all), "liệt kê")


def _speaks_of(words: str, thing: Sequence[str]) -> bool:
    """A head of a column names the thing by its first two words, or by its only one."""
    name = " ".join(thing[:2])
    return bool(name) and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words))


def _column_totals(grid: Grid, column: int) -> Iterator[tuple[float, str]]:
    """What the rows of totals print in the column; without such a row what the rows of one rank add up to."""
    numbered = rows_of(grid)
    totals = [row.numbers[column][0] for row in numbered if TOTAL.match(flat(row.words)) and column in row.numbers]
    if totals:
        yield from ((value, "ghi tổng") for value in totals)
        return
    ranks = {rank_of(row.label) for row in numbered if row.label and column in row.numbers}
    for rank in ranks:
        parts = [row.numbers[column][0] for row in numbered if column in row.numbers and rank_of(row.label) == rank]
        if len(parts) >= 2:
            yield sum(parts), "cộng được"


def _row_counts(rows: Sequence[Row]) -> list[int]:
    """How many rows of each rank are numbered, the deepest rank of whole numbers last."""
    counts: dict[int, int] = {}
    for row in rows:
        if row.label and not TOTAL.match(flat(row.words)):
            rank = rank_of(row.label)
            counts[rank] = counts.get(rank, 0) + (rank <= 5)
    return [counts[rank] for rank in sorted(counts) if counts[rank] >= 2]

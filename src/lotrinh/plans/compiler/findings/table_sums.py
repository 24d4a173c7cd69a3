"""C: totals of tables by row and by column.

A grouping of rows (or columns) is believed only when it adds up somewhere else in the same table: then the place where
it does not is an error of the table and not of the reading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..grids import Field, Grid, grid_of, number_in
from ..values import Block, BlockKind, Compiled, Place, Severity
from ..words import flat
from .rule import Fault, rule
from .sums import printed_number

TOTAL = re.compile(
    r"^(?:[ivx\d]*[.)]?\s*)?(?:tổng(?: cộng| số| toàn (?:tỉnh|ngành|thành phố)| chung)?|cộng(?: chung)?"
    r"|toàn (?:tỉnh|thành phố|ngành))\b(?! (?:mức|vốn|thu|chi|sản|diện|giá|đàn|kim|dự|nguồn|hợp|công|kết))"
)
_TOTAL_COLUMN = re.compile(r"(?:^|\|)\s*(?:tổng(?: cộng| số)?|cộng)\s*(?:\([^)]*\))?\s*$")


@dataclass(frozen=True)
class Row:
    label: str
    """The number in the first column: "I", "1", "1.1", "-"."""
    words: str
    numbers: dict[int, tuple[float, Field]]


def rows_of(grid: Grid) -> list[Row]:
    found: list[Row] = []
    for row in grid.rows:
        texts = [field.text.strip() if field and not field.fills else "" for field in row]
        label = (
            texts[0] if texts and re.fullmatch(r"(?:[IVXLA-H]+|\d{1,3}(?:\.\d+)*|[a-zđ]|[-+*])?[.)]?", texts[0]) else ""
        )
        words = " ".join(text for text in texts[:3] if text and number_in(text) is None and text != label)
        first = 1 if label or not texts[:1] or not texts[0] else 0
        numbers = {
            column: (value, field)
            for column, field in enumerate(row)
            if column >= first and field and not field.fills and (value := _value(field.text)) is not None
        }
        found.append(Row(label.strip(".)"), words, numbers))
    return found


def _value(text: str) -> float | None:
    plain = text.strip()
    if not plain or plain.endswith("%") or re.fullmatch(r"(?:19|20)\d\d|0\d", plain):
        return None
    return number_in(plain)


def rank_of(label: str) -> int:
    """How deep a row stands by its number: A, I, 1, 1.1, a, -."""
    if re.fullmatch(r"[A-H]", label) and label not in ("I", "V", "X"):
        return 1
    if re.fullmatch(r"[IVX]+", label):
        return 2
    if re.fullmatch(r"\d+", label):
        return 3
    if re.fullmatch(r"\d+(?:\.\d+)+", label):
        return 3 + label.count(".")
    return 7 if re.fullmatch(r"[a-zđ]", label) else 8


def _groups(rows: Sequence[Row]) -> Iterator[tuple[Row, list[list[Row]]]]:
    """Each total row with the groups of rows it may be the sum of."""
    for at, row in enumerate(rows):
        if TOTAL.match(flat(row.words)) and len(row.numbers) >= 1:
            above, below = rows[:at], rows[at + 1 :]
            side = below if len([r for r in below if r.numbers]) >= len([r for r in above if r.numbers]) else above
            side = [r for r in side if not TOTAL.match(flat(r.words))]
            ranks = sorted({rank_of(r.label) for r in side if r.numbers and r.label})
            candidates = [[r for r in side if r.label and rank_of(r.label) == rank] for rank in ranks]
            everything = [r for r in side if r.numbers]
            if everything not in candidates:
                candidates.append(everything)
            yield row, [group for group in candidates if len(group) >= 2]
        elif row.label and rank_of(row.label) <= 3 and row.numbers:
            children = []
            for other in rows[at + 1 :]:
                if TOTAL.match(flat(other.words)) or (other.label and rank_of(other.label) <= rank_of(row.label)):
                    break
                children.append(other)
            ranks = sorted({rank_of(r.label) for r in children if r.label and r.numbers})
            candidates = [[r for r in children if r.label and rank_of(r.label) == rank] for rank in ranks[:1]]
            yield row, [group for group in candidates if len(group) >= 2]


def _adds_up(total: float, parts: Sequence[float]) -> bool:
    decimals = max((len(f"{value:.6f}".rstrip("0").rpartition(".")[2]) for value in [total, *parts]), default=0)
    tolerance = 0.5 * 0.1**decimals * (len(parts) + 1) if decimals else 0.5
    return abs(total - sum(parts)) <= tolerance + 1e-9


@rule(
    "C004", Severity.ERROR, "Dòng tổng của bảng không bằng cộng cột",
    reason="Các cột khác của cùng dòng tổng cộng đúng, cột này thì không: có ô sai.",
    example="Cột 2026 cộng được 235.000, dòng tổng ghi 253.000.",
    mend="Cộng lại cột và kiểm tra từng ô.",
    kind="sum",
)  # fmt: skip
def columns(compiled: Compiled) -> Iterator[Fault]:
    for block in _tables(compiled):
        grid = grid_of(block)
        shares = {column for column, header in enumerate(grid.headers) if _SHARE_COLUMN.search(flat(" ".join(header)))}
        rows = [_without(row, shares) for row in rows_of(grid)]
        for total, groups in _groups(rows):
            checks = [_check(total, group) for group in groups]
            best = max(checks, key=lambda check: (len(check[0]), -len(check[1])), default=([], []))
            right, wrong = best
            single = (
                not right
                and 1 <= len(wrong) <= 2
                and len(checks) == 1
                and all(_near(*column[1:]) for column in wrong)
                and bool(TOTAL.match(flat(total.words)))
            )
            if (len(right) >= 1 and len(wrong) <= max(1, len(right) // 2)) or single:
                for column, said, parts in wrong:
                    place = total.numbers[column][1]
                    together = printed_number(sum(parts))
                    listed = (
                        " + ".join(printed_number(part) for part in parts) if len(parts) <= 8 else f"{len(parts)} dòng"
                    )
                    name = (total.words or total.label)[:50]
                    what = f"Dòng “{name}” ghi {printed_number(said)}, cộng các dòng được {together} ({listed})."
                    yield Fault(
                        Place(block.index, place.start, place.end), what, f"{printed_number(said)}; {together}", 0.75
                    )


_SHARE_COLUMN = re.compile(r"%|tỷ lệ|so sánh|so với|tốc độ|bình quân|=\s*\(?\d|\d\s*/\s*\d|năng suất|đơn giá|định mức")
"""Columns of shares and rates: they are not added up."""


def _without(row: Row, columns: set[int]) -> Row:
    return Row(row.label, row.words, {column: value for column, value in row.numbers.items() if column not in columns})


def _near(said: float, parts: Sequence[float]) -> bool:
    return said > 0 and 0 < abs(said - sum(parts)) <= 0.1 * said and len(parts) >= 3


def _check(total: Row, group: Sequence[Row]) -> tuple[list[int], list[tuple[int, float, list[float]]]]:
    """Columns in which the group adds up to the total, and those in which it does not."""
    right: list[int] = []
    wrong: list[tuple[int, float, list[float]]] = []
    sparse: list[tuple[int, float, list[float]]] = []
    for column, (said, _) in total.numbers.items():
        parts = [row.numbers[column][0] for row in group if column in row.numbers]
        if len(parts) < 2:
            continue
        if _adds_up(said, parts):
            right.append(column)
        elif min(parts) <= said <= max(parts):
            continue  # between its parts: a rate or an average
        elif len(parts) >= 0.7 * len(group):
            wrong.append((column, said, parts))
        else:
            sparse.append((column, said, parts))
    # a column with few numbers is believed when the same rows add up in two others
    return right, wrong + sparse if len(right) >= 2 else wrong


@rule(
    "C005", Severity.ERROR, "Cột tổng của bảng không bằng cộng hàng",
    reason="Các hàng khác cộng đúng, hàng này thì không: có ô sai.",
    example="Tổng 300, các năm 50 + 60 + 70 + 80 + 90 = 350.",
    mend="Cộng lại hàng và kiểm tra từng ô.",
    kind="sum",
)  # fmt: skip
def rows(compiled: Compiled) -> Iterator[Fault]:
    for block in _tables(compiled):
        grid = grid_of(block)
        heads = [flat("|".join(header)) for header in grid.headers]
        for column, head in enumerate(heads):
            if not _TOTAL_COLUMN.search(head):
                continue
            numbered = rows_of(grid)
            for span in (range(column + 1, grid.width), range(1, column)):
                yield from _row_faults(block, numbered, column, span)


def _row_faults(block: Block, numbered: Sequence[Row], column: int, span: range) -> Iterator[Fault]:
    right = 0
    wrong: list[tuple[Row, float, list[float]]] = []
    for row in numbered:
        parts = [row.numbers[other][0] for other in span if other in row.numbers]
        if column in row.numbers and len(parts) >= 2:
            said = row.numbers[column][0]
            if _adds_up(said, parts):
                right += 1
            else:
                wrong.append((row, said, parts))
    if right >= 2 and len(wrong) * 3 <= right:
        for row, said, parts in wrong:
            place = row.numbers[column][1]
            added = printed_number(sum(parts))
            what = f"Hàng “{(row.words or row.label)[:50]}” ghi tổng {printed_number(said)}, cộng được {added}."
            yield Fault(
                Place(block.index, place.start, place.end),
                what,
                f"{printed_number(said)}; {printed_number(sum(parts))}",
                0.75,
            )


def _tables(compiled: Compiled) -> Iterator[Block]:
    for block in compiled.skeleton.blocks:
        if block.kind is BlockKind.TABLE and block.index not in compiled.skeleton.furniture and len(block.cells) >= 8:
            yield block

"""The rows behind a figure as a page, a sheet and the API show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lotrinh.core.registers.columns import Column
from lotrinh.indicators.measures import Figure
from lotrinh.indicators.measures.figures import FigureRows

COUNTS, COUNTS_NOT, MISSING = "có", "không", "thiếu dữ liệu"


@dataclass(frozen=True)
class Line:
    """One row: what it is, where it is kept, and what it does to the figure."""

    row: Any
    name: str
    address: str
    facts: tuple[tuple[str, str], ...]
    """What tells it from the others: the other parts of its card."""

    @property
    def word(self) -> str:
        """Whether the row counts; a row without the needed data says so."""
        if self.row.is_missing:
            return MISSING
        return COUNTS if self.row.counted else COUNTS_NOT


def columns_of(rows: FigureRows, who) -> list[Column]:
    """The register's card beside the name, without what is personal to `who`."""
    register = rows.register
    paths = register.card.columns if register.card else ()
    taken = {"value", "document"} & {f.name for f in register.model._meta.fields} if "organization" in paths else set()
    found = [register.column(path) for path in paths if register.lets_see(who, path) and path not in taken]
    return [column for column in found if column.field is not None][:3]


def lines_of(rows: FigureRows, who, shown: Iterable | None = None) -> Iterator[Line]:
    """All rows, or those `shown` on a page."""
    columns = columns_of(rows, who)
    for row in rows.queryset.iterator(chunk_size=2_000) if shown is None else shown:
        facts = tuple((column.label, column.text(row)) for column in columns)
        yield Line(row, str(row), f"/so/{rows.register.slug}/{row.pk}/", facts)


def title_of(figure: Figure) -> str:
    """What stands above the sheet: the figure, and that it is a sample where it is one."""
    sample = ". DỮ LIỆU MẪU" if figure.is_sample else ""
    return f"{figure.label}, {figure.period}: {figure.text}{sample}"


def weight_of(figure: Figure, row) -> Decimal | None:
    """What a row puts into the denominator, or into the figure itself where it was declared."""
    return row.denominator if figure.declared else row.weight


def counted_of(figure: Figure, row) -> Decimal | None:
    """What a row puts into the numerator; a declared row without parts counts by its value."""
    if figure.declared:
        return row.value if row.numerator is None else row.numerator
    return row.counted


def sheet_of(figure: Figure, rows: FigureRows, who) -> tuple[list[str], Iterator[list]]:
    """Heading and lines of the exported sheet: the register's key, then what each row does to the figure."""
    register = rows.register
    keys = [column for part in register.key for column in register.expanded(part) if register.lets_see(who, part)]
    facts = [column.label for column in columns_of(rows, who)]
    heading = [*(column.label for column in keys), "Dòng", *facts]
    joined = {column.path.rpartition("__")[0] for column in keys if "__" in column.path} | set(register.references)
    rows = replace(rows, queryset=rows.queryset.select_related(*sorted(joined))) if joined else rows
    if figure.declared:
        heading += ["Giá trị khai", "Căn cứ"]
        return heading, ([*_own(keys, line), line.row.value, line.row.document] for line in lines_of(rows, who))
    heading += ["Tính vào số này", "Trong tử số" if figure.denominator is not None else "Được cộng"]
    heading += ["Trong mẫu số"] if figure.denominator is not None else []
    return heading, (_cells(figure, keys, line) for line in lines_of(rows, who))


def _own(keys: list[Column], line: Line) -> list:
    return [*(column.cell(line.row) for column in keys), line.name, *(text for _, text in line.facts)]


def _cells(figure: Figure, keys: list[Column], line: Line) -> list:
    cells = [*_own(keys, line), line.word, line.row.counted]
    return [*cells, line.row.weight] if figure.denominator is not None else cells

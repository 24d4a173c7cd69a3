"""Targets in tables: by year in columns, by unit in rows, shared out below a total; and sentences inside cells."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .contexts import Context, heading_by, per_of, section_of
from .evidence import confidence_of
from .grids import Field, Grid, grid_of, number_in
from .moments import moments_of
from .quantities import Kind, is_measure, quantities_of
from .reliability import reliability
from .sentences import sentence_spans
from .target_columns import COUNTED, IS_SHARE, Column, bracketed, columns_of, plain
from .text import fold_spaces
from .tokens import line_of
from .values import Block, BlockKind, Place, Skeleton, Target, Trace


def read_tables(
    skeleton: Skeleton, contexts: dict[int, Context], year: int | None, extra: tuple[str, ...] = ()
) -> Iterator[Target]:  # fmt: skip
    """The targets of all tables of the body. A table without a head goes on with the head of the one before."""
    heads: tuple[tuple[str, ...], ...] = ()
    for block in skeleton.body_blocks:
        if block.kind is not BlockKind.TABLE:
            continue
        grid = grid_of(block)
        if not any(grid.headers) and grid.width == len(heads):
            grid = replace(grid, headers=heads)
        heads = grid.headers
        if grid.width:
            yield from _read_table(block, grid, _of_caption(skeleton, block, contexts[block.index]), year, extra)


def _read_table(
    block: Block, grid: Grid, context: Context, year: int | None, extra: tuple[str, ...]
) -> Iterator[Target]:  # fmt: skip
    """The targets of one table, row by row."""
    columns = columns_of(grid.headers, year, grid.rows)
    band, outer = "", context
    for row in grid.rows:
        texts = [field.text for field in row if field and not field.fills and field.text]
        if texts and plain(texts[0]) in ("tt", "stt", "số tt"):
            heads = tuple((field.text,) if field else () for field in row)  # a second table in the same block
            columns = columns_of(heads, year, ())
            band, context = "", outer
            continue
        if _is_band(texts):
            # A roman number without a second part begins anew: what the band above set ends with it.
            above = outer if re.fullmatch(r"[IVX]+\.?|[A-Z]\.?", texts[0]) else context
            band, context = texts[-1], _under_band(above, texts[-1])
            continue
        if not extra:
            yield from _numbers_of(block, row, columns, context, band)
        yield from _sentences_of(block, row, columns, context, year, extra)


def _of_caption(skeleton: Skeleton, block: Block, context: Context) -> Context:
    """The lines right above the table may hold its title, its year and its unit."""
    above = [skeleton.blocks[index].text for index in range(max(block.index - 2, 0), block.index)]
    by = context.by or next(
        (found for text in reversed(above) if len(text) < 200 and (found := heading_by(text))), None
    )
    lead = next((text for text in above if "đơn vị tính" in text.lower() or "đvt" in text.lower()), context.lead)
    return replace(context, by=by, lead=lead)


def _is_band(texts: list[str]) -> bool:
    """A row that only names the rows below it: "II | Cây lâu năm", "Giai đoạn 2026-2027"."""
    labels = [re.fullmatch(r"[IVX]+(?:\.\d+)*|\d+(?:\.\d+)*\.?|[A-Z]|[-+*]", text) is not None for text in texts]
    return labels in ([False], [True, False]) and number_in(texts[-1]) is None and not quantities_of(texts[-1])


def _under_band(context: Context, band: str) -> Context:
    by = heading_by(band)
    return replace(context, by=by or context.by, section=section_of(band) or context.section)


_UNIT_LINE = re.compile(r"(?:đvt|đơn vị tính)\s*:?\s*([^.;)]{1,30})", re.IGNORECASE)


# --- numbers ---------------------------------------------------------------------------------------------------------


def _numbers_of(
    block: Block, row: tuple[Field | None, ...], columns: list[Column], context: Context, band: str
) -> Iterator[Target]:  # fmt: skip
    """One target for each number that stands alone in a cell under a head that aims."""
    name = _row_name(row, columns)
    own = _year_of_row(row, columns)
    first = next((position for position, field in enumerate(row) if field and field.text), 0)
    unit = next((f.text for f, column in zip(row, columns, strict=True) if f and column.role == "unit"), "")
    for position, (field, column) in enumerate(zip(row, columns, strict=True)):
        if field is None or field.fills or column.role not in ("aim", "text"):
            continue
        read = _read_cell(field.text)
        if read is None or (position == first and not field.text.endswith("%")):
            continue
        if not unit and re.fullmatch(r"20[0-9]{2}", field.text):
            continue
        comparator, value, high = read
        found_unit = "%" if field.text.endswith("%") else _unit_of_cell(unit, column, name, context)
        score, names = _score(column, context, found_unit, columns)
        if score <= 0:
            continue
        yield Target(
            place=Place(block.index, field.start, field.end),
            quote=_quote(block, row, field),
            indicator=" - ".join(part for part in (band, name) if part) or column.head,
            comparator=comparator,
            value=value,
            high=high,
            unit=_spelled(found_unit),
            by=column.by or own or context.by,
            confidence=reliability("target", confidence_of(score)),
            trace=Trace(names),
        )


def _read_cell(text: str) -> tuple[str, float, float | None] | None:
    """Comparator, value and high end of a cell that holds one number or bound without a unit: 70 · ≥ 80 · 45 - 50."""
    if (value := number_in(text)) is not None:
        return "=", value, None
    if len(text) > _LONGEST_BOUND or not any(map(str.isdigit, text)):
        return None
    found = quantities_of(text)
    if len(found) != 1:
        return None
    (quantity,) = found
    alone = not (text[: quantity.start] + text[quantity.end :]).strip(" .*")
    if not alone or quantity.scale != 1 or quantity.kind not in (Kind.BARE, Kind.SHARE):
        return None
    return quantity.comparator, quantity.value, quantity.high


_LONGEST_BOUND = 30


def _unit_of_cell(printed: str, column: Column, name: str, context: Context) -> str:
    """A measure in the column's head, else the row's own unit, else what head or name count."""
    if column.unit and is_measure(column.unit):
        return column.unit
    return printed or column.unit or _unit_of_name(name, context)


def _score(column: Column, context: Context, unit: str, columns: list[Column]) -> tuple[float, tuple[str, ...]]:
    """Evidence for a number in a cell: what its column says, whether its unit is known, what the table is about."""
    names = [f"table.{column.role}"]
    score = {"aim": 1.0, "text": -0.6}.get(column.role, -3.0)
    if column.by:
        names, score = [*names, "table.year_column"], score + 1.0
    if unit:
        names, score = [*names, "table.unit"], score + 0.8
    if context.section == "aims":
        names, score = [*names, "in_aims"], score + 0.8
    if column.by and not unit:
        names, score = [*names, "table.no_unit"], score - 1.2
    if not unit and _BUDGET.search(" ".join((*context.headings[:2], context.lead, column.head)).lower()):
        names, score = [*names, "table.budget"], score - 3.0
    if context.section in ("state", "rules", "awards") or _is_money(unit):
        names, score = [*names, f"table.{context.section or 'money'}"], score - 4.0
    if any(other.role == "unit" for other in columns):
        names, score = [*names, "table.unit_column"], score + 0.5
    return score, tuple(names)


_BUDGET = re.compile(r"\b(?:ngân sách|dự toán|kinh phí|thu nsnn|chi ns|nsđp|nsnn|vay|trả nợ|dư nợ|vốn đầu tư)\b")


def _is_money(unit: str) -> bool:
    return " đồng " in line_of(unit) or plain(unit) in ("tr.đ", "trđ", "triệu", "tỷ")


def _row_name(row: tuple[Field | None, ...], columns: list[Column]) -> str:
    """What the row is about: its first cell of words."""
    for field, column in zip(row, columns, strict=True):
        if field and column.role not in ("unit", "order", "time") and re.search(r"[^\W\d_]{2,}", field.text):
            return field.text
    return ""


def _unit_of_name(name: str, context: Context) -> str:
    if unit := bracketed(name):
        return unit
    if match := _UNIT_LINE.search(context.lead):
        return fold_spaces(match[1])
    if IS_SHARE.match(name):
        return "%"
    match = COUNTED.match(name)
    return match[1].strip() if match else ""


_PRINTED = re.compile(r"[KMGT](?:bps|bit|[bBW]h?\b)")
"""Measures whose capital says how much: Mbps, GWh."""


def _spelled(unit: str) -> str:
    """A unit as it would stand in a sentence; abbreviations keep their capitals."""
    first = unit.split()[0] if unit else ""
    if first.upper() in ("HA", "TẤN", "CON", "KM", "NGƯỜI", "HỘ") and first.isupper():
        return unit.lower()
    if _PRINTED.match(first):
        return unit
    return unit if first.isupper() and len(first) > 1 or "/" in first else unit[:1].lower() + unit[1:]


def _quote(block: Block, row: tuple[Field | None, ...], field: Field) -> str:
    """The row's words up to the value, fifteen at most."""
    parts = [other.text for other in row if other and not other.fills and other.text and other.start <= field.start]
    words = fold_spaces(" ".join(parts)).split()
    return " ".join(words[-15:])


# --- sentences in cells ----------------------------------------------------------------------------------------------


def _sentences_of(
    block: Block, row: tuple[Field | None, ...], columns: list[Column], context: Context, year: int | None,
    extra: tuple[str, ...],
) -> Iterator[Target]:  # fmt: skip
    """Targets in cells of words; a year in the row's time column is the row's own."""
    from .targets import Standing, targets_in  # the two readers need each other: a cell is a small text

    own = _year_of_row(row, columns)
    for field, column in zip(row, columns, strict=True):
        if (
            field is None
            or field.fills
            or column.role in ("order", "unit", "state")
            or (_read_cell(field.text) is not None and column.role != "time")
        ):
            continue
        if not quantities_of(field.text):
            continue
        inner = replace(context, by=own or column.by or context.by)
        if column.role == "time":  # "Hằng năm, 02 đợt/năm" has no end
            inner = replace(context, by=None if per_of(field.text) else column.by or context.by)
        evidence = (*extra, *_of_column(column, field, row, columns))
        led = inner
        for start, end in sentence_spans(block.text[field.start : field.end]):
            place = Place(block.index, field.start + start, field.start + end)
            text = block.text[place.start : place.end]
            led = _led(led, inner, text)
            yield from targets_in(text, place, Standing(led, year, extra=evidence))


def _led(led: Context, cell: Context, text: str) -> Context:
    """Inside a cell a line that ends with a colon leads the lines below it, up to the next dash."""
    stripped = text.strip()
    if stripped.endswith(":"):
        return replace(cell, by=heading_by(stripped) or cell.by, lead=stripped)
    return cell if re.match(r"[-+•]\s", stripped) else led


_ASKED_FOR = ("kiến nghị", "đề xuất", "khó khăn", "vướng mắc", "phản ánh", "bất cập")
"""Heads of columns that pass on what others ask for or complain of."""


def _of_column(
    column: Column, field: Field, row: tuple[Field | None, ...], columns: list[Column]
) -> tuple[str, ...]:  # fmt: skip
    """Evidence from the head of the column: results are promised below it, names of rows only describe."""
    if column.role == "time":
        return ("in_time_column",)
    if any(f" {word} " in line_of(column.head) for word in _ASKED_FOR):
        return ("asked_for",)
    if any(f" {word} " in line_of(column.head) for word in ("kết quả", "sản phẩm", "mục tiêu", "chỉ tiêu", "quy mô")):
        return ("row_of_promise",)
    has_numbers = any(
        f and number_in(f.text) is not None and c.role == "aim" for f, c in zip(row, columns, strict=True)
    )
    return ("row_name",) if has_numbers and field.text == _row_name(row, columns) else ()


def _year_of_row(row: tuple[Field | None, ...], columns: list[Column]) -> str | None:
    for field, column in zip(row, columns, strict=True):
        if field and column.role == "time":
            moments = [moment.by for moment in moments_of(field.text) if moment.by]
            bare = re.fullmatch(r"(?:năm\s+)?(20\d\d)", field.text.strip(), re.IGNORECASE)
            day = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)", field.text.strip())
            if day and int(day[2]) in range(1, 13) and int(day[1]) in range(1, 32):
                return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
            if moments or bare:
                return max(moments) if moments else bare[1] if bare else None
    return None

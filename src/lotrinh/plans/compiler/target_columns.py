"""The columns of a table of targets: what the head of each says of the numbers below it."""

import re
from dataclasses import dataclass, replace

from .grids import Field
from .moments import MomentKind, own_moments
from .nouns import keys
from .quantities import is_measure
from .text import fold_spaces
from .tokens import line_of


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head in one line, and what the head says of its numbers."""

    head: str
    role: str
    """unit, order, time, means, state, aim or text."""
    by: str | None = None
    unit: str = ""


def columns_of(
    heads: tuple[tuple[str, ...], ...], year: int | None, rows: tuple[tuple[Field | None, ...], ...]
) -> list[Column]:  # fmt: skip
    """In a table that shares out tasks a column of results holds what is promised, in others what was reached."""
    columns = [_column(head, year) for head in heads]
    columns = [
        replace(column, role="text") if column.role == "unit" and _holds_names(rows, position) else column
        for position, column in enumerate(columns)
    ]
    if any(column.role == "state" for column in columns) and any(column.by for column in columns):
        # "Tổng số hộ | Hộ nghèo hiện có | Thoát nghèo năm 2026": what has no year tells how things are, too.
        columns = [
            replace(column, role="state") if column.role == "aim" and not column.by and not _AIMS.search(column.head)
            else column for column in columns
        ]  # fmt: skip
    if not any(_SHARED_OUT.search(column.head.lower()) for column in columns):
        return columns
    return [
        replace(column, role="aim") if column.role == "state" and _RESULTS.fullmatch(plain(column.head)) else column
        for column in columns
    ]


def _holds_names(rows: tuple[tuple[Field | None, ...], ...], position: int) -> bool:
    """Whether the column headed "Đơn vị" names bodies and places instead of measures."""
    texts = [field.text for row in rows if (field := row[position]) and not field.fills and field.text]
    if not texts or any(is_measure(text) for text in texts):
        return False
    named = sum(bool(_NAME.match(text) or (_PROPER.search(text) and not text.isupper())) for text in texts)
    return named > len(texts) / 2


_NAME = re.compile(
    r"(?:Xã|Phường|Thị trấn|Thị xã|Huyện|Quận|Thành phố|TP|Tỉnh|Thôn|Ấp|Bản|Khu phố|Tổ dân phố|Sở|Ban|UBND|Ủy ban"
    r"|Phòng|Chi cục|Trung tâm|Công ty|Trường|Hội|Bộ|Cục|Vụ|Viện|Công an|Đảng ủy)\s",
)
_PROPER = re.compile(r"\s[A-ZĐÀ-Ỹ]")
_AIMS = re.compile(r"kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|giao", re.IGNORECASE)
_SHARED_OUT = re.compile(r"chủ trì|phối hợp")
_RESULTS = re.compile(r"kết quả(?: thực hiện| đạt được| cần đạt| hoàn thành)?")


def _column(head: tuple[str, ...], year: int | None) -> Column:
    line = " ".join(head)
    role = _role(head, year)
    moments = [moment for moment in own_moments(line) if moment.kind is not MomentKind.DAY]
    bare = re.search(r"(?<!\d)(20[1-9]\d)(?!\d)", line)
    by = moments[-1].by if moments else bare[1] if bare else None
    return Column(line, role, by, _unit_in_brackets(head))


def _role(head: tuple[str, ...], year: int | None) -> str:
    last = plain(head[-1]) if head else ""
    line = line_of(" ".join(head))
    if last in keys("columns", "unit") or plain(head[0] if head else "") in keys("columns", "unit") and len(head) == 1:
        return "unit"
    for role in ("order", "time", "means"):
        if any(plain(_BRACKETS.sub("", part)) in keys("columns", role) for part in head):
            return role
    years = [int(found) for found in re.findall(r"(?<!\d)(20\d\d)(?!\d)", line)]
    if any(f" {word} " in line for word in keys("columns", "state")) or (year and years and max(years) < year):
        return "state"
    if years or any(f" {word} " in line for word in keys("columns", "aim")):
        return "aim"
    return "text"


def plain(text: str) -> str:
    return line_of(text).strip(" .:*")


_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
IS_SHARE = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"(?:số lượng|tổng số|số)\s+((?:(?!năm\b|giai đoạn\b|đến\b|được\b)[^\W\d_]+\s?){1,4})", re.IGNORECASE
)


def _unit_in_brackets(head: tuple[str, ...]) -> str:
    """The unit a column's head names: in brackets, or as what is counted ("Số lượng mẫu/lần")."""
    for part in reversed(head):
        if unit := bracketed(part):
            return unit
    if any(IS_SHARE.match(part) for part in head):
        return "%"
    match = COUNTED.match(head[-1]) if head else None
    return match[1].strip() if match else ""


def bracketed(text: str) -> str:
    for match in _BRACKETS.finditer(text):
        unit = fold_spaces(re.sub(r"^(?:đvt|đơn vị(?: tính)?)\s*:?\s*", "", match[1], flags=re.IGNORECASE))
        if not re.search(r"\d{2}|[,;+]|^\d|^[IVX]+$", unit) and len(unit.split()) <= 4:
            return unit
    return ""

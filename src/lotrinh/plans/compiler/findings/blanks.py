"""R: numbers, dates and months that were left blank."""

import re
from collections.abc import Iterator

from ..citations import BLANK_NUMBER
from ..references import KINDS
from ..values import Block, Compiled, Place, Severity, Skeleton
from .rule import Fault, rule

_BLANK_DATE = re.compile(
    r"ngày\s*(?:[.…_\s]*)\s*(?:/\s*(?:\d{1,2}|[.…_]*)\s*/|tháng\s*(?:[.…_\s]*)\s*năm)\s*(?:[.…_]*)\s*(\d{4})?"
    r"|ngày\s+[.…_]+\s*(?:tháng|/)",
    re.I,
)
_BLANK_DAY = re.compile(r"ngày\s*[.…_\s]*\s*tháng\s*[.…_\s]*\s*(?:\d{1,2}\s*)?năm\s*[.…_]*\s*(?:20\d\d)?", re.I)

_MONTH = re.compile(r"(?:/|tháng)\s*\d{1,2}(?!\d)")


def _texts(skeleton: Skeleton) -> Iterator[Block]:
    yield from (block for block in skeleton.blocks if block.text)


@rule(
    "R001", Severity.ERROR, "Số hoặc ngày của văn bản bị bỏ trống",
    reason="Văn bản viện dẫn không có số, ngày thì không ai tra được; thường là chỗ chờ vào sổ mà quên điền.",
    example="(Kèm theo Kế hoạch số:      /KH-UBND ngày   /   /2025).",
    mend="Điền số và ngày của văn bản.",
    kind="reference",
)  # fmt: skip
def blank(compiled: Compiled) -> Iterator[Fault]:
    skeleton = compiled.skeleton
    seen: set[tuple[str, int]] = set()
    own_told = False
    for block in _texts(skeleton):
        for match in BLANK_NUMBER.finditer(block.text):
            if re.search(r"\d\s*$", block.text[: match.start("symbol")]) and not re.search(
                r"[Ss]ố\s*[:.]?[.…_\s]*$", block.text[: match.start("symbol")]
            ):
                continue
            symbol = re.sub(r"\s+", "", match.group("symbol"))
            if not re.match(r"(?:/\d{4})?[/-][A-ZĐ]{2}", symbol):
                continue
            if (symbol, block.index) in seen or _is_model(skeleton, block.index):
                continue
            if own_told and _is_own(skeleton, symbol):
                continue  # the paper's own number is missing wherever it is repeated: one fault
            seen.add((symbol, block.index))
            own_told = own_told or _is_own(skeleton, symbol)
            date_too = _BLANK_DATE.search(block.text[match.end() : match.end() + 60])
            and_date = " và ngày" if date_too else ""
            own = (
                f" (văn bản này mang số {skeleton.header.number})"
                if skeleton.header.number and _is_own(skeleton, symbol)
                else ""
            )
            day = " ".join(date_too[0].split()) if date_too and _MONTH.search(date_too[0]) else "ngày"
            detail = (
                f"Số: {symbol} trống"
                + (f", {day} trống" if date_too else "")
                + (f", {skeleton.header.number}" if own else "")
            )
            yield Fault(
                Place(block.index, match.start(), match.end()),
                f"Số{and_date} của văn bản {symbol} bị bỏ trống{own}.",
                detail,
            )


def _is_own(skeleton: Skeleton, symbol: str) -> bool:
    header = skeleton.header
    return (header.symbol or header.number or "").replace(" ", "").upper().endswith(symbol.upper())


_LOST_NUMBER = re.compile(rf"\b({KINDS})\s+số\s+(?=(?:ngày|của|về|do)\b)", re.I)
_LOST_MOMENT = re.compile(
    r"\btừ\s+(?:tháng|ngày|quý|năm)\s+(?=(?:đến|tới)\s+(?:hết\s+)?(?:tháng|ngày|quý|năm)\s+[\dIVX])"
    r"|\b(?:trước|đến|hết|vào)\s+ngày\s+(?=tháng\s+\d{1,2}\s*(?:/|năm)\s*\d{4})"
)

_MAY_LACK_NUMBER = re.compile(r" số\s+(?:ngày|của|về|do)\b")
_MAY_LACK_MOMENT = re.compile(r"(?:tháng|ngày|quý|năm)\s+(?:đến|tới|tháng)\b")


@rule(
    "R007", Severity.ERROR, "Chỗ trống giữa câu: thiếu số, ngày hoặc tháng",
    reason="Từ chỉ số hay thời gian đứng mà không có con số: người thực hiện không biết văn bản nào, từ khi nào.",
    example="Tăng tần suất từ tháng đến tháng 4 năm sau. Theo Quyết định số ngày 12/3/2026.",
    mend="Điền con số còn thiếu.",
    kind="reference",
)  # fmt: skip
def blank_inside(compiled: Compiled) -> Iterator[Fault]:
    skeleton = compiled.skeleton
    for block in _texts(skeleton):
        if block.index in skeleton.furniture:
            continue
        numbers = _LOST_NUMBER.finditer(block.text) if _MAY_LACK_NUMBER.search(block.text) else ()
        moments = _LOST_MOMENT.finditer(block.text) if _MAY_LACK_MOMENT.search(block.text) else ()
        for match in (*numbers, *moments):
            if _is_model(skeleton, block.index):
                continue
            words = " ".join(block.text[match.start() : match.end() + 22].split()).rstrip(" .;,")
            place = Place(block.index, match.start(), match.end())
            yield Fault(place, f"Thiếu con số sau “{match[0].strip()}”.", f"{words}: trống", 0.8)


def _is_model(skeleton: Skeleton, index: int) -> bool:
    """Whether block `index` stands in a model text to be filled in: dotted gaps all around it."""
    near = skeleton.blocks[max(0, index - 6) : index + 7]
    return sum(len(re.findall(r"…|\.{4,}|_{4,}", block.text)) for block in near) >= 8


@rule(
    "R002", Severity.ERROR, "Ngày ban hành bị bỏ trống",
    reason="Không có ngày thì không tính được hiệu lực, thời hạn và thứ tự với văn bản khác.",
    example="Hà Nội, ngày    tháng    năm 2025.",
    mend="Điền ngày, tháng ban hành.",
    kind="reference",
)  # fmt: skip
def blank_date(compiled: Compiled) -> Iterator[Fault]:
    skeleton = compiled.skeleton
    if skeleton.header.dated or skeleton.header.symbol:
        return  # with the number blank too, the paper was not yet entered in the register: one fault, told by R001
    unnumbered = {fault.place.block for fault in blank(compiled) if fault.place}
    for block in skeleton.blocks[: skeleton.body.start]:
        if unnumbered & set(range(block.index - 4, block.index + 3)):
            continue
        for match in _BLANK_DAY.finditer(block.text):
            words = " ".join(match.group().split())
            yield Fault(
                Place(block.index, match.start(), match.end()),
                f"Ngày ban hành bị bỏ trống: “{words}”.",
                f"ngày trống: {words}",
            )
            return

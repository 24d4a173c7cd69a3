"""R: blank numbers, one document under two numbers or dates, annexes and sections that are not there."""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..citations import BLANK_NUMBER
from ..marks import Scheme, marks_of, roman_value
from ..references import KINDS, outside
from ..values import Block, BlockKind, Compiled, Place, Reference, Severity, Skeleton
from ..words import flat
from .about import cited, text_of
from .rule import Fault, rule

_BLANK_DATE = re.compile(
    r"ngày\s*(?:[.…_\s]*)\s*(?:/\s*(?:\d{1,2}|[.…_]*)\s*/|tháng\s*(?:[.…_\s]*)\s*năm)\s*(?:[.…_]*)\s*(\d{4})?|ngày\s+[.…_]+\s*(?:tháng|/)",
    re.I,
)
_BLANK_DAY = re.compile(r"ngày\s*[.…_\s]*\s*tháng\s*[.…_\s]*\s*(?:\d{1,2}\s*)?năm\s*[.…_]*\s*(?:20\d\d)?", re.I)


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
    for block in _texts(skeleton):
        for match in BLANK_NUMBER.finditer(block.text):
            if re.search(r"\d\s*$", block.text[: match.start("symbol")]) and not re.search(
                r"[Ss]ố\s*[:.]?[.…_\s]*$", block.text[: match.start("symbol")]
            ):
                continue
            symbol = re.sub(r"\s+", "", match.group("symbol"))
            if not re.match(r"[/-][A-ZĐ]{2}", symbol):
                continue
            if (symbol, block.index) in seen or _is_model(skeleton, block.index):
                continue
            seen.add((symbol, block.index))
            date_too = _BLANK_DATE.search(block.text[match.end() : match.end() + 60])
            and_date = " và ngày" if date_too else ""
            own = (
                f" (văn bản này mang số {skeleton.header.number})"
                if skeleton.header.number and symbol in skeleton.header.number
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


_LOST_NUMBER = re.compile(rf"\b({KINDS})\s+số\s+(?=(?:ngày|của|về|do)\b)", re.I)
_LOST_MOMENT = re.compile(
    r"\btừ\s+(?:tháng|ngày|quý|năm)\s+(?=(?:đến|tới)\s+(?:hết\s+)?(?:tháng|ngày|quý|năm)\s+[\dIVX])"
    r"|\b(?:trước|đến|hết|vào)\s+ngày\s+(?=tháng\s+\d{1,2}\s*(?:/|năm)\s*\d{4})"
)


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


_MAY_LACK_NUMBER = re.compile(r" số\s+(?:ngày|của|về|do)\b")
_MAY_LACK_MOMENT = re.compile(r"(?:tháng|ngày|quý|năm)\s+(?:đến|tới|tháng)\b")


_MONTH = re.compile(r"(?:/|tháng)\s*\d{1,2}(?!\d)")


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
    for block in skeleton.blocks[: skeleton.body.start]:
        for match in _BLANK_DAY.finditer(block.text):
            if BLANK_NUMBER.search(block.text):
                continue
            words = " ".join(match.group().split())
            yield Fault(
                Place(block.index, match.start(), match.end()),
                f"Ngày ban hành bị bỏ trống: “{words}”.",
                f"ngày trống: {words}",
            )
            return


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
        if reference.dated and reference.kind and subject:
            by_day[reference.kind, reference.dated].append((reference, subject))
    for uses in by_day.values():
        told: set[str] = set()
        first, about = uses[0]
        for other, subject in uses[1:]:
            number = other.citation.upper()
            if (
                number != first.citation.upper()
                and number not in told
                and _suffix(number) == _suffix(first.citation.upper())
                and _alike(about, subject)
            ):
                told.add(number)
                day = f"{first.dated:%d/%m/%Y}"
                yield Fault(
                    other.place,
                    f"Cùng một văn bản ngày {day} mang hai số: {first.citation} và {other.citation}.",
                    f"{first.citation}, {other.citation} ({day})",
                )
    yield from _own_number(compiled)


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


_ANNEX_CALLED = re.compile(
    r"(?<!\w)(?P<word>[Pp]hụ lục|PHỤ LỤC|[Pp]hụ biểu)\s*(?:(?:số\s*)?(?P<number>(?:[IVX]{1,5}"
    r"|\d{1,2})(?:\s*(?:,|và|;|đến|-)\s*(?:Phụ lục\s+)?(?:số\s*)?(?:[IVX]{1,5}|\d{1,2})(?!\w|\.\d|/))*)(?!\w|\.\d|/))?"
)
_ATTACHED = re.compile(
    r"[^.;()]{0,25}?(?:kèm theo|đính kèm|gửi kèm)(?!\s+(?:Nghị|Quyết định số|Thông tư|Luật|Công văn"
    r"|Kế hoạch số|Chỉ thị|Tờ trình))",
    re.I,
)
_OTHERS = re.compile(
    rf"\s*(?:[,.]?\s*)?(?:(?:được\s+)?ban hành\s+)?(?:kèm theo\s+|của\s+|tại\s+"
    rf"|thuộc\s+)?(?:các\s+)?(?:{KINDS})(?!\s+này)(?!\s+kèm theo)",
    re.I,
)


@rule(
    "R005", Severity.ERROR, "Phụ lục được nhắc tới nhưng không có",
    reason="Phần việc nằm trong phụ lục thì kế hoạch thiếu phụ lục là thiếu nội dung.",
    example="(Chi tiết tại Phụ lục II kèm theo), trong khi văn bản chỉ có Phụ lục I.",
    mend="Đính kèm phụ lục hoặc bỏ câu dẫn chiếu.",
    kind="reference",
)  # fmt: skip
def annex_missing(compiled: Compiled) -> Iterator[Fault]:
    skeleton = compiled.skeleton
    present, any_annex = _annexes(skeleton)
    told: set[str] = set()
    for block in skeleton.blocks[: skeleton.body.stop]:
        if block.index in skeleton.furniture or _annex_label(block):
            continue
        for match in _ANNEX_CALLED.finditer(block.text):
            after = block.text[match.end() : match.end() + 90]
            if _OTHERS.match(after) or re.search(
                r"(?:Nghị định|Thông tư|Nghị quyết|Quyết định|Luật)[^.;]{0,60}\($|\bcác\s+$",
                block.text[: match.start()],
            ):
                continue
            numbers = re.findall(r"[IVX]+|\d+", match.group("number") or "")
            missing = [number for number in numbers if _plain(number) not in present]
            if numbers and missing and (not present or len(missing) < len(numbers) or present - {""}):
                name = f"{match.group('word')} {', '.join(missing)}"
            elif not numbers and not any_annex and _ATTACHED.match(after):
                name = "Phụ lục kèm theo"
            elif numbers and not any_annex:
                name = f"{match.group('word')} {', '.join(numbers)}"
            else:
                continue
            if name.lower() not in told:
                told.add(name.lower())
                yield Fault(
                    Place(block.index, match.start(), match.end()),
                    f"Văn bản dẫn tới {name} nhưng không có phụ lục đó.",
                    f"{name}: không có",
                    0.85,
                )


def _annex_label(block: Block) -> str | None:
    """The number of the annex a block begins, "" where it has none; None for any other block."""
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    for mark in marks_of(block.text):
        if mark.scheme is Scheme.ANNEX and (mark.label.isupper() or len(block.text) < 60 or block.layout.bold):
            found = re.search(r"([IVX]+|\d+[A-Za-z]?)\s*\.?$", mark.label.strip(" .:"))
            return found.group(1) if found else ""
    return None


def _annexes(skeleton: Skeleton) -> tuple[set[str], bool]:
    """Numbers of the annexes that are there, and whether any is; an annex whose label was lost shows by "Kèm theo"."""
    numbers: set[str] = set()
    enclosed = 0
    for block in skeleton.blocks:
        label = _annex_label(block)
        if label is not None:
            numbers.add(_plain(label))
        elif block.kind is BlockKind.TABLE:
            numbers |= {_plain(found or "") for found in _ANNEX_IN_TABLE.findall(block.text)}
        enclosed += bool(_ENCLOSED.search(block.text)) and block.index >= skeleton.body.start
    issues_a_plan = (skeleton.header.kind or "").lower() in ("quyết định", "nghị quyết")
    return numbers, bool(numbers) or enclosed > issues_a_plan


_ANNEX_IN_TABLE = re.compile(r"(?:PHỤ LỤC|PHỤ BIỂU|BIỂU SỐ)(?:\s+(?:SỐ\s+)?([IVX]+|\d+))?(?!\w)")
_ENCLOSED = re.compile(r"\(\s*(?:[Bb]an hành\s+)?[KkĐđ](?:èm|ính kèm) theo[^()]{0,160}\)?\s*$")


def _plain(label: str) -> str:
    return str(roman_value(label.upper()) or label.lstrip("0").lower())


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

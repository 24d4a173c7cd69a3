"""R: annexes that are not there."""

import re
from collections.abc import Iterator

from ..marks import Scheme, marks_of, roman_value
from ..references import KINDS
from ..values import Block, BlockKind, Compiled, Place, Severity, Skeleton
from .rule import Fault, rule

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
        if block.index in skeleton.furniture or annex_label(block):
            continue
        for match in _ANNEX_CALLED.finditer(block.text):
            after = block.text[match.end() : match.end() + 90]
            if _OTHERS.match(after) or re.search(
                r"(?:Nghị định|Thông tư|Nghị quyết|Quyết định|Luật)[^.;]{0,60}\($|\bcác\s+$",
                block.text[: match.start()],
            ):
                continue
            numbers = re.findall(r"[IVX]+|\d+", match.group("number") or "")
            missing = [number for number in numbers if plain_number(number) not in present]
            alone = present <= {""} and any(_beyond_the_only_one(number) for number in numbers)
            if numbers and missing and (not present or len(missing) < len(numbers) or present - {""} or alone):
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

    if not any_annex and not any(block.cells and len(block.cells) >= 8 for block in skeleton.body_blocks):
        yield from _sheets_missing(skeleton)


_SHEET = re.compile(
    r"(?:theo|tại|có|như|chi tiết)\s+(?:các\s+)?(?P<name>(?:mẫu\s+)?biểu|bảng|danh mục|danh sách)"
    r"(?P<what>[^.;,()]{0,40}?)\s+(?:kèm theo|đính kèm|gửi kèm)"
    r"(?:\s+(?P<of>(?:[^\W\d]+\s+){1,3}này)|(?=\W*$|\s*[).;,]))"
)


def _sheets_missing(skeleton: Skeleton) -> Iterator[Fault]:
    """ "theo biểu chi tiết kèm theo" in a paper to which nothing is attached and in which no table stands."""
    for block in skeleton.blocks[: skeleton.body.stop]:
        match = _SHEET.search(block.text) if block.index not in skeleton.furniture else None
        if match:
            name = " ".join(f"{match['name']}{match['what']} kèm theo {match['of'] or ''}".split())
            what = f"Văn bản dẫn tới “{name}” nhưng không có bảng, biểu nào kèm theo."
            yield Fault(Place(block.index, match.start("name"), match.end()), what, f"{name}: không có", 0.75)
            return


def _beyond_the_only_one(number: str) -> bool:
    """An annex without a number may be meant by "Phụ lục I" or "1", by no higher one."""
    return (int(number) if number.isdigit() else roman_value(number) or 0) > 1


def annex_label(block: Block) -> str | None:
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
        label = annex_label(block)
        if label is not None:
            numbers.add(plain_number(label))
        elif block.kind is BlockKind.TABLE:
            numbers |= {plain_number(found or "") for found in _ANNEX_IN_TABLE.findall(block.text)}
        enclosed += bool(_ENCLOSED.search(block.text)) and block.index >= skeleton.body.start
    issues_a_plan = (skeleton.header.kind or "").lower() in ("quyết định", "nghị quyết")
    return numbers, bool(numbers) or enclosed > issues_a_plan


_ANNEX_IN_TABLE = re.compile(r"(?:PHỤ LỤC|PHỤ BIỂU|BIỂU SỐ)(?:\s+(?:SỐ\s+)?([IVX]+|\d+))?(?!\w)")
_ENCLOSED = re.compile(r"\(\s*(?:[Bb]an hành\s+)?[KkĐđ](?:èm|ính kèm) theo[^()]{0,160}\)?\s*$")


def plain_number(label: str) -> str:
    """ "II", "2", "02" all as "2"."""
    return str(roman_value(label.upper()) or label.lstrip("0").lower())

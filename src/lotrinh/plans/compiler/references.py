"""Pointers in the text: to a place inside (mục IV.3, Phụ lục 2) and to other documents (number, kind, issuer, date)."""

import re
from collections.abc import Iterator

from .citations import DOCUMENT_NUMBER, day, printed
from .marks import Scheme, marks_of, roman_value
from .values import Block, Node, Place, Reference, Skeleton

KINDS = (
    "Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kết luận|Kế hoạch|Chương trình hành "
    "động|Chương trình|Thông tư liên tịch|Thông tư"
    "|Công văn|Công điện|Hướng dẫn|Thông báo|Tờ trình|Báo cáo|Đề án|Quy định|Quy chế|Bộ luật|Luật|Văn "
    "bản|Pháp lệnh|Phương án|Lệnh"
)
_KIND_BEFORE = re.compile(rf"(?s:.*)(?<!\w)({KINDS})(?:\s+[^\W\d]+){{0,3}}?\s*(?:số\s*)?:?\s*$", re.I)
_ISSUER_AFTER = re.compile(
    r"(?:\s*,?\s*(?:ngày|năm)\s*[\d\s/.-]+(?:tháng\s*\d+\s*năm\s*\d+)?)?\s*,?\s*(?:của|do)\s+([^;,.()]{3,80}?)"
    r"(?=\s+(?:về|phê|ban hành|quy định|hướng dẫn|thực hiện|triển khai|sửa đổi|ký|ngày)\b|[;,.()]|$)"
)
_DATE_AFTER = re.compile(
    r"\s*,?\s*(?:ngày\s*)?(?:(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})|(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?![\d/]))"
)
_INSIDE = re.compile(
    r"(?<!\w)(?:(?:điểm\s+(?P<point>[a-zđ](?:[,\s]+(?:và\s+)?[a-zđ](?!\w))*)\s*,?\s*)?(?:khoản\s+(?P<clause>\d+)\s*,?\s*)?[Đđ]iều\s+(?P<article>\d+)"
    r"|[Mm]ục\s+\(?(?P<section>[IVXL]+|\d+)\)?(?P<below>(?:\s*[.,(]\s*(?:\d+(?:\.\d+)*|[a-zđ])(?!\w)\)?)*)"
    r"|(?P<part>[Pp]hần)\s+\(?(?P<part_label>[IVXL]+)\)?"
    r"|(?:Phụ lục|phụ lục|Phụ biểu|phụ biểu|Biểu số|biểu số)\s+(?:số\s+)?(?P<annex>[IVXL]+|\d{1,2})(?!\w|[/.]\d))"
)
_ELSEWHERE = re.compile(
    rf"\s*(?:,\s*)?(?:ban hành\s+)?(?:kèm theo\s+|của\s+|tại\s+|thuộc\s+)?(?:{KINDS}|Hiến pháp)(?!\s+này"
    rf"|\s+kèm theo kế hoạch này)\b",
    re.I,
)


def read_references(skeleton: Skeleton) -> tuple[Reference, ...]:
    """All references of the document, preamble and notes included, in the order of the text."""
    found: list[Reference] = []
    for block in skeleton.blocks:
        if block.index not in skeleton.furniture:
            found += outside(block)
            found += _inside(block, skeleton.outline) if block.index >= skeleton.body.start else ()
    return tuple(sorted(found, key=lambda reference: reference.place))


def outside(block: Block) -> Iterator[Reference]:
    """The numbered documents a block names, each with its kind, issuer and date where they are printed beside."""
    text = block.text
    for match in DOCUMENT_NUMBER.finditer(text):
        if (
            text[max(0, match.start() - 2) : match.start()].endswith(("/", "."))
            or text[match.end() : match.end() + 1] == "/"
        ):
            continue
        kind = _KIND_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
        after = text[match.end() : match.end() + 160]
        issuer = _ISSUER_AFTER.match(after)
        dated = _DATE_AFTER.match(after)
        parts = [part for part in dated.groups() if part] if dated else []
        yield Reference(
            Place(block.index, match.start(), match.end()),
            citation=printed(match),
            kind=kind.group(1).capitalize() if kind else "",
            issuer=issuer.group(1).strip() if issuer else "",
            dated=day(parts[2], parts[1], parts[0]) if parts else None,
        )


_POINTS = re.compile(r"[Đđ]iều|[Mm]ục|[Pp]hần|[Pp]hụ|[Bb]iểu")
"""What a place inside is called by: looked for first, since the whole pattern begins with what may be missing."""


def _inside(block: Block, outline: tuple[Node, ...]) -> Iterator[Reference]:
    text = block.text
    if not _POINTS.search(text):
        return
    for match in _INSIDE.finditer(text):
        if match.start() < 3 or _ELSEWHERE.match(text, match.end()):
            continue  # a label of the block itself, or a part of another document
        path = label_path(match)
        yield Reference(Place(block.index, match.start(), match.end()), inside=path, node=resolve(path, outline))


def label_path(match: re.Match[str]) -> str:
    """ "mục (IV) (4.1)" as "IV.4.1", "điểm a khoản 1 Điều 2" as "Điều 2.1.a", "Phụ lục II" as itself."""
    if match.group("article"):
        parts = [f"Điều {match.group('article')}", match.group("clause"), (match.group("point") or "")[:1]]
        return ".".join(part for part in parts if part)
    if match.group("part"):
        return f"Phần {match.group('part_label')}"
    if match.group("annex"):
        return f"Phụ lục {match.group('annex')}"
    below = re.findall(r"\d+(?:\.\d+)*|[a-zđ]", match.group("below") or "")
    return ".".join([match.group("section"), *below])


def resolve(path: str, outline: tuple[Node, ...]) -> int | None:
    """The number of the heading `path` points to; a deeper part that is no heading resolves to the heading above it."""
    if path.startswith("Phụ lục"):
        return _annex(path.removeprefix("Phụ lục").strip(), outline)
    if path.startswith("Phần"):
        return _child(path.removeprefix("Phần").strip(), range(len(outline)), outline)
    steps = re.findall(r"Điều \d+|[IVXL]+|\d+(?:\.\d+)*|[a-zđ]", path)
    scope = range(len(outline))
    at: int | None = None
    for index, step in enumerate(steps):
        found = _child(step, scope, outline)
        if found is None and at is not None and "." not in step and index:
            found = _child(".".join(steps[1 : index + 1]), scope, outline)
        if found is None:
            return at
        at, scope = found, _below(found, outline)
    return at


def _child(step: str, scope: range, outline: tuple[Node, ...]) -> int | None:
    wanted = step.lower().rstrip(".)")
    for index in scope:
        label = (outline[index].label or "").lower().strip(" .):/")
        if label == wanted or label.removeprefix("phần ").strip() == wanted:
            return index
    return None


def _below(index: int, outline: tuple[Node, ...]) -> range:
    """The headings below heading `index`."""
    end = index + 1
    while end < len(outline) and outline[end].level > outline[index].level:
        end += 1
    return range(index + 1, end)


def _annex(number: str, outline: tuple[Node, ...]) -> int | None:
    wanted = _plain_number(number)
    for index, node in enumerate(outline):
        found = [mark for mark in marks_of((node.label or "").strip() + " ") if mark.scheme is Scheme.ANNEX]
        label = re.sub(r"(?i)^(?:phụ lục|phụ biểu|biểu(?: số)?|số)\s*", "", (node.label or "").strip(" .:"))
        if (found or (node.label or "").lower().startswith(("phụ", "biểu"))) and _plain_number(label) == wanted:
            return index
    return None


def _plain_number(label: str) -> str:
    """ "II", "2", "02" all as "2"."""
    label = label.strip(" .:").upper()
    return str(roman_value(label) or label.lstrip("0"))

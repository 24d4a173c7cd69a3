"""The head of a document taken apart into segments, however its carrier ran them together.

A letterhead may come as two columns, as one table cell, as one line, or row by row out of a PDF. What stays the same
are a few constants (the national name, the motto, "Số:", the place with its date, the kind in capitals): they are cut
first, and what is left between them is the issuer before the kind, and the title after it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from .citations import BLANK_NUMBER, DOCUMENT_NUMBER
from .kinds import canonical, kind_alone, kind_in_capitals
from .marks import Scheme, marks_of
from .text import is_capitals, pattern
from .values import Block, BlockKind, Place


class Role(StrEnum):
    NATION = "nation"
    """The national name and motto."""
    PARTY = "party"
    """ĐẢNG CỘNG SẢN VIỆT NAM, at the right of a Party document."""
    NUMBER = "number"
    BLANK_NUMBER = "blank number"
    DATE = "date"
    """The place with its date."""
    KIND = "kind"
    RULE = "rule"
    ABSTRACT = "abstract"
    """V/v …, under the number of a letter."""
    ADDRESSEE = "addressee"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one block of the head and what it is."""

    role: Role
    text: str
    place: Place
    bold: bool | None = None


_NATION = r"C\s?ỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VI\s?ỆT\s+NAM"
_MOTTO = r"Độc\s+lập\s*[-–—.]?\s*Tự\s+do\s*[-–—.]?\s*Hạnh\s+phúc"
_PARTY = r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|^ĐOÀN\s+TNCS\s+HỒ\s+CHÍ\s+MINH$"
_YEAR = r"(?:20\d{2}|19\d{2}|20\s?…|20\.{2,}|\.{3,}|…+)"
_DATE = (
    r"(?:[[:upper:]][\w.'-]*(?:\s+[[:upper:]][\w.'-]*){0,4}\s*,\s*)?"
    r"ngày[\s.…_]*\d{0,2}[\s.…_]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm[\s.…_]*" + _YEAR
)
_NUMBER = (
    r"(?<![\w])(?:Số|SỐ)\s*(?:[:.]\s*)?(?=[\d.…_\s/-])[\s.…_]*"
    + "(?:"
    + DOCUMENT_NUMBER.pattern.replace("(?P<first>", "(?:")
    .replace("(?P<year>", "(?:")
    .replace("(?P<mark>", "(?:")
    .replace("(?P<rest>", "(?:")
    .replace("(?<![\\w/.,-])(?<!\\d:)", "")
    + ")"
)
_BLANK = r"(?<![\w])(?:Số|SỐ)\s*:?" + BLANK_NUMBER.pattern.split("[:.]?", 1)[1].replace("(?P<symbol>", "(?:")
_RULE = r"[-–—_=*~]{3,}|(?<!\S)[*](?!\S)|(?:[-–—]\s){3,}"
_CUTS = pattern(
    f"(?P<nation>{_NATION})|(?P<motto>{_MOTTO})|(?P<party>{_PARTY})|(?P<number>{_NUMBER})|(?P<blank>{_BLANK})"
    f"|(?P<date>{_DATE})|(?P<rule>{_RULE})"
)
_TITLE_CUTS = pattern(
    f"(?P<nation>{_NATION})|(?P<motto>{_MOTTO})|(?P<party>{_PARTY})|(?<!\\S)(?P<number>(?=Số\\s*:){_NUMBER})"
    f"|(?<!\\S)(?P<blank>(?=Số\\s*:){_BLANK})|(?P<date>(?=[^,]{{2,30}},\\s*ngày){_DATE})|(?P<rule>{_RULE})"
)
"""A title cites numbers and dates of its own: only those of the letterhead's shape are cut out of it."""
_CUT_ROLES = {
    "nation": Role.NATION, "motto": Role.NATION, "party": Role.PARTY, "number": Role.NUMBER,
    "blank": Role.BLANK_NUMBER, "date": Role.DATE, "rule": Role.RULE,
}  # fmt: skip
ABSTRACT = pattern(r"(?<!\S)(?:V/v|V/V|Về việc)(?=[\s:])")
ADDRESSEE = pattern(r"\s*[*_]*Kính gửi\s*:?", re.I)
MOTTO = pattern(_MOTTO)
NATION = pattern(f"{_NATION}|{_PARTY}", re.I)

RUN_TOGETHER = pattern(r"^(?:[[:upper:]]{2,}[\s,-]+){2,}[^[:lower:]]*?\bSố\s*:?\s*[\d.…_]*\s*[/-]\s*[[:upper:]]")
"""The whole left column in one line, as a table's cell comes out of many converters."""
LONGEST_RUN_TOGETHER = 130
"""Words, what a letter is about among them."""


def segments_of(block: Block, *, in_title: bool) -> list[Segment]:
    """The block cut at the constants of a head. `in_title`: the kind was met, capitals are words of the title now."""
    if ADDRESSEE.match(block.text):
        return [Segment(Role.ADDRESSEE, block.text, Place(block.index, 0, len(block.text)), block.layout.bold)]
    found: list[Segment] = []
    end = 0
    for cut in (_TITLE_CUTS if in_title else _CUTS).finditer(block.text):
        found.extend(_between(block, end, cut.start(), in_title))
        if not in_title and any(segment.role is Role.KIND for segment in found):
            # The title runs on in the same line: cut the rest of it as a title.
            return [*found, *_rest_as_title(block, cut.start())]
        role = _CUT_ROLES[cut.lastgroup or "rule"]
        found.append(Segment(role, cut[0].strip(), Place(block.index, cut.start(), cut.end())))
        end = cut.end()
    found.extend(_between(block, end, len(block.text), in_title))
    return found


def _rest_as_title(block: Block, start: int) -> list[Segment]:
    found: list[Segment] = []
    end = start
    for cut in _TITLE_CUTS.finditer(block.text, start):
        found.extend(_between(block, end, cut.start(), in_title=True))
        found.append(
            Segment(_CUT_ROLES[cut.lastgroup or "rule"], cut[0].strip(), Place(block.index, cut.start(), cut.end()))
        )
        end = cut.end()
    found.extend(_between(block, end, len(block.text), in_title=True))
    return found


def _between(block: Block, start: int, end: int, in_title: bool) -> list[Segment]:
    raw = block.text[start:end]
    text = raw.strip(" ;,")
    if not text:
        return []
    start += raw.index(text[0])
    place = Place(block.index, start, start + len(text))
    if not in_title and kind_alone(text):
        return [Segment(Role.KIND, text, place, block.layout.bold)]
    if not in_title and (abstract := ABSTRACT.search(text)):
        before = _between(block, start, start + abstract.start(), in_title) if abstract.start() else []
        rest = Place(block.index, start + abstract.start(), place.end)
        return [*before, Segment(Role.ABSTRACT, text[abstract.start() :], rest, block.layout.bold)]
    if not in_title and (kind := kind_in_capitals(text)) and _stands_as_kind(text, kind):
        before = _between(block, start, start + kind.start(), in_title) if kind.start() else []
        middle = Segment(Role.KIND, kind[0], Place(block.index, start + kind.start(), start + kind.end()))
        return [*before, middle, *_between(block, start + kind.end(), place.end, in_title=True)]
    return [Segment(Role.OTHER, text, place, block.layout.bold)]


def _stands_as_kind(text: str, kind: re.Match[str]) -> bool:
    """A kind at the start of its line, or after others' capitals (an issuer), with a title behind it."""
    before, after = text[: kind.start()].strip(), text[kind.end() :].strip()
    if before and not is_capitals(before):
        return False
    return not before or bool(after)


def kind_of(segment: Segment) -> str:
    return kind_alone(segment.text) or canonical(segment.text)


@dataclass(frozen=True, slots=True)
class Head:
    """The segments of the head by what they are, and where the preamble begins."""

    start: int
    """First block of the document itself (a crawled page has others before)."""
    before_kind: tuple[Segment, ...]
    kind: Segment | None
    title: tuple[Segment, ...]
    authority: tuple[Segment, ...]
    """The body that decides, in capitals between title and preamble."""
    preamble: int
    """First block after all of it."""

    def first(self, role: Role) -> Segment | None:
        return next((segment for segment in (*self.before_kind, *self.title) if segment.role is role), None)


LONGEST_ABSTRACT = 90
"""Words under the number of a letter that say what it is about."""
_SECTION_MARKS = {Scheme.ROMAN, Scheme.ARTICLE, Scheme.CHAPTER, Scheme.PART}
_LONGEST_HEAD = 45


def read_head(blocks: tuple[Block, ...], start: int = 0) -> Head:
    """The head of the document that begins at block `start`."""
    before: list[Segment] = []
    at = start
    kind: Segment | None = None
    rest: list[Segment] = []
    while at < min(len(blocks), start + _LONGEST_HEAD) and kind is None:
        block = blocks[at]
        if block.kind is not BlockKind.PARAGRAPH or _ends_head(block, before):
            break
        found = segments_of(block, in_title=False)
        at += 1
        for segment in found:
            if kind is None and segment.role is Role.KIND:
                kind = segment
            elif kind is None:
                before.append(segment)
            else:
                rest.append(segment)
    if kind is None:
        return _without_kind(start, before)
    if not any(segment.role in (Role.NATION, Role.PARTY) for segment in before):
        late, at = _late_letterhead(blocks, at)
        before.extend(late)
    title, authority, at = _read_title(blocks, at, rest)
    return Head(start, tuple(before), kind, tuple(title), tuple(authority), at)


def _without_kind(start: int, before: list[Segment]) -> Head:
    """The head ends with the last thing that only a head has; sentences after it are the preamble's."""
    own = [segment for segment in before if segment.role is not Role.OTHER or is_capitals(segment.text)]
    end = own[-1].place.block + 1 if own else start
    for segment in before if not own else ():
        if segment.place.block != end or len(segment.text.split()) > 8 or segment.text[-1] in ".:;,":
            break
        end += 1  # the name a converter gave the file
    return Head(start, tuple(segment for segment in before if segment.place.block < end), None, (), (), end)


def _late_letterhead(blocks: tuple[Block, ...], at: int) -> tuple[list[Segment], int]:
    """A letterhead in a floating table may come behind the kind: its segments, and the block after them."""
    near = blocks[at : at + 9]
    nation = next((block.index for block in near if NATION.search(block.text) and len(block.text.split()) < 30), None)
    if nation is None:
        return [], at
    found: list[Segment] = []
    end = nation + 1
    for block in blocks[at : nation + 4]:
        if block.kind is not BlockKind.PARAGRAPH or len(block.text.split()) > 30:
            break
        segments = segments_of(block, in_title=False)
        found.extend(segments)
        if any(segment.role in (Role.NATION, Role.NUMBER, Role.BLANK_NUMBER, Role.DATE) for segment in segments):
            end = block.index + 1
    return [segment for segment in found if segment.place.block < end], end


def _ends_head(block: Block, before: list[Segment]) -> bool:
    """A heading, an addressee or running text: the head of a document without a kind is over."""
    printed = f"{block.automatic_label} {block.text}".strip()
    if any(mark.scheme in _SECTION_MARKS for mark in marks_of(printed)):
        return True
    if any(segment.role is Role.ADDRESSEE for segment in before):
        return True
    count = len(block.text.split())
    if count <= LONGEST_ABSTRACT and _begins_with_kind(block.text):
        return False
    if count <= LONGEST_RUN_TOGETHER and RUN_TOGETHER.match(block.text):
        return False
    letterhead = _CUTS.search(block.text[:40]) or NATION.search(block.text)
    if count > 12 and _PREAMBLE.match(block.text) and not letterhead:
        return True
    if count <= LONGEST_ABSTRACT and ABSTRACT.match(block.text):
        return False
    if count <= 25 or is_capitals(block.text) or NATION.search(block.text) or re.match(r"^\W*Số\s*:", block.text):
        return False
    return not kind_in_capitals(block.text) or not is_capitals(block.text)


def _begins_with_kind(text: str) -> bool:
    """ "KẾ HOẠCH Trồng cây …": kind and title, which a line break parted, in one line."""
    kind = kind_in_capitals(text)
    return kind is not None and kind.start() == 0 and text[kind.end() : kind.end() + 1] == " "


_PREAMBLE = pattern(
    r"[-–]?\s*(?:Căn cứ|Thực hiện|Triển khai|Thi hành|Xét|Theo|Trên cơ sở|Để|Nhằm|Tiếp tục|Ngày|Trong|Sau khi"
    r"|Qua|Do|Từ|Hiện nay"
    r"|Thời gian|Vừa qua|Ủy ban|Uỷ ban|UBND|Hưởng ứng|Nước|Phát huy|Bước)\b"
)
BASIS = pattern(r"[-–]?\s*(?:Căn cứ|Thực hiện|Triển khai|Thi hành|Xét|Theo)\b")
_ENCLOSED = pattern(r"\(?\s*(?:Ban hành\s+)?[Kk]èm theo\b")
_AUTHORITY = pattern(
    r"(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|HỘI ĐỒNG|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|GIÁM ĐỐC|TRƯỞNG BAN|BAN CHẤP HÀNH"
    r"|BAN THƯỜNG VỤ|TỔNG GIÁM ĐỐC"
    r"|CỤC TRƯỞNG|QUỐC HỘI|BÍ THƯ|HIỆU TRƯỞNG|THỐNG ĐỐC|TỔNG CỤC TRƯỞNG|CHÁNH|BAN BÍ THƯ|BỘ CHÍNH TRỊ)\b"
)
_DECIDES = pattern(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ)\s*:?$")


def _read_title(blocks: tuple[Block, ...], at: int, rest: list[Segment]) -> tuple[list[Segment], list[Segment], int]:
    """Title and authority from the segments behind the kind and the blocks after it."""
    title: list[Segment] = [segment for segment in rest if segment.role is not Role.RULE]
    authority: list[Segment] = []
    ruled = False
    while at < len(blocks) and len(title) < 12:
        block = blocks[at]
        if block.kind is not BlockKind.PARAGRAPH or _ENCLOSED.match(block.text) or ADDRESSEE.match(block.text):
            break
        words = [segment for segment in title if segment.role in (Role.OTHER, Role.ABSTRACT)]
        found = segments_of(block, in_title=True)
        if found and all(segment.role is not Role.OTHER for segment in found):
            ruled = ruled or bool(words) and any(segment.role is Role.RULE for segment in found)
            title.extend(segment for segment in found if segment.role is not Role.RULE)
            at += 1
            continue
        if _is_authority(block, words):
            authority.append(Segment(Role.OTHER, block.text, Place(block.index, 0, len(block.text))))
            at += 1
            continue
        goes_on = _is_title(block, words) or bool(words) and _broken_title(blocks, at, words)
        if authority or ruled or not goes_on:
            break
        title.extend(found)
        at += 1
    return title, authority, at


_MOST_BROKEN = 3
"""Lines of a title that a writer broke by hand, behind the first."""


def _broken_title(blocks: tuple[Block, ...], at: int, title: list[Segment]) -> bool:
    """Whether block `at` goes on with a title broken by hand: inside a quotation, or soon before the first basis."""
    text = blocks[at].text
    printed = " ".join(segment.text for segment in title)
    if printed.count("“") > printed.count("”") and len(text.split()) <= 25:
        return True
    if is_capitals(title[-1].text):
        return False
    for block in blocks[at : at + _MOST_BROKEN]:
        if BASIS.match(block.text) or _ENCLOSED.match(block.text) or ADDRESSEE.match(block.text):
            return block.index > at
        short = 1 < len(block.text.split()) <= 16 and block.text[-1] not in ".;:"
        if block.kind is not BlockKind.PARAGRAPH or not short or marks_of(block.text) or is_capitals(block.text):
            return False
    return False


def _is_authority(block: Block, title: list[Segment]) -> bool:
    return (
        bool(title)
        and is_capitals(block.text)
        and not any(map(str.isdigit, block.text))
        and bool(_AUTHORITY.match(block.text))
        and not _DECIDES.match(block.text)
    )


def _is_title(block: Block, title: list[Segment]) -> bool:
    text = block.text
    count = len(text.split())
    if marks_of(text) and not is_capitals(text) or any(mark.scheme in _SECTION_MARKS for mark in marks_of(text)):
        return False
    if not title:
        centred = block.layout.centred is True and block.layout.bold is True and count <= 70
        return (
            centred
            or count <= 25
            and not (BASIS.match(text) and text[-1] in ";,")
            or is_capitals(text)
            or not (_PREAMBLE.match(text) and text[-1] in ";:.,")
            and count <= 70
        )
    if is_capitals(text):
        return is_capitals(title[-1].text) and not _DECIDES.match(text)
    if is_capitals(title[-1].text):
        return text[:1] in "(“" and count <= 12 and not _ENCLOSED.match(text)
    if text[-1] in ";:.," and count > 20:
        return False
    if text[:1].islower():
        return True
    same_look = block.layout.bold is True and title[-1].bold is True or bool(block.layout.centred)
    return same_look and count <= 40

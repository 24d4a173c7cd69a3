"""Lines of a plain text joined to paragraphs: by its blank lines where it has them, else by its marks and width."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from ..text import ends_sentence, is_capitals, pattern, starts_small

MARK = pattern(
    r"^(?:[IVXLC]{1,6}\s*[.)/]\s|\d{1,3}\s*[.)/]\s|\d{1,2}(?:\.\d{1,2}){1,4}[.)]?\s|[a-zđA-ZĐ][.)]\s|\(\w{1,3}\)\s"
    r"|[-–—+•*▪●o]\s|[-–+]\s*[[:upper:]]|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|PHỤ LỤC"
    r"|Phụ lục)\s+\S{1,6}\s*[.:]?"
    r"|Nơi nhận\s*:|Kính gửi\s*:|Số\s*:|Căn cứ\s)"
)
"""A line that begins something: a label, a bullet, a part that every document has."""
_LABEL_ALONE = pattern(
    r"^(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,2}){0,4}|[a-zđ]|(?:Điều|ĐIỀU)\s+\d+[a-zđ]?)\s*[.)/:]$|^[-–+•]$|^Số\s*:$"
)
_FRAME = pattern(
    r"^(?:CỘNG\s+H[OÒ][AÀ]\s+XÃ|ĐẢNG\s+CỘNG\s+SẢN|Độc lập\s*[-–]|Số\s*:?\s*[\d/.…]|[^,]{2,30},\s*ngày[\s\d.…]*tháng"
    r"|(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|CHỈ THỊ|NGHỊ QUYẾT|THÔNG BÁO|KẾT LUẬN"
    r"|HƯỚNG DẪN|CÔNG ĐIỆN|PHƯƠNG ÁN)\W*$|\*+$)"
)
"""A line of a letterhead, or the kind alone: it neither goes on nor is gone on."""
_OPEN_END = pattern(
    r"(?:[,(–/]|\b(?:và|của|số|ngày|tháng|năm|về|cho|với|tại|theo|các|do|từ|đến|hoặc|là|trong|Nghị|Quyết|Luật|Sở|Bộ|Cục))$"
)


BROKEN_NUMBER = pattern(r"\d[/-](?:[[:upper:]\d]+[/-])*$")
"""A document's number breaks behind its strokes: "12/KH-" over "UBND"."""
_VERB_END = re.compile(r"\b(?:hoàn thành|đạt|lên|xuống|còn|bảo đảm|đảm bảo|phấn đấu|tối thiểu|ít nhất|trên|dưới)$")
_SHARE = re.compile(r"\d[\d.,]*\s?%")
"""A share at the head of a line is the object of a verb that ends the line before."""

_MARKS_ALONE = re.compile(r"[.;,:]+(?:/\.)?")


class Line(NamedTuple):
    """One physical line without its line break."""

    text: str
    bold: bool = False
    """All of it is bold."""
    after_blank: bool = False
    style: str = ""
    open: bool = False
    """Its emphasis runs on into the next line."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text separates its paragraphs."""

    spaced: bool
    """Blank lines stand between paragraphs, so that a line within a group goes on."""
    wrapped: bool
    """Lines are broken at a width."""
    width: int


_FULL_SHARE = 0.25
"""Of the lines of a wrapped text at least this share reaches its width; a text of short paragraphs has fewer."""


_ENOUGH, _SMALL_SHARE = 10, 0.6
"""Where at least so many lines follow another, and this share of them begins in small letters, lines are broken: in
72 texts of the corpus broken ones have .48 to .95, others .0 to .03."""


_ENDS_EARLY = 0.7
"""Of the width: a line that leaves more room before a capital ends its paragraph (pages break labelled ones early)."""


def manner_of(lines: list[Line]) -> Manner:
    """Read off the text itself: how long its lines are, and whether marked lines follow blank ones."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    if not lengths:
        return Manner(spaced=True, wrapped=False, width=0)
    ninety = lengths[int(len(lengths) * 0.9)]
    width = lengths[int(len(lengths) * 0.97)] if len(lengths) > 30 else lengths[-1]
    marked = [line for line in lines[1:] if MARK.match(line.text)]
    after_blank = sum(line.after_blank for line in marked)
    spaced = after_blank >= 0.6 * len(marked) and any(line.after_blank for line in lines[1:])
    full = sum(length >= 0.8 * width for length in lengths)
    following = [line for line in lines if line.text and not line.after_blank and not MARK.match(line.text)]
    in_small = sum(starts_small(line.text) for line in following)
    broken = len(following) >= _ENOUGH and in_small >= _SMALL_SHARE * len(following)
    return Manner(spaced, wrapped=ninety <= 110 and (broken or full >= _FULL_SHARE * len(lengths)), width=width)


def looks_first(line: Line, after: Line | None, manner: Manner) -> bool:
    """Whether the line was broken early, as pages break the first line of a paragraph behind its tag."""
    if after is None or after.after_blank or not after.text or not line.text[:1].isupper() or MARK.match(after.text):
        return False
    room = manner.width - len(line.text) - 1 - len(after.text.split(" ", 1)[0])
    return room > 8 and not ends_sentence(line.text) and not after.text[:1].isupper()


def goes_on(before: Line, line: Line, manner: Manner, *, first: bool = False) -> bool:
    """Whether `line` continues the paragraph that ends with `before`; `first`: it looks like the first of its own."""
    if not before.text or not line.text or line.style != before.style:
        return False
    if _MARKS_ALONE.fullmatch(line.text) or (before.open and not line.after_blank):
        return True
    if not line.after_blank and BROKEN_NUMBER.search(before.text) and line.text[:1].isupper():
        return True
    if _LABEL_ALONE.match(before.text):
        return not MARK.match(line.text) and not _LABEL_ALONE.match(line.text)
    marked = bool(MARK.match(line.text))
    finished = ends_sentence(before.text)
    if line.after_blank:
        return starts_small(line.text) and not marked and not finished and not before.bold
    capitals = is_capitals(before.text)
    if marked and (finished or not manner.spaced or before.bold or (capitals and not is_capitals(line.text))):
        return False
    if _FRAME.match(before.text) or _FRAME.match(line.text):
        return False
    if before.bold and not line.bold and not starts_small(line.text):
        return False
    short = max(len(before.text), len(line.text)) < 40 and not before.text.endswith(",") and " " in before.text
    if capitals and short and not MARK.match(before.text):
        return False  # lines of a letterhead; a title that was broken has a long line
    if manner.spaced and manner.wrapped:
        return True
    if _SHARE.match(line.text) and _VERB_END.search(before.text):
        return True
    if starts_small(line.text) or _OPEN_END.search(before.text):
        return not (finished and not starts_small(line.text))
    if not manner.wrapped:
        return False
    if finished or line.bold != before.bold:
        return False
    if is_capitals(before.text) != is_capitals(line.text):
        return False
    if manner.width > 50:
        short = len(before.text) < _ENDS_EARLY * manner.width and not MARK.match(before.text)
        if short and line.text[:1].isupper():
            return False
        return not first  # only headings end without a mark, and those are bold or in capitals
    return len(before.text) >= min(40, manner.width // 2)


def without_page_numbers(lines: list[Line]) -> list[Line]:
    """The lines without those that hold only a number, when these count up through the text as pages do."""
    alone = [(at, int(line.text)) for at, line in enumerate(lines) if re.fullmatch(r"\d{1,3}", line.text)]
    rising = sum(after == before + 1 for (_, before), (_, after) in zip(alone, alone[1:], strict=False))
    if len(alone) < 2 or rising < 0.7 * (len(alone) - 1):
        return lines
    numbers = {at for at, _ in alone}
    return [line for at, line in enumerate(lines) if at not in numbers]


def joined(lines: list[Line], manner: Manner | None = None) -> list[list[Line]]:
    """The lines grouped to paragraphs."""
    if len(lines) == 1:
        return [lines] if lines[0].text else []
    manner = manner or manner_of(lines)
    groups: list[list[Line]] = []
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        if groups and goes_on(groups[-1][-1], line, manner, first=looks_first(line, after, manner)):
            groups[-1].append(line)
        elif line.text:
            groups.append([line])
    return groups

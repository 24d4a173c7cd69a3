"""Letterhead and signature typed in two columns of one line, by tabs or runs of spaces: the left column is read first.

Writers who use no table set them so, and so does a program that keeps the layout of a PDF in plain text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..text import pattern
from .raw import Item, Piece
from .rows import BEGINS_PART

_GAP = re.compile(r"(?<=\S)(?: {3,}|[ ]*\t[ \t]*)(?=\S)")
_RIGHT = pattern(r"^\W*(?:CỘNG\s+H[OÒ][AÀ]\s+XÃ|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập\s*[-–—]|[^,;]{2,40},\s*ngày[\s\d.…]*tháng)")
"""What stands in the right column of a letterhead, however a narrow column breaks it."""
_RECIPIENTS = pattern(r"^\W*N[ơo]i\s+nh[ậa]n\s*:?", re.I)
_AUTHORITY = pattern(
    r"^(?:T\s?/?\s?M|K\s?/?\s?T|TL|TUQ|Q)\s*[./]\s*[[:upper:]]|^(?:PHÓ |QUYỀN )?(?:[[:upper:]]+ ){0,3}"
    r"(?:CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|CHỦ NHIỆM)(?:\s|$)"
)
_ENTRY = pattern(r"^\s*[-–—+•*]\s*\S")
_FILING = pattern(r"^\W*L[ưu]u\b")
_NUMBER_OF_PAGE = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")
_STOPS = pattern(r"^\W*(?:Kính gửi|PHỤ LỤC|Phụ lục|[IVX]+\.\s|Điều \d|Căn cứ\s)")
_LONGEST = 60
"""Characters of a line in the left column."""
_MOST_BLANK = 6
"""Lines left for the signature."""
_MOST_LINES = 45


def columns_apart(items: Iterable[Item]) -> Iterator[Item]:
    """The items, paragraphs of two columns taken apart."""
    run: list[Piece] = []
    for item in items:
        if isinstance(item, Piece):
            run.append(item)
        else:
            yield from _pieces_apart(run)
            run = []
            yield item
    yield from _pieces_apart(run)


def _pieces_apart(pieces: list[Piece]) -> Iterable[Piece]:
    if not any(_GAP.search(piece.text) for piece in pieces):
        return pieces
    return (
        pieces[number] if text == pieces[number].text else replace(pieces[number], text=text)
        for number, text in apart([piece.text for piece in pieces])
    )


def lines_apart(lines: Sequence[str]) -> list[str]:
    """The lines of a text, those of two columns taken apart."""
    if not any("\t" in line or "   " in line for line in lines):
        return list(lines)
    return [text for _, text in apart(lines)]


def apart(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each line with its number; a stretch of two columns gives the lines of the left one, then those of the right."""
    at = 0
    while at < len(lines):
        columns = _stretch(lines, at)
        if columns is None:
            yield at, lines[at]
            at += 1
            continue
        yield from columns.left
        yield at, ""
        yield from columns.right
        yield at, ""
        at = columns.end


def _stretch(lines: Sequence[str], first: int) -> "_Columns | None":
    """The two columns that begin at line `first`; None where none do."""
    halves = _halves(lines[first])
    if halves is None or not (closing := _begins_closing(halves)) and not _RIGHT.match(halves[1]):
        return None
    columns = _Columns(closing)
    for number in range(first, min(len(lines), first + _MOST_LINES)):
        if not columns.take(number, lines[number]):
            break
    return columns if columns.end else None


def _halves(line: str) -> tuple[str, str, int] | None:
    """Left and right of the widest gap, and where the right begins; None where the line has no gap."""
    if "\t" not in line and "   " not in line:
        return None
    text = line.rstrip()
    gap = max(_GAP.finditer(text), key=lambda found: ("\t" in found[0], len(found[0])), default=None)
    return (text[: gap.start()].strip(), text[gap.end() :].strip(), gap.end()) if gap else None


def _begins_closing(halves: tuple[str, str, int]) -> bool:
    left, right, _ = halves
    authority = bool(_AUTHORITY.match(right))
    return (
        bool(_RECIPIENTS.match(left))
        and (authority or len(right) <= _LONGEST)
        or bool(_ENTRY.match(left) and authority)
    )


@dataclass(slots=True)
class _Columns:
    """The two columns of one stretch as it is read line by line."""

    closing: bool
    right_edge: int = 0
    """Where the right column begins, by the lines so far."""
    left: list[tuple[int, str]] = field(default_factory=list)
    right: list[tuple[int, str]] = field(default_factory=list)
    end: int = 0
    """The line after the last one taken."""
    blank: int = 0
    filed: bool = False

    def take(self, number: int, line: str) -> bool:
        """Whether the stretch goes on with the line."""
        if not line.strip() or _NUMBER_OF_PAGE.fullmatch(line):
            self.blank += 1
            return self.blank <= (_MOST_BLANK if self.closing else 2)
        if BEGINS_PART.match(line) or _STOPS.match(line.strip()):
            return False
        halves = _halves(line)
        taken = self._take_halves(number, *halves) if halves else self._take_one(number, line)
        if taken:
            self.blank, self.end = 0, number + 1
        return taken

    def _take_halves(self, number: int, left: str, right: str, edge: int) -> bool:
        if len(left) > 2 * _LONGEST or edge < 0.4 * self.right_edge:
            return False
        self.right_edge = min(self.right_edge or edge, edge)
        self._add_left(number, left)
        self.right.append((number, right))
        return True

    def _take_one(self, number: int, line: str) -> bool:
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if line.startswith("\t") or indent >= max(self.right_edge - 8, 12) or _RIGHT.match(text):
            self.right.append((number, text))
            return True
        if len(line.rstrip()) > max(self.right_edge + 4, _LONGEST) and not (self.closing and _ENTRY.match(text)):
            return False
        if self.closing:
            goes_on = bool(_ENTRY.match(text)) or text[:1].islower() or not self.filed and self.blank == 0
            if not goes_on or self.filed and (self.blank or not text[:1].islower()):
                return False
        elif self.blank:
            return False
        self._add_left(number, text)
        return True

    def _add_left(self, number: int, text: str) -> None:
        self.left.append((number, text))
        self.filed = self.filed or bool(_FILING.match(text))

"""Headings as heads: the units whose duties the lines below a heading or a lead-in are."""

import re
from dataclasses import dataclass, replace

from ..remembering import pattern_of
from ..units import Named, read_list
from ..words import CAPITAL, flat
from .frames import VERB_NEXT, first_verb
from .lines import LIST_OPENER, TEXT_RANK, Line

SECTION = re.compile(
    r"tổ chức thực hiện|phân công|trách nhiệm|tổ chức triển khai|nhiệm vụ (?:của|cụ thể)|chế độ báo cáo|thực hiện"
)

_TITLE_WORDS = re.compile(r"(?:đề nghị|yêu cầu|giao|trách nhiệm của|nhiệm vụ của|đối với|phân công)\s*:?\s+")


_LISTS_UNITS = re.compile(r"(?:các|những)\s+(?:cục|vụ|viện|tập đoàn|tổng công ty|trung tâm|sở|bộ|ban|phòng)\s*$")
_CHARGED = re.compile(r"\s+có (?:trách nhiệm|nhiệm vụ)\s*$")


@dataclass
class Owner:
    """The units whose duties the lines below are; `role` when the heading itself says which."""

    rank: int
    names: tuple[tuple[Named, int, int], ...]
    """Each with its block and the offset of the text it was read from."""
    role: str = ""
    partners_follow: bool = False

    @property
    def is_people(self) -> bool:
        """Whether the heading names people by their trade and no body."""
        return all(name.kind == "folk" for name, _, _ in self.names)

    def reaches(self, line: "Line") -> bool:
        """A paragraph without a label that ends in a colon speaks for the list right below it, not for later text."""
        return self.rank < line.rank and not (self.rank == LIST_OPENER and line.rank >= TEXT_RANK)


_OVER_COMMA = re.compile(rf"(?:,\s*(?!(?:Sở|Bộ|Ban|Cục|Vụ)(?!\w)){CAPITAL}\w*(?:\s+[^\W\d_]\w*){{0,4}}){{1,3}}\s*")
_TOLD = re.compile(r"(?:(?:các )?(?:cơ quan|đơn vị)|các tổ chức)(?:\s+(?!liên quan|khác|có )[^\s,;:.()]+){2,14}[\s.;]*")
_IS_REST_OF = re.compile(r"liên quan|có thẩm quyền|chính phủ|quốc hội|nhà nước|bộ chính trị|ban bí thư")
"""What keeps a rest a rest even where it heads duties of its own; all others are then somebody."""


def owner_of(line: Line, among_units: bool = False) -> Owner | None:
    """The owner a line makes of the units it consists of: "1. Sở Công Thương", "- Sở Tài chính: tham mưu …".

    `among_units`: the heading before it, of the same rank, made one, so that here too duties are shared out.
    """
    title = _TITLE_WORDS.match(flat(line.text))
    start = title.end() if title else 0
    colon = _colon_after(line.text, start)
    if colon >= 0 and _LISTS_UNITS.search(flat(line.text), max(0, colon - 20), colon):
        return None  # "Các Tập đoàn: A, B phối hợp …": the colon names them and ends no heading
    head_end = colon if 0 <= colon < 320 else len(line.text)
    head = line.text[:head_end]
    if head_end - start > 400 or line.rank >= TEXT_RANK and not line.is_heading and colon < 0 and not title:
        return None
    charged = _CHARGED.search(flat(head), start)
    head = head[: charged.start()] if charged else head
    names, end = read_list(head, start, closed=True)
    if not names and line.is_heading and colon < 0 and SECTION.search(line.section):
        names = _told_apart(head, start)
        end = names[-1].end if names else end
    if not names or names[0].start != start:
        return None
    if _says_something(head, start, colon):
        return None
    goes_on = _OVER_COMMA.fullmatch(head, end) if names[-1].kind in ("body", "person") else None
    if goes_on:  # "Vụ Kế hoạch, Tài chính": nothing but the name stands here, so the comma is its own
        last = names[-1]
        end = len(head[: goes_on.end()].rstrip(" .,;"))
        names = (*names[:-1], replace(last, end=end, text=head[last.start : end]))
    remainder = re.sub(r"\([^()]*\)", "", head[end:]).strip(" .,;:/-*")
    if remainder and not re.fullmatch(
        r"(?:(?:có )?liên quan|(?:đóng )?trên địa bàn.{0,60}|trong .{0,60}|thuộc .{0,80}|của .{0,60}|khác|trực thuộc)",
        flat(remainder),
    ):
        return None
    about = title is not None and title.group().startswith(flat("đối với"))
    shared_out = bool(charged or SECTION.search(line.section) or title and not about or among_units)
    named = [name for name in names if not name.is_rest]
    if not named and line.rank < TEXT_RANK and shared_out and not about:
        named = [replace(name, kind="group") for name in names if not _IS_REST_OF.search(flat(name.text))]
    if not named:
        return None
    if not shared_out and (about or any(name.kind in ("group", "folk") for name in named)):
        return None
    ends = colon == len(line.text.rstrip()) - 1
    return Owner(line.opens_at if ends else line.rank, tuple((name, line.block, line.offset) for name in named))


def _colon_after(text: str, start: int) -> int:
    """The colon that ends the heading which begins at `start`; -1 where none does."""
    colon = text.find(":", start)
    names, end = read_list(text, start) if colon >= 0 else ((), 0)
    if names and names[0].start == start and end > colon:
        return text.find(":", end)  # "Các đoàn thể: Hội A, Hội B" lists its members
    return colon


def _told_apart(head: str, start: int) -> tuple[Named, ...]:
    """The whole heading, where it tells which of a rest are meant: "Cơ quan chủ trì giải quyết thủ tục đầu tư"."""
    told = _TOLD.fullmatch(flat(head), start)
    end = len(head.rstrip(" .;"))
    return (Named(start, end, head[start:end], "group"),) if told else ()


def _says_something(head: str, start: int, colon: int) -> bool:
    """Whether a verb follows the units, so that the line is a sentence about them and no heading."""
    _, end = read_list(head, start)
    rest = head[end:].strip()
    verb = VERB_NEXT.match(flat(head[end:]))
    if colon >= 0:
        return False
    if len(rest) > 100 and rest[-1:] in ".;/" and rest[0] not in ",;" and first_verb(flat(head), end, len(head)):
        return True  # "Giao A trước ngày … trực tiếp kiểm tra …": the verb stands behind an adjunct
    return bool(verb) and (len(rest) > 80 or rest[-1:] in ".;/")


def after_colon(line: Line) -> int:
    """Where the duty begins that a heading carries after its colon; 0 when there is none."""
    title = _TITLE_WORDS.match(flat(line.text))
    colon = line.text.find(":", title.end() if title else 0)
    rest = pattern_of(r":\s*(?=\S)").match(line.text, colon) if colon >= 0 else None
    return rest.end() if rest else 0

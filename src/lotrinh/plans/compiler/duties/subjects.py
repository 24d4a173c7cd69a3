"""Who a clause speaks of: the units before its verb, at once, after an adjunct, behind a title or the issuer's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..remembering import pattern_of
from ..units import Named, read_list
from ..units.grammar import BRACKET
from ..words import CAPITAL, flat
from .frames import ANCHOR, ANNOUNCES, CHAIN, MAY_FOLLOW, NO_DUTY, OPENING, PLURAL, SPEAKS, VERB_NEXT, VERBS, first_verb
from .lines import Line
from .owners import Owner

Subject = tuple[tuple[Named, int, int], ...]
"""Units, each with its block and the offset of the text it was read from."""

OF_OTHERS = frozenset({"báo cáo", "trình", "của", "cho", "đến", "gửi", "từ", "tại", "trong", "về"})
"""Before a list of units that are only spoken of."""

_CHARGED = re.compile(
    r"(?P<who>(?:cơ quan|đơn vị) (?:chủ trì|phối hợp)|(?P<all>các|những)?\s*(?:cơ quan|đơn vị|tổ chức|người)"
    r"(?P<more>(?>(?:,\s*(?:cơ quan|đơn vị|tổ chức|cá nhân))*))"
    r"(?:,?\s+(?!liên quan|có |chịu |phải |và |báo cáo|phối hợp)[^\s,;.:()]+){2,14})"
    r"\s+(?:có (?:trách nhiệm|nhiệm vụ)|chịu trách nhiệm)(?!\w)"
)
"""A rest with words that say which is meant, charged with something: cơ quan quản lý công chức có trách nhiệm …"""
_NOBODY = re.compile(r"liên quan\s*$|,\s*cá nhân\s*$|^người đứng đầu (?:cơ quan|đơn vị)(?: hoàn toàn)?$")
_IS_CHARGED = re.compile(
    r"(?:người|cơ quan|đơn vị|tổ chức|chủ|cơ sở|doanh nghiệp|nhà)\s[^;:.()]{2,120}?(?:có|chịu) trách nhiệm(?!\w)"
)
"""Somebody named in small letters who is charged with something: người đứng đầu cơ sở, chủ đầu tư có trách nhiệm."""
_NARROWED = re.compile(
    r"(?:,|\s+và)\s*(?:các\s+)?(?:cơ quan|đơn vị|tổ chức|chủ|nhà|doanh nghiệp)\s[^;:.()]{2,100}?"
    r"\s+(?=(?:tiếp tục|khẩn trương|chủ động|phải|cần|có trách nhiệm|chịu trách nhiệm)(?!\w))"
    r"|(?:,\s*(?:nhất là|đặc biệt là|trong đó có|trước hết là)\s[^;:.()]{2,120}?"
    r"|\s+có (?!liên quan|trách nhiệm|nhiệm vụ|chức năng|thẩm quyền)[^,;:.()]{2,60}?"
    r"|\s*thuộc (?:phạm vi|thẩm quyền|địa bàn|lĩnh vực)[^,;:.()]{0,60}?)"
    r"\s+(?=(?:phải|cần|có trách nhiệm|chịu trách nhiệm)(?!\w))"
)
_BECAUSE = re.compile(rf"\s*,\s*(?:do|vì|với|trên cơ sở|căn cứ|theo)\s[^,;:.()]{{2,120}},\s*(?={VERBS})")
"""A reason between a unit and what it shall do: "UBND thành phố A, do khối lượng còn ít, tập trung …"."""
_ADJUNCT_ENDS = re.compile(
    r"(?:,|:|\))\s*(?:thì\s+|(?:đề nghị|yêu cầu)\s+)?|(?:\sthì|đề nghị|yêu cầu)\s+",
)
_PROVINCE = re.compile(rf"(?<!\w)(?:[Cc]ác\s+)?(?:[Tt]ỉnh|[Tt]hành phố)\s+(?={CAPITAL})")
_PROPER = rf"{CAPITAL}\w*(?:\s+{CAPITAL}\w*)*"
_PROVINCES = re.compile(
    rf"{_PROVINCE.pattern}{_PROPER}(?:(?:,\s*|\s+và\s+)(?:(?:các\s+)?(?:tỉnh|thành phố)\s+)?{_PROPER})*"
)
_ACTS = re.compile(r"\s+(?:sớm|khẩn trương|chủ động|tiếp tục|đẩy nhanh|có trách nhiệm)(?!\w)")
_JOINED = re.compile(
    r"(?:đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng|riêng đối với"
    r"|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:một|hai|ba|bốn|năm|sáu|bảy|tám) là)\s*,?\s+"
)
_MUST = re.compile(r",\s*(?=(?:các|những)\s[^,;:.()]{2,80}?\s(?:phải|cần|có trách nhiệm|chịu trách nhiệm)(?!\w))")
"""Behind what is to be done, who must: "Khẩn trương khắc phục …, các địa phương phải huy động lực lượng"."""
_STANDING = re.compile(r"(?:cơ quan|bộ phận|đơn vị) (?:thường trực|đầu mối)")
"""Below a unit's heading this tells what the unit is: "Cơ quan thường trực, chủ trì, phối hợp với …"."""
_EVERY = re.compile(
    r"(?:định kỳ\s+)?(?:(?:0?[36]|sáu|ba) tháng,?\s+(?:và\s+)?)?(?:hằng|hàng) (?:năm|quý|tháng|tuần|ngày),?\s+(?=\w)"
)
"""How often, before who does it: "Định kỳ hằng năm Văn phòng Tỉnh ủy tổng hợp …"."""
_AS_FOR = re.compile(r"đối với\s+(?=(?:các|những)\s[^,;:.()]{2,60}?\s(?:cần|phải)\s)")
"""Whom a request is about and who must do it: "Đối với các chủ đầu tư cần nhanh chóng …"."""
_TITLE = re.compile(r"[^:;.]{2,120}:\s*(?=\S)")


def after_brackets(text: str, small: str, position: int) -> int:
    """Past what stands between a name and its verb: its short form in brackets, those of it that are meant most."""
    bracket = BRACKET.match(text, position)
    if bracket and not re.search(r"gọi (?:tắt|chung) là", bracket.group()):  # a list summed up so is a rest
        position = bracket.end()
    narrowed = _NARROWED.match(small, position) or _BECAUSE.match(small, position)
    return narrowed.end() if narrowed else position


def covers(text: str, small: str, start: int, position: int) -> str:
    """The preposition from `start` on whose list of units runs over `position`; "" where none does."""
    for anchor in [*ANCHOR.finditer(small, start, position)][-4:]:
        names, end = read_list(text, anchor.end())
        if names and end >= position:
            return anchor.group().strip(" :")
    return ""


@dataclass(frozen=True)
class Subjects:
    """Looks through one clause: `text` is the line up to its `end`, `sentence` the line up to the sentence's."""

    line: Line
    sentence: str
    text: str
    small: str
    end: int
    owner: Owner | None
    issuer: str

    def after_speaker(self, position: int) -> int:
        """Where "đề nghị" begins behind the issuer's own name: "Chính phủ trân trọng đề nghị …"; else 0."""
        names, after = read_list(self.text, position)
        says = SPEAKS.match(self.small, after) if self._is_speaker(names) else None
        return says.start("says") if says and read_list(self.text, says.end())[0] else 0

    def _is_speaker(self, names: Sequence[Named]) -> bool:
        """Whether the only unit named is the body in whose name the document speaks, or one above all others."""
        if len(names) != 1:
            return False
        words = flat(names[0].text).replace("ubnd", "ủy ban nhân dân").split()
        closing = flat(self.line.text).startswith("trên đây là")  # whoever asks there is the issuer
        return names[0].kind == "above" or closing or flat(self.issuer).split()[:2] == words[:2]

    def own(self, position: int) -> tuple[tuple[Named, ...], int] | None:
        """The units the clause begins with, when something to do follows them, and where they end."""
        for at in self._places(position):
            if who := self._charged(at):
                return (who,), who.end
            names, after = read_list(self.text, at)
            says = SPEAKS.match(self.small, after)
            if says and (self._is_speaker(names) or not self.small[says.end() :].strip()):
                continue  # "Chủ tịch UBND tỉnh yêu cầu:" gives what follows to others
            if not names and (places := self._provinces(at)):
                return places, places[-1].end
            if names and not self.owner and all(name.kind in ("folk", "rest") for name in names):
                continue
            if self.owner and names and _STANDING.fullmatch(flat(names[0].text)):
                continue
            if names and self._has_predicate(names, after):
                return names, after
        return None

    def _charged(self, at: int) -> Named | None:
        """A rest told apart and charged; commas in what tells it apart only where it is clear that many are meant."""
        found = _CHARGED.match(self.small, at)
        if not found or _NOBODY.search(found["who"]):
            return None
        told = self.text[max(at, found.end("more")) : found.end("who")]
        if "," in told and (not (found["all"] or found["more"]) or re.search(rf",\s+{CAPITAL}", told)):
            return None
        return Named(at, found.end("who"), self.text[at : found.end("who")], "group")

    def _provinces(self, at: int) -> tuple[Named, ...]:
        """Provinces and cities that must act themselves: "Các tỉnh A, B và thành phố C khẩn trương hoàn thành …"."""
        whole = _PROVINCES.match(self.text, at)
        if not whole or not _ACTS.match(self.small, whole.end()):
            return ()
        starts = [found.start() for found in _PROVINCE.finditer(self.text, at, whole.end())]
        ends = [*starts[1:], whole.end()]
        texts = [re.sub(r"(?:\s*,|\s+và)\s*$", "", self.text[a:b]) for a, b in zip(starts, ends, strict=True)]
        return tuple(Named(a, a + len(text), text, "body") for a, text in zip(starts, texts, strict=True))

    def _places(self, position: int) -> Iterator[int]:
        """Where the subject may begin, the likeliest first."""
        text, small = self.text, self.small
        yield position
        joined = _JOINED.match(small, position)
        if joined:
            yield joined.end()
        asked = _EVERY.match(small, position) or _AS_FOR.match(small, position)
        if asked:
            yield asked.end()
        if OPENING.match(small, position):
            yield from self._after_adjunct(position)
            return
        title = _TITLE.match(small, position)
        if (
            title
            and title.end() < self.end
            and (text[title.end()].isupper() or text[title.end()] == "(" or PLURAL.match(small, title.end()))
        ):
            numbered = pattern_of(r"\(\w{1,3}\)\s*").match(small, title.end())
            yield numbered.end() if numbered else title.end()  # "Về kinh phí: các địa phương bố trí …"
        must = _MUST.search(small, position, self.end) if not self.owner else None
        if must:
            yield must.end()

    def _after_adjunct(self, position: int) -> Iterator[int]:
        text, small, covered = self.text, self.small, 0
        closing = pattern_of("trên đây là").match(small, position)
        for comma in _ADJUNCT_ENDS.finditer(small[position : self.end]):
            at = position + comma.end()
            if at >= self.end or closing and not re.search("đề nghị|yêu cầu", comma.group()):
                continue  # in the closing words the issuer asks; what it does itself is told, not planned
            then = comma.group().startswith(" thì")
            if not (then or text[at].isupper() or PLURAL.match(small, at) or _IS_CHARGED.match(small, at)):
                continue
            if not covers(self.sentence, flat(self.sentence), position, at - 1):
                yield at
            elif VERB_NEXT.match(small, read_list(text, at)[1]):
                covered = at
        if covered and not self.owner:
            yield covered  # "theo đề nghị của các bộ, Bộ A bố trí …": somebody must do it, so the last named

    def _announces(self, names: Sequence[Named], at: int) -> bool:
        """Whether the issuer says that it issues the document: "Ủy ban nhân dân tỉnh ban hành Kế hoạch …"."""
        one = not self.owner and not re.search(r"(?<!\w)(?:các|cấp)(?!\w)", flat(names[0].text))
        return one and bool(ANNOUNCES.match(self.small, at)) and self._is_speaker(names)

    def _has_predicate(self, names: Sequence[Named], after: int) -> bool:
        text, small, end = self.text, self.small, self.end
        after = after_brackets(text, small, after)
        rest = small[after:end]
        at = after + len(rest) - len(rest.lstrip(" ,"))
        if NO_DUTY.match(small, at) or self._announces(names, at):
            return False
        if pattern_of(VERBS).match(small, at):
            return True
        colon = pattern_of(r"\s*:\s*(?=\S)").match(small, after)
        if colon:
            return bool(CHAIN.match(small, colon.end()) or OPENING.match(small, colon.end()))
        return bool(MAY_FOLLOW.match(small, at) and first_verb(small, at, end) is not None)

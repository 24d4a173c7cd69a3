"""Verb frames: the words by which a predicate leads, supports or simply does, read from their place in a sentence.

All patterns are matched against text in small letters (`words.flat`).
"""

import re

from ..lexicon import entries
from ..remembering import pattern_of
from ..words import any_of
from .parts import IMPLEMENT, LEAD, SUPPORT

_V = entries("verbs")
LEAD_WORDS = any_of(_V["lead"]["words"])
SUPPORT_WORDS = any_of(_V["support"]["words"])
VERBS = any_of([*_V["lead"]["words"], *_V["support"]["words"], *_V["duty"]["words"]])
ADVERBS = any_of(_V["adverbs"]["words"])
CHAIN = re.compile(rf"(?:(?:{VERBS}|{ADVERBS})(?:\s*(?:,|và|hoặc|/)\s*|\s+)?)+")
FIRST_FRAME = re.compile(
    rf"(?P<lead>(?<!đơn vị )(?<!cơ quan )(?<!được giao )(?<!phân công ){LEAD_WORDS})|(?P<support>{SUPPORT_WORDS})"
)
PARTNERS = re.compile(
    r"(?:chủ trì|(?:là|làm) (?:đơn vị |cơ quan )?đầu mối)(?:[^;.:]{0,40}?)"
    rf"(?:,|\s)\s*(?:và\s+)?{SUPPORT_WORDS}(?:\s+chặt chẽ)?"
    r"(?:\s+(?:cùng với|cùng|với))?\s*:?\s*|chủ trì,?\s+cùng(?: với)?\s+"
)
WITH = re.compile(rf"{SUPPORT_WORDS}(?:\s+chặt chẽ)?(?:\s+(?:cùng với|cùng|với))\s*:?\s*")
LED_BESIDE = re.compile(r"(?:chủ trì|(?:là|làm) đầu mối)(?:\s+[^,;.:()]{0,60})?[,;]\s*(?:và\s+|cùng\s+)?")
"""Before those who support without "với": "Sở A chủ trì, Sở B, Sở C (cùng) phối hợp thực hiện"."""
BESIDE = re.compile(r"\s*,?\s*(?:cùng|cùng nhau|tham gia|là (?:cơ quan|đơn vị))?\s*phối hợp(?!\w|\s+(?:với|cùng))")
GIVING = any_of(_V["giving"]["words"])
_OPENS_ORDER = (
    r"(?:(?:hai|ba|các) bên thống nhất\s+)?(?:(?:đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng|do vậy|do đó|vì vậy"
    r"|trước mắt|theo đó)\s*,?\s+)?"
)
GIVEN = re.compile(
    rf"{_OPENS_ORDER}(?:(?!tham mưu|đề xuất|trình |báo cáo|kiến nghị|phối hợp|{GIVING}\s)"
    r"(?P<who>[^,;.:]{0,60}?(?:ubnd|ủy ban nhân dân|chủ tịch|ban)[^,;.:]{0,40}?)\s+)?"
    rf"(?<!bàn )(?<!chuyển )(?P<verb>{GIVING})\s*:?\s+"
)
SPEAKS = re.compile(rf"\s*(?:(?:trân trọng|kính|tiếp tục|cũng)\s+)?(?P<says>{GIVING})\s*:?\s+")
"""After the issuer's own name: it gives a duty to whom follows."""
TOPIC = re.compile(rf"(?:về|đối với)\s[^;]{{1,600}}:\s*(?={GIVING}\s)")
"""What a request is about, before the colon after which it is given: "Về vốn: giao Bộ Tài chính …"."""
ANCHOR = re.compile(
    r"(?<!\w)(?:với|cùng|của|cho|do|từ|giữa|tại|đến|gửi|về|trong|báo cáo|tham mưu|trình|giao|đề nghị|yêu cầu"
    r"|hướng dẫn|hỗ trợ|đôn đốc|là|phối hợp|chỉ đạo)\s+:?\s*"
)
OPENING = re.compile(any_of(_V["opening"]["words"]))
VERB_NEXT = re.compile(rf"\s*(?:{VERBS})")
_MODAL = re.compile(rf"(?:{ADVERBS}|{any_of(_V['modal']['words'])})\s+")
PLURAL = re.compile(any_of(["các", "những", "toàn thể"]))
MAY_FOLLOW = re.compile(any_of([*_V["opening"]["words"], *_V["adverbs"]["words"], *_V["modal"]["words"]]))
NO_DUTY = re.compile(any_of(_V["no_duty"]["words"]))
ANNOUNCES = re.compile(any_of(_V["announcing"]["words"]))
EXECUTION = re.compile(
    r"chịu trách nhiệm\s+(?:tổ chức\s+)?(?:thi hành|thực hiện)\s+(?:quyết định|chỉ thị|nghị quyết|thông tư)\s+này"
)


def role_of(small: str, position: int, end: int, listed: bool) -> str | None:
    """lead, support or implement by the verbs a predicate begins with; None when it says no duty.

    `listed`: the line stands below a unit where duties are shared out, so that any predicate is one.
    """
    at = position
    if NO_DUTY.match(small, at):
        return None
    described = _DESCRIBED.match(small, at)
    at = described.end() if described else at
    chain = CHAIN.match(small, at)
    if chain and not is_adjunct(small, at):
        return _role_in_chain(small, at, min(chain.end() + 1, end))
    first = first_verb(small, at, end)
    if first is None:
        return IMPLEMENT if listed and _may_be_listed(small, at) else None
    chain = CHAIN.match(small, first)
    return _role_in_chain(small, first, chain.end() + 1 if chain else first + 1)


_DESCRIBED = re.compile(
    r"quản lý [^;:.()]{2,120}?\s(?=có trách nhiệm(?!\w))"
    rf"|(?:là )?cơ quan thường trực (?:của )?(?:ban|hội đồng|tổ)\s[^,;:.()]{{2,80}},\s*(?={VERBS})"
)
"""What tells which are meant and is no verb: các sở quản lý quy hoạch theo chức năng có trách nhiệm …; what a unit
is besides: là cơ quan thường trực Ban An toàn giao thông, phối hợp với …"""
_ONLY_ADVERBS = re.compile(rf"(?:{ADVERBS}(?:\s*(?:,|và|hoặc|/)\s*|\s+)?)*")


def _role_in_chain(small: str, start: int, end: int) -> str:
    """The role by the first verbs from `start` on: "triển khai và phối hợp" is done, "chủ động phối hợp" supports."""
    frame = FIRST_FRAME.search(small, start, end)
    if not frame:
        return IMPLEMENT
    if frame.group("lead"):
        return LEAD
    joined = pattern_of(r"\bvà\s").search(small, start, frame.start())
    return IMPLEMENT if joined and not _ONLY_ADVERBS.fullmatch(small, start, frame.start()) else SUPPORT


def _may_be_listed(small: str, at: int) -> bool:
    """Whether a predicate without a known verb can be something to do: it begins with no number and no negation."""
    return not is_adjunct(small, at) and not pattern_of(r"không|mỗi|tối đa|tối thiểu|tổng|số|là|\W|\d").match(small, at)


def is_adjunct(small: str, at: int) -> bool:
    """Whether an adjunct begins here and no verb that happens to begin alike (theo kế hoạch, but theo dõi)."""
    opening = OPENING.match(small, at)
    verb = pattern_of(VERBS).match(small, at)
    return opening is not None and not (verb and verb.end() >= opening.end())


def first_verb(small: str, position: int, end: int) -> int | None:
    """Where the main verb stands after an adjunct: after a comma, else the first frame word."""
    verb = pattern_of(VERBS)
    if not is_adjunct(small, position):
        for match in _MODAL.finditer(small[position:end]):
            if verb.match(small, position + match.end()):
                return position + match.end()
    for comma in re.finditer(r",\s*", small[position:end]):
        if verb.match(small, position + comma.end()):
            return position + comma.end()
    frame = FIRST_FRAME.search(small, position, end)
    if frame:
        return frame.start()
    plain = pattern_of(VERBS).search(small, position + 3, end)
    return plain.start() if plain else None

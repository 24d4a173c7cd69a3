"""By when a quantity is to be reached: by its part of the sentence, else the sentence, else what it stands under."""

import re
from collections.abc import Sequence

from .contexts import Context, cites, per_of
from .moments import Moment, MomentKind
from .quantities import Kind, Quantity
from .setting import Setting
from .tokens import tokens_of


def by_of(setting: Setting, others: Sequence[Quantity]) -> tuple[str | None, str]:
    """The year or ISO date and the name of the rule that found it. `others` are all quantities of the sentence."""
    quantity = setting.quantity
    in_front = [moment for moment in setting.moments if moment.end <= quantity.start][-_NEAREST:]
    behind = [moment for moment in setting.moments if moment.start >= quantity.end][:_NEAREST]
    usable = [moment for moment in (*in_front, *behind) if _is_usable(setting, moment)]
    if found := _in_same_part(setting.text, quantity, usable, others):
        return found.by, "by.same_part"
    start, end = setting.clause
    before = [moment for moment in usable if moment.end <= quantity.start and _reaches_on(setting.text, moment)]
    if before and (in_clause := [moment for moment in before if moment.start >= start]):
        return in_clause[-1].by, "by.clause"
    if closing := _closes_all(setting.text, usable) or _of_remark(setting):
        return closing.by, "by.closing"
    after = [moment for moment in usable if quantity.end <= moment.start < end]
    if after and (after[0].kind is not MomentKind.DAY or _ends_clause(setting, after[0])):
        return after[0].by, "by.clause_after"
    if shared := [moment for moment in before if _reaches_over(setting.text, moment)]:
        return shared[-1].by, "by.sentence"
    if ends := _at_the_end(setting.text, quantity, usable, others):
        return ends.by, "by.deadline"
    if setting.context.by:
        return setting.context.by, "by.field" if setting.context.by_field else "by.heading"
    return None, "by.none"


def _is_usable(setting: Setting, moment: Moment) -> bool:
    """A moment that can be a goal: with a year, not over before the plan, not of a comparison or a cited document."""
    if not moment.by or (setting.year and moment.year and moment.year < setting.year):
        return False
    before = setting.text[max(0, moment.start - _REACH) : moment.start]
    if (compared := _COMPARES.search(before)) and not (compared[1] and _GOAL.match(setting.text, moment.start)):
        return False
    if _BEGINS.search(setting.text[moment.start : moment.end]) and not _begins_behind(setting, moment):
        return False
    if moment.start >= setting.quantity.end and _of_bracket(setting, moment):
        return False
    if _SCHOOL_YEAR.match(setting.text, moment.start):
        return False
    if cites(before) or _QUOTE.search(before) or _APPROVED.match(setting.text, moment.end):
        return False
    return moment.kind is not MomentKind.DAY or bool(_LIMIT.match(setting.text[moment.start : moment.end]))


def _opens_clause(text: str, moment: Moment) -> bool:
    """Whether the moment stands in front of its clause, so that the clauses behind it may share it."""
    before = text[max(0, moment.start - _REACH) : moment.start]
    leads = text[moment.end : moment.end + 2].lstrip().startswith(":")
    return leads or bool(_OPENS.search(before) or _TIME_OF_CLAUSE.search(before))


_OPENS = re.compile(
    r"(?:^|[.;:]\s|[\v\t])(?:\W|\d+[.)]|[a-zđ]\))*"
    r"(?:(?:phấn đấu|riêng|dự kiến|cụ thể|trong đó|mục tiêu|theo đó|chậm nhất|muộn nhất|trước mắt)[\s,:]*)*$",
    re.IGNORECASE,
)


def _ends_clause(setting: Setting, moment: Moment) -> bool:
    """Nothing stands between the deadline and the end of the clause: "lắp 16 camera, 02 máy soi … trước ngày …;"."""
    return not setting.text[moment.end : setting.clause[1]].strip(" .,*)")


_TIME_OF_CLAUSE = re.compile(r"(?:^|[;:.]\s)\W*thời (?:gian|hạn)[^;,.:]{0,40}$", re.IGNORECASE)
"""The clause is about the time itself: "thời gian lấy mẫu từ tháng 3 đến tháng 10 năm 2026; số lượng 24 mẫu/năm"."""


def _reaches_over(text: str, moment: Moment) -> bool:
    """Whether clauses behind a semicolon share it: a goal named as one, not the year in a plan's name."""
    return moment.kind is MomentKind.SPAN or bool(_GOAL.match(text, moment.start)) or _opens_clause(text, moment)


_GOAL = re.compile(r"(?:đến|tới|vào|trong|trước|hết|cuối)\b", re.IGNORECASE)


def _reaches_on(text: str, moment: Moment) -> bool:
    """A day, month or quarter behind its verb ends that duty: "ban hành kế hoạch trước ngày 31/3/2026, mỗi xã …"."""
    if moment.kind in (MomentKind.YEAR, MomentKind.SPAN) or not _GOAL.match(text, moment.start):
        return True
    return _opens_clause(text, moment)


def _closes_all(text: str, moments: list[Moment]) -> Moment | None:
    """ "Tổ chức 02 hội nghị và 05 lớp, do Phòng A chủ trì; hoàn thành trước ngày 31/3/2026": said of all before it."""
    last = moments[-1] if moments else None
    if last is None or text[last.end :].strip(" .;*)"):
        return None
    return last if _CLOSING.search(text, max(0, last.start - _REACH), last.start) else None


_WHO_AND_WHEN = re.compile(r"\([^()]*(?:chủ trì|phối hợp|thực hiện|đầu mối)(?!\w)[^()]*\)[\s.;*_]*$", re.IGNORECASE)


def _of_remark(setting: Setting) -> Moment | None:
    """ "Tổ chức 12 hội thảo (Cục A chủ trì, phối hợp với Vụ B; quý IV/2026)": the remark at the end is about it all."""
    if not setting.text.rstrip(" .;*_").endswith(")") or not (remark := _WHO_AND_WHEN.search(setting.text)):
        return None
    told = [moment for moment in setting.moments if moment.by and moment.start > remark.start()]
    return told[-1] if told and setting.quantity.end <= remark.start() else None


_CLOSING = re.compile(
    r"[,;.(]\s*(?:(?:tất cả|toàn bộ|các nhiệm vụ|việc này|yêu cầu|phấn đấu|thời gian|thời hạn|phải|cơ bản)\s+){0,3}"
    r"(?:hoàn thành|thực hiện|xong|thời gian|thời hạn|hoàn tất)"
    r"(?:\s+(?:xong|hoàn thành|thực hiện|chậm nhất))?\s*:?\s*$",
    re.IGNORECASE,
)


def _begins_behind(setting: Setting, moment: Moment) -> bool:
    """ "… cho 100% khách từ năm 2027": behind the quantity, with no end named, it is reached by then."""
    text = setting.text
    return moment.start >= setting.quantity.end and not re.match(r"\s*(?:đến|tới|[-–]|trở)", text[moment.end :])


def _of_bracket(setting: Setting, moment: Moment) -> bool:
    """A moment in brackets behind the quantity that dates something in them: "500 ha (năm 2026: 200 ha, …)"."""
    between = setting.text[setting.quantity.end : moment.start]
    opened = between.rfind("(") > between.rfind(")")
    return opened and not re.match(r"\s*\)", setting.text[moment.end :])


_SCHOOL_YEAR = re.compile(r"(?:trong\s+)?năm học\b", re.IGNORECASE)
_NEAREST = 8
"""Moments on either side of the quantity that are asked."""
_REACH = 250
"""Characters before a moment that may say it belongs to a comparison or to another document."""
_COMPARES = re.compile(r"(?:so với|gấp [\d,]+ lần|bằng [\d,]+\s?%)\s([^\d,;.()]{1,40})?$", re.IGNORECASE)
_BEGINS = re.compile(r"^từ\s+năm\s+\d{4}$", re.IGNORECASE)
_APPROVED = re.compile(
    r"[^;.]{0,60}?\s(?:đã )?được\s+(?:[^;.,]{0,40}\s)?(?:phê duyệt|ban hành|thông qua)\s+(?:tại|theo|kèm theo|ngày)\b"
)
"""Behind the years in the title of another document: "… giai đoạn 2021 - 2030 được phê duyệt tại Quyết định …"."""
_QUOTE = re.compile(r"“[^”]*$")
_LIMIT = re.compile(r"(?:trước|đến|hết|tới|vào|trong|kể từ)\b", re.IGNORECASE)


_NEAR_BEHIND = 14
"""Words between a quantity and the moment behind it that may still be its own."""


def _in_same_part(text: str, quantity: Quantity, moments: list[Moment], others: Sequence[Quantity]) -> Moment | None:
    """A moment in front between the same commas ("đến năm 2030 đạt 50%"), else one right behind ("20% năm 2025").

    A moment behind a comma begins something else, unless it is followed by no other quantity.
    """
    near = max(0, quantity.start - 2 * _REACH)
    start = max((match.end() for match in _COMMA.finditer(text, near, quantity.start)), default=near)
    if front := [moment for moment in moments if start <= moment.start and moment.end <= quantity.start]:
        return front[-1]
    limit = min((other.start for other in others if other.start >= quantity.end), default=len(text))
    for moment in moments:
        between = text[quantity.end : moment.start]
        if quantity.end <= moment.start < limit and len(between.split()) <= _NEAR_BEHIND and ";" not in between:
            return None if between.rstrip().endswith((",", ":", "|")) else moment
    return None


def _at_the_end(text: str, quantity: Quantity, moments: list[Moment], others: Sequence[Quantity]) -> Moment | None:
    """The deadline that closes the sentence, where neither a clause nor another quantity begins in between."""
    if not moments or moments[-1].start < quantity.end or text[moments[-1].end :].strip(" .;*)"):
        return None
    last, between = moments[-1], text[quantity.end : moments[-1].start]
    parted = re.search(r"[;:]|\.\s", between) or any(quantity.end <= other.start < last.start for other in others)
    return None if parted or not _LIMIT.match(text, last.start) else last


_COMMA = re.compile(r"[,;:]\s|\s\|\s|\bvà\b(?=\s+\d)|[\v\t]|[.](?=\s+[A-ZĐ])")


_ITS_OWN = re.compile(r"/\s?năm\b")
"""Behind a stroke the year belongs to one quantity, not to its neighbours."""
_NOUN_OF_YEARLY = re.compile(
    r"(?:kế hoạch|báo cáo|dự toán|định kỳ|công tác|chương trình|kinh phí|đánh giá|cây|lúa|rà soát|tổng kết)"
    r"\s+h[àằ]ng năm"
)


def per_of_quantity(setting: Setting) -> str | None:
    """ "year" where the quantity is counted per year, by its own unit, its clause, or a lead "Hằng năm, …"."""
    if setting.quantity.per:
        return setting.quantity.per
    if _every_year_in_clause(setting) or _opens_yearly(setting.text):
        return "year"
    return setting.context.per if _leads_yearly(setting.context) else None


def _every_year_in_clause(setting: Setting) -> bool:
    """Named before the quantity, or behind it where no other number stands between."""
    text, quantity, (start, end) = setting.text, setting.quantity, setting.clause
    before = _NOUN_OF_YEARLY.sub("", _ITS_OWN.sub(" ", text[start : quantity.start]))
    if per_of(before):
        return not (quantity.kind is Kind.SHARE and " trong đó " in before)  # a share of what is done each year
    behind = _NOUN_OF_YEARLY.sub("", re.split(r"\d", text[quantity.end : end], maxsplit=1)[0])
    return per_of(behind) is not None


def _opens_yearly(text: str) -> bool:
    """ "Hằng năm, …": said in front of all clauses."""
    first = " ".join(token.key for token in tokens_of(text[:60]) if token.text.isalpha() or token.text == ",")
    return bool(re.match(r"(?:phấn đấu |bình quân |trung bình )?(?:mỗi|hàng) năm ,", first))


def _leads_yearly(context: Context) -> bool:
    return per_of(context.lead) is not None or bool(context.headings and per_of(context.headings[0]))

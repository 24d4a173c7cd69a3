"""P: deadlines that had passed when the document was issued."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..citations import day
from ..values import Compiled, Place, Sentence, SentenceKind, Severity
from .rule import Fault, rule

_DEADLINE = re.compile(
    r"(?:trước|chậm nhất(?: là)?(?: trước)?|hoàn thành(?: xong)?(?: trước| trong| vào)?|xong trước"
    r"|thời hạn(?: là)?:?)\s+"
    r"(?:hết\s+)?(?P<when>(?:ngày\s+)?(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})\s?/\s?(?P<year>20\d\d)"
    r"|ngày\s+(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})\s+năm\s+(?P<year2>20\d\d)"
    r"|tháng\s+(?P<month3>\d{1,2})(?:\s?/\s?|\s+năm\s+)(?P<year3>20\d\d)"
    r"|quý\s+(?P<quarter>I{1,3}|IV|[1-4])(?:\s?/\s?|\s+năm\s+)(?P<year4>20\d\d))(?![\d/])",
    re.I,
)
_TO_DO = re.compile(r"\b(?:hoàn thành|báo cáo|gửi|trình|xong|nộp|bàn giao|chậm nhất|thời hạn)\b", re.I)
_OF_THE_PAST = re.compile(
    r"\b(?:đã|tính đến|thời điểm|được (?:đưa|cấp|giao|thành lập|xây dựng|phê duyệt)|có hiệu lực|phát sinh|hiện hành"
    r"|tồn tại|trước đây|từ trước|kể từ|đối với các[^.;]{0,80}trước)\b"
    r"|(?:công trình|dự án|hồ sơ|trường hợp|hợp đồng|kiến nghị)\s+(?:[^\W\d]+\s+){0,3}(?:hoàn thành|nộp|trình"
    r"|gửi)\b[^,;]{0,12}$"
    r"|theo (?:Nghị|Quyết|Thông|Luật|Kế hoạch số|Công văn)",
    re.I,
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
LONG_PAST = timedelta(days=31)
"""A notice may repeat what a meeting set for the days before it was signed; a month before is no such case."""


@rule(
    "P010", Severity.ERROR, "Thời hạn của nhiệm vụ có trước ngày ban hành",
    reason="Việc được giao với thời hạn trước ngày ban hành cả tháng: thường là chép từ kế hoạch cũ hoặc sai năm.",
    example="Kế hoạch ngày 24/11/2025 giao “hoàn thành trước ngày 15/6/2024”.",
    mend="Đặt lại thời hạn, sửa năm, hoặc ghi rõ việc đã hoàn thành.",
    kind="date",
)  # fmt: skip
def before_the_plan(compiled: Compiled) -> Iterator[Fault]:
    issued = compiled.skeleton.header.dated
    if issued is None:
        return
    assigned = {part.place for part in compiled.assignments}
    for sentence in compiled.sentences:
        for match in _deadlines(compiled, sentence, assigned):
            last = _last_day(match)
            if last and last + LONG_PAST < issued:
                words, days = " ".join(match["when"].split()), f"{issued.day}/{issued.month}/{issued.year}"
                what = f"Thời hạn “{words}” có trước ngày ban hành {issued:%d/%m/%Y}."
                place = Place(sentence.place.block, match.start(), match.end())
                yield Fault(place, what, f"{words}, {issued:%d/%m/%Y}, {days}", 0.75)


def _deadlines(compiled: Compiled, sentence: Sentence, assigned: set[Place]) -> Iterator[re.Match[str]]:
    """The deadlines of an order or promise; what tells of the past has none."""
    block = compiled.skeleton.blocks[sentence.place.block]
    if block.cells or "20" not in sentence.text or not _DEADLINE.search(sentence.text):
        return
    asks = sentence.kind in (SentenceKind.ORDER, SentenceKind.PROMISE)
    if not asks and not any(_within(place, sentence.place) for place in assigned):
        return
    for match in _DEADLINE.finditer(block.text, sentence.place.start, sentence.place.end):
        start = max(sentence.place.start, match.start() - 160)
        before = block.text[start : match.start()]
        if _TO_DO.search(block.text, start, match.end()) and not _OF_THE_PAST.search(before):
            yield match


def _within(place: Place, other: Place) -> bool:
    return place.block == other.block and other.start <= place.start < other.end


def _last_day(match: re.Match[str]) -> date | None:
    """The last day on which the deadline can be kept."""
    if match["day"] or match["day2"]:
        return day(match["year"] or match["year2"], match["month"] or match["month2"], match["day"] or match["day2"])
    quarter = match["quarter"]
    month = 3 * (_QUARTERS.get(quarter.upper()) or int(quarter)) if quarter else int(match["month3"])
    year = int(match["year4"] or match["year3"])
    return day(str(year + month // 12), str(month % 12 + 1), "1")


@rule(
    "P006", Severity.WARNING, "Thời hạn đã qua khi kế hoạch được ban hành",
    reason="Việc được giao với thời hạn trước ngày ban hành thì không ai hoàn thành đúng hạn được.",
    example="Kế hoạch ngày 24/11/2025 giao hoàn thành trước ngày 15/10/2025.",
    mend="Đặt lại thời hạn hoặc ghi rõ việc đã hoàn thành.",
)  # fmt: skip
def past_due(compiled: Compiled) -> Iterator[Fault]:
    issued = compiled.skeleton.header.dated
    told = {fault.place.block for fault in before_the_plan(compiled) if fault.place}
    for task in compiled.tasks:
        if (
            issued
            and task.place.block not in told
            and task.due
            and len(task.due) == 10
            and task.assignments
            and _iso(task.due)
            and task.due < issued.isoformat()
            and re.match(r"trước|chậm nhất|hoàn thành|xong|thời hạn", task.due_words.lower())
        ):
            yield Fault(
                task.place,
                f"Thời hạn {task.due_words or task.due} trước ngày ban hành {issued:%d/%m/%Y}.",
                f"{task.due}, {issued.isoformat()}",
                0.7,
            )


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

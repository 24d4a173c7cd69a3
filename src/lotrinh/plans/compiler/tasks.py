"""Tasks: every duty with its place, its name, how often it is due, until when, what it hands over, and who does it."""

import re
from collections.abc import Sequence

from .lexicon import entries
from .naming import Names, definitions
from .roles import Duty, read_duties, set_names
from .values import Assignment, Place, Sentence, SentenceKind, Skeleton, Task, Trace, VerbClass
from .words import any_of, flat

_V = entries("verbs")
_STANDING = re.compile(
    rf"(?:{any_of(['chủ động', 'tích cực', 'phối hợp', 'chủ trì'])}[\s,]+)*{any_of(_V['standing']['words'])}"
)
_PRODUCT = re.compile(
    rf"(?:xây dựng|ban hành|lập|trình|hoàn thiện|báo cáo|gửi|biên soạn|soạn thảo|phê duyệt)(?:,? (?:trình"
    rf"|ban hành|và|phê duyệt))*\s+"
    rf"({any_of(_V['products']['words'])}[^,;.:()]{{0,60}})"
)
_PERIODS = (
    ("month", re.compile(r"(?:hằng|hàng|mỗi) tháng|ngày \d{1,2} (?:hằng|hàng) tháng")),
    ("quarter", re.compile(r"(?:hằng|hàng|mỗi) quý")),
    ("half", re.compile(r"(?:0?6 tháng|sáu tháng|nửa năm)(?! tuổi| đầu năm \d)")),
    ("year", re.compile(r"(?:hằng|hàng|mỗi) năm|năm một lần|/năm|thường niên")),
)
_DATE = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+((?:19|20)\d\d)"
)
_DUE_WORDS = re.compile(
    r"(?:trước|chậm nhất|hoàn thành|xong|đến hết|trong|thời hạn|thời gian)[^;.()]{0,40}?"
    r"(?:ngày\s+\d{1,2}[^;.()]{0,30}|tháng\s+\d{1,2}(?:/\d{4}| năm \d{4})?|quý\s+[IV]+(?:\s*(?:/|-"
    r"|năm)\s*\d{4})?|năm\s+\d{4})"
)
_QUARTER_ENDS = {"i": "03-31", "ii": "06-30", "iii": "09-30", "iv": "12-31"}
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_tasks(skeleton: Skeleton, sentences: Sequence[Sentence] = ()) -> tuple[Task, ...]:
    """Every duty of the document, in the order of the text; those that name nobody come from sentences that order."""
    duties = read_duties(skeleton)
    names = _names(skeleton, duties)
    by_block: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_block.setdefault(sentence.place.block, []).append(sentence)
    tasks = [_task(duty, _home(duty, by_block), names) for duty in duties]
    taken = {(task.place.block, task.place.start) for task in tasks}
    tasks += [
        _unassigned(sentence)
        for sentence in sentences
        if sentence.kind is SentenceKind.ORDER and (sentence.place.block, sentence.place.start) not in taken
    ]
    return tuple(sorted(tasks, key=lambda task: (task.place, task.name)))


def _names(skeleton: Skeleton, duties: Sequence[Duty]) -> Names:
    names = Names(
        definitions(skeleton.blocks), skeleton.header.issuer or "", "\n".join(block.text for block in skeleton.blocks)
    )
    for duty in duties:
        for part in duty.parts:
            names.note(part.named)
    for named in set_names(skeleton):
        names.note(named)
    names.settle()
    return names


def _home(duty: Duty, by_block: dict[int, list[Sentence]]) -> Place:
    """The place of the sentence that holds most of the duty; its own place where there is none."""
    own = Place(duty.block, duty.start, max(duty.start, duty.end))

    def shared(sentence: Sentence) -> int:
        return min(own.end, sentence.place.end) - max(own.start, sentence.place.start)

    best = max(by_block.get(duty.block, ()), key=shared, default=None)
    return best.place if best and shared(best) > 0 else own


def _task(duty: Duty, place: Place, names: Names) -> Task:
    own_issuer = {"subject", "partner", "partners below"}
    seen: dict[tuple[str, str], Assignment] = {}
    for part in duty.parts:
        if part.rule in own_issuer and names.is_issuer(part.named.text):
            continue
        unit = names.fullest(part.named.text)
        at = Place(part.block, part.start, part.end)
        about = " ".join(duty.text.split()[:10])
        trace = Trace((part.rule,))
        seen.setdefault((unit, part.role), Assignment(at, unit, part.role, about, part.confidence, trace))
    assignments = tuple(seen.values())
    verb_class, period = verb_class_of(duty.text, duty.when)
    due, due_words = due_of(duty.when) if duty.when else due_of(duty.text)
    confidence = min((one.confidence for one in assignments), default=0.6)
    rules = tuple(dict.fromkeys(part.rule for part in duty.parts))
    product = duty.product or product_of(duty.text)
    name = " ".join(duty.text.split()[:40])
    return Task(place, name, verb_class, assignments, period, due, due_words, product, confidence, Trace(rules))


def _unassigned(sentence: Sentence) -> Task:
    verb_class, period = verb_class_of(sentence.text, "")
    due, due_words = due_of(sentence.text)
    name = " ".join(sentence.text.split()[:40])
    product = product_of(sentence.text)
    return Task(
        sentence.place, name, verb_class, (), period, due, due_words, product, sentence.confidence, Trace(("order",))
    )


def verb_class_of(text: str, when: str) -> tuple[VerbClass, str]:
    """One-off, periodic with its period, or standing, by the verbs and by what is said of the time."""
    small = flat(text)
    told = flat(when)
    for period, pattern in _PERIODS:
        if pattern.search(told) or not when and pattern.search(small):
            return VerbClass.PERIODIC, period
    if re.search(r"thường xuyên|liên tục", told) or not when and _STANDING.match(small):
        return VerbClass.STANDING, ""
    return VerbClass.ONE_OFF, ""


def due_of(text: str) -> tuple[str | None, str]:
    """Due date (ISO, or a year) and the words that say it."""
    small = flat(text)
    words = _DUE_WORDS.search(small)
    said = text[words.start() : words.end()].strip() if words else (text.strip() if len(text) < 60 else "")
    scope = flat(said)
    date_match = _DATE.search(scope)
    if date_match:
        day, month, year = (
            int(part) for part in (date_match.groups()[:3] if date_match.group(1) else date_match.groups()[3:])
        )
        return (f"{year}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None), said
    quarter = re.search(r"qu[ýí]\s+(i{1,3}|iv)\s*(?:/|-|năm)?\s*(?:năm\s*)?(20\d\d)", scope)
    if quarter:
        return f"{quarter.group(2)}-{_QUARTER_ENDS[quarter.group(1)]}", said
    month_match = re.search(r"tháng\s+(\d{1,2})\s*(?:/|năm)\s*(20\d\d)", scope)
    if month_match and 1 <= int(month_match.group(1)) <= 12:
        number = int(month_match.group(1))
        return f"{month_match.group(2)}-{number:02d}-{_MONTH_DAYS[number - 1]:02d}", said
    year_match = re.search(r"năm\s+(20\d\d)(?!\s*[-–]\s*20)", scope)
    if year_match:
        return year_match.group(1), said
    return None, said if words or re.search(r"\d|thường xuyên|hằng|hàng", scope) else ""


def product_of(text: str) -> str:
    """The paper or thing that has to be handed over: "kế hoạch phòng chống …"."""
    found = _PRODUCT.search(flat(text))
    return text[found.start(1) : found.end(1)].strip() if found else ""

"""Tasks: every duty with its place, its name, how often it is due, until when, what it hands over, and who does it."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .duties import Duty, Part, lines, read_duties, set_names
from .lexicon import entries
from .moments import moments_of
from .naming import Names, definitions
from .reliability import reliability
from .units import Named, read_list
from .values import Assignment, Place, Sentence, SentenceKind, Skeleton, Task, Trace, VerbClass
from .words import any_of, flat

_V = entries("verbs")
_STANDING = re.compile(
    rf"(?:{any_of(['chủ động', 'tích cực', 'phối hợp', 'chủ trì'])}[\s,]+)*{any_of(_V['standing']['words'])}"
)
_SPEAKING = re.compile(any_of(_V["speaking"]["words"]))
_PRODUCT = re.compile(
    rf"(?:xây dựng|ban hành|lập|trình|hoàn thiện|báo cáo|gửi|biên soạn|soạn thảo|phê duyệt)(?:,? (?:trình"
    rf"|ban hành|và|phê duyệt))*\s+"
    rf"({any_of(_V['products']['words'])}[^,;.:()]{{0,60}})"
)
_LABEL = re.compile(r"^\W*(?:[IVX]+\.|\d+(?:\.\d+)*[.)]|[a-zđ][.)]|\(\w{1,2}\)|[-–+*•])?\s*")
_PERIODS = (
    ("month", re.compile(r"(?:hằng|hàng|mỗi) tháng|ngày \d{1,2} (?:hằng|hàng) tháng")),
    ("quarter", re.compile(r"(?:hằng|hàng|mỗi) quý")),
    ("half", re.compile(r"(?:0?6 tháng|sáu tháng|nửa năm)(?! tuổi| đầu năm \d)")),
    ("year", re.compile(r"(?:hằng|hàng|mỗi) năm|năm một lần|/năm|thường niên")),
)
_DUE_WORDS = re.compile(
    r"(?:trước|chậm nhất|hoàn thành|xong|đến hết|trong|thời hạn|thời gian)[^;.()]{0,40}?"
    r"(?:ngày\s+\d{1,2}[^;.()]{0,30}|tháng\s+\d{1,2}(?:/\d{4}| năm \d{4})?|quý\s+[iv]+(?:\s*(?:/|-"
    r"|năm)\s*\d{4})?|năm\s+\d{4})"
)


def read_tasks(skeleton: Skeleton, sentences: Sequence[Sentence] = ()) -> tuple[Task, ...]:
    """Every duty of the document, in the order of the text; those that name nobody come from sentences that order."""
    duties = read_duties(skeleton)
    names = _names(skeleton, duties)
    by_block: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_block.setdefault(sentence.place.block, []).append(sentence)
    tasks = [_task(duty, _home(duty, by_block), names) for duty in duties]
    taken = {(task.place.block, task.place.start) for task in tasks}
    headings = _headings(skeleton)
    tasks += [
        _unassigned(sentence)
        for sentence in sentences
        if sentence.kind is SentenceKind.ORDER
        and (sentence.place.block, sentence.place.start) not in taken
        and sentence.place.block not in headings
    ]
    return tuple(sorted(tasks, key=lambda task: (task.place, task.name)))


def _names(skeleton: Skeleton, duties: Sequence[Duty]) -> Names:
    names = Names(
        definitions(skeleton.blocks), skeleton.header.issuer or "", "\n".join(block.text for block in skeleton.blocks)
    )
    for duty in duties:
        for part in duty.parts:
            names.note(part.named)
    for named in [*set_names(skeleton), *_addressed(skeleton)]:
        names.note(named)
    names.settle()
    return names


_ADDRESSED = re.compile(r"\W*kính gửi\s*:\s*")


def _addressed(skeleton: Skeleton) -> Iterator[Named]:
    """To whom a letter goes: later it says "Giám đốc Sở" for the "Giám đốc Sở … các tỉnh" it addressed."""
    for block in skeleton.blocks[: skeleton.body.start]:
        if opening := _ADDRESSED.match(flat(block.text)):
            yield from (name for name in read_list(block.text, opening.end(), closed=True)[0] if name.kind == "person")


def _home(duty: Duty, by_block: dict[int, list[Sentence]]) -> Place:
    """The place of the sentence that holds most of the duty; its own place where there is none."""
    own = Place(duty.block, duty.start, max(duty.start, duty.end))

    def shared(sentence: Sentence) -> int:
        return min(own.end, sentence.place.end) - max(own.start, sentence.place.start)

    best = max(by_block.get(duty.block, ()), key=shared, default=None)
    return best.place if best and shared(best) > 0 else own


def _task(duty: Duty, place: Place, names: Names) -> Task:
    spoken_of = {"subject", "partner", "partners below"}
    seen: dict[tuple[str, str], Assignment] = {}
    for part in duty.parts:
        if part.rule in spoken_of and names.is_body_of_issuer(part.named.text) or _only_speaks(part, duty, names):
            continue
        unit = names.fullest(part.named.text)
        at = Place(part.block, part.start, part.end)
        about = " ".join(duty.text.split()[:10])
        trace = Trace((part.rule,))
        seen.setdefault(
            (unit, part.role), Assignment(at, unit, part.role, about, reliability("assignment", part.confidence), trace)
        )
    assignments = tuple(seen.values())
    verb_class, period = verb_class_of(duty.text, duty.when)
    due, due_words = due_of(duty.when) if duty.when else due_of(duty.text)
    confidence = min((one.confidence for one in assignments), default=0.6)
    rules = tuple(dict.fromkeys(part.rule for part in duty.parts))
    product = duty.product or product_of(duty.text)
    name = " ".join(duty.text.split()[:40])
    return Task(place, name, verb_class, assignments, period, due, due_words, product, confidence, Trace(rules))


def _only_speaks(part: Part, duty: Duty, names: Names) -> bool:
    """Whether the issuer announces or asks ("Bộ … thông báo để …"), and takes nothing on itself."""
    says = _SPEAKING.match(flat(duty.text[part.end - duty.start :]).lstrip(" ,"))
    return part.rule == "subject" and bool(says) and names.is_issuer(part.named.text)


def _headings(skeleton: Skeleton) -> set[int]:
    """Blocks that only name what stands below them, and tables: a row without units orders nothing by itself."""
    above = {line.block for line, after in pairwise(lines(skeleton)) if line.is_heading and after.rank > line.rank}
    return above | {block.index for block in skeleton.blocks if block.cells}


def _unassigned(sentence: Sentence) -> Task:
    text = _LABEL.sub("", sentence.text)
    verb_class, period = verb_class_of(text, "")
    due, due_words = due_of(text)
    name = " ".join(text.split()[:40])
    product = product_of(text)
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
    """Due date (ISO, or a year) and the words that say it: the last moment of "Quý IV/2025 - Quý II/2026"."""
    words = _DUE_WORDS.search(flat(text))
    said = text[words.start() : words.end()].strip() if words else (text.strip() if len(text) < 60 else "")
    dated = [moment for moment in moments_of(said) if moment.by and not moment.vision]
    if dated:
        return _last_day(dated[-1].by), said
    if re.fullmatch(r"20\d\d", said):
        return said, said
    return None, said if words or re.search(r"\d|thường xuyên|hằng|hàng", flat(said)) else ""


def _last_day(by: str) -> str:
    """2026-09 as 2026-09-30; a year or a day as it is."""
    if not re.fullmatch(r"\d{4}-\d\d", by):
        return by
    return f"{by}-{monthrange(int(by[:4]), int(by[5:]))[1]}"


def product_of(text: str) -> str:
    """The paper or thing that has to be handed over: "kế hoạch phòng chống …"."""
    found = _PRODUCT.search(flat(text))
    return text[found.start(1) : found.end(1)].strip() if found else ""

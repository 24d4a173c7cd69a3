"""How surely a quantity is a target: named pieces of evidence with weights (lexicon/evidence.toml), added up.

Every piece has a reason in the lexicon and leaves its name in the trace, so that a reader can see why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from typing import Any

from .contexts import Context, clauses_of
from .lexicon import entries
from .marks import marks_of
from .moments import Moment, MomentKind, moments_of
from .nouns import keys
from .quantities import Kind, Quantity
from .tokens import key_of, line_of

NEAR = 12
"""Words before the quantity that may hold the verb whose object it is."""
SIGHT = 500
"""Characters of a clause on either side of the quantity that are looked at."""
AROUND = 10
"""Words from the quantity on that may still say it is there already: "145 trạm phát sóng hiện có"."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A quantity with the words around it, as lines of keys between spaces, and the context it inherits."""

    text: str
    quantity: Quantity
    context: Context
    clause: tuple[int, int]
    year: int | None
    """The year the plan is from."""
    moments: tuple[Moment, ...]
    lines: dict[str, str]
    shared: bool = False
    """A target stands before it in the same sentence or in the one before."""
    hangs: bool = False
    """The line it hangs from holds a target, whose parts may follow."""
    row: bool = False
    """Right before it, behind a comma or và, stands a target in the same unit."""

    @property
    def before(self) -> str:
        return self.lines["before"]

    @property
    def after(self) -> str:
        return self.lines["after"]


_COMPOUNDS = re.compile(r" (?:thực|thể|phát|xuất|biểu|tái|hiển) hiện(?= )")


def says(line: str, phrase: str) -> bool:
    """Whether `line` holds `phrase`. The hiện of thực hiện có hiệu quả is not the one of hiện có (there is now)."""
    if phrase not in line:
        return False
    return not phrase.startswith(" hiện ") or phrase in _COMPOUNDS.sub(" _", line)


def setting_of(
    text: str, quantity: Quantity, context: Context, *, year: int | None, shared: bool = False, hangs: bool = False,
    row: bool = False, moments: tuple[Moment, ...] | None = None,
) -> Setting:  # fmt: skip
    """`quantity` of the sentence `text` in its surroundings."""
    clause = next((s, e) for s, e in clauses_of(text) if s <= quantity.number[0] < max(e, s + 1))
    if clause[0] == 0 and (marks := marks_of(text)) and marks[0].end <= quantity.start:
        clause = (marks[0].end, clause[1])
    clause = max(clause[0], quantity.start - SIGHT), min(clause[1], quantity.end + SIGHT)
    before = line_of(text[clause[0] : quantity.start])
    words = before.split()
    whole = line_of(text[clause[0] : clause[1]])
    lines = {
        "before": before,
        "right_before": f" {' '.join(words[-3:])} ",
        "near": f" {' '.join(words[-NEAR:])} ",
        "around": f" {' '.join((*words, *line_of(text[quantity.start : clause[1]]).split()[:AROUND]))} ",
        "after": line_of(text[quantity.end : clause[1]]),
        "clause": whole,
        "sentence": line_of(text),
        "lead": line_of(context.lead),
        "headings": line_of(" ; ".join(context.headings[:3])),
    }
    moments = moments_of(text) if moments is None else moments
    return Setting(text, quantity, context, clause, year, moments, lines, shared or hangs, hangs, row)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`score` above zero: a target. `names` are the pieces of evidence, weightiest first."""

    score: float
    names: tuple[str, ...]

    @property
    def is_target(self) -> bool:
        return self.score > 0

    @property
    def confidence(self) -> float:
        """How often such a judgement is right."""
        return confidence_of(abs(self.score))


STEEPNESS, FLOOR, CEILING = 0.75, 0.4, 0.96
"""Fitted on the tuning documents, checked on the held-back ones (tests/corpus/README.md)."""


def confidence_of(score: float) -> float:
    """The share of targets with such a score that a careful reader lists too."""
    return CEILING / (1 + exp(-(STEEPNESS * score + FLOOR)))


def judge(setting: Setting, extra: tuple[str, ...] = ()) -> Judgement:
    """Whether the quantity is a target, and what says so; `extra` names evidence from outside its sentence."""
    found = {name: _weight(name) for name in (*_evidence(setting), *extra)}
    names = sorted(found, key=lambda name: -abs(found[name]))
    return Judgement(sum(found.values()), tuple(name for name in names if found[name]))


@cache
def _weight(name: str) -> float:
    return float(entries("evidence")[name]["weight"])


@cache
def _worded() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(name, where, phrases) of the evidence that is decided by words alone."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for name, entry in entries("evidence").items():
        if "words" in entry:
            found.append((name, entry["where"], tuple(f" {_keys(word)} " for word in entry["words"])))
    return tuple(found)


@lru_cache(maxsize=4096)  # the quantities of one sentence share most of their lines
def _said(where: str, line: str) -> tuple[str, ...]:
    """The evidence that the words of the line `where` hold."""
    return tuple(
        name
        for name, asked, phrases in _worded()
        if asked == where and any(phrase in line and says(line, phrase) for phrase in phrases)
    )


def _keys(words: str) -> str:
    return " ".join(key_of(word) for word in words.split())


_ONLY: dict[str, tuple[Kind, ...]] = {
    "delivers": (Kind.COUNT, Kind.MEASURE, Kind.BARE, Kind.SHARE),
    "money_set_aside": (Kind.MONEY,),
    "money_reached": (Kind.MONEY, Kind.VALUE),
    "price": (Kind.MONEY,),
    "capacity": (Kind.MEASURE,),
    "yearly": (Kind.COUNT, Kind.MEASURE, Kind.SHARE),
    "time_of_result": (Kind.DURATION,),
    "reporting": (Kind.DURATION, Kind.TIMES, Kind.COUNT, Kind.BARE),
    "copies": (Kind.COUNT, Kind.BARE),
    "composition": (Kind.COUNT,),
    "awards": (Kind.COUNT, Kind.MONEY, Kind.BARE),
    "multiple": (Kind.TIMES,),
    "condition": (Kind.COUNT, Kind.MEASURE, Kind.MONEY, Kind.BARE, Kind.DURATION),
}
"""Kinds of quantity a piece of worded evidence is about; all where it is not listed."""


def _evidence(setting: Setting) -> Iterator[str]:
    quantity = setting.quantity
    yield "base"
    yield f"kind_{quantity.kind}"
    if quantity.comparator == "~":
        yield "about"
    elif quantity.comparator != "=":
        yield "bound"
    for where, line in setting.lines.items():
        for name in _said(where, line):
            if quantity.kind in _ONLY.get(name, (quantity.kind,)) and (name != "shared_out" or setting.shared):
                yield name
    yield from _of_place(setting)
    yield from _of_time(setting)
    yield from _of_shape(setting)
    yield from _against(setting)


def _of_place(setting: Setting) -> Iterator[str]:
    section = setting.context.section
    if section:
        yield f"in_{section}"
    if setting.context.by and _is_future(setting.context.by, setting.year):
        yield "under_year"


def _of_time(setting: Setting) -> Iterator[str]:
    start, end = setting.clause
    years = [
        moment.year
        for moment in setting.moments
        if moment.year and moment.kind in (MomentKind.YEAR, MomentKind.SPAN, MomentKind.QUARTER, MomentKind.MONTH)
        and start <= moment.start < end and not _COMPARED.search(setting.text[max(0, moment.start - 60) : moment.start])
    ]  # fmt: skip
    if setting.year and years and all(year < setting.year for year in years):
        yield "past_year"
    elif any(_is_future(str(year), setting.year) for year in years):
        yield "future"
    if setting.quantity.comparator == "<=" and setting.quantity.kind is Kind.DURATION:
        yield "time_bound"


_COMPARED = re.compile(r"\bso với\b[^,;.]*$", re.IGNORECASE)


def _is_future(by: str, year: int | None) -> bool:
    return int(by[:4]) >= (year or 0)


def _of_shape(setting: Setting) -> Iterator[str]:
    if _opens(setting):
        yield "opens_clause"
        if setting.hangs:
            yield "part_of_lead"
    if setting.row:
        yield "in_row"
    if setting.quantity.kind in (Kind.COUNT, Kind.MEASURE) and _acts(setting):
        yield "acts_on"
    if setting.quantity.kind in (Kind.COUNT, Kind.MEASURE) and _HANDED_OVER.match(setting.after):
        yield "handed_over"
    if setting.quantity.kind is Kind.SHARE and any(f" {word} " in setting.after for word in ("được", "có", "đạt")):
        yield "share_of_all"


_HANDED_OVER = re.compile(
    r"(?: (?!đã|đang|được|chưa)[^ ,;]+){0,8} được (?:bàn giao|hoàn thành|xây dựng|lắp đặt|đầu tư|thành lập|ban hành"
    r"|công bố|cấp|vận hành|phê duyệt|đưa vào|nâng cấp|cải tạo|tổ chức|công nhận|trồng|xây) "
)
"""What follows a count that is to be made; "đã được" tells of what is made already."""


@cache
def _acting_verbs() -> frozenset[str]:
    return frozenset(key for key in keys("verbs", "duty") if " " in key) - keys("sayings", "idle")


def _acts(setting: Setting) -> bool:
    """A verb right before the quantity, where no worded evidence has named one already."""
    verb = " ".join(setting.before.split()[-2:])
    return verb in _acting_verbs() and not any(f" {word} " in setting.lines["near"] for word in _delivering())


@cache
def _delivering() -> tuple[str, ...]:
    return tuple(_keys(word) for word in entries("evidence")["delivers"]["words"])


_TIME_IN_FRONT = re.compile(
    r"(?:mỗi|h[àằ]ng|từng) (?:năm|quý|tháng|xã|phường|đơn vị|thôn)|phấn đấu|có|riêng|trong đó", re.IGNORECASE
)


def _opens(setting: Setting) -> bool:
    """Nothing but a time, a colon or a bracket stands between the beginning of the clause and the quantity."""
    if setting.quantity.kind not in (Kind.COUNT, Kind.SHARE, Kind.MEASURE):
        return False
    start, end = setting.clause[0], setting.quantity.start
    before = setting.text[start:end]
    for moment in setting.moments:
        if start <= moment.start and moment.end <= end:
            before = before.replace(setting.text[moment.start : moment.end], "")
    before = _TIME_IN_FRONT.sub("", before).strip(" ,")
    return not before or (before[-1] in ":(" and setting.quantity.kind is not Kind.SHARE)


# --- against ---------------------------------------------------------------------------------------------------------


_PLACE_PREPOSITIONS = ("tại", "trên", "ở", "của", "thuộc", "gồm", "các", "cho", "bàn", "với", "trong", "qua", "và")
_QUOTES = {"“": "”", "‘": "’", "«": "»", '"': '"'}


def _against(setting: Setting) -> Iterator[str]:
    quantity, words = setting.quantity, setting.before.split()
    after = setting.after.split()
    last = words[-1] if words else ""
    if "tuổi" in after[:4] and quantity.kind is not Kind.SHARE or "tuổi" in line_of(quantity.unit).split():
        yield "age"
    if is_baseline(setting):
        yield "baseline"
    unit = line_of(quantity.unit).split()
    if quantity.kind is Kind.COUNT and quantity.comparator == "=" and last in _PLACE_PREPOSITIONS and _is_place(unit):
        yield "place"
    if (
        unit[:1]
        and unit[0] in keys("places", "set_names")
        and quantity.comparator == "="
        and quantity.kind is not Kind.SHARE
    ):
        yield "set_name"
    if quantity.kind is Kind.TIMES and (_is_frequency(quantity, after)):
        yield "frequency"
    if _WHEN.search(setting.before) and quantity.comparator != "=":
        yield "condition_of_time"
    if _is_definition(setting):
        yield "definition"
    if _DOCUMENTS.match(quantity.unit) and quantity.comparator == "=":
        yield "counts_documents"
    if quantity.kind is Kind.SHARE and _is_strength(setting):
        yield "strength"
    if _is_quoted(setting.text, quantity.number[0]):
        yield "quoted"


def _is_place(unit: list[str]) -> bool:
    return any(" ".join(unit[:length]) in keys("places", "places") for length in (1, 2))


def is_baseline(setting: Setting) -> bool:
    """Where the rise or fall begins, or what is compared with."""
    words, after = setting.before.split(), setting.after.split()
    if setting.quantity.comparator == "range":
        return False
    if " so với " in f" {' '.join(words[-8:])} ":
        return "tăng" not in words[-3:] and "giảm" not in words[-3:]
    begins = words[-1:] == ["từ"] or setting.quantity.comparator_words.lower() == "từ"
    return begins and any(word in after[:9] for word in ("lên", "xuống", "còn", "thành"))


def _is_frequency(quantity: Quantity, after: list[str]) -> bool:
    rhythm = ("tháng", "tuần", "ngày", "quý", "năm")
    return (
        "/" in quantity.unit
        or quantity.per == "year"
        or after[:1] == ["mỗi"]
        or after[:1] == ["trong"]
        and (len(after) > 1 and after[1] in rhythm)
    )


_WHEN = re.compile(r" (?:khi|nếu)(?: [^ ,;]+){0,6} $| đối với(?: [^ ,;]+){1,4} có $")
_DOCUMENTS = re.compile(r"(?:Luật|Nghị|Quyết|Thông tư|Chương trình|Chỉ thị|Đề án|Pháp lệnh)\b")


def _is_definition(setting: Setting) -> bool:
    """A bound alone in brackets behind words, of something measured or counted."""
    quantity = setting.quantity
    if quantity.comparator in ("=", "~", "range") or quantity.kind not in (Kind.MEASURE, Kind.COUNT, Kind.MONEY):
        return False
    before, after = setting.text[: quantity.start].rstrip(), setting.text[quantity.end :].lstrip()
    return before.endswith("(") and after.startswith(")")


_SUBSTANCE = re.compile(r"(?:\b[A-Z][a-z]{3,}|\b(?:cồn|axit|dung dịch|nồng độ|hàm lượng|độ ẩm))\s*$")


def _is_strength(setting: Setting) -> bool:
    """ "Chlorine 70%": a foreign name right before a bare share is a substance."""
    return setting.quantity.comparator == "=" and bool(_SUBSTANCE.search(setting.text[: setting.quantity.start]))


def _is_quoted(text: str, at: int) -> bool:
    """Whether character `at` stands between an opening quotation mark and its partner."""
    for opening, closing in _QUOTES.items():
        start = text.rfind(opening, 0, at)
        if start < 0 or text.find(closing, at) < 0:
            continue
        if opening == closing:
            return text.count(opening, 0, at) % 2 == 1
        if closing not in text[start:at]:
            return True
    return False


def reasons(names: tuple[str, ...]) -> tuple[str, ...]:
    """The reasons of the named pieces of evidence, for `--explain`."""
    table: dict[str, Any] = entries("evidence")
    return tuple(table[name]["reason"] for name in names if name in table)

"""How surely a quantity is a target: named pieces of evidence with weights (lexicon/evidence.toml), added up.

Every piece has a reason in the lexicon and leaves its name in the trace, so that a reader can see why.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from typing import Any

from .counter_evidence import against
from .lexicon import entries
from .moments import Moment, MomentKind
from .nouns import keys
from .quantities import Kind, Quantity
from .setting import Setting, says
from .tokens import key_of, line_of


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
def _worded() -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    """(name, where, phrases, names that only look like them) of the evidence that is decided by words alone."""
    found: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = []
    for name, entry in entries("evidence").items():
        if "words" in entry:
            phrases, names = (
                tuple(f" {_keys(word)} " for word in entry.get(group, ())) for group in ("words", "unless")
            )
            found.append((name, entry["where"], phrases, names))
    return tuple(found)


@lru_cache(maxsize=4096)  # the quantities of one sentence share most of their lines
def _said(where: str, line: str) -> tuple[str, ...]:
    """The evidence that the words of the line `where` hold."""
    return tuple(
        name for name, asked, phrases, names in _worded() if asked == where and _holds_one(line, phrases, names)
    )


def _holds_one(line: str, phrases: Iterable[str], names: Iterable[str]) -> bool:
    for phrase in phrases:  # noqa: SIM110 (no generator: some two hundred phrases are asked of every line)
        if phrase in line and says(_without(line, names), phrase):
            return True
    return False


def _without(line: str, names: Iterable[str]) -> str:
    """The line without fixed names in which a telling word tells nothing: the tập thể of kinh tế tập thể."""
    for name in names:
        line = line.replace(name, " _ ")
    return line


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
    "dimension": (Kind.MEASURE, Kind.COUNT),
    "length_of_one": (Kind.DURATION, Kind.COUNT),
    "norm": (Kind.SHARE,),
    "quota": (Kind.COUNT, Kind.BARE),
    "disburses": (Kind.MONEY,),
    "support_rate": (Kind.SHARE, Kind.POINTS, Kind.MONEY),
    "produces": (Kind.MEASURE, Kind.COUNT),
    "contest": (Kind.COUNT, Kind.MEASURE, Kind.DURATION, Kind.BARE),
    "does": (Kind.COUNT, Kind.MEASURE, Kind.BARE),
    "meets": (Kind.TIMES, Kind.DURATION),
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
        if quantity.comparator_words.lower().startswith(("tối thiểu", "ít nhất")):
            yield "at_least"
    for where, line in setting.lines.items():
        for name in _said(where, line):
            if quantity.kind in _ONLY.get(name, (quantity.kind,)) and not _is_void(name, setting):
                yield name
    yield from _of_place(setting)
    yield from _of_time(setting)
    yield from _of_shape(setting)
    yield from against(setting)


def _is_void(name: str, setting: Setting) -> bool:
    """Worded evidence that holds only where something else does."""
    if name == "shared_out":
        return not setting.shared
    if name == "contest":
        return setting.quantity.comparator != "<="
    return name == "present_sentence" and setting.turned


def _of_place(setting: Setting) -> Iterator[str]:
    section = setting.context.section
    if section:
        yield f"in_{section}"
    if setting.context.by and _is_future(setting.context.by, setting.year):
        yield "under_year"


def _of_time(setting: Setting) -> Iterator[str]:
    start, end = _bracket_around(setting) or setting.clause
    years = [
        moment.year
        for moment in setting.moments
        if moment.year and moment.kind in (MomentKind.YEAR, MomentKind.SPAN, MomentKind.QUARTER, MomentKind.MONTH)
        and start <= moment.start < end and not _is_aside(setting, moment)
    ]  # fmt: skip
    if setting.year and years and all(year < setting.year for year in years):
        yield "past_year"
        if _begins_with_past(setting, start):
            yield "told_of_past"
    elif any(_is_future(str(year), setting.year) for year in years):
        yield "future"
    if setting.quantity.comparator == "<=" and setting.quantity.kind is Kind.DURATION:
        yield "time_bound"


_COMPARED = re.compile(r"\b(?:so với|gấp [\d,]+ lần)\b[^,;.(]*$|\bbằng [\d,]+\s?%[^,;.(]*$", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*$")


def _is_aside(setting: Setting, moment: Moment) -> bool:
    """A year of comparison, or one in brackets behind the quantity: "8% (năm 2021: 5,6%)"."""
    text, quantity = setting.text, setting.quantity
    if _COMPARED.search(text, max(0, moment.start - 60), moment.start):
        return True
    return moment.start >= quantity.end and bool(_BRACKET.search(text, quantity.end, moment.start))


def _bracket_around(setting: Setting) -> tuple[int, int] | None:
    """The brackets around the quantity, where they hold a year of their own: "(năm 2022 xảy ra 35 vụ)"."""
    text, quantity, (start, end) = setting.text, setting.quantity, setting.clause
    opening = text.rfind("(", start, quantity.start)
    closing = text.find(")", quantity.end, end)
    if opening < 0 or closing < 0 or ")" in text[opening : quantity.start]:
        return None
    dated = any(moment.year and opening < moment.start < closing for moment in setting.moments)
    return (opening + 1, closing) if dated else None


def _begins_with_past(setting: Setting, start: int) -> bool:
    """ "Năm 2023 cả nước có …, chiếm 16%": nothing stands before the year."""
    first = next((moment for moment in setting.moments if start <= moment.start < setting.quantity.start), None)
    return bool(first and first.year and not re.search(r"\w", setting.text[start : first.start]))


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
    yield from _of_unit(setting.quantity)


def _of_unit(quantity: Quantity) -> Iterator[str]:
    if quantity.kind in (Kind.COUNT, Kind.MEASURE) and quantity.per == "year":
        yield "per_year"
    if quantity.kind is Kind.COUNT and quantity.unit.split()[0].lower() in _EVENTS:
        yield "event"
    if quantity.kind is Kind.DURATION and quantity.comparator == "<=" and quantity.unit in _FAST:
        yield "quick"
    if counts_lessons(quantity):
        yield "lessons"


_EVENTS = ("đợt", "cuộc", "buổi", "phiên", "chuyến")
_FAST = ("giây", "phút", "giờ", "tiếng")
_TAUGHT = re.compile(r" (?:tuần|tiết) (?:thực học|thực dạy) ")


def counts_lessons(quantity: Quantity) -> bool:
    """35 tuần thực học."""
    return quantity.kind is Kind.DURATION and bool(_TAUGHT.search(line_of(quantity.unit)))


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


def reasons(names: tuple[str, ...]) -> tuple[str, ...]:
    """The reasons of the named pieces of evidence, for `--explain`."""
    table: dict[str, Any] = entries("evidence")
    return tuple(table[name]["reason"] for name in names if name in table)

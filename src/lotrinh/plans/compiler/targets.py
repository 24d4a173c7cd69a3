"""Targets: quantities the plan sets out to reach, in sentences, bullets, task blocks and tables.

`quantities` finds numbers with unit and comparator, `evidence` judges each, `dates_of_targets` says by when,
`target_tables` reads tables whose cells are numbers; here they are put together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .contexts import Context, contexts_of
from .counter_evidence import is_baseline
from .dates_of_targets import by_of, per_of_quantity
from .evidence import Judgement, counts_lessons, judge
from .moments import moments_of
from .quantities import Kind, Quantity, quantities_of
from .reliability import reliability
from .setting import Setting, setting_of
from .target_tables import read_tables
from .text import fold_spaces
from .values import BlockKind, Place, Sentence, Skeleton, Target, Trace

QUOTE_WORDS = 15


def read_targets(skeleton: Skeleton, sentences: tuple[Sentence, ...]) -> tuple[Target, ...]:
    """All targets in the order of the text, each with its place, its confidence and the evidence for it."""
    contexts = contexts_of(skeleton)
    year = skeleton.header.dated.year if skeleton.header.dated else None
    extra = ("rule_document",) if lays_down_rules(skeleton) else ()
    found = list(read_tables(skeleton, contexts, year, extra))
    shared_in: dict[int, str | None] = {}
    leads: set[str] = set()
    for sentence in sentences:
        block = skeleton.blocks[sentence.place.block]
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        text = block.text[sentence.place.start : sentence.place.end]
        context = contexts[block.index]
        if (by := shared_in.get(block.index)) and _GOES_ON.match(text):
            context = replace(context, by=by)
        standing = Standing(context, year, shared=block.index in shared_in, hangs=context.lead in leads, extra=extra)
        if targets := list(targets_in(text, sentence.place, standing)):
            shared_in[block.index] = targets[-1].by
            leads.add(block.text.strip())
            found += targets
    return tuple(sorted(found, key=lambda target: target.place))


_GOES_ON = re.compile(r"\W*(?:Trong đó|Cụ thể|Riêng|Gồm|Bao gồm)\b")
"""A sentence that only shares out or narrows the one before it is to be reached by the same time."""
_RULES = re.compile(
    r"\b(?:quy định|quy chế|định mức|phân bổ|nguyên tắc|tiêu chuẩn|mức thu|mức chi|bảng giá|quy chuẩn)\b"
)
_RULING_KINDS = ("luật", "nghị định", "thông tư", "quy định", "quy chế", "pháp lệnh")


def lays_down_rules(skeleton: Skeleton) -> bool:
    """Whether the document sets rules instead of planning: told by its kind and the first words of its title."""
    kind, title = (skeleton.header.kind or "").lower(), (skeleton.header.title or "").lower()
    return kind in _RULING_KINDS or bool(_RULES.search(" ".join(title.split()[:8])))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a sentence brings along from where it stands."""

    context: Context
    year: int | None
    """The year the plan is from."""
    shared: bool = False
    """The sentence before it in its paragraph had a target."""
    hangs: bool = False
    """The line it hangs from had a target."""
    extra: tuple[str, ...] = ()
    """Names of evidence from outside the sentence."""


def targets_in(text: str, place: Place, standing: Standing) -> Iterator[Target]:
    """The targets of one sentence (or cell) at `place`."""
    quantities = quantities_of(text)
    moments = moments_of(text) if quantities else ()
    baseline: float | None = None
    shared = standing.shared
    total: Quantity | None = None
    last: Quantity | None = None
    money: Quantity | None = None
    found: Target | None = None
    for printed in quantities:
        quantity = _as_part(text, printed, total, money)
        money = quantity if printed.kind is Kind.MONEY else money
        setting = setting_of(
            text, quantity, standing.context, year=standing.year, shared=shared, hangs=standing.hangs,
            row=_in_row(text, last, quantity), moments=moments,
        )  # fmt: skip
        qualifies = ("qualifies",) if _ranks_a_target(text, last, quantity) else ()
        part = ("lessons",) if _shares_lessons(total, quantity) else ()
        judgement = judge(setting, (*standing.extra, *qualifies, *part))
        if is_baseline(setting):
            baseline = quantity.value
        if judgement.is_target:
            shared, total = True, total or quantity
            if found:
                yield found
            found, last = _target(setting, judgement, place, quantities, baseline), quantity
            baseline = None
        elif found and last and found.baseline is None and _was_before(text, last, quantity, judgement):
            found = replace(found, baseline=quantity.value)
    if found:
        yield found


_TELLS_OF_BEFORE = frozenset(("baseline", "present", "past_year", "told_of_past", "told_of_now"))
_BEHIND_TARGET = re.compile(r"[^();.]{0,60}\([^();.]{0,60}|[^();.]{0,40}so với [^();.]{0,40} là ")


def _was_before(text: str, last: Quantity, quantity: Quantity, judgement: Judgement) -> bool:
    """Whether a quantity right behind a target says what it was: "đạt 45% (năm 2020: 38,2%)", "so với … là 38%"."""
    if quantity.kind is not last.kind or not _TELLS_OF_BEFORE & set(judgement.names):
        return False
    same_unit = quantity.unit.split()[:1] == last.unit.split()[:1]
    return same_unit and bool(_BEHIND_TARGET.fullmatch(text, last.end, quantity.start))


_SHARES_OUT = re.compile(r"\b(?:trong đó|gồm|cụ thể|bao gồm)\b|[(:]", re.IGNORECASE)


def _as_part(text: str, quantity: Quantity, total: Quantity | None, money: Quantity | None) -> Quantity:
    """ "58 trạm, trong đó VNPT 25": a bare part is counted in the unit of its total or its sum of money."""
    if quantity.kind is not Kind.BARE:
        return quantity
    for whole in (total, money):
        if whole is None or whole.kind is Kind.SHARE or quantity.amount > whole.amount:
            continue
        if _SHARES_OUT.search(text, whole.end, quantity.start):
            return replace(quantity, unit=whole.unit, kind=whole.kind)
    return quantity


def _in_row(text: str, last: Quantity | None, quantity: Quantity) -> bool:
    """ "VNPT 25 trạm, Viettel 33 trạm", "01 hội nghị, 02 lớp": the same unit a few words on, or the next of a row."""
    if last is None or last.kind is not quantity.kind or last.kind is Kind.SHARE:
        return False
    between = text[last.end : quantity.start]
    if re.search(r"[.;]", between) or not re.search(r",|\bvà\b", between) or len(between.split()) > 10:
        return False
    same_unit = quantity.unit.split()[:1] == last.unit.split()[:1]
    return same_unit or (quantity.kind is Kind.COUNT and bool(re.search(r"(?:,|\bvà)\s*$", between)))


def _shares_lessons(total: Quantity | None, quantity: Quantity) -> bool:
    """ "35 tuần thực học (học kỳ I có 18 tuần, học kỳ II có 17 tuần)": weeks of teaching shared out to terms."""
    if total is None or not counts_lessons(total) or quantity.kind is not Kind.DURATION:
        return False
    return quantity.unit.split()[:1] == total.unit.split()[:1] and quantity.value < total.value


_RANK = re.compile(r"\bnhóm\s*$")


def _ranks_a_target(text: str, last: Quantity | None, quantity: Quantity) -> bool:
    """ "8 trường thuộc nhóm 200 trường hàng đầu": the rank says which eight; alone, a rank is a target itself."""
    if last is None or not _RANK.search(text[: quantity.start]):
        return False
    same_clause = not re.search(r"[;.]\s", text[last.end : quantity.start])
    return same_clause and not _RANK.search(text[: last.start])


def _target(
    setting: Setting, judgement: Judgement, place: Place, quantities: tuple[Quantity, ...], baseline: float | None
) -> Target:  # fmt: skip
    quantity = setting.quantity
    by, by_rule = by_of(setting, quantities)
    nearly = "" if judgement.confidence > 0.8 else "không phải chỉ tiêu"
    return Target(
        place=Place(place.block, place.start + quantity.start, place.start + quantity.end),
        quote=quote_of(setting.text, quantity),
        indicator=indicator_of(setting),
        comparator=quantity.comparator,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit or counted_before(setting),
        by=by,
        per=per_of_quantity(setting),
        direction=direction_of(setting),
        baseline=baseline,
        territory=territory_of(setting.text),
        confidence=reliability("target", judgement.confidence),
        trace=Trace((*judgement.names, by_rule), nearly),
    )


# --- words around the value ------------------------------------------------------------------------------------------


def quote_of(text: str, quantity: Quantity) -> str:
    """At most fifteen words in a row that hold the value, from the beginning of its clause where that is near."""
    head = text[: quantity.start].split()
    value = text[quantity.start : quantity.end].split()
    tail = text[quantity.end :].split()
    room = max(QUOTE_WORDS - len(value), 0)
    taken_before = min(len(head), max(room - 4, 0), 9)
    quote = [*head[len(head) - taken_before :], *value, *tail[: max(room - taken_before, 0)]]
    return fold_spaces(" ".join(quote[:QUOTE_WORDS]))


_INDICATOR_END = re.compile(
    r"\s+(?:đạt(?: được)?|phấn đấu(?: đạt)?|dự kiến(?: đạt)?|chiếm|lên|còn|là|tăng|giảm|với|từ|khoảng|trung bình"
    r"|bình quân|có|:)*\s*$",
    re.IGNORECASE,
)
_INDICATOR_START = re.compile(
    r"^(?:[-+*•–]\s*|[a-zđ]\)\s*|\d+(?:\.\d+)*[.)]\s*)*"
    r"(?:phấn đấu|bảo đảm|đảm bảo|đến (?:hết )?năm \d{4},?:?|hoàn thành|trong đó,?:?)?\s*",
    re.IGNORECASE,
)


def indicator_of(setting: Setting) -> str:
    """What is measured, in the words of the clause: those before the quantity, else those behind it."""
    quantity, text = setting.quantity, setting.text
    start, end = setting.clause
    before = _INDICATOR_END.sub("", _INDICATOR_START.sub("", text[start : quantity.start].rstrip(" (") + " "))
    before = re.split(r"[,:]\s", before)[-1].strip()
    if len(before.split()) >= 3:
        return " ".join(before.split()[-20:])
    after = re.split(r"[,.;:(]", text[quantity.end : end])[0].strip()
    if quantity.kind is Kind.SHARE:
        return " ".join(f"tỷ lệ {after}".split()[:20])
    return " ".join(f"số {quantity.unit} {after}".split()[:20])


_COUNTED = re.compile(
    r"(?<!chỉ )(?:số lượng|tổng số|số)\s+((?:[^\W\d_]+\s?){1,5}?)\s*(?:đạt|là|:|tăng|giảm|có)?\s*$", re.IGNORECASE
)


def counted_before(setting: Setting) -> str:
    """The unit of a number that nothing follows: "tổng số trạm đạt 58" counts trạm."""
    match = _COUNTED.search(setting.text[setting.clause[0] : setting.quantity.start])
    return match[1].strip() if match else ""


_RISES = ("tăng", "nâng", "lên", "mở rộng", "trở lên", "tối thiểu", "ít nhất", "hơn", "trên")
_FALLS = ("giảm", "hạ", "xuống", "còn", "dưới", "rút ngắn", "cắt giảm", "kéo giảm", "tối đa", "không quá")


def direction_of(setting: Setting) -> str:
    """rise or fall where the words say so: a verb of change first, else the side of the bound."""
    words = setting.before.split()[-10:] + setting.after.split()[:3]
    verbs = [word for word in words if word in ("tăng", "nâng", "lên", "giảm", "xuống", "hạ")]
    if verbs:
        return "rise" if verbs[-1] in ("tăng", "nâng", "lên") else "fall"
    if " rút ngắn " in setting.before or " cắt giảm " in setting.before:
        return "fall"
    return {">": "rise", ">=": "rise", "<": "fall", "<=": "fall"}.get(setting.quantity.comparator, "")


_TERRITORY = re.compile(
    r"(?:[Tt]rên địa bàn|[Tt]rong phạm vi|[Tt]ại địa bàn|ở địa bàn|[Tt]rên phạm vi)"
    r"\s+((?:(?:toàn|cả)\s+)?(?:[^\s,.;:()]+\s?){1,6})"
)


_TERRITORY_ENDS = ("có", "được", "đạt", "ứng", "là", "và", "theo", "phấn", "bảo", "đảm", "tổ", "trồng", "còn", "giảm")


def territory_of(text: str) -> str:
    """The area a sentence names as its own ("trên địa bàn tỉnh"); "" where it names none."""
    match = _TERRITORY.search(text)
    if not match:
        return ""
    words = match[1].split()
    stop = next((at for at, word in enumerate(words) if at and word in _TERRITORY_ENDS), None)
    return " ".join(words[:stop])

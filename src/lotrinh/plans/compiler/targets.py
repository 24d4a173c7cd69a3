"""Targets: quantities the plan sets out to reach, in sentences, bullets, task blocks and tables.

`quantities` finds numbers with unit and comparator, `evidence` judges each, `dates_of_targets` says by when,
`target_tables` reads tables whose cells are numbers; here they are put together.
"""

import re
from collections.abc import Iterator

from .contexts import Context, contexts_of
from .dates_of_targets import by_of, per_of_quantity
from .evidence import Judgement, Setting, is_baseline, judge, setting_of
from .moments import moments_of
from .quantities import Kind, Quantity, quantities_of
from .target_tables import read_tables
from .text import fold_spaces
from .values import BlockKind, Place, Sentence, Skeleton, Target, Trace

QUOTE_WORDS = 15


def read_targets(skeleton: Skeleton, sentences: tuple[Sentence, ...]) -> tuple[Target, ...]:
    """All targets in the order of the text, each with its place, its confidence and the evidence for it."""
    contexts = contexts_of(skeleton)
    year = skeleton.header.dated.year if skeleton.header.dated else None
    found = list(read_tables(skeleton, contexts, year))
    inherited: dict[int, bool] = {}
    for sentence in sentences:
        place = sentence.place
        if skeleton.blocks[place.block].kind is not BlockKind.PARAGRAPH:
            continue
        text = skeleton.blocks[place.block].text[place.start : place.end]
        shared = inherited.get(place.block, False)
        targets = list(targets_in(text, place, contexts[place.block], year, shared=shared or contexts[place.block].lead_has_target))
        inherited[place.block] = bool(targets)
        found += targets
    return tuple(sorted(found, key=lambda target: target.place))


def targets_in(
    text: str, place: Place, context: Context, year: int | None, *, shared: bool = False, extra: tuple[str, ...] = ()
) -> Iterator[Target]:  # fmt: skip
    """The targets of one sentence (or cell) at `place`.

    `shared`: it continues something that had a target. `extra`: evidence from outside the sentence.
    """
    quantities = quantities_of(text)
    moments = moments_of(text) if quantities else ()
    baseline: float | None = None
    for quantity in quantities:
        setting = setting_of(text, quantity, context, year=year, shared=shared, moments=moments)
        judgement = judge(setting, extra)
        if is_baseline(setting):
            baseline = quantity.value
        if judgement.is_target:
            shared = True
            yield _target(setting, judgement, place, quantities, baseline)
            baseline = None


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
        confidence=round(judgement.confidence, 3),
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
    r"\s+(?:đạt(?: được)?|phấn đấu(?: đạt)?|dự kiến(?: đạt)?|chiếm|lên|còn|là|tăng|giảm|với|từ|khoảng|trung bình|bình quân|có|:)*\s*$",
    re.IGNORECASE,
)
_INDICATOR_START = re.compile(
    r"^(?:[-+*•–]\s*|[a-zđ]\)\s*|\d+(?:\.\d+)*[.)]\s*)*(?:phấn đấu|bảo đảm|đảm bảo|đến (?:hết )?năm \d{4},?:?|hoàn thành)?\s*",
    re.IGNORECASE,
)


def indicator_of(setting: Setting) -> str:
    """What is measured, in the words of the clause: those before the quantity, else "tỷ lệ"/"số" and those behind it."""
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


_COUNTED = re.compile(r"(?:số lượng|tổng số|số)\s+((?:[^\W\d_]+\s?){1,5}?)\s*(?:đạt|là|:|tăng|giảm|có)?\s*$", re.IGNORECASE)


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
    r"(?:trên địa bàn|trong phạm vi|tại địa bàn|ở địa bàn|trên phạm vi)\s+((?:(?:toàn|cả)\s+)?(?:[^\s,.;:()]+\s?){1,6})"
)


def territory_of(text: str) -> str:
    """The area a sentence names as its own ("trên địa bàn tỉnh"); "" where it names none."""
    match = _TERRITORY.search(text)
    if not match:
        return ""
    words = match[1].split()
    stop = next((at for at, word in enumerate(words) if at and word in ("có", "được", "đạt", "ứng", "là", "và", "theo")), None)
    return " ".join(words[:stop])

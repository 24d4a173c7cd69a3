"""Claims: numbers a document states of the world as it is, in sentences and footnotes, each part beside its total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .contexts import Context, contexts_of
from .evidence import judge
from .moments import moments_of
from .quantities import Kind, Quantity, quantities_of
from .setting import Setting, setting_of
from .values import BlockKind, Claim, Place, Sentence, Skeleton, Target, Trace

_CLAIMED = frozenset((Kind.COUNT, Kind.SHARE, Kind.MEASURE, Kind.MONEY, Kind.VALUE, Kind.POINTS))
_TELLS = frozenset(("present", "present_sentence", "in_state", "past_year"))
"""Evidence that a sentence tells how things are; a footnote needs none."""
_NEVER = frozenset(("set_name", "age", "quoted", "counts_documents"))
"""Evidence that a number names or delimits something and states nothing."""
_SHARES_OUT = re.compile(r"\b(?:trong đó|trong số đó|bao gồm|gồm|chia ra|cụ thể)\b", re.IGNORECASE)


def read_claims(skeleton: Skeleton, sentences: Sequence[Sentence], targets: Sequence[Target]) -> tuple[Claim, ...]:
    """What the body and the notes state as being so. Quantities already read as targets are none."""
    contexts = contexts_of(skeleton)
    year = skeleton.header.dated.year if skeleton.header.dated else None
    taken = {(target.place.block, target.place.start) for target in targets}
    found: list[Claim] = []
    for sentence in sentences:
        block = skeleton.blocks[sentence.place.block]
        if block.kind is BlockKind.TABLE:
            continue
        text = block.text[sentence.place.start : sentence.place.end]
        is_note = block.kind is BlockKind.NOTE
        found += _claims_in(text, sentence.place, contexts[block.index], year, taken, is_note=is_note)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A total the quantities behind `after` may be parts of."""

    quantity: Quantity
    place: Place
    after: int


def _claims_in(
    text: str, place: Place, context: Context, year: int | None, taken: set[tuple[int, int]], *, is_note: bool
) -> Iterator[Claim]:  # fmt: skip
    quantities = quantities_of(text)
    moments = moments_of(text) if quantities else ()
    whole: _Whole | None = None
    for quantity in quantities:
        at = Place(place.block, place.start + quantity.start, place.start + quantity.end)
        if (at.block, at.start) in taken or quantity.kind not in _CLAIMED:
            continue
        setting = setting_of(text, quantity, context, year=year, moments=moments)
        judgement = judge(setting)
        part = whole if whole and _is_part(quantity, whole) else None
        tells = _TELLS & set(judgement.names)
        if not (part or tells or is_note) or _NEVER & set(judgement.names):
            continue
        yield Claim(
            place=at,
            subject=_subject(setting),
            value=quantity.value,
            unit=quantity.unit,
            whole=part.place if part else None,
            confidence=round(0.9 if tells else 0.75 if part else 0.6, 2),
            trace=Trace(("claim.part" if part else "claim.note" if is_note else "claim.state", *sorted(tells))),
        )
        if part is None and (shared := _SHARES_OUT.search(text, quantity.end)):
            whole = _Whole(quantity, at, shared.end()) if ". " not in text[quantity.end : shared.start()] else None


def _is_part(quantity: Quantity, whole: _Whole) -> bool:
    """Behind "bao gồm", of the same kind and not larger than the total."""
    return (
        quantity.start >= whole.after
        and quantity.kind is whole.quantity.kind
        and quantity.amount <= whole.quantity.amount
        and whole.quantity.kind is not Kind.SHARE
    )


_CLEAN = re.compile(
    r"^(?:[-+*•–�]\s*|\(?\d+\)\s*|[a-zđ]\)\s*)*"
    r"(?:hiện nay|hiện tại|trên địa bàn \S+ \S+|đến nay|trong đó|bao gồm)?[,:]?\s*",
    re.IGNORECASE,
)


def _subject(setting: Setting) -> str:
    """What the number is said of: the counted things with what follows them, or the words before a share."""
    start, end = setting.clause
    quantity = setting.quantity
    if quantity.kind in (Kind.COUNT, Kind.MEASURE):
        behind = re.split(r"[,.;:(]", setting.text[quantity.end : end])[0].strip()
        unit = quantity.unit if quantity.kind is Kind.COUNT else _before(setting, start)
        return " ".join(f"{unit} {behind}".split()[:16])
    return _before(setting, start)


def _before(setting: Setting, start: int) -> str:
    words = re.split(r"[,;:(]", _CLEAN.sub("", setting.text[start : setting.quantity.start]))[-1]
    words = re.sub(r"\s*\b(?:là|đạt|chiếm|tăng|giảm|khoảng|ước|còn|có)\s*$", "", words.strip())
    return " ".join(words.split()[-16:])

"""Money: amounts in đồng a plan sets aside or asks for, with the source and the years that are said beside them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .contexts import Context, contexts_of
from .lexicon import entries
from .moments import MomentKind, moments_of
from .quantities import Kind, Quantity, quantities_of
from .tokens import key_of, line_of
from .values import BlockKind, Money, Place, Sentence, Skeleton, Target

MILLION = 1_000_000


def read_money(skeleton: Skeleton, sentences: Sequence[Sentence], targets: Sequence[Target]) -> tuple[Money, ...]:
    """Amounts in sentences that are no targets (a revenue to be reached is one)."""
    contexts = contexts_of(skeleton)
    taken = {(target.place.block, target.place.start) for target in targets}
    found: list[Money] = []
    for sentence in sentences:
        block = skeleton.blocks[sentence.place.block]
        if block.kind is not BlockKind.TABLE:
            text = block.text[sentence.place.start : sentence.place.end]
            found += [
                m
                for m in money_in(text, sentence.place, contexts[block.index])
                if (m.place.block, m.place.start) not in taken
            ]
    return tuple(found)


def money_in(text: str, place: Place, context: Context) -> Iterator[Money]:
    """The amounts of one sentence at `place`; a range gives its upper end, so that nobody plans too little."""
    for quantity in quantities_of(text):
        if quantity.kind is not Kind.MONEY or "/" in quantity.unit:
            continue
        amount = (quantity.high if quantity.high is not None else quantity.value) * quantity.scale
        yield Money(
            Place(place.block, place.start + quantity.start, place.start + quantity.end),
            amount / MILLION,
            _source(text, quantity),
            _years(text, quantity, context),
        )


@cache
def _sources() -> tuple[tuple[str, str], ...]:
    """(words between spaces, name of the source), longest first."""
    table: dict[str, list[str]] = entries("money_sources")["sources"]
    found = [(" ".join(key_of(part) for part in word.split()), name) for name, words in table.items() for word in words]
    return tuple(sorted(((f" {word} ", name) for word, name in found), key=lambda item: -len(item[0])))


def _source(text: str, quantity: Quantity) -> str:
    """The source named nearest to the amount in its clause; "" where none is."""
    start = max((match.end() for match in re.finditer(r"[;.](?=\s)", text[: quantity.start])), default=0)
    following = re.search(r"[;.](?=\s|$)", text[quantity.end :])
    end = quantity.end + following.start() if following else len(text)
    before, after = line_of(text[start : quantity.start]), line_of(text[quantity.end : end])
    near = [(len(before) - before.rfind(word), -len(word), name) for word, name in _sources() if word in before]
    near += [(after.find(word), -len(word), name) for word, name in _sources() if word in after]
    return min(near)[-1] if near else ""


def _years(text: str, quantity: Quantity, context: Context) -> tuple[int, ...]:
    """The years the amount is for: those of its sentence, nearest first in a tie, else the year it stands under."""
    moments = [moment for moment in moments_of(text) if moment.kind in (MomentKind.YEAR, MomentKind.SPAN)]
    if moments:
        moment = min(moments, key=lambda found: min(abs(found.start - quantity.end), abs(quantity.start - found.end)))
        years = [int(year) for year in re.findall(r"(?:19|20)\d\d", text[moment.start : moment.end])]
        return tuple(range(years[0], years[-1] + 1)) if years and years[0] <= years[-1] else tuple(years[:1])
    return (int(context.by[:4]),) if context.by else ()

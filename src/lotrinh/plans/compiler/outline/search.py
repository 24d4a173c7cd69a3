"""The outline by a global choice: of all ways to nest the labels, the one that has to excuse least.

Each state of the search is a stack of open levels. A label may continue a level, open one below, or be no heading at
all; each choice has a cost, told by how often careful writers do it. A gap in the numbers costs more than taking an
unlabelled heading-like line for the number that was lost: so lost labels are found because the whole then fits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..marks import Mark, Scheme
from .candidates import NUMBERED, Candidate

BEAM = 8
"""States kept after each line; wider changed no heading on the documents tried."""
_WIDTH = 12.0
"""Dearer than the cheapest by more than this, a state is given up."""

_RANK = {
    Scheme.PART: 0, Scheme.ANNEX: 0, Scheme.CAPITAL: 1, Scheme.CHAPTER: 1, Scheme.ROMAN: 2,
    Scheme.SECTION: 2, Scheme.ARTICLE: 3,
    Scheme.ARABIC: 4, Scheme.ARABIC_BRACKET: 5, Scheme.DECIMAL: 5, Scheme.LETTER: 6, Scheme.STAR: 7,
}  # fmt: skip
_NO_HEADING = {
    Scheme.PART: 4.0, Scheme.ANNEX: 3.0, Scheme.CAPITAL: 1.5, Scheme.CHAPTER: 4.0,
    Scheme.ROMAN: 6.0, Scheme.SECTION: 2.5, Scheme.ARTICLE: 4.0,
    Scheme.ARABIC: 4.5, Scheme.ARABIC_BRACKET: 3.0, Scheme.DECIMAL: 5.0, Scheme.LETTER: 2.0, Scheme.STAR: 0.0,
}  # fmt: skip
_SKIP, _EACH_SKIPPED, _REPEAT, _BACK, _RESTART = 1.5, 1.2, 2.6, 5.0, 3.2
_WRONG_ORDER, _NESTED_IN_ITSELF, _BESIDE = 3.5, 3.0, 1.6
_REPEAT_LETTER = 1.5
"""Letters are typed by hand more often than numbers, and no heading is taken for text so easily."""
_LOST = 1.0


class Level(NamedTuple):
    """An open level: its scheme, the last number on it, and how its headings look."""

    scheme: Scheme | str
    numbers: tuple[int, ...]
    capitals: bool
    bold: bool
    style: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one candidate: its depth (1 is the top) and reading; depth 0: no heading."""

    candidate: Candidate
    mark: Mark | None
    depth: int
    rule: str
    cost: float
    parent: "Choice | None" = None


@dataclass(frozen=True, slots=True)
class State:
    cost: float
    stack: tuple[Level, ...]
    last: Choice | None
    article: int = 0
    """The number of the last article: they are counted through all chapters and sections."""


class _Step(NamedTuple):
    """One way to take a candidate: the levels then open, and what the choice will say."""

    stack: tuple[Level, ...]
    mark: Mark | None
    depth: int
    rule: str
    cost: float


def choose(candidates: Sequence[Candidate]) -> list["Reading"]:
    """What was chosen for every candidate in the best reading of all, with what nearly won."""
    beam = [State(0.0, (), None)]
    open_ones = [candidate for candidate in candidates if not _is_plain_text(candidate)]
    for candidate in open_ones:
        beam = _step(beam, candidate)
    ranked = sorted(beam, key=lambda state: state.cost)
    best = _history(ranked[0])
    rivals = [(state.cost - ranked[0].cost, _history(state)) for state in ranked[1:6]]
    chosen = (_compared(choice, [(gap, other[at]) for gap, other in rivals]) for at, choice in enumerate(best))
    return [_text_only(candidate) if _is_plain_text(candidate) else next(chosen) for candidate in candidates]


def _is_plain_text(candidate: Candidate) -> bool:
    """Whether the candidate can be no heading in any reading: the same step, at no cost, for every state."""
    if candidate.restarts or candidate.opens_annex or candidate.heading_level or candidate.likeness > _LIKE_A_HEADING:
        return False
    return not any(mark.scheme in NUMBERED or mark.scheme is Scheme.STAR for mark in candidate.marks)


def _text_only(candidate: Candidate) -> "Reading":
    return Reading(Choice(candidate, None, 0, "text", 0.0), NOTHING_NEAR)


@dataclass(frozen=True, slots=True)
class Reading:
    """A choice with the nearest other one: how much dearer the whole would be with it, and what it is."""

    choice: Choice
    gap: float
    """Cost; large where nothing else was near."""
    rival: Choice | None = None


NOTHING_NEAR = 9.0


def _compared(choice: Choice, others: list[tuple[float, Choice]]) -> Reading:
    different = [(gap, other) for gap, other in others if (other.depth, other.mark) != (choice.depth, choice.mark)]
    if not different:
        return Reading(choice, NOTHING_NEAR)
    gap, rival = min(different, key=lambda pair: pair[0])
    return Reading(choice, gap, rival)


def _history(state: State) -> list[Choice]:
    found: list[Choice] = []
    choice = state.last
    while choice is not None:
        found.append(choice)
        choice = choice.parent
    return found[::-1]


def _step(beam: list[State], candidate: Candidate) -> list[State]:
    if candidate.restarts:
        return [State(state.cost, (), Choice(candidate, None, 0, "enclosed", 0.0, state.last)) for state in beam]
    if candidate.opens_annex:
        level = Level("annex", (), candidate.capitals, candidate.bold)
        return [State(state.cost, (level,), Choice(candidate, None, 1, "annex", 0.0, state.last)) for state in beam]
    best: dict[tuple[Level, ...], tuple[float, State, _Step]] = {}
    lowest = beam[0].cost + _WIDTH  # to take a line for text costs less in every state
    for state in beam:
        for step in _options(state, candidate, lowest + _WIDTH - state.cost):
            cost = state.cost + step.cost
            lowest = min(lowest, cost)
            known = best.get(step.stack)
            if known is None or cost < known[0]:
                best[step.stack] = cost, state, step
    ranked = sorted(best.values(), key=lambda found: found[0])
    return [_after(found, candidate) for found in ranked[:BEAM] if found[0] <= ranked[0][0] + _WIDTH]


def _after(found: tuple[float, State, _Step], candidate: Candidate) -> State:
    cost, state, step = found
    choice = Choice(candidate, step.mark, step.depth, step.rule, step.cost, state.last)
    is_article = step.depth and step.mark is not None and step.mark.scheme is Scheme.ARTICLE
    return State(cost, step.stack, choice, step.mark.numbers[-1] if is_article and step.mark else state.article)


def _options(state: State, candidate: Candidate, limit: float) -> Iterator[_Step]:
    """Every way to take the candidate in this state that costs no more than `limit`."""
    marks = [mark for mark in candidate.marks if mark.scheme in NUMBERED]
    if not marks:
        yield from _unlabelled(state, candidate)
        return
    schemes = {mark.scheme for mark in marks}
    # "V." is also a capital letter; that does not make it cheaper to overlook a roman section behind a gap
    cheapest = Scheme.ROMAN if Scheme.ROMAN in schemes else min(schemes, key=_NO_HEADING.__getitem__)
    yield _Step(state.stack, None, 0, "no heading", _NO_HEADING[cheapest])
    for mark in marks:
        yield from _continuing(state, candidate, mark)
        yield from _opening(state, candidate, mark, limit)


def _continuing(state: State, candidate: Candidate, mark: Mark) -> Iterator[_Step]:
    for depth in range(len(state.stack), 0, -1):
        level = state.stack[depth - 1]
        if level.scheme is not mark.scheme or len(level.numbers) != len(mark.numbers):
            continue
        cost, rule = _sequence_cost(level.numbers, mark)
        cost += 0.4 if level.style != mark.style else 0.0
        cost += 0.3 if level.capitals != candidate.capitals and mark.scheme is Scheme.ROMAN else 0.0
        yield _taken(state, candidate, mark, depth, rule, cost)


def _sequence_cost(last: tuple[int, ...], mark: Mark) -> tuple[float, str]:
    """How well `mark` follows `last` on one level."""
    if not last:
        return 0.0, "next"
    if last[:-1] != mark.numbers[:-1]:
        return _SKIP + _EACH_SKIPPED, "other parent"
    step = mark.numbers[-1] - last[-1]
    if step == 1:
        return 0.0, "next"
    if step == 0:
        return (_REPEAT_LETTER if mark.scheme is Scheme.LETTER else _REPEAT), "repeated"
    if step > 1:
        lenient = mark.scheme is Scheme.LETTER and step == 2
        return (0.3 if lenient else _SKIP + _EACH_SKIPPED * min(step - 1, 6)), "skipped"
    return (_RESTART if mark.numbers[-1] == 1 else _BACK), "restarted"


def _opening(state: State, candidate: Candidate, mark: Mark, limit: float) -> Iterator[_Step]:
    goes_on = mark.scheme is Scheme.ARTICLE and mark.numbers[-1] == state.article + 1
    order = 0.0
    for depth in range(len(state.stack) + 1):
        above = state.stack[:depth]
        order += _order_cost(above[-1], mark) if depth else 0.0
        cost = (0.0 if goes_on else _first_cost(above, mark)) + order
        if depth < len(state.stack):
            if state.stack[depth].scheme is mark.scheme and len(state.stack[depth].numbers) == len(mark.numbers):
                continue  # that is continuing the level
            cost += 0.0 if mark.scheme is Scheme.ANNEX and depth == 0 else _BESIDE
        elif mark.scheme is Scheme.ANNEX and depth:
            cost += 4.0
        if cost <= limit:
            yield _taken(state, candidate, mark, depth + 1, "first", cost)


def _first_cost(above: tuple[Level, ...], mark: Mark) -> float:
    """A level begins at 1; a decimal begins under the number it repeats."""
    if not mark.numbers:
        return 0.0
    if mark.scheme is Scheme.DECIMAL:
        return _decimal_cost(above, mark)
    missing = mark.numbers[-1] - 1
    return 0.0 if missing <= 0 else _SKIP + _EACH_SKIPPED * min(missing, 8)


def _decimal_cost(above: tuple[Level, ...], mark: Mark) -> float:
    late = 0.0 if mark.numbers[-1] <= 1 else _SKIP + _EACH_SKIPPED * min(mark.numbers[-1] - 1, 4)
    if not above:
        return late + 1.5
    parent = above[-1]
    if parent.scheme in (Scheme.ARABIC, Scheme.DECIMAL) and parent.numbers == mark.numbers[:-1]:
        return late
    if parent.scheme in (Scheme.ROMAN, Scheme.ARTICLE, Scheme.CAPITAL) and parent.numbers == mark.numbers[:-1]:
        return late + 0.4
    if parent.scheme in (Scheme.ARABIC, Scheme.ROMAN, Scheme.DECIMAL):
        return late + 1.8
    return late + 2.5


def _order_cost(level: Level, mark: Mark) -> float:
    """What it costs to stand below `level`. Roman over arabic over letters: another order is seldom meant."""
    scheme = level.scheme
    if not isinstance(scheme, Scheme):
        return 0.0
    if scheme is mark.scheme and len(level.numbers) == len(mark.numbers):
        return _NESTED_IN_ITSELF
    if scheme is Scheme.DECIMAL and mark.scheme is Scheme.DECIMAL:
        return 0.0 if len(level.numbers) < len(mark.numbers) else _WRONG_ORDER
    if scheme is Scheme.ANNEX:
        return 0.0
    above, below = _RANK[scheme], _RANK[mark.scheme]
    return _WRONG_ORDER if above > below else 1.0 if above == below else 0.0


def _taken(state: State, candidate: Candidate, mark: Mark, depth: int, rule: str, cost: float) -> _Step:
    level = Level(mark.scheme, mark.numbers, candidate.capitals, candidate.bold, mark.style)
    return _Step((*state.stack[: depth - 1], level), mark, depth, rule, cost)


def _unlabelled(state: State, candidate: Candidate) -> Iterator[_Step]:
    star = next((mark for mark in candidate.marks if mark.scheme is Scheme.STAR), None)
    if star is not None or candidate.heading_level:
        yield from _named_by_look(state, candidate, star)
        return
    yield _Step(state.stack, None, 0, "text", _ignored_cost(candidate))
    if candidate.likeness <= _LIKE_A_HEADING:
        return
    yield from _lost(state, candidate)
    if candidate.bold and candidate.likeness >= _SURE:
        level = Level("bold", (), candidate.capitals, True)
        depth = next((at for at, opened in enumerate(state.stack) if opened.scheme == "bold"), len(state.stack))
        cost = 0.3 + (
            0.6 if any(opened.capitals == candidate.capitals and opened.bold for opened in state.stack) else 0.0
        )
        yield _Step((*state.stack[:depth], level), None, depth + 1, "bold", cost)


_LIKE_A_HEADING = 0.3
_SURE = 0.75
"""Likeness from which a bold line is taken for a heading without any gap in the numbers."""


def _ignored_cost(candidate: Candidate) -> float:
    """What it costs to take a line for text: more, the more it stands out as a heading."""
    stands_out = candidate.bold or candidate.capitals
    return max(0.0, (candidate.likeness - 0.65) * 5) if stands_out else 0.0


def _lost(state: State, candidate: Candidate) -> Iterator[_Step]:
    """The line as the next number of an open level, its own label lost."""
    for depth in range(len(state.stack), 0, -1):
        level = state.stack[depth - 1]
        if level.scheme not in (Scheme.ROMAN, Scheme.ARABIC, Scheme.DECIMAL, Scheme.CAPITAL):
            continue
        cost = _LOST + (1.0 - candidate.likeness)
        cost += 0.9 if level.capitals != candidate.capitals else 0.0
        cost += 0.4 if level.bold and not candidate.bold else 0.0
        cost -= 0.6 if (level.capitals, level.bold) == (candidate.capitals, candidate.bold) != (False, False) else 0.0
        following = (*level.numbers[:-1], level.numbers[-1] + 1)
        stack = (*state.stack[: depth - 1], Level(level.scheme, following, level.capitals, level.bold, level.style))
        yield _Step(stack, None, depth, "label lost", cost)


def _named_by_look(state: State, candidate: Candidate, star: Mark | None) -> Iterator[_Step]:
    """Starred lines, and headings that only the carrier's style marks: they nest by their look."""
    scheme: Scheme | str = Scheme.STAR if star else f"heading {candidate.heading_level}"
    level = Level(scheme, (), candidate.capitals, candidate.bold)
    for depth, open_level in enumerate(state.stack, start=1):
        if open_level.scheme == scheme or _deeper(open_level.scheme, scheme):
            yield _Step((*state.stack[: depth - 1], level), star, depth, "style", 0.0)
            return
    yield _Step((*state.stack, level), star, len(state.stack) + 1, "style", 0.0)


def _deeper(opened: Scheme | str, scheme: Scheme | str) -> bool:
    return not isinstance(opened, Scheme) and not isinstance(scheme, Scheme) and opened > scheme

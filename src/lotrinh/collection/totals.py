"""What a round gives together: totals that say how many of how many, and open into units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lotrinh.collection.adding import Asked, Norm, Sum, add_periods, add_units, norm_of, worth_a_call
from lotrinh.collection.cells import worded
from lotrinh.collection.choices import RoundState
from lotrinh.collection.models import Answer, Question, Round, RoundUnit, Tally
from lotrinh.collection.remembering import accepted_stamp, current_stamp, remembered
from lotrinh.collection.told import numeric_questions, reader_of
from lotrinh.core.periods import Period


@dataclass(frozen=True)
class Total:
    """One question over all units; `units` of `asked` told it."""

    question: Question
    sum: Sum
    asked: int

    @property
    def value(self) -> Decimal | None:
        return self.sum.value

    @property
    def shown(self) -> Decimal | None:
        """To two places, without noughts that say nothing."""
        if self.value is None:
            return None
        return Decimal(f"{self.value.quantize(Decimal('0.01')).normalize():f}")

    @property
    def units(self) -> int:
        return self.sum.units

    @property
    def lacking(self) -> int:
        return self.asked - self.sum.units


@dataclass(frozen=True)
class Totals:
    """The totals of one round, from accepted answers only."""

    totals: list[Total]
    unit_count: int
    accepted_count: int
    sources: dict[str, int] = field(default_factory=dict)
    """Line → number of the version it was added from."""


@dataclass(frozen=True)
class UnitCell:
    """What one unit told of one question, for whoever opens a total."""

    line: RoundUnit
    words: str
    past: str = ""
    call: str = ""
    """Why this is worth a call; "" when nothing is odd."""


def asked_of_question(question: Question) -> Asked:
    scale = 100 if question.unit == "%" else 1
    return Asked(question.key, question.adding, question.numerator, question.denominator, scale)


def totals_of(round: Round) -> Totals:
    """Files, texts and what does not add are not among the totals. Added once for each state of the answers."""
    questions, stamp = numeric_questions(round), accepted_stamp(round)
    sums, accepted, sources, count = remembered("totals", round, stamp, lambda: _added(round, questions))
    totals = [Total(question, one, count) for question, one in zip(questions, sums, strict=True)]
    return Totals(totals, count, accepted, sources)


def _added(round: Round, questions: Sequence[Question]) -> tuple[list[Sum], int, dict[str, int], int]:
    """The sum of each question, how many were accepted, the versions used, how many were asked."""
    accepted = list(round.units.exclude(accepted=None).values_list("pk", "accepted__number", "accepted__content"))
    read = reader_of(round)
    cells = [read(content) for _, _, content in accepted]
    sums = [add_units(asked_of_question(question), cells) for question in questions]
    return sums, len(accepted), {str(pk): number for pk, number, _ in accepted}, round.units.count()


def told_by_unit(round: Round, key: str) -> dict[int, Decimal]:
    """Unit → the number in its accepted answer. One query."""
    accepted, read = round.units.exclude(accepted=None).values_list("unit_id", "accepted__content"), reader_of(round)
    told = {unit: read(content) for unit, content in accepted}
    return {unit: cells[key] for unit, cells in told.items() if key in cells}


def cells_of(round: Round, question: Question, lines: Iterable[RoundUnit]) -> list[UnitCell]:
    """What each of `lines` told of `question`: the accepted version, with its own past and its peers beside it."""
    told, before = told_by_unit(round, question.key), previous_round(round)
    past = told_by_unit(before, question.key) if before else {}
    norm = norm_of(list(told.values()))
    return [_cell(question, line, told.get(line.unit_id), past.get(line.unit_id), norm) for line in lines]


def _cell(question: Question, line: RoundUnit, number: Decimal | None, past: Decimal | None, norm: Norm) -> UnitCell:
    return UnitCell(
        line,
        worded(question, None if number is None else str(number)),
        worded(question, None if past is None else str(past)),
        "" if number is None else worth_a_call(number, past, norm),
    )


def worth_calling(round: Round) -> dict[int, list[str]]:
    """Line → what is odd in its last answer, against its own past and its peers. Not refused: marked for a call."""
    before = previous_round(round)
    stamp = (current_stamp(round), before and (before.pk, accepted_stamp(before)))
    return remembered("calls", round, stamp, lambda: _odd_answers(round, before))


def _odd_answers(round: Round, before: Round | None) -> dict[int, list[str]]:
    questions, read = numeric_questions(round), reader_of(round)
    told = {
        pk: (unit, read(content))
        for pk, unit, content in round.units.exclude(current=None).values_list("pk", "unit_id", "current__content")
    }
    accepted = before.units.exclude(accepted=None).values_list("unit_id", "accepted__content") if before else ()
    past = {unit: read(content) for unit, content in accepted}
    odd: dict[int, list[str]] = {}
    for question in questions:
        key = question.key
        norm = norm_of([cells[key] for _, cells in told.values() if key in cells])
        for pk, (unit, cells) in told.items():
            if key in cells and (why := worth_a_call(cells[key], past.get(unit, {}).get(key), norm)):
                shown = worded(question, str(cells[key]))
                odd.setdefault(pk, []).append(f"{question.label}: {shown}, {why}")
    return odd


def previous_round(round: Round) -> Round | None:
    """The last round of the same form, by the same asker, for an earlier period."""
    rounds = Round.objects.filter(form=round.form, asker=round.asker_id).exclude(state=RoundState.PREPARED)
    earlier = [one for one in rounds.exclude(pk=round.pk) if one.span.last < round.span.last]
    return max(earlier, key=lambda one: (one.span.last, one.pk), default=None)


def year_totals(round: Round) -> tuple[list[Round], list[Total]]:
    """The rounds of this form whose periods lie in the same year, and their totals as one.

    Flows add, levels take the last, ratios add their parts. Empty where the round stands alone, or where periods of
    different length would count twice.
    """
    span = round.span
    rounds = Round.objects.filter(form=round.form, asker=round.asker_id).exclude(state=RoundState.PREPARED)
    same = [one for one in rounds if (one.span.kind, one.span.year, one.span.window) == _kind(span)]
    by_period = {one.span.number: one for one in sorted(same, key=lambda one: one.pk)}
    chosen = [by_period[number] for number in sorted(by_period)]
    if len(chosen) < 2:
        return [], []
    each = [{total.question.key: total for total in totals_of(one).totals} for one in chosen]
    found = []
    for key, total in each[-1].items():
        sums = [one[key].sum for one in each if key in one]
        found.append(Total(total.question, add_periods(asked_of_question(total.question), sums), total.asked))
    return chosen, found


def _kind(span: Period) -> tuple[str, int, str]:
    return span.kind, span.year, span.window


@dataclass(frozen=True)
class Stale:
    """A version that a kept total, or an answer to the level above, used and that was replaced since."""

    line: RoundUnit
    used: int
    now: int
    reason: str


def replaced_since(sources: dict[str, int]) -> list[Stale]:
    """Which of the versions in `sources` are no longer the accepted ones, and why. One query."""
    return stale_among([sources])[0]


def stale_among(several: Sequence[dict[str, int]]) -> list[list[Stale]]:
    """The same of several sources at once, in their order. One query."""
    keys = {int(key) for sources in several for key in sources}
    lines = RoundUnit.objects.exclude(accepted=None).select_related("unit", "accepted").defer("accepted__content")
    found = lines.in_bulk(keys) if keys else {}
    return [
        [
            Stale(line, used, line.accepted.number, line.accepted.reason)
            for key, used in sources.items()
            if (line := found.get(int(key))) is not None and line.accepted.number != used
        ]
        for sources in several
    ]


def tallies_of(round: Round) -> list[tuple[Tally, list[Stale]]]:
    """The kept totals of a round, newest first, each with what was replaced since."""
    tallies = list(round.tallies.select_related("entry__by")[:20])
    return list(zip(tallies, stale_among([tally.sources for tally in tallies]), strict=True))


def added_below(line: RoundUnit) -> dict[str, str]:
    """What the accepted answers of the units below give for this unit's own answer: question → number as kept."""
    found: dict[str, str] = {}
    for below in line.rounds_below.exclude(state=RoundState.PREPARED):
        for total in totals_of(below).totals:
            if total.value is not None:
                found[total.question.key] = f"{round_to(total.value):f}"
    return found


def round_to(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001")).normalize()


def stale_answers(answers: Sequence[Answer]) -> dict[int, list[Stale]]:
    """Answer → which versions below it used that were replaced since; only those with any. One query."""
    merged = [answer for answer in answers if answer.sources]
    found = zip(merged, stale_among([answer.sources for answer in merged]), strict=True)
    return {answer.pk: stale for answer, stale in found if stale}

"""What a round gives together: totals that say how many of how many, and open into units."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lotrinh.collection.adding import Asked, Sum, add_periods, add_units, worth_a_call
from lotrinh.collection.cells import numbers_of, worded
from lotrinh.collection.choices import RoundState
from lotrinh.collection.models import Answer, Question, Round, RoundUnit, Tally
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
    """Three queries, however many units. Files, texts and what does not add are not among the totals."""
    questions = list(round.questions.all())
    accepted = list(round.units.exclude(accepted=None).values_list("pk", "accepted__number", "accepted__content"))
    cells = [numbers_of(questions, content) for _, _, content in accepted]
    count = round.units.count()
    totals = [
        Total(question, add_units(asked_of_question(question), cells), count)
        for question in questions
        if question.is_number
    ]
    return Totals(totals, count, len(accepted), {str(pk): number for pk, number, _ in accepted})


def cells_of(round: Round, question: Question, lines: Sequence[RoundUnit]) -> list[UnitCell]:
    """What each of `lines` told of `question`: the accepted version, with its own past and its peers beside it."""
    questions = [question]
    past = _past(round, question)
    told = {
        line.pk: numbers_of(questions, line.accepted.content).get(question.key) for line in lines if line.accepted_id
    }
    peers = [number for number in told.values() if number is not None]
    found = []
    for line in lines:
        number = told.get(line.pk)
        own_past = past.get(line.unit_id)
        found.append(
            UnitCell(
                line,
                worded(question, line.accepted.content.get(question.key)) if line.accepted_id else "",
                worded(question, str(own_past)) if own_past is not None else "",
                worth_a_call(number, own_past, peers) if number is not None else "",
            )
        )
    return found


def worth_calling(round: Round) -> dict[int, list[str]]:
    """Line → what is odd in its last answer, against its own past and its peers. Not refused: marked for a call."""
    questions = [question for question in round.questions.all() if question.is_number]
    lines = list(round.units.exclude(current=None).select_related("current"))
    cells = {line.pk: numbers_of(questions, line.current.content) for line in lines}
    before = _past_answers(round)
    past = {line.pk: numbers_of(questions, before.get(line.unit_id, {})) for line in lines}
    odd: dict[int, list[str]] = {}
    for question in questions:
        key = question.key
        peers = [told[key] for told in cells.values() if key in told]
        for line in lines:
            if key in cells[line.pk] and (why := worth_a_call(cells[line.pk][key], past[line.pk].get(key), peers)):
                shown = worded(question, str(cells[line.pk][key]))
                odd.setdefault(line.pk, []).append(f"{question.label}: {shown}, {why}")
    return odd


def previous_round(round: Round) -> Round | None:
    """The last round of the same form, by the same asker, for an earlier period."""
    rounds = Round.objects.filter(form=round.form, asker=round.asker_id).exclude(state=RoundState.PREPARED)
    earlier = [one for one in rounds.exclude(pk=round.pk) if one.span.last < round.span.last]
    return max(earlier, key=lambda one: (one.span.last, one.pk), default=None)


def _past_answers(round: Round) -> dict[int, dict]:
    before = previous_round(round)
    if before is None:
        return {}
    return dict(before.units.exclude(accepted=None).values_list("unit_id", "accepted__content"))


def _past(round: Round, question: Question) -> dict[int, Decimal]:
    found = {}
    for unit, content in _past_answers(round).items():
        if (number := numbers_of([question], content).get(question.key)) is not None:
            found[unit] = number
    return found


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
    keys = [int(key) for key in sources]
    lines = RoundUnit.objects.filter(pk__in=keys).exclude(accepted=None).select_related("unit", "accepted")
    return [
        Stale(line, sources[str(line.pk)], line.accepted.number, line.accepted.reason)
        for line in lines
        if line.accepted.number != sources[str(line.pk)]
    ]


def tallies_of(round: Round) -> list[tuple[Tally, list[Stale]]]:
    """The kept totals of a round, newest first, each with what was replaced since."""
    return [(tally, replaced_since(tally.sources)) for tally in round.tallies.select_related("entry__by")[:20]]


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
    """Answer → which versions below it used that were replaced since; only those with any."""
    merged = {answer.pk: replaced_since(answer.sources) for answer in answers if answer.sources}
    return {pk: stale for pk, stale in merged.items() if stale}

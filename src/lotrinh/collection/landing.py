"""What came in becomes rows: of the register that was asked, or declared figures where there is none.

Rows of a register pass the judge of the import, with the unit as asker of scope; wrong cells are named by place.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from lotrinh.collection.cells import Flaw
from lotrinh.collection.models import Question, Round, RoundUnit
from lotrinh.collection.respondents import Respondent
from lotrinh.core.models import RowState
from lotrinh.core.registers import Register, register_named, write
from lotrinh.core.registers.columns import Column, field_at
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.importing.judge import FEW, Judge, Verdict
from lotrinh.core.registers.importing.kept import texts
from lotrinh.core.registers.importing.layout import Layout, lay_out
from lotrinh.core.registers.models import Row
from lotrinh.core.sheets import SheetProblem
from lotrinh.core.vietnamese import format_number
from lotrinh.indicators.models import DeclaredFigure
from lotrinh.organizations.models import Organization

MOST_ROWS = 2_000
"""Rows of a register in one answer; more belongs into an import."""


def asked_columns(register: Register) -> list[list[str]]:
    """[path, label] of what a round on `register` asks: the columns of its sheet without personal ones."""
    return [[c.path, c.label] for c in register.sheet_columns if c.path.split("__")[0] not in register.personal]


def columns_of(round: Round) -> list[Column]:
    """The register's columns that the round asks, as they stand today."""
    by_path = {column.path: column for column in register_named(round.register).sheet_columns}
    return [by_path[path] for path, _ in round.columns if path in by_path]


def stored_rows(round: Round, unit: Organization) -> list[list[str]]:
    """What the register holds of the unit, as cells: what its sheet is prefilled with."""
    register, columns = register_named(round.register), columns_of(round)
    references = sorted({column.path.rpartition("__")[0] for column in columns if "__" in column.path})
    rows = register.editable(Respondent(unit)).order_by(*register.default_order)
    if field_at(register.model, "period") is not None:
        rows = rows.filter(period=round.period)  # returns of other periods are none of this round's business
    rows = rows.select_related(*references) if references else rows
    return [texts([_typed(column.cell(row)) for column in columns]) for row in rows[:MOST_ROWS]]


def _typed(cell):
    """A stored value as it is typed in Vietnamese: sent back untouched, it must read as the same number."""
    if cell is None:
        return ""
    return format_number(cell) if isinstance(cell, Decimal) else cell


def judge_rows(round: Round, unit: Organization, rows: Sequence[Sequence]) -> tuple[Layout, list[Verdict], list[Flaw]]:
    """Verdicts on the rows of one answer by the checks of an import; flaws are placed "row:column"."""
    if len(rows) > MOST_ROWS:
        raise Refused(summary=f"Trả lời có {len(rows)} dòng, nhận tối đa {MOST_ROWS}; hãy nhập vào sổ từ tệp.")
    register = register_named(round.register)
    try:
        layout = lay_out(register, Respondent(unit), [label for _, label in round.columns])
    except SheetProblem as problem:
        raise Refused(summary=str(problem)) from problem
    judge = Judge(register, Respondent(unit), layout)
    verdicts = judge.judge(list(enumerate([list(row) for row in rows])), thorough=len(rows) <= FEW)
    places = {place.path: place.at for place in layout.places}
    flaws = [
        Flaw(f"{verdict.number}:{places.get(path, '')}", message)
        for verdict in verdicts
        for path, message in verdict.problems
    ]
    flaws += [Flaw(f"{number}:{places.get(path, '')}", message) for number, path, message in judge.late_problems()]
    return layout, verdicts, flaws


def land_all(round: Round, lines: Sequence[RoundUnit]) -> dict[int, str]:
    """Write what the answers that `lines` sent last hold, each within its unit's scope.

    Written together; only when something is refused one by one, so that nobody waits for another. Returns line → why
    it was not taken. Called inside the deed of accepting, whose audit entry names who did it.
    """
    landing = _landing(round, lines)
    rows: list[Row] = []
    refused: dict[int, str] = {}
    for line in lines:
        try:
            rows += landing.rows_of(line)
        except Refused as error:
            refused[line.pk] = str(error)
    good = [line for line in lines if line.pk not in refused]
    try:
        with transaction.atomic():
            write(rows, by=Respondent(*(line.unit for line in good)))
    except Refused:
        refused |= _one_by_one(round, good)
    return refused


def _landing(round: Round, lines: Sequence[RoundUnit]) -> "_Registers | _Declaring":
    return _Registers(round) if round.register else _Declaring(round, lines)


def _one_by_one(round: Round, lines: Sequence[RoundUnit]) -> dict[int, str]:
    """Rows are made anew for each: a write that failed may have touched those of before."""
    refused = {}
    for line in lines:
        try:
            with transaction.atomic():
                write(_landing(round, [line]).rows_of(line), by=Respondent(line.unit))
        except Refused as error:
            refused[line.pk] = f"{line.unit.label}: {error}"
    return refused


class _Registers:
    """Answers to a round on a register: rows as an import would bring them."""

    def __init__(self, round: Round):
        self.round = round

    def rows_of(self, line: RoundUnit) -> list[Row]:
        _, verdicts, flaws = judge_rows(self.round, line.unit, line.current.content["rows"])
        if flaws:
            first = " ".join(flaw.message for flaw in flaws[:3])
            raise Refused(summary=f"{line.unit}: {len(flaws)} chỗ sổ không nhận. {first} Hãy trả lại đơn vị.")
        rows = [verdict.row for verdict in verdicts if verdict.state in (RowState.NEW, RowState.CHANGED)]
        for row in rows if self.round.is_sample else ():
            if hasattr(row, "is_sample"):
                row.is_sample = True
        return rows


class _Declaring:
    """Answers to questions that name an indicator: declared figures. The stored ones are fetched once for all."""

    def __init__(self, round: Round, lines: Sequence[RoundUnit]):
        self.round = round
        self.questions = list(round.questions.exclude(indicator=None).select_related("indicator"))
        stored = DeclaredFigure.objects.filter(
            period=round.period,
            indicator__in=[question.indicator_id for question in self.questions],
            organization__in=[line.unit_id for line in lines],
        )
        self.stored = {(row.indicator_id, row.organization_id): row for row in stored} if self.questions else {}

    def rows_of(self, line: RoundUnit) -> list[Row]:
        content = line.current.content
        return [self._row(question, line) for question in self.questions if question.key in content]

    def _row(self, question: Question, line: RoundUnit) -> DeclaredFigure:
        answer, content = line.current, line.current.content
        row = self.stored.get((question.indicator_id, line.unit_id)) or DeclaredFigure(
            indicator=question.indicator, organization=line.unit, period=self.round.period
        )
        row.value = Decimal(content[question.key])
        row.numerator, row.denominator = _parts(question, content)
        row.document = (answer.paper.name if answer.paper else f"Đợt thu thập “{self.round.title}”, {answer}")[:300]
        row.declarer, row.is_sample = answer.author, self.round.is_sample
        return row


def _parts(question: Question, content: dict) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator of a share, where both were told."""
    if question.adding != "ratio" or not {question.numerator, question.denominator} <= content.keys():
        return None, None
    return Decimal(content[question.numerator]), Decimal(content[question.denominator])

"""What came in becomes rows: of the register that was asked, or declared figures where there is none.

Rows of a register pass the judge of the import, with the unit as asker of scope; wrong cells are named by place.
"""

from collections.abc import Sequence
from decimal import Decimal

from lotrinh.collection.cells import Flaw
from lotrinh.collection.models import Answer, Question, Round, RoundUnit
from lotrinh.collection.respondents import Respondent
from lotrinh.core.models import RowState
from lotrinh.core.registers import Register, register_named, write
from lotrinh.core.registers.columns import Column, field_at
from lotrinh.core.registers.errors import Refused
from lotrinh.core.registers.importing.judge import FEW, Judge, Verdict
from lotrinh.core.registers.importing.kept import texts
from lotrinh.core.registers.importing.layout import Layout, lay_out
from lotrinh.core.sheets import SheetProblem
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
    return [texts(["" if (cell := c.cell(row)) is None else cell for c in columns]) for row in rows[:MOST_ROWS]]


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


def land(line: RoundUnit, answer: Answer) -> int:
    """Write what the accepted answer holds, within the unit's scope; returns how many rows were written.

    Called inside the deed of accepting, whose audit entry names who did it. Raises Refused.
    """
    if line.round.register:
        return _land_rows(line, answer)
    return _declare(line, answer)


def _land_rows(line: RoundUnit, answer: Answer) -> int:
    _, verdicts, flaws = judge_rows(line.round, line.unit, answer.content["rows"])
    if flaws:
        first = " ".join(flaw.message for flaw in flaws[:3])
        raise Refused(summary=f"{line.unit}: {len(flaws)} chỗ sổ không nhận. {first} Hãy trả lại đơn vị.")
    rows = [verdict.row for verdict in verdicts if verdict.state in (RowState.NEW, RowState.CHANGED)]
    if line.round.is_sample:
        for row in rows:
            if hasattr(row, "is_sample"):
                row.is_sample = True
    return len(write(rows, by=Respondent(line.unit)).rows)


def _declare(line: RoundUnit, answer: Answer) -> int:
    questions = list(line.round.questions.exclude(indicator=None).select_related("indicator"))
    told = [question for question in questions if question.key in answer.content]
    own = {"organization": line.unit, "period": line.round.period}
    stored = {
        row.indicator_id: row
        for row in DeclaredFigure.objects.filter(**own, indicator__in=[q.indicator_id for q in told])
    }
    rows = []
    for question in told:
        row = stored.get(question.indicator_id) or DeclaredFigure(indicator=question.indicator, **own)
        row.value = Decimal(answer.content[question.key])
        row.numerator, row.denominator = _parts(question, answer.content)
        row.document = (answer.paper.name if answer.paper else f"Đợt thu thập “{line.round.title}”, {answer}")[:300]
        row.declarer, row.is_sample = answer.author, line.round.is_sample
        rows.append(row)
    return len(write(rows, by=Respondent(line.unit)).rows)


def _parts(question: Question, content: dict) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator of a share, where both were told."""
    if question.adding != "ratio" or not {question.numerator, question.denominator} <= content.keys():
        return None, None
    return Decimal(content[question.numerator]), Decimal(content[question.denominator])

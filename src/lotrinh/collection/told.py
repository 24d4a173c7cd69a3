"""The numbers of an answer, however it was asked: by questions, or by a register's rows, column by column."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from lotrinh.collection.adding import LEVEL
from lotrinh.collection.cells import numbers_of
from lotrinh.collection.models import Question, Round
from lotrinh.core import vietnamese
from lotrinh.core.registers import register_named

ROWS = "so-dong"
"""Key of the one number that every answer to a round on a register has: how many rows it holds."""

Reader = Callable[[Mapping[str, Any]], dict[str, Decimal]]


def numeric_questions(round: Round) -> list[Question]:
    """What has a total. Of a register: how many rows, and the columns that its own list adds up."""
    if not round.register:
        return [question for question in round.questions.all() if question.is_number]
    added = register_named(round.register).totals
    columns = [(path, label) for path, label in round.columns if path in added]
    asked = [(ROWS, "Số dòng"), *columns]
    return [Question(place=at, key=key, label=label, adding=LEVEL) for at, (key, label) in enumerate(asked)]


def reader_of(round: Round) -> Reader:
    """A function from what an answer holds to its numbers, by key of `numeric_questions`."""
    questions = numeric_questions(round)
    if not round.register:
        return lambda content: numbers_of(questions, content)
    places = {path: at for at, (path, _) in enumerate(round.columns)}
    wanted = {question.key: places[question.key] for question in questions if question.key != ROWS}
    return lambda content: _of_rows(content.get("rows", []), wanted)


def _of_rows(rows: list[list[str]], wanted: Mapping[str, int]) -> dict[str, Decimal]:
    found = {ROWS: Decimal(len(rows))}
    for key, at in wanted.items():
        told = [number for row in rows if at < len(row) and (number := _number(row[at])) is not None]
        if told:
            found[key] = sum(told, Decimal(0))
    return found


def _number(cell: str) -> Decimal | None:
    """The number in a cell that the register has accepted; None where it is empty."""
    try:
        return vietnamese.parse_number(cell) if cell.strip() else None
    except (ValueError, ArithmeticError):
        return None

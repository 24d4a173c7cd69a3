"""From what somebody typed to what is kept: one text for each question, the same whichever way it came in.

Kept are digits with a point, ISO days, the option's words, the key of a file. What cannot be read is kept in a draft
as {"typed": …}, so that nobody loses what was written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lotrinh.collection.choices import QuestionKind
from lotrinh.collection.models import Question
from lotrinh.collection.rules import broken, parse_rules
from lotrinh.core import vietnamese
from lotrinh.core.registers.columns import BadCell

LONGEST = 2_000
DIGITS = 16
"""Before the decimal sign; more is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong: at a question's key, or "row:column" of a register's rows; "" the whole answer."""

    place: str
    message: str


def read_cell(question: Question, cell: Any) -> str:
    """The kept text of one cell; "" when it is empty. Raises BadCell with a message that helps."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        if question.required:
            raise BadCell(f"Mục {question.key} “{question.label}” còn trống; mục này bắt buộc.")
        return ""
    if question.kind == QuestionKind.NUMBER:
        return _number(question, cell)
    if question.kind == QuestionKind.DATE:
        return _date(cell).isoformat()
    text = vietnamese.nfc(str(cell)).replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise BadCell(f"Mục {question.key}: dài {len(text)} ký tự, nhận tối đa {LONGEST}.")
    return _option(question, text) if question.kind == QuestionKind.CHOICE else text


def _number(question: Question, cell: Any) -> str:
    if isinstance(cell, (bool, date)):
        raise BadCell(f"Mục {question.key}: “{cell}” không phải là số.")
    try:
        number = vietnamese.parse_number(cell)
    except (ValueError, ArithmeticError) as error:
        raise BadCell(f"Mục {question.key}: {error or 'không phải là số.'}") from error
    if not number.is_finite() or abs(number) >= 10**DIGITS:
        raise BadCell(f"Mục {question.key}: số quá lớn; hãy kiểm tra lại đơn vị tính ({question.unit or 'không ghi'}).")
    if question.whole and number != number.to_integral_value():
        raise BadCell(f"Mục {question.key}: {vietnamese.format_number(number)} phải là số nguyên.")
    if round(number, 4) != number:
        if not isinstance(cell, float):
            raise BadCell(f"Mục {question.key}: chỉ nhận tối đa 4 chữ số thập phân.")
        number = round(number, 4)  # a spreadsheet's own arithmetic leaves such tails
    for bound, is_out, words in (
        (question.least, question.least is not None and number < question.least, "nhỏ hơn mức nhỏ nhất"),
        (question.most, question.most is not None and number > question.most, "lớn hơn mức lớn nhất"),
    ):
        if is_out:
            shown = vietnamese.format_number(number)
            raise BadCell(f"Mục {question.key}: {shown} {words} được nhận ({vietnamese.format_number(bound)}).")
    return f"{number.normalize():f}"


def _date(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return vietnamese.parse_date(cell)
    except ValueError as error:
        raise BadCell(str(error)) from error


def _option(question: Question, text: str) -> str:
    by_fold = {vietnamese.fold(option): option for option in question.options}
    if (found := by_fold.get(vietnamese.fold(text))) is None:
        raise BadCell(f"Mục {question.key}: “{text}” không có trong các lựa chọn: {', '.join(question.options)}.")
    return found


def read_answer(questions: Sequence[Question], rules: str, typed: Mapping[str, Any]) -> tuple[dict, list[Flaw]]:
    """What is kept of an answer, and all that is wrong with it."""
    content: dict[str, Any] = {}
    flaws: list[Flaw] = []
    for question in questions:
        cell = typed.get(question.key)
        try:
            if kept := read_cell(question, cell):
                content[question.key] = kept
        except BadCell as error:
            flaws.append(Flaw(question.key, str(error)))
            if cell not in (None, ""):
                content[question.key] = {"typed": str(cell)[:LONGEST]}
    keys = [question.key for question in questions if question.is_number]
    flaws += [Flaw(key, words) for key, words in broken(parse_rules(rules, keys), numbers_of(questions, content))]
    return content, flaws


def numbers_of(questions: Iterable[Question], content: Mapping[str, Any]) -> dict[str, Decimal]:
    """The numbers of an answer, by question; what was not given, or cannot be read, is not there."""
    return {
        question.key: Decimal(content[question.key])
        for question in questions
        if question.is_number and isinstance(content.get(question.key), str)
    }


def worded(question: Question, kept: Any) -> str:
    """A kept value as people read and type it."""
    if kept is None or kept == "":
        return ""
    if isinstance(kept, dict):
        return str(kept.get("typed", ""))
    if question.kind == QuestionKind.NUMBER:
        return vietnamese.format_number(Decimal(kept))
    return vietnamese.format_date(date.fromisoformat(kept)) if question.kind == QuestionKind.DATE else str(kept)

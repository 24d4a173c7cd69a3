"""A sheet dropped in, by whoever has it: recognised, judged and sent, or refused with what to do instead."""

from typing import BinaryIO

from lotrinh.collection.actions.answering import Author, send
from lotrinh.collection.choices import UnitState
from lotrinh.collection.errors import BadSheet, Closed, NotYourUnit
from lotrinh.collection.models import Answer, Round, RoundUnit
from lotrinh.collection.workbooks import read_mark, read_sheet


def receive(
    *,
    file: BinaryIO,
    author: Author,
    expected: RoundUnit | Round | None = None,
    replace: bool = False,
    reason: str = "",
) -> Answer:
    """Take one workbook. `expected`: the unit's line, or the round, on whose page it was dropped.

    `replace` puts the sheet in place of what was filled in elsewhere since it was made. Raises BadSheet and whatever
    `send` raises.
    """
    mark = read_mark(file)
    line = RoundUnit.objects.with_names().filter(pk=mark.line).first()
    if line is None:
        raise BadSheet(summary="Đợt của tệp này không còn ở hệ thống này. Hãy tải “Tệp để điền” của đợt đang mở.")
    if not author.may_answer(line):
        raise NotYourUnit(summary="Tệp này của đơn vị khác hoặc đợt khác; bạn không nộp thay được.")
    _refuse_other(line, expected)
    if line.state == UnitState.ACCEPTED:
        raise Closed()
    sheet = read_sheet(file, line, mark)
    if mark.edition < line.edition and line.state != UnitState.RETURNED and not replace:
        _refuse_older(line, sheet.sha256)
    return send(line=line, typed=sheet.typed, seen=None, author=author, sha256=sheet.sha256, reason=reason)


def _refuse_other(line: RoundUnit, expected: RoundUnit | Round | None) -> None:
    if isinstance(expected, RoundUnit) and expected.pk != line.pk:
        where = f"của {line.unit.label}" if expected.round_id == line.round_id else f"của đợt “{line.round.title}”"
        raise BadSheet(summary=f"Tệp này {where}, không phải của trang này. Hãy mở đúng đợt, đúng đơn vị rồi thả tệp.")
    if isinstance(expected, Round) and expected.pk != line.round_id:
        raise BadSheet(summary=f"Tệp này của đợt “{line.round.title}”; hãy thả vào trang của đợt đó.")


def _refuse_older(line: RoundUnit, sha256: str) -> None:
    if line.answers.filter(sha256=sha256).exists():
        raise BadSheet(summary="Chính tệp này đã được nhận trước đây; không cần gửi lại.")
    raise BadSheet(
        summary=f"Sau khi tệp này được tải về, {line.saved_by or 'có người'} đã ghi trả lời ở nơi khác. "
        "Hãy xem bản đó; nếu đúng là muốn dùng tệp này, hãy chọn “Dùng tệp thay bản đang có” rồi thả lại."
    )

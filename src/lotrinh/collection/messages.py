"""One message a unit about the rounds it owes, with its links, to paste into Zalo; no mail server is needed."""

from dataclasses import dataclass
from datetime import date

from lotrinh.collection.choices import UnitState
from lotrinh.collection.models import RoundUnit
from lotrinh.core.messages import Owed, message


@dataclass(frozen=True)
class Message:
    line: RoundUnit
    text: str


def message_for(lines: list[RoundUnit], day: date, address) -> str:
    """What to write to one unit about all that it owes; `address` makes a full address of a path."""
    owed = [owed_line(line, address) for line in lines]
    return message(lines[0].unit.label, owed, day, f"{lines[0].round.asker.label} cảm ơn đơn vị.")


def owed_line(line: RoundUnit, address) -> Owed:
    returned = line.state == UnitState.RETURNED and line.reason
    return Owed(
        what=f"{line.round.title}, kỳ {line.round.span.label}",
        note=_words(line),
        on=line.round.due,
        more=f"Lý do trả lại: {line.reason}" if returned else "",
        link=address(line.get_absolute_url()),
        deed="Trả lời",
    )


def messages_for(lines: list[RoundUnit], day: date, address) -> list[Message]:
    """One message for each unit among `lines`, in their order."""
    by_unit: dict[int, list[RoundUnit]] = {}
    for line in lines:
        by_unit.setdefault(line.unit_id, []).append(line)
    return [Message(own[0], message_for(own, day, address)) for own in by_unit.values()]


def _words(line: RoundUnit) -> str:
    return {
        UnitState.UNOPENED: "đơn vị chưa trả lời",
        UnitState.BEGUN: "đơn vị đang điền, chưa gửi",
        UnitState.RETURNED: "bên hỏi đã trả lại, đề nghị sửa",
    }.get(line.state, "đơn vị đã gửi")

"""One message a unit, with its links, to paste into Zalo; no mail server is needed."""

from dataclasses import dataclass
from datetime import date

from lotrinh.collection.choices import UnitState
from lotrinh.collection.models import RoundUnit
from lotrinh.core.vietnamese import format_date


@dataclass(frozen=True)
class Message:
    line: RoundUnit
    text: str


def message_for(lines: list[RoundUnit], day: date, address) -> str:
    """What to write to one unit about all that it owes; `address` makes a full address of a path."""
    unit = lines[0].unit
    parts = [f"Kính gửi {unit.label}."]
    for line in lines:
        round = line.round
        late = (day - round.due).days
        when = f"đã quá hạn {late} ngày (hạn {format_date(round.due)})" if late > 0 else f"hạn {format_date(round.due)}"
        parts.append(f"- {round.title}, kỳ {round.span.label}: {_words(line)}, {when}.")
        if line.state == UnitState.RETURNED and line.reason:
            parts.append(f"  Lý do trả lại: {line.reason}")
        parts.append(f"  Trả lời tại: {address(line.get_absolute_url())}")
    parts.append(f"{lines[0].round.asker.label} cảm ơn đơn vị.")
    return "\n".join(parts)


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

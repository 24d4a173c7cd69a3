"""What to write to a unit about one order or one block, to paste into a chat; no mail server is needed."""

from datetime import date

from lotrinh.core.messages import Owed, message
from lotrinh.followups.models import Block, Order


def order_message(order: Order, day: date, url: str) -> str:
    said = f" ({order.said})" if order.said else ""
    owed = Owed(
        what=f"{order.giver.label} giao: {order.what}",
        link=url,
        note=order.get_state_display(),
        on=order.due,
        more=f"Về: {order.subject}{said}",
        deed="Trả lời",
    )
    return message((order.turn or order.unit).label, [owed], day)


def block_message(block: Block, day: date, url: str) -> str:
    owed = Owed(
        what=f"{block.unit.label} đang vướng: {block.subject}",
        link=url,
        note="cần đơn vị gỡ",
        on=block.by_when,
        more=f"Vì sao: {block.why}",
        deed="Ghi cách gỡ",
    )
    return message(block.clearer.label, [owed], day)

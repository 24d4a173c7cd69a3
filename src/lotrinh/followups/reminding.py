"""What to write to a unit about one order or one block, to paste into a chat; no mail server is needed."""

from datetime import date

from lotrinh.core.vietnamese import format_date
from lotrinh.followups.models import Block, Order


def order_message(order: Order, day: date, url: str) -> str:
    lines = [
        f"Kính gửi {order.turn.label if order.turn else order.unit.label}.",
        f"- {order.giver.label} giao: {order.what}",
        f"- Về: {order.subject}{f' ({order.said})' if order.said else ''}",
        f"- {_when(order.due, day)}. Tình trạng: {order.get_state_display()}.",
        f"Trả lời tại: {url}",
    ]
    return "\n".join(lines)


def block_message(block: Block, day: date, url: str) -> str:
    lines = [
        f"Kính gửi {block.clearer.label}.",
        f"- {block.unit.label} đang vướng: {block.subject}",
        f"- Vì sao: {block.why}",
        f"- {_when(block.by_when, day)}.",
        f"Ghi cách gỡ tại: {url}",
    ]
    return "\n".join(lines)


def _when(due: date, day: date) -> str:
    late = (day - due).days
    return f"Đã quá hạn {late} ngày (hạn {format_date(due)})" if late > 0 else f"Hạn {format_date(due)}"

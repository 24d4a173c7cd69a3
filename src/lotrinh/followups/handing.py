"""Open blocks and orders pass on when a unit ends, whichever side of them it was."""

from lotrinh.core.registers import audit
from lotrinh.core.vietnamese import format_date
from lotrinh.followups.models import Block, Order
from lotrinh.organizations import handover
from lotrinh.organizations.models import Organization


def _open_with(model: type[Block] | type[Order], name: str):
    def find(organization: Organization):
        return model.objects.open().filter(**{name: organization})

    return find


def _hand(name: str, noun: str):
    def move(rows, successor: Organization, *, by) -> None:
        for row in rows:
            with audit(f"Bàn giao {noun}: {row}", by=by):
                setattr(row, name, successor)
                row.save(update_fields=[name])

    return move


def register() -> None:
    for name, title in (
        ("unit", "Vướng mắc đang giữ chân đơn vị"),
        ("clearer", "Vướng mắc đơn vị phải gỡ"),
        ("superior", "Vướng mắc đã báo lên đơn vị"),
    ):
        handover.register(
            f"blocks-{name}",
            title=title,
            find=_open_with(Block, name),
            move=_hand(name, "vướng mắc"),
            describe=lambda block: f"{block.subject}: {block.why}"[:200],
        )
    for name, title in (
        ("unit", "Việc được giao, chưa xong"),
        ("giver", "Việc đã giao, chưa kết thúc"),
        ("verifier", "Việc phải kiểm chứng"),
    ):
        handover.register(
            f"orders-{name}",
            title=title,
            find=_open_with(Order, name),
            move=_hand(name, "việc giao"),
            describe=lambda order: f"{order.what} (hạn {format_date(order.due)})"[:200],
        )

"""Open blocks pass on when a unit ends: those that hold it up, and those it was asked to clear."""

from lotrinh.core.registers import audit
from lotrinh.followups.models import Block
from lotrinh.organizations import handover
from lotrinh.organizations.models import Organization


def _open_with(name: str):
    def find(organization: Organization):
        return Block.objects.open().filter(**{name: organization})

    return find


def _hand(name: str):
    def move(rows, successor: Organization, *, by) -> None:
        for block in rows:
            with audit(f"Bàn giao vướng mắc: {block.subject}", by=by):
                setattr(block, name, successor)
                block.save(update_fields=[name])

    return move


def register() -> None:
    for name, title in (("unit", "Vướng mắc đang giữ chân đơn vị"), ("clearer", "Vướng mắc đơn vị phải gỡ")):
        handover.register(
            f"blocks-{name}",
            title=title,
            find=_open_with(name),
            move=_hand(name),
            describe=lambda block: f"{block.subject}: {block.why}"[:200],
        )

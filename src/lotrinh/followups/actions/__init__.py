from lotrinh.followups.actions.blocks import raise_block, remind, resolve
from lotrinh.followups.actions.minutes import confirm_minutes, keep_minutes
from lotrinh.followups.actions.orders import About, give_order, give_orders, remind_of, take_step

__all__ = [
    "About",
    "confirm_minutes",
    "give_order",
    "give_orders",
    "keep_minutes",
    "raise_block",
    "remind",
    "remind_of",
    "resolve",
    "take_step",
]

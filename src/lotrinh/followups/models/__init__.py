from lotrinh.followups.models.blocks import Block
from lotrinh.followups.models.minutes import Minutes
from lotrinh.followups.models.orders import Order, OrderStep

__all__ = ["Block", "Minutes", "Order", "OrderStep"]

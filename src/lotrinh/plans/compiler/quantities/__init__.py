"""Quantities in a text: a number with its comparator, its unit and what it is counted per.

"trên 9.000 lao động mỗi năm" · "từ 80% đến 85%" · "24-48 giờ" · "10 - 13%/năm" · "gấp 1,5 lần" · "từ 10 ha trở lên".
Numbers that name or date something (Điều 3, 34/KH-UBND, 5G, ngày 15, giai đoạn 2) are no quantities.
"""

from .grammar import quantities_of
from .quantity import Kind, Quantity
from .units import is_measure

__all__ = ["Kind", "Quantity", "is_measure", "quantities_of"]

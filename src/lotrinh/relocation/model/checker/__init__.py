"""The independent checker: recomputes a plan and its bound from the raw JSON, sharing no code with the solver.

Written from the words of the file format, one establishment after another. Vietnamese: bộ kiểm tra phương án.
"""

from .data import Data
from .proof import prove
from .whole import check

__all__ = ["Data", "check", "prove"]

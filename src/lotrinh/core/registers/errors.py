"""What the kernel refuses. Every message is Vietnamese and says what, where and how to mend it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one row; `field` is "" when the whole row is meant."""

    row: Any
    field: str
    message: str


class Refused(Exception):
    """Nothing was written. `problems` names every row at fault."""

    summary = "Không ghi được."

    def __init__(self, problems: list[Problem] | None = None, summary: str = ""):
        self.problems = problems or []
        self.summary = summary or self.summary
        super().__init__(" ".join([self.summary, *(problem.message for problem in self.problems[:5])]))


class NotAllowed(Refused):
    summary = "Vai trò của bạn không được sửa sổ này. Hãy nhờ người phụ trách sổ hoặc quản trị viên."


class OutOfScope(Refused):
    summary = "Có dòng không thuộc địa bàn hoặc đơn vị của bạn; không dòng nào được ghi."


class Locked(Refused):
    summary = "Kỳ này đã khoá sổ; hãy đề nghị mở khoá hoặc ghi vào kỳ sau."


class Invalid(Refused):
    summary = "Dữ liệu chưa đúng; không dòng nào được ghi."


class Changed(Refused):
    summary = "Có người vừa sửa dòng này sau khi bạn mở; hãy xem thay đổi của họ rồi ghi lại."

"""What deeds on scenarios refuse. Every message is Vietnamese and says how to mend it."""

from lotrinh.core.registers import Refused


class NotYourScenario(Refused):
    summary = "Lập và chạy phương án dành cho cán bộ kế hoạch của cơ quan thường trực; hãy nhờ cơ quan đó."


class WrongAssumption(Refused):
    summary = "Có giả định ngoài khoảng cho phép; hãy xem lại các ô có chữ đỏ."


class StillRunning(Refused):
    summary = "Phương án này đang được tính; hãy chờ xong hoặc dừng lại rồi làm tiếp."


class NoPlan(Refused):
    summary = "Lần tính này không có phương án để dùng; hãy tính lại trước."


class OldRun(Refused):
    summary = "Đã có lần tính mới hơn hoặc số liệu khoá đã đổi; hãy mở lần tính mới nhất."


class NotAnOption(Refused):
    """The decision to be locked cannot be."""


class PartsDoNotFit(Refused):
    """Support paid in parts exceeds the money of a year."""


class AmendmentRefused(Refused):
    """The changed budget cannot be taken in; says why."""

"""What rounds refuse. Every message is Vietnamese and says how to mend it."""

from lotrinh.core.registers import Refused


class NotYourRound(Refused):
    summary = "Đợt này do đơn vị khác hỏi; hãy nhờ đơn vị hỏi làm việc này."


class NotYourUnit(Refused):
    summary = "Bạn không trả lời thay đơn vị này được; hãy nhờ người của đơn vị đó hoặc bên hỏi."


class Unready(Refused):
    summary = "Đợt chưa mở được."


class NotOpen(Refused):
    summary = "Đợt này không còn nhận trả lời; hãy liên hệ đơn vị hỏi."


class Closed(Refused):
    """The answer was accepted and its period is locked."""

    summary = (
        "Trả lời của đơn vị đã được nhận và khoá. Muốn sửa, hãy đề nghị bên hỏi mở lại kèm lý do; "
        "bản sửa sẽ là một bản mới."
    )


class Overtaken(Refused):
    summary = "Trả lời này đã được lưu ở nơi khác sau khi bạn mở; hãy xem bản mới rồi ghi lại."


class NoReason(Refused):
    summary = "Hãy ghi lý do: người nhận sẽ đọc nó thay cho việc gọi hỏi lại."


class NoPaper(Refused):
    summary = "Nhập thay đơn vị phải kèm bản giấy đã chụp hoặc quét; hãy chọn tệp."


class WrongTurn(Refused):
    summary = "Trả lời này không còn ở trạng thái đó; hãy tải lại trang."


class Flawed(Refused):
    """The answer does not hold; `flaws` says where, `is_kept` whether it stands as the unit's draft now."""

    summary = "Chưa gửi được vì còn ô chưa đúng."

    def __init__(self, flaws, *, is_kept: bool = True):
        self.flaws, self.is_kept = list(flaws), is_kept
        super().__init__(summary=f"{self.summary} {' '.join(flaw.message for flaw in self.flaws[:5])}")


class BadSheet(Refused):
    summary = "Tệp không nhận được."


class DeadLink(Refused):
    summary = "Đường dẫn không dùng được nữa."


class BadExchange(Refused):
    summary = "Tệp trao đổi không nhận được."


class UnknownSender(BadExchange):
    """Whole and unaltered, but nobody here has heard the sender's key read aloud."""

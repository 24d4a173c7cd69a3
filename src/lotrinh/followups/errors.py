"""What deeds on follow-ups refuse. Every message is Vietnamese and says how to mend it."""

from lotrinh.core.registers import Refused


class NotYourBlock(Refused):
    summary = "Vướng mắc này do đơn vị khác phụ trách; hãy nhờ đơn vị bị vướng hoặc đơn vị tháo gỡ ghi."


class AlreadyBlocked(Refused):
    summary = "Đơn vị này đã nêu một vướng mắc chưa gỡ cho việc này; hãy bổ sung vào đó hoặc gỡ xong rồi nêu mới."


class NoWords(Refused):
    summary = "Hãy ghi rõ nội dung: người khác sẽ đọc nó thay cho việc hỏi lại bạn."


class NotItself(Refused):
    summary = "Đơn vị bị vướng không thể tự là đơn vị tháo gỡ; hãy chọn đơn vị có thẩm quyền gỡ."


class Resolved(Refused):
    summary = "Vướng mắc này đã được gỡ xong."


class TooSoon(Refused):
    summary = "Hôm nay đã nhắc đơn vị này rồi; hãy đợi đến ngày mai."


class Past(Refused):
    summary = "Hạn gỡ phải từ hôm nay trở đi."


class OutOfReach(Refused):
    summary = "Đơn vị này không thuộc phạm vi chỉ đạo của bạn; hãy chọn đơn vị trực thuộc hoặc trong địa bàn."


class NoGiver(Refused):
    summary = "Hôm nay bạn không giữ vai trò lãnh đạo hoặc cán bộ kế hoạch ở đơn vị nào nên chưa giao việc được."


class VerifiesItself(Refused):
    summary = "Đơn vị thực hiện không thể tự kiểm chứng; hãy chọn đơn vị khác."


class NotNow(Refused):
    summary = "Việc này vừa chuyển sang bước khác, hoặc bước này thuộc bên khác; hãy mở lại trang để xem."


class PastDay(Refused):
    summary = "Hạn phải từ hôm nay trở đi."


class NothingToGive(Refused):
    summary = "Chưa chọn việc nào để giao; hãy đánh dấu ít nhất một dòng."


class Confirmed(Refused):
    summary = "Biên bản này đã được xác nhận và giao việc; mở danh sách việc giao để xem."

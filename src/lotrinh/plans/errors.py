"""What deeds on plans refuse. Every message is Vietnamese and says how to mend it."""

from lotrinh.core.registers import Refused


class NotYourPlan(Refused):
    summary = "Việc này dành cho cán bộ kế hoạch của cơ quan thường trực. Hãy nhờ cơ quan đó làm hoặc giao lại."


class NotYourTask(Refused):
    summary = "Đơn vị của bạn không có phần trong nhiệm vụ này; hãy đề nghị cơ quan thường trực phân công."


class TooEarly(Refused):
    summary = "Ngày chuyển phải sau ngày cơ quan thường trực hiện nay bắt đầu; hãy xem lại ngày."


class NotADraft(Refused):
    summary = "Bản văn này không còn ở bước soát; hãy mở bản đang soát."


class NotReviewed(Refused):
    """Something that was read out of the text was neither accepted nor rejected."""

    def __init__(self, count: int):
        self.count = count
        super().__init__(summary=f"Còn {count} mục chưa soát. Hãy nhận, sửa hoặc bỏ từng mục rồi đưa vào thực hiện.")


class SameFile(Refused):
    summary = "Tệp này đã được tải lên cho kế hoạch này; hãy mở bản đã có."


class TooLarge(Refused):
    summary = "Tệp lớn hơn 25 MB. Hãy bỏ ảnh quét ra khỏi văn bản hoặc chia phụ lục thành tệp riêng."


class Incomplete(Refused):
    """A target's contract lacks something; `missing` names what, in Vietnamese."""

    def __init__(self, missing: list[str]):
        self.missing = missing
        super().__init__(summary="Chưa đưa chỉ tiêu vào theo dõi được, còn thiếu: " + "; ".join(missing) + ".")


class NotInForce(Refused):
    summary = "Mục này chưa nằm trong bản đang thực hiện; hãy đưa bản văn vào thực hiện trước."


class NotContestant(Refused):
    summary = "Hợp đồng chỉ tiêu chỉ dành cho đơn vị được ghi ở đó nêu ý kiến khác; hãy nhờ đơn vị đó nêu."


class NotDecider(Refused):
    summary = "Chỉ đơn vị được ghi là đơn vị phân xử mới phân xử được ý kiến này."


class NoDecider(Refused):
    summary = "Chưa rõ đơn vị nào phân xử số liệu này; hãy chọn đơn vị phụ trách chỉ số."


class RulesItself(Refused):
    summary = "Đơn vị nêu ý kiến không thể tự phân xử; hãy chọn đơn vị khác."


class Answered(Refused):
    summary = "Ý kiến này đã được trả lời."


class FutureDay(Refused):
    summary = "Ngày này còn ở phía trước; hãy ghi ngày việc đã thật sự diễn ra."


class AlreadyGiven(Refused):
    summary = "Đơn vị này đã có vai đó trong nhiệm vụ."


class Ended(Refused):
    summary = "Đơn vị này không còn hoạt động; hãy giao cho đơn vị kế tục."


class Withdrawn(Refused):
    summary = "Minh chứng này đã được rút."


class WrongPeriod(Refused):
    summary = "Ngày này không thuộc thời gian của việc thường xuyên; hãy xem lại ngày làm."


class NoReason(Refused):
    summary = "Hãy ghi lý do: người khác sẽ đọc nó thay cho việc hỏi lại bạn."


class ProofMissing(Refused):
    def __init__(self, wanted: str):
        super().__init__(summary=f"Việc này phải có {wanted} làm minh chứng; hãy kèm theo rồi gửi lại.")


class NoSuchPlan(Refused):
    summary = "Hãy chọn một kế hoạch khác có ở đây mà bạn xem được, hoặc ghi tên kế hoạch như văn bản in."


class NotShared(Refused):
    summary = "Đơn vị này không có phần trong bảng phân bổ; hãy mở lại trang chỉ tiêu."


class NothingToShare(Refused):
    summary = "Chỉ tiêu này chưa có con số để phân bổ; hãy ghi mức phải đạt trong hợp đồng chỉ tiêu trước."


class CannotShare(Refused):
    """The key tells nothing to share by; `message` says for which units."""

    def __init__(self, message: str):
        super().__init__(summary=message)


class Unsettled(Refused):
    summary = "Đề xuất này đang chờ hoặc đã có trả lời; hãy tải lại trang để xem."


class NoEvidence(Refused):
    summary = "Hãy ghi bằng chứng: số văn bản, hoặc địa chỉ trang số liệu mà người khác mở ra xem được."


class NothingToCarry(Refused):
    summary = "Chưa chọn mục nào để chuyển tiếp; hãy đánh dấu ít nhất một chỉ tiêu hoặc nhiệm vụ."

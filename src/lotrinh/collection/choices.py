from django.db import models


class RoundState(models.TextChoices):
    """Where a round stands. Vietnamese: trạng thái của đợt."""

    PREPARED = "prepared", "đang soạn"
    """Only the asker sees it."""
    OPEN = "open", "đang thu"
    CLOSED = "closed", "đã khoá"


class UnitState(models.TextChoices):
    """Where one unit of a round stands. Vietnamese: trạng thái trả lời."""

    UNOPENED = "unopened", "chưa mở"
    BEGUN = "begun", "đang điền"
    SENT = "sent", "đã gửi"
    RETURNED = "returned", "trả lại"
    ACCEPTED = "accepted", "đã nhận"

    @classmethod
    def owing(cls) -> tuple["UnitState", ...]:
        """Still to be sent, or handed back."""
        return cls.UNOPENED, cls.BEGUN, cls.RETURNED


NEXT = {
    UnitState.UNOPENED: {UnitState.BEGUN, UnitState.SENT},
    UnitState.BEGUN: {UnitState.BEGUN, UnitState.SENT},
    UnitState.SENT: {UnitState.SENT, UnitState.RETURNED, UnitState.ACCEPTED},
    UnitState.RETURNED: {UnitState.RETURNED, UnitState.SENT},
    UnitState.ACCEPTED: {UnitState.RETURNED},
}
"""What may follow what. An accepted answer is changed only by being handed back with a reason."""


class QuestionKind(models.TextChoices):
    TEXT = "text", "chữ"
    NUMBER = "number", "số"
    DATE = "date", "ngày"
    CHOICE = "choice", "chọn một"
    FILE = "file", "tệp"


class Adding(models.TextChoices):
    """How the answers of many units, and of many periods, become one. Vietnamese: cách cộng."""

    FLOW = "flow", "số trong kỳ: cộng các đơn vị, cộng các kỳ"
    LEVEL = "level", "mức cuối kỳ: cộng các đơn vị, lấy kỳ cuối"
    RATIO = "ratio", "tỷ lệ: cộng tử số, cộng mẫu số"
    MEAN = "mean", "bình quân: theo trọng số"
    NONE = "none", "không cộng"


class Via(models.TextChoices):
    """How an answer came in. Vietnamese: đường gửi."""

    PAGE = "page", "điền trên trang"
    SHEET = "sheet", "tệp bảng tính"
    LINK = "link", "đường dẫn riêng"
    KEYED = "keyed", "bên hỏi nhập từ bản giấy"
    OFFICE = "office", "tệp từ hệ thống của cơ quan khác"

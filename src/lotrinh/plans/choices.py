"""The words of a plan that is being run."""

from django.db import models


class VersionState(models.TextChoices):
    """Where one text of a plan stands. Vietnamese: trạng thái của bản."""

    READING = "reading", "đang đọc"
    UNREADABLE = "unreadable", "không đọc được"
    """The upload is kept; `problem` says why, and it can be read again."""
    DRAFT = "draft", "đang soát"
    PUBLISHED = "published", "đang thực hiện"
    SUPERSEDED = "superseded", "đã được thay"


class SentenceKind(models.TextChoices):
    PROMISE = "promise", "cam kết"
    """Says what will be reached."""
    ORDER = "order", "giao việc"
    """Says what shall be done."""
    WISH = "wish", "mong muốn"
    """Neither measurable nor a duty."""
    OTHER = "other", "khác"


BINDING = (SentenceKind.PROMISE, SentenceKind.ORDER)
"""The sentences that somebody must be able to answer for."""


class Review(models.TextChoices):
    """What an officer said of an item that was read out of the text. Vietnamese: kết quả soát."""

    PENDING = "pending", "chưa soát"
    ACCEPTED = "accepted", "đã nhận"
    CORRECTED = "corrected", "đã sửa"
    REJECTED = "rejected", "đã bỏ"


KEPT = (Review.ACCEPTED, Review.CORRECTED)


class Source(models.TextChoices):
    PLAN = "plan", "lời kế hoạch"
    EXECUTION = "execution", "bổ sung khi thực hiện"
    """Added by the officers who carry the plan out: never shown as the plan's own words."""


class Comparator(models.TextChoices):
    ABOVE = ">", "trên"
    AT_LEAST = ">=", "từ … trở lên"
    EQUAL = "=", "bằng"
    ABOUT = "~", "khoảng"
    AT_MOST = "<=", "không quá"
    BELOW = "<", "dưới"
    RANGE = "range", "trong khoảng"


class TaskRole(models.TextChoices):
    LEAD = "lead", "chủ trì"
    SUPPORT = "support", "phối hợp"
    IMPLEMENT = "implement", "thực hiện"


class VerbClass(models.TextChoices):
    """How a task is done: once, every period, or all the time. Vietnamese: tính chất việc."""

    ONE_OFF = "one_off", "làm một lần"
    PERIODIC = "periodic", "làm theo kỳ"
    STANDING = "standing", "thường xuyên"


class PeriodKind(models.TextChoices):
    """Kinds of `core.periods.Period` that a duty can be asked for."""

    MONTH = "month", "mỗi tháng"
    QUARTER = "quarter", "mỗi quý"
    HALF = "half", "mỗi 6 tháng"
    YEAR = "year", "mỗi năm"


class ProofKind(models.TextChoices):
    """What proves that a standing duty was met. Vietnamese: minh chứng."""

    NOTE = "note", "ghi chú"
    FILE = "file", "tệp"
    PHOTO = "photo", "ảnh"
    ROWS = "rows", "dòng trong sổ"


class Severity(models.TextChoices):
    ERROR = "error", "sai"
    WARNING = "warning", "đáng ngờ"
    NOTE = "note", "lưu ý"


class FindingState(models.TextChoices):
    OPEN = "open", "chưa xử lý"
    ACCEPTED = "accepted", "đúng, sẽ sửa"
    DISMISSED = "dismissed", "bỏ qua"
    """With a reason."""


class LinkKind(models.TextChoices):
    PARENT = "parent", "thực hiện kế hoạch cấp trên"
    PART = "part", "được cụ thể hoá bởi"
    RELATED = "related", "lồng ghép với"
    SUCCESSOR = "successor", "được tiếp nối bởi"


class ShareKey(models.TextChoices):
    """By what a target is shared out to units. Vietnamese: cách phân bổ."""

    HAND = "hand", "ấn định từng đơn vị"
    WEIGHTS = "weights", "theo số gốc khai cho từng đơn vị"
    """Population and the like, typed in with its source."""
    INDICATOR = "indicator", "theo một chỉ số của từng địa bàn"
    """What registers or declared figures tell of each unit's area in a period."""


class ProposalState(models.TextChoices):
    """What became of another share that a unit asked for. Vietnamese: trạng thái đề xuất."""

    OPEN = "open", "chờ trả lời"
    OFFERED = "offered", "cơ quan thường trực đề nghị số khác"
    """The unit agrees to the number offered, or proposes anew."""
    ACCEPTED = "accepted", "được chấp nhận"
    REFUSED = "refused", "không được chấp nhận"
    AGREED = "agreed", "đã thống nhất theo số đề nghị lại"
    REPLACED = "replaced", "được thay bằng đề xuất sau"


UNSETTLED = (ProposalState.OPEN, ProposalState.OFFERED)


class Ruling(models.TextChoices):
    """What the decider made of an objection. Vietnamese: kết quả phân xử."""

    KEPT = "kept", "giữ như hiện có"
    PROPOSED = "proposed", "theo đề nghị"
    """What has to change is changed where it is kept: in the contract, in the register."""
    OTHER = "other", "theo cách khác"

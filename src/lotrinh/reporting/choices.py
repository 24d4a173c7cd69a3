from django.db import models

from lotrinh.monitoring.coverage import TARGET_LINES, TASK_LINES


class ReportKind(models.TextChoices):
    """Kinds of reports (Nghị định 09/2019/NĐ-CP, Điều 3). Vietnamese: loại báo cáo."""

    PERIODIC = "periodic", "định kỳ"
    THEMATIC = "thematic", "chuyên đề"
    AD_HOC = "ad_hoc", "đột xuất"


class ReportPeriod(models.TextChoices):
    """Kinds of `core.periods.Period` that reports are made for."""

    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    HALF = "half", "6 tháng"
    NINE = "nine", "9 tháng"
    """The decree sets no cut-off for it: whoever orders the report does."""
    YEAR = "year", "năm"


class ReportState(models.TextChoices):
    """Where a report stands. Vietnamese: trạng thái báo cáo."""

    DRAFT = "draft", "đang soạn"
    SUBMITTED = "submitted", "đã trình"
    RETURNED = "returned", "bị trả lại"
    """Drafted on, with the leader's words beside it."""
    AGREED = "agreed", "đã đồng ý"
    ISSUED = "issued", "đã ban hành"
    """Frozen: neither words nor figures change any more."""
    WITHDRAWN = "withdrawn", "đã thu hồi"
    """Stays readable, with its stamp."""

    @property
    def css(self) -> str:
        good, warn, bad = (self.AGREED, self.ISSUED), (self.SUBMITTED,), (self.RETURNED, self.WITHDRAWN)
        return "state-good" if self in good else "state-warn" if self in warn else "state-bad" if self in bad else ""


NEXT = {
    ReportState.DRAFT: {ReportState.SUBMITTED},
    ReportState.SUBMITTED: {ReportState.RETURNED, ReportState.AGREED},
    ReportState.RETURNED: {ReportState.SUBMITTED},
    ReportState.AGREED: {ReportState.ISSUED, ReportState.RETURNED},
    ReportState.ISSUED: {ReportState.WITHDRAWN},
    ReportState.WITHDRAWN: set(),
}
OPEN = (ReportState.DRAFT, ReportState.RETURNED)
"""Words and figures may change."""
LEFT = (ReportState.ISSUED, ReportState.WITHDRAWN)
"""It has left the office."""


class SectionKey(models.TextChoices):
    """Sections of a progress report, in their order (domain practice, docs/sources.md). Vietnamese: mục báo cáo."""

    SITUATION = "tinh-hinh", "Tình hình và công tác chỉ đạo"
    TARGETS = "chi-tieu", TARGET_LINES
    TASKS = "nhiem-vu", TASK_LINES
    DIFFICULTIES = "kho-khan", "Khó khăn, vướng mắc và nguyên nhân"
    DIRECTIONS = "phuong-huong", "Phương hướng, nhiệm vụ kỳ tới"
    PROPOSALS = "kien-nghi", "Đề xuất, kiến nghị"
    CLOSING = "ket", "Lời kết"


class FigureKind(models.TextChoices):
    TARGET = "target", "chỉ tiêu"
    TASKS = "tasks", "nhiệm vụ"
    ROUND = "round", "tổng của đợt thu thập"

"""What deeds on reports refuse. Every message is Vietnamese and says how to mend it."""

from lotrinh.core.registers import Refused


class NotYourReport(Refused):
    summary = "Việc này dành cho cán bộ kế hoạch của đơn vị báo cáo. Hãy nhờ đơn vị đó làm."


class NotTheLeader(Refused):
    summary = "Chỉ lãnh đạo của đơn vị báo cáo được đồng ý hoặc trả lại báo cáo."


class NotNow(Refused):
    """The report is not in a state from which this may be done."""

    def __init__(self, state: str):
        super().__init__(
            summary=f"Báo cáo {state}, nên không làm được việc này. Hãy tải lại trang để xem bước hiện tại."
        )


class AlreadyDrafted(Refused):
    """A report for this period exists; `report` is that one."""

    def __init__(self, report):
        self.report = report
        super().__init__(summary=f"Đã có báo cáo {report.period.label} cho chế độ này; hãy mở báo cáo đó.")


class Unfinished(Refused):
    """Words that must be mended before the report may be submitted."""

    def __init__(self, notices):
        self.notices = notices
        shown = "; ".join(f"“{notice.text}”" for notice in notices[:5])
        more = f" và {len(notices) - 5} chỗ khác" if len(notices) > 5 else ""
        super().__init__(
            summary=f"Còn {len(notices)} chỗ phải sửa trước khi trình: {shown}{more}. Hãy xem mục Soát và sửa từng chỗ."
        )


class SomebodyWasFaster(Refused):
    """The words were changed by another person since they were opened; `stored` is the section as it stands."""

    def __init__(self, stored):
        self.stored = stored
        super().__init__(
            summary=f"{stored.entry.who or 'Người khác'} đã sửa mục này sau khi bạn mở; hãy xem lời của họ rồi ghi lại."
        )


class NoReason(Refused):
    summary = "Hãy ghi lý do: người nhận sẽ đọc nó."


class BadIssue(Refused):
    """Number or date of an issue that cannot be."""

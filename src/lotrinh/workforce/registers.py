from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.organizations.permissions import in_scope, register_writer
from lotrinh.workforce.models import LabourReturn


@register
class LabourReturnRegister(Register):
    """Sổ phiếu khai lao động của cơ sở"""

    model = LabourReturn
    key = ("establishment", "as_of")
    columns = ("establishment", "as_of", "workers", "women", "with_certificate", "trained")
    totals = ("workers", "women", "with_certificate", "trained")
    filters = ("establishment__area", "establishment__trade")
    search = ("establishment",)
    card = Card("establishment", "as_of", "workers", "trained")
    form = (
        Section("Phiếu", "establishment", "as_of", "workers", "women"),
        Section("Không tính là qua đào tạo", "untrained", "short_course"),
        Section("Qua đào tạo không bằng", "skilled_without_certificate"),
        Section("Có bằng, chứng chỉ", "elementary", "intermediate", "college", "university", "postgraduate"),
    )
    labels = {"with_certificate": "có bằng, chứng chỉ", "trained": "qua đào tạo (cả không bằng)"}
    lock_day = "as_of"
    lock_unit = "establishment__area_id"
    may = May(view=in_scope, change=register_writer)
    phone = True

    def rows(self, day):
        return LabourReturn.objects.with_trained()

    def check(self, batch):
        for row in batch.rows:
            levels = sum(getattr(row, name) or 0 for name in LabourReturn.LEVELS)
            if levels != row.workers:
                yield (
                    row,
                    "workers",
                    f"{row}: tổng số lao động là {row.workers} nhưng các trình độ cộng lại là {levels}.",
                )
            if row.women > row.workers:
                yield row, "women", f"{row}: số nữ ({row.women}) lớn hơn tổng số lao động ({row.workers})."

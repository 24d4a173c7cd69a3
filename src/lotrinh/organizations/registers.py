from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.documents.rights import kept_by
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import administrator, in_scope, register_writer

kept_by(register_writer)


@register
class OrganizationRegister(Register):
    """Danh mục đơn vị."""

    model = Organization
    key = ("name",)
    columns = ("name", "short_name", "kind", "level", "area", "parent", "valid_from", "valid_to")
    filters = ("kind", "level")
    search = ("area",)
    order = ("sort_key",)
    card = Card("name", "kind", "level", "area")
    form = (
        Section("Đơn vị", "name", "short_name", "kind", "level"),
        Section("Chỗ đứng", "area", "parent"),
        Section("Thời gian", "valid_from", "valid_to"),
    )
    may = May(view=in_scope, change=administrator)
    has_days = True

    def rows(self, day):
        return Organization.objects.valid_on(day)

    def check(self, batch):
        for row in batch.rows:
            if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
                yield row, "valid_to", "Ngày cuối đứng trước ngày đầu."
            if row.pk and row.parent_id == row.pk:
                yield row, "parent", "Đơn vị không thể trực thuộc chính nó."

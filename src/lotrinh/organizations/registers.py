from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import administrator, in_scope


@register
class OrganizationRegister(Register):
    """Danh mục đơn vị"""

    model = Organization
    key = ("name",)
    columns = ("name", "short_name", "kind", "level", "area", "valid_to")
    filters = ("kind", "level")
    order = ("sort_key",)
    card = Card("name", "kind", "area")
    form = (
        Section("Đơn vị", "name", "short_name", "kind", "level"),
        Section("Địa bàn và thời gian", "area", "parent", "valid_from", "valid_to"),
    )
    may = May(view=in_scope, change=administrator)

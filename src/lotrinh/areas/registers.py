from lotrinh.areas.models import Area
from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.core.registers.declaration import signed_in


def command_line(who) -> bool:
    """Only the command that loads the official list; a request always has a user, if an anonymous one."""
    return who is None


@register
class AreaRegister(Register):
    """Danh mục đơn vị hành chính."""

    model = Area
    key = ("full_name",)
    columns = ("name", "code", "kind", "parent", "valid_from", "valid_to", "area_km2")
    filters = ("kind",)
    order = ("sort_key", "valid_from")
    card = Card("name", "code", "parent", "valid_from", "valid_to")
    form = (
        Section("Đơn vị", "name", "code", "kind", "parent"),
        Section("Thời gian", "valid_from", "valid_to"),
        Section("Bản đồ", "area_km2", "latitude", "longitude"),
    )
    labels = {"full_name": "địa bàn"}
    shape = ("longitude", "latitude")
    may = May(view=signed_in, change=command_line)
    has_days = True

    def rows(self, day):
        return Area.objects.valid_on(day).with_parents()

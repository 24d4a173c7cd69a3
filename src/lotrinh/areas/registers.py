from lotrinh.areas.models import Area
from lotrinh.core.registers import Card, Register, register


@register
class AreaRegister(Register):
    """Danh mục địa bàn"""

    model = Area
    key = ("full_name",)
    columns = ("full_name", "code", "kind", "valid_from", "valid_to")
    filters = ("kind",)
    order = ("sort_key", "valid_from")
    card = Card("full_name", "code", "kind")

    def rows(self, day):
        return Area.objects.all()

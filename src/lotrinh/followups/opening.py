"""How an order is opened again from the address that a block about it keeps."""

from lotrinh.core.keys import key_in
from lotrinh.followups.matters import ORDER, Matter, opens
from lotrinh.followups.models import Order


@opens(ORDER)
def order(who, key: str) -> Matter | None:
    found = Order.objects.visible_to(who).select_related("unit").filter(pk=key_in(key)).first()
    if found is None:
        return None
    return Matter(ORDER, key, f"Việc giao “{found.what}”"[:500], found.get_absolute_url(), unit=found.unit)

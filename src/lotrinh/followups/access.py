"""Who may fetch the files of orders and of minutes."""

from lotrinh.core.keys import key_in
from lotrinh.documents.access import reads_files
from lotrinh.followups.actions.minutes import FILES as OF_MINUTES
from lotrinh.followups.models import Minutes, Order
from lotrinh.followups.models.orders import FILES as OF_STEPS


@reads_files(OF_STEPS)
def may_read_of_step(who, key: str) -> bool:
    return Order.objects.visible_to(who).filter(steps=key_in(key)).exists()


@reads_files(OF_MINUTES)
def may_read_of_minutes(who, key: str) -> bool:
    return Minutes.objects.visible_to(who).filter(pk=key_in(key)).exists()

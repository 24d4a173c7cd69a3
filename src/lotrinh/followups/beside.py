"""What this room lays beside rows, figures, sentences and lines of reports: buttons, and what is open about them."""

from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate

from lotrinh.core.beside import beside
from lotrinh.followups.models import Block, Order
from lotrinh.followups.rights import may_order

MOST = 5


@beside("actions")
def give_order(request, register: str, key: str) -> str:
    if not may_order(request.user):
        return ""
    link = f"{reverse('followups:order-new')}?{urlencode({'so': register, 'dong': key})}"
    return format_html('<a class="btn btn-outline-primary no-print" href="{}">Giao việc</a>', link)


@beside("panels")
def what_is_open(request, register: str, key: str) -> str:
    """Orders and blocks about it that the reader may see; nothing where there are none."""
    who = request.user
    orders = list(Order.objects.visible_to(who).about(register, key).open().with_units()[:MOST])
    blocks = list(Block.objects.visible_to(who).about(register, key).open().select_related("unit", "clearer")[:MOST])
    if not orders and not blocks:
        return ""
    context = {"orders": orders, "obstacles": blocks, "day": localdate()}
    return render_to_string("followups/_beside.html", context, request)

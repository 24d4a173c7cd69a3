"""What this room lays beside rows, figures, sentences and lines of reports: buttons, and what is open about them."""

from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate

from lotrinh.core.beside import beside
from lotrinh.core.registers import register_named
from lotrinh.followups.matters import TARGET
from lotrinh.followups.models import Block, Order
from lotrinh.followups.rights import may_order, may_speak

MOST = 5


@beside("actions")
def give_order(request, register: str, key: str) -> str:
    if not may_order(request.user):
        return ""
    return _button("followups:order-new", register, key, "Giao việc")


@beside("actions")
def raise_block(request, register: str, key: str) -> str:
    """On a target, and on rows where the reader's own office works; a task has a form for it on its page."""
    if not may_speak(request.user) or not (register == TARGET or _works_on(request.user, register)):
        return ""
    return _button("followups:block-new", register, key, "Nêu vướng mắc")


def _button(name: str, register: str, key: str, label: str) -> str:
    link = f"{reverse(name)}?{urlencode({'so': register, 'dong': key})}"
    return format_html('<a class="btn btn-outline-primary no-print" href="{}">{}</a>', link, label)


def _works_on(who, register: str) -> bool:
    """A register of what lies in somebody's territory, kept by the reader's role: no list of rules or of papers."""
    try:
        declared = register_named(register)
    except LookupError:
        return False
    return bool(getattr(declared.model._default_manager.all(), "scope", None)) and declared.may.change(who)


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

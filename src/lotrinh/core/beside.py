"""What upper rooms lay beside something that a lower room shows: a button, an open objection, what was ordered of it.

>>> @beside("actions")
... def give_order(request, register, key): return '<a class="btn" …>Giao việc</a>'

The lower room's page names the place and the address of what it shows: {% beside "actions" register.slug row.pk %}.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Literal

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Place = Literal["actions", "panels"]
Layer = Callable[[HttpRequest, str, str], str]
"""(request, register, key) → HTML made safe by whoever makes it; "" where there is nothing to show."""

_layers: dict[str, list[Layer]] = defaultdict(list)


def beside(place: Place):
    """Declare a function that lays something at this place of every page that asks."""

    def declare(layer: Layer) -> Layer:
        _layers[place].append(layer)
        return layer

    return declare


def laid(request: HttpRequest, place: Place, register: str, key: str) -> SafeString:
    """All that upper rooms lay there, in the order in which they declared it."""
    return format_html_join("", "{}", ((layer(request, register, str(key)),) for layer in _layers[place]))

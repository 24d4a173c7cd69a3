"""Tags every template may use without loading them."""

from django import template

from lotrinh.core import vietnamese
from lotrinh.core.beside import laid

register = template.Library()


@register.filter
def number(value, places=None):
    """1234.5 → 1.234,5; nothing → a dash."""
    return "–" if value is None or value == "" else vietnamese.format_number(value, places)


@register.filter
def day(value):
    """A date as 31/12/2025; nothing → a dash."""
    return "–" if not value else vietnamese.format_date(value)


@register.filter
def with_class(field, name):
    """A form field drawn with this class, unless its widget has one of its own."""
    return field if "class" in field.field.widget.attrs else field.as_widget(attrs={"class": name})


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """The page's own query string with some parameters changed; None takes one away."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return f"?{parameters.urlencode()}" if parameters else "?"


@register.simple_tag(takes_context=True)
def beside(context, place, register, key):
    """What upper rooms lay beside the thing at this address; nothing on a page without a request."""
    request = context.get("request")
    return laid(request, place, register, key) if request else ""

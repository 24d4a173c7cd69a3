from django import template

from lotrinh.relocation.scenarios import quarters

register = template.Library()


@register.filter
def quarter(label):
    """2027Q1 → quý I/2027; nothing → nothing."""
    return quarters.words(label)

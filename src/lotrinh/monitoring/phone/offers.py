"""A form that a phone can take along."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Offer:
    """One form on a phone. Its address is the path of the page it stands for."""

    title: str
    template: str
    """Name of the fields, shared by all forms that have the same."""
    note: str = ""
    seen: str = ""
    """Version that is shown: it comes back with what was filled in. "" where nothing can be overwritten."""
    whole: bool = False
    """Everything is sent, not only what was changed."""
    values: dict[str, Any] = field(default_factory=dict)
    today: str = ""
    """Name of the field that holds the day on which it is filled in."""

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}


def values_of(form) -> dict[str, Any]:
    """What each field of a form holds, as its input does: texts, and for boxes whether they are ticked."""
    values = {}
    for bound in form:
        widget = bound.field.widget
        value = widget.format_value(bound.value())
        if getattr(widget, "input_type", "") == "checkbox":
            value = ["on"] if bound.value() else []
        elif isinstance(value, (list, tuple)):
            value = value[0] if value else ""
        values[bound.html_name] = "" if value is None else value
    return values

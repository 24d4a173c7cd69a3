"""What rooms above show on a unit's page: they know the offices and rows there, this room does not.

@panel
def offices(request, area) -> str: ...      # HTML, "" for nothing
"""

from collections.abc import Callable

from lotrinh.areas.models import Area

Panel = Callable[..., str]
_panels: list[Panel] = []


def panel(show: Panel) -> Panel:
    """Decorator, applied where an app gets ready: show this part on every unit's page."""
    _panels.append(show)
    return show


def panels_of(request, area: Area) -> list[str]:
    return [html for show in _panels if (html := show(request, area))]

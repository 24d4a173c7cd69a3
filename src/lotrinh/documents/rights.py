"""Who keeps the list of official documents. Roles live in a room above, which says so with `kept_by`."""

from collections.abc import Callable
from typing import Any

_rules: list[Callable[[Any], bool]] = []


def kept_by(rule: Callable[[Any], bool]) -> None:
    """Whoever fulfils `rule` may enter and change documents."""
    _rules.append(rule)


def keeps_documents(who) -> bool:
    return any(rule(who) for rule in _rules)

"""Who may, where roles alone do not say it."""

from lotrinh.core.registers.auditing import deed_is_open
from lotrinh.organizations.permissions import Predicate


def by_deed(predicate: Predicate) -> Predicate:
    """Whoever `predicate` lets, and only as part of a deed: such rows have no form, import or bulk edit."""

    def may(who) -> bool:
        return deed_is_open() and predicate(who)

    return may

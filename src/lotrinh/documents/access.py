"""Who may fetch a stored file: asked of the room that keeps the row the file belongs to.

>>> @reads_files("bao-cao")
... def may_read(who, key): return Report.objects.visible_to(who).filter(pk=key).exists()
"""

from collections.abc import Callable
from typing import Any

from lotrinh.core.keys import key_in
from lotrinh.core.registers import register_named
from lotrinh.documents.models import StoredFile

_answers: dict[str, Callable[[Any, str], bool]] = {}


def reads_files(register: str):
    """Declare who may read the files of rows with this address; the function gets the asker and the row's key."""

    def declare(answer: Callable[[Any, str], bool]):
        _answers[register] = answer
        return answer

    return declare


def may_read(who, stored: StoredFile) -> bool:
    """By the room's own answer; else by the register's scope; else whoever uploaded it, and administrators."""
    if who is None or not who.is_authenticated:
        return False
    if answer := _answers.get(stored.register):
        return answer(who, stored.key)
    try:
        register = register_named(stored.register)
    except LookupError:
        return stored.entry.by_id == who.pk or who.is_superuser
    return register.may.view(who) and register.visible(who).filter(pk=key_in(stored.key)).exists()

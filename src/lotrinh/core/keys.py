"""Keys of rows, as addresses and forms send them."""

from collections.abc import Iterable

LONGEST = 17
"""Digits: what every database keeps in a key. Python itself refuses to read some thousands of digits."""


def key_in(text: str) -> int | None:
    """The key that `text` is; None when it is none, so that nothing is found by it."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


def keys_in(texts: Iterable[str]) -> list[int]:
    """The keys among what a form sent, in its order; what is none is left out."""
    return [key for text in texts if (key := key_in(text)) is not None]

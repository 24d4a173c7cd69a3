"""Logs say where something went wrong, and nothing about people."""

import logging
import re
import traceback

_SECRET = re.compile(r"(/rieng/)[^/\s]+")
"""What follows in a path is a personal link's token: whoever reads the log must not be able to use it."""


class PrivateFormatter(logging.Formatter):
    """Leaves the messages of exceptions out: they quote what was typed, stored or looked for."""

    def format(self, record) -> str:
        return _SECRET.sub(r"\1…", super().format(record))

    def formatException(self, exc_info) -> str:
        """The frames and the kind of each exception, the first cause last."""
        parts: list[str] = []
        error = exc_info[1]
        while error is not None:
            parts += [*traceback.format_tb(error.__traceback__), f"{type(error).__module__}.{type(error).__qualname__}"]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
            if error is not None:
                parts.append("\nvì:\n")
        return "".join(parts)

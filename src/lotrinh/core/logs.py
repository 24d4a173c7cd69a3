"""Logs say where something went wrong, and nothing about people."""

import logging
import traceback


class PrivateFormatter(logging.Formatter):
    """Leaves the messages of exceptions out: they quote what was typed, stored or looked for."""

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

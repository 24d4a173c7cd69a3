"""A server that is killed at the worst moment, once, when a journey asks for it by a file in the data folder."""

import os
import signal

from django.conf import settings

BEFORE, AFTER = "die-before", "die-after"
"""Names of the files: before an item of a phone is written; after it is written, before the answer leaves."""
SENDING = "/dien-thoai/gui/"


class DyingMiddleware:
    """Outermost: what the view wrote is committed by then."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == SENDING:
            _die_if_asked(BEFORE)
        response = self.get_response(request)
        if request.path == SENDING:
            _die_if_asked(AFTER)
        return response


def _die_if_asked(name: str) -> None:
    asked = settings.DATA / name
    if asked.exists():
        asked.unlink()
        os.kill(os.getpid(), signal.SIGKILL)

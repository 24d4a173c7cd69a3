"""Requests that no page needs to look at: too large, or with a character that no database keeps."""

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render


class LargestRequestMiddleware:
    """413 for requests above settings.LARGEST_REQUEST bytes; those of unsaid length carry no body to WSGI."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            largest = settings.LARGEST_REQUEST // (1024 * 1024)
            return render(request, "413.html", {"largest": largest, "is_demo": settings.IS_DEMO}, status=413)
        return self.get_response(request)


class NoNulMiddleware:
    """400 for a NUL in an address or a form field: PostgreSQL refuses to store it or to look for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """After the token was looked for: the form has been read by then, and by who may read it."""
        asked = [request.path_info, *_words(request.GET), *(_words(request.POST) if request.method == "POST" else ())]
        if any("\x00" in text for text in asked):
            raise BadRequest("NUL")


def _words(query: QueryDict) -> Iterator[str]:
    for name, values in query.lists():
        yield name
        yield from values

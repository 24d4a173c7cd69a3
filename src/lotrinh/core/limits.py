"""A request that is too large is answered before a byte of it is read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
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

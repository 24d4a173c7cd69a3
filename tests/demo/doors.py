"""The doors of the running demo: every address its pages link to, and every route with whatever stands at hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

_LINK = re.compile(r'(?:href|hx-get|src|action)="(/[^"]*)"')
ELSEWHERE = ("/static/", "/quan-tri/", "/tai-khoan/")
"""Files, Django's own console and the sign-in pages are tested by their makers."""


def route_of(path: str) -> str | None:
    try:
        return resolve(unquote(path)).route
    except Resolver404:
        return None


@dataclass
class Walk:
    """Where links lead one person: an address for each route, and how every address was answered."""

    addresses: dict[str, str] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)


def walked(client: Client, start: str = "/") -> Walk:
    """An address for each route that links lead to from `start`, for whoever `client` is signed in as."""
    walk, waiting = Walk(), [start]
    while waiting:
        asked = waiting.pop(0)
        answer = client.get(asked, follow=True)
        walk.status[asked] = answer.status_code
        if "text/html" not in answer.get("Content-Type", "") or answer.streaming:
            continue
        for address in _LINK.findall(answer.content.decode()):
            path = urlsplit(address.replace("&amp;", "&")).path
            if path.startswith(ELSEWHERE) or not (route := route_of(path)) or route in walk.addresses:
                continue
            walk.addresses[route] = path
            waiting.append(path)
    return walk


def routes() -> Iterator[str]:
    """Every route of the software, Django's console and the sign-in pages left out."""
    yield from (route for route in _below(get_resolver()) if not f"/{route}".startswith(ELSEWHERE))


def _below(resolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _below(pattern, route)
        else:
            yield route


def filled(route: str, value: str) -> str:
    """The route as an address with `value` for each of its variables; a number's place takes 2^62 if it is none."""
    number = value if value.isdecimal() else str(2**62)
    address = re.sub(r"<int:\w+>|\(\?P<pk>\\d\+\)", number, route)
    address = re.sub(r"<(?:\w+:)?\w+>", value, address)
    address = re.sub(r"\(\?P<\w+>(\w+)[^)]*\)", r"\1", address)
    return "/" + address.replace("^", "").replace("$", "").replace("\\Z", "")

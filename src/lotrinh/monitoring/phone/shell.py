"""What a phone installs: the page without anybody's data, its scripts, the manifest, the service worker."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

_PAGE = "monitoring/phone/page.html"
_FILES = (
    "js-lib-bootstrap5/css/bootstrap.min.css",
    "core/lotrinh.css",
    "core/icon.svg",
    "monitoring/monitoring.css",
    "plans/plans.css",
    "plans/prove.js",
    *(f"monitoring/phone/{name}" for name in ("phone.css", "page.js", "forms.js", "sending.js", "store.js")),
)
"""Kept on the phone, so that the page opens without a network."""
_WORKER = "monitoring/phone/worker.js"
_ICONS = (("192", "any"), ("512", "any"), ("512", "maskable"))


@require_GET
@login_not_required
@cache_control(no_cache=True)
def page(request):
    """The same for everybody: what is somebody's own comes from the phone's keeping, or as JSON."""
    return render(request, _PAGE)


@require_GET
@login_not_required
@cache_control(no_cache=True)
def worker(request):
    """At the root of the site, so that it may serve every page; a new version whenever one of its files changes."""
    files = [reverse("phone:page"), *map(static, _FILES)]
    head = f"const VERSION = {json.dumps(_version())};\nconst FILES = {json.dumps(files)};\n"
    return HttpResponse(head + _content(_WORKER).decode(), content_type="text/javascript; charset=utf-8")


@require_GET
@login_not_required
@cache_control(max_age=3600)
def manifest(request):
    icons = [
        {
            "src": static(f"monitoring/phone/icon-{purpose}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in _ICONS
    ]
    about = {
        "id": reverse("phone:page"),
        "name": "Lộ Trình – việc của tôi",
        "short_name": "Lộ Trình",
        "description": "Việc đến hạn, minh chứng, trả lời và sổ của đơn vị; dùng được khi không có mạng.",
        "lang": "vi",
        "start_url": reverse("phone:page"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f8f7",
        "theme_color": "#0b5d4e",
        "icons": icons,
    }
    return JsonResponse(about, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@cache
def _version() -> str:
    digest = hashlib.sha256(Path(get_template(_PAGE).origin.name).read_bytes())
    for name in (*_FILES, _WORKER):
        digest.update(_content(name))
    return digest.hexdigest()[:12]


def _content(name: str) -> bytes:
    return Path(finders.find(name)).read_bytes()

"""Where every room's pages are mounted."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

ROOMS = {
    "": "monitoring",
    "so/": "core.registers",
    "he-thong/": "core",
    "dia-ban/": "areas",
    "don-vi/": "organizations",
    "van-ban/": "documents",
    "quy-dinh/": "rules",
    "chi-so/": "indicators",
    "theo-doi/": "followups",
    "ke-hoach/": "plans",
    "co-so/": "establishments",
    "cum/": "clusters",
    "bao-cao/": "reporting",
    "api/": "api",
}

urlpatterns = [
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("allauth.urls")),
    *(
        path(prefix, include(f"lotrinh.{room}.urls"))
        for prefix, room in ROOMS.items()
        if find_spec(f"lotrinh.{room}.urls")
    ),
]

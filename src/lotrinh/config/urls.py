"""Where every room's pages are mounted."""

from importlib.util import find_spec

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from lotrinh.core.health import health

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
    "di-doi/phuong-an/": "relocation.scenarios",
    "di-doi/": "relocation",
    "dot-bao-cao/": "collection",
    "bao-cao/": "reporting",
    "api/": "api",
}

admin.site.login = secure_admin_login(admin.site.login)  # one sign-in, with its lock-out and second factor
handler400 = "lotrinh.core.views.bad_request"
handler500 = "lotrinh.core.views.server_error"

urlpatterns = [
    path("suc-khoe/", health, name="health"),
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("lotrinh.organizations.account_urls")),
    path("tai-khoan/", include("allauth.urls")),
    path("", include("lotrinh.monitoring.phone.urls")),  # its worker lies at the root, to serve every page
    *(
        path(prefix, include(f"lotrinh.{room}.urls"))
        for prefix, room in ROOMS.items()
        if find_spec(f"lotrinh.{room}.urls")
    ),
]

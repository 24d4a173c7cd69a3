from django.contrib.auth.decorators import login_not_required
from django.http.request import RawPostDataException
from django.urls import path
from ninja import NinjaAPI
from ninja.security import django_auth

from lotrinh.api import figures, registers

api = NinjaAPI(
    title="Lộ Trình",
    version="1",
    description="Sổ và số liệu cho chương trình khác; cùng phạm vi và cùng một người ghi với các trang.",
    auth=django_auth,
    urls_namespace="api",
    docs_url=None,
)
api.add_router("/registers", registers.router)
api.add_router("/figures", figures.router)


@api.exception_handler(RawPostDataException)
def form_instead_of_json(request, error):
    """A form was sent: it has been read for its token by now, and its raw text is gone."""
    return api.create_response(
        request, {"detail": "Cửa này nhận JSON: hãy gửi Content-Type: application/json."}, status=415
    )


mounted = api.urls
for door in mounted[0]:
    if door.name not in {"openapi-json", "api-root"}:
        login_not_required(door.callback)  # asks for itself, and answers a program 401 instead of a page to sign in on

urlpatterns = [path("v1/", mounted)]

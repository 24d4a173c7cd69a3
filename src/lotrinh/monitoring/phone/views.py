"""Doors of the phone's page. They answer in JSON, signed in or not: a phone must know why nothing came."""

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lotrinh.monitoring.phone.errors import Mend, Newer, Unreadable
from lotrinh.monitoring.phone.package import marked, may_keep, package_of, person_of, take
from lotrinh.monitoring.phone.receiving import once, read
from lotrinh.monitoring.work import units_of

RATES = {"phone_item": "240/m/key"}
"""Far above what a thumb fills in, and enough for a week's items sent in one go."""


def _say(state: str, status: int = 200, **more) -> JsonResponse:
    return JsonResponse({"state": state, **more}, status=status)


def _not_here(request: HttpRequest, mark: str) -> JsonResponse | None:
    """Why this request is not of the person whose items the phone holds; None when it is."""
    person = person_of(mark) if mark else None
    if person is not None and not may_keep(person):
        return _say("ended", 403, message="Bạn không còn vai trò ở đây; dữ liệu trên máy này được xoá.")
    if not request.user.is_authenticated:
        return _say("signed-out", 401, message="Phiên đăng nhập đã hết; hãy đăng nhập lại.")
    if person is not None and person != request.user:
        return _say("other", 403, message="Máy này đang đăng nhập bằng tài khoản khác.")
    return None


@require_GET
@never_cache
@login_not_required
def greet(request):
    """Before each sending: who is signed in, and a fresh token against forgery."""
    return _not_here(request, request.GET.get("nguoi", "")) or _say(
        "here", token=get_token(request), person=marked(request.user)
    )


@require_GET
@never_cache
@login_not_required
def package(request):
    """What the phone takes along, for the unit asked for or the first of one's own."""
    if refused := _not_here(request, request.GET.get("nguoi", "")):
        return refused
    day = localdate()
    units = units_of(request.user, day)
    asked = request.GET.get("don-vi", "")
    unit = next((one for one in units if str(one.pk) == asked), units[0] if units else None)
    if unit is None:
        return _say("ended", 403, message="Bạn chưa giữ vai trò ở đơn vị nào hôm nay.")
    others = [[one.pk, one.label] for one in units]
    return _say("here", key=request.user.pk, units=others, **package_of(request.user, unit, day))


@require_POST
@never_cache
@login_not_required
def send(request):
    """One item: done (again answered alike), to be mended, or overtaken by somebody else's writing."""
    try:
        item = read(request)
    except Unreadable as error:
        return _say("mend", 400, message=str(error))
    if refused := _not_here(request, item.person):
        return refused
    if not ratelimit.consume(request, app="phone", action="phone_item", config=RATES, key=str(request.user.pk)):
        return _say("later", 429, message="Gửi quá nhiều trong một phút; máy sẽ gửi tiếp sau.")
    try:
        answer = once(item, by=request.user, take=lambda: take(item, request.user))
    except Newer as newer:
        return _say("newer", 409, message=str(newer), seen=newer.seen, differences=newer.differences)
    except Mend as mend:
        return _say("mend", 422, message=str(mend), errors=mend.errors)
    return _say("done", **answer)

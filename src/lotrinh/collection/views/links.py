"""The door without an account: one unit's answer in one round, through a personal link."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh.collection.actions import Author
from lotrinh.collection.actions.links import hash_of, link_of
from lotrinh.collection.answer_pages import deed, fill_for, kept_flaws, said_again
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.errors import DeadLink, Flawed
from lotrinh.collection.files import REGISTER
from lotrinh.collection.models import PersonalLink
from lotrinh.collection.prefill import content_of
from lotrinh.collection.receiving import receive
from lotrinh.collection.views.answering import shown
from lotrinh.collection.workbooks import notes_of, write_sheet
from lotrinh.core.registers.errors import Refused
from lotrinh.documents.models import StoredFile
from lotrinh.documents.views import as_attachment

_FILLABLE = (UnitState.UNOPENED, UnitState.BEGUN, UnitState.RETURNED, UnitState.SENT)

RATES = {"personal_link": "60/m/key", "personal_link_wrong": "20/10m/ip"}


class TooOften(DeadLink):
    summary = "Đường dẫn này vừa được mở quá nhiều lần; hãy đợi ít phút rồi thử lại."


def _opened(request, token: str) -> PersonalLink:
    """The link, within its rate; guesses are counted by where they come from. Raises DeadLink."""
    if not _within("personal_link", request, hash_of(token)):
        raise TooOften()
    try:
        return link_of(token)
    except DeadLink:
        if not _within("personal_link_wrong", request):
            raise TooOften() from None
        raise


def _within(action: str, request, key: str | None = None) -> bool:
    """Counted for every request: allauth's public limiter lets each GET pass, and a GET is what a guess is."""
    return bool(ratelimit.consume(request, app="collection", action=action, config=RATES, key=key, limit_get=True))


def _dead(request, error: DeadLink):
    status = 429 if isinstance(error, TooOften) else 404
    return render(request, "collection/dead_link.html", {"why": str(error)}, status=status)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def answer(request, token):
    try:
        link = _opened(request, token)
    except DeadLink as error:
        return _dead(request, error)
    author = Author(Via.LINK, link=link)
    if request.method == "GET":
        return _page(request, link, fill_for(link.line, more=5 if "them" in request.GET else 0), token)
    try:
        if "tep" in request.FILES:
            receive(
                file=request.FILES["tep"],
                author=author,
                expected=link.line,
                replace="thay" in request.POST,
                reason=request.POST.get("ly_do", "")[:2000],
            )
            done = "sent"
        else:
            done = deed(request, link.line, author)
    except Refused as error:
        messages.error(request, str(error))
        if "tep" in request.FILES and not isinstance(error, Flawed):
            return redirect("collection:link", token)
        fill = said_again(request, link.line, error) if "tep" not in request.FILES else fill_for(_fresh(link).line)
        link.line = fill.line
        return _page(request, link, fill, token, status=422)
    messages.success(request, "Đã lưu, chưa gửi." if done == "saved" else "Đã gửi trả lời. Cảm ơn đơn vị.")
    return redirect("collection:link", token)


def _fresh(link: PersonalLink) -> PersonalLink:
    return PersonalLink.objects.select_related("line__round__asker", "line__unit", "line__current").get(pk=link.pk)


def _page(request, link: PersonalLink, fill, token: str, status: int = 200):
    line = link.line
    context = {
        "link": link,
        "line": line,
        "round": line.round,
        "fill": fill,
        "token": token,
        "may_fill": line.round.is_open and line.state in _FILLABLE,
        "needs_reason": line.accepted_id is not None,
        "shown": shown(line, line.current) if line.current else None,
    }
    return render(request, "collection/link.html", context, status=status)


@never_cache
@login_not_required
@require_GET
def file(request, token, pk):
    """A file or paper of this one unit's answers in this one round."""
    try:
        link = _opened(request, token)
    except DeadLink as error:
        return _dead(request, error)
    return as_attachment(get_object_or_404(StoredFile.objects.of(REGISTER, link.line_id), pk=pk))


@never_cache
@login_not_required
@require_GET
def sheet(request, token):
    try:
        link = _opened(request, token)
    except DeadLink as error:
        return _dead(request, error)
    notes = {**notes_of(kept_flaws(link.line)), **link.line.notes}
    file = write_sheet(link.line, content_of(link.line), notes)
    return FileResponse(file, as_attachment=True, filename="tra-loi.xlsx")

"""Pages of one unit in one round: fill in, send, its sheet, decide, links."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.collection import actions
from lotrinh.collection.actions import Author
from lotrinh.collection.actions.links import may_hand_out
from lotrinh.collection.answer_pages import deed, fill_for, fill_from_below, kept_flaws, said_again
from lotrinh.collection.cells import worded
from lotrinh.collection.choices import QuestionKind, UnitState, Via
from lotrinh.collection.errors import Flawed
from lotrinh.collection.messages import message_for
from lotrinh.collection.models import PersonalLink, Round, RoundUnit
from lotrinh.collection.prefill import content_of
from lotrinh.collection.receiving import receive
from lotrinh.collection.totals import stale_answers
from lotrinh.collection.views.common import line_or_404, own_line_or_404, tell
from lotrinh.collection.workbooks import notes_of, write_sheet
from lotrinh.core.keys import key_in
from lotrinh.core.registers.errors import Refused
from lotrinh.core.vietnamese import fold
from lotrinh.documents.models import StoredFile
from lotrinh.organizations.permissions import in_scope, only

_FILLABLE = (UnitState.UNOPENED, UnitState.BEGUN, UnitState.RETURNED, UnitState.SENT)


@require_http_methods(["GET", "POST"])
@only(in_scope)
def unit(request, pk):
    """One unit's answer: filled in by the unit, read and decided by the asker."""
    line = line_or_404(request, pk)
    if request.method == "GET":
        return _page(request, line, fill_for(line, more=5 if "them" in request.GET else 0))
    return _answer(request, line, Author(Via.PAGE, user=request.user))


@require_http_methods(["GET", "POST"])
@only(in_scope)
def keyed(request, pk):
    """Keyed in by the asker from paper, which is attached."""
    line = own_line_or_404(request, pk)
    if request.method == "GET":
        return _page(request, line, fill_for(line), is_keyed=True)
    return _answer(request, line, Author(Via.KEYED, user=request.user), is_keyed=True)


def _answer(request, line: RoundUnit, author: Author, is_keyed: bool = False):
    try:
        done = deed(request, line, author)
    except Refused as error:
        fill = said_again(request, line, error)
        tell(request, error)
        return _page(request, fill.line, fill, is_keyed=is_keyed, status=422)
    words = "Đã lưu, chưa gửi." if done == "saved" else f"Đã gửi trả lời của {line.unit.label}."
    messages.success(request, words)
    return redirect(line)


def _page(request, line: RoundUnit, fill, *, is_keyed: bool = False, status: int = 200):
    who = request.user
    answers = list(line.answers.select_related("entry__by", "paper").order_by("-number"))
    runs = RoundUnit.objects.run_by(who).filter(pk=line.pk).exists()
    answers_for = RoundUnit.objects.answerable_by(who).filter(pk=line.pk).exists()
    stale = stale_answers(answers)
    for answer in answers:
        answer.stale = stale.get(answer.pk, [])
    below = list(Round.objects.visible_to(who).filter(above=line))
    is_to_accept = runs and line.round.is_open and line.state == UnitState.SENT
    context = {
        "line": line,
        "round": line.round,
        "needs_another": actions.who_else_accepts(who, line.round, [line]).get(line.pk) if is_to_accept else "",
        "fill": fill,
        "is_keyed": is_keyed,
        "runs": runs,
        "may_fill": line.round.is_open and line.state in _FILLABLE and (is_keyed or answers_for),
        "may_key": runs and line.round.is_open and line.state in _FILLABLE and not is_keyed,
        "answers_for": answers_for,
        "needs_reason": line.accepted_id is not None,
        "answers": answers,
        "shown": shown(line, line.current) if line.current else None,
        "links": list(line.links.select_related("made__by", "withdrawn")) if may_hand_out(line, who) else [],
        "may_hand_out": line.round.is_open and may_hand_out(line, who),
        "below": below,
        "may_ask_below": answers_for and line.round.is_open and not line.round.register,
        "is_late": line.is_late_on(localdate()),
        "day": localdate(),
        "fresh_link": request.session.pop(f"link-{line.pk}", ""),
    }
    context["message"] = message_for([line], localdate(), request.build_absolute_uri) if runs else ""
    return render(request, "collection/unit.html", context, status=status)


def shown(line: RoundUnit, answer) -> list[tuple]:
    """A sent answer as rows to read: (place, key, label, words, link to a file), or a register's rows."""
    if line.round.register:
        return [(str(number), row) for number, row in enumerate(answer.content.get("rows", []))]
    questions = list(line.round.questions.all())
    keys = [answer.content.get(one.key) for one in questions if one.kind == QuestionKind.FILE]
    files = StoredFile.objects.in_bulk([int(key) for key in keys if key])
    found = []
    for question in questions:
        kept = answer.content.get(question.key)
        file = files.get(int(kept)) if question.kind == QuestionKind.FILE and kept else None
        found.append((question, str(file) if file else worded(question, kept), file, line.notes.get(question.key, "")))
    return found


@require_GET
@only(in_scope)
def sheet(request, pk):
    """The unit's own prefilled workbook; cells that were returned, or are wrong in the draft, are marked."""
    line = line_or_404(request, pk)
    notes = {**notes_of(kept_flaws(line)), **line.notes}
    name = fold(f"{line.round.title} {line.unit.label}").replace(" ", "-")[:80]
    return FileResponse(write_sheet(line, content_of(line), notes), as_attachment=True, filename=f"{name}.xlsx")


@require_POST
@only(in_scope)
def upload(request, pk):
    """A filled-in workbook, by the unit or by the asker who got it in a chat."""
    line = line_or_404(request, pk)
    file = request.FILES.get("tep")
    if file is None:
        messages.warning(request, "Chưa chọn tệp nào.")
        return redirect(line)
    reason, replace = request.POST.get("ly_do", "")[:2000], "thay" in request.POST
    try:
        receive(file=file, author=Author(Via.SHEET, user=request.user), expected=line, replace=replace, reason=reason)
        messages.success(request, f"Đã nhận tệp của {line.unit.label}.")
    except Flawed as error:
        tell(request, error)
        if error.is_kept:
            words = "Nội dung tệp đã giữ thành bản đang điền; tải lại “Tệp để điền” để thấy lý do ở từng ô."
        else:
            words = "Bản đã gửi trước đó vẫn giữ nguyên."
        messages.info(request, words)
    except Refused as error:
        tell(request, error)
    return redirect(line)


@require_POST
@only(in_scope)
def hand_back(request, pk):
    line = own_line_or_404(request, pk)
    notes = {key.removeprefix("o-"): words for key, words in request.POST.items() if key.startswith("o-")}
    try:
        actions.hand_back(line=line, reason=request.POST.get("ly_do", "")[:2000], notes=notes, by=request.user)
        messages.success(request, f"Đã trả lại {line.unit.label}.")
    except Refused as error:
        tell(request, error)
    return redirect(line)


@require_POST
@only(in_scope)
def accept(request, pk):
    line = own_line_or_404(request, pk)
    accepted, refused = actions.accept(lines=[line], by=request.user, upto=key_in(request.POST.get("den", "")))
    if accepted:
        messages.success(request, f"Đã nhận trả lời của {line.unit.label} và khoá kỳ này.")
    for _, why in refused:
        messages.error(request, why)
    return redirect(line)


@require_POST
@only(in_scope)
def from_below(request, pk):
    line = get_object_or_404(RoundUnit.objects.answerable_by(request.user).with_names(), pk=pk)
    try:
        fill_from_below(line, Author(Via.PAGE, user=request.user))
        messages.success(request, "Đã lấy số cộng từ các đơn vị cấp dưới đã nhận; hãy xem lại rồi gửi.")
    except Refused as error:
        tell(request, error)
    return redirect(line)


@require_POST
@only(in_scope)
def make_link(request, pk):
    """The link's words are shown once, on the next page; only its hash is kept."""
    line = line_or_404(request, pk)
    try:
        link, token = actions.make_link(line=line, holder=request.POST.get("nguoi", ""), by=request.user)
        request.session[f"link-{line.pk}"] = request.build_absolute_uri(f"/dot-bao-cao/rieng/{token}/")
        messages.success(request, f"Đã tạo đường dẫn cho {link.holder}; hãy sao chép ngay, nó chỉ hiện một lần.")
    except Refused as error:
        tell(request, error)
    return redirect(line)


@require_POST
@only(in_scope)
def withdraw_link(request, pk, link):
    line = line_or_404(request, pk)
    found = get_object_or_404(PersonalLink.objects.select_related("line"), pk=link, line=line)
    try:
        actions.withdraw_link(link=found, by=request.user)
        messages.success(request, f"Đã thu hồi đường dẫn của {found.holder}.")
    except Refused as error:
        tell(request, error)
    return redirect(line)

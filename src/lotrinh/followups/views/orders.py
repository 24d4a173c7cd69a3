"""Orders: the list, the form that gives one, and the page on which both sides do the next thing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core import vietnamese
from lotrinh.core.registers.errors import Refused
from lotrinh.documents.models import StoredFile
from lotrinh.followups import actions, forms
from lotrinh.followups.choices import MOVES, OrderState, StepKind
from lotrinh.followups.matters import open_matter
from lotrinh.followups.models import Order
from lotrinh.followups.models.orders import FILES
from lotrinh.followups.reminding import order_message
from lotrinh.followups.rights import (
    keys_spoken_for,
    may_order,
    may_remind_of,
    may_tell_block,
    party_of,
    who_else_verifies,
)
from lotrinh.followups.views.asked import matter_asked
from lotrinh.organizations.permissions import in_scope, only

PAGE = 40
FILTERS = {"": "Đang mở", "cho-toi": "Chờ mình", "tre": "Trễ hạn", "xong": "Đã kết thúc"}


@require_GET
@only(in_scope)
def index(request):
    """Open ones by their day; those that wait for the reader, late ones, and the ended ones on asking."""
    chosen = request.GET.get("loc", "") if request.GET.get("loc", "") in FILTERS else ""
    found = _chosen(Order.objects.visible_to(request.user), chosen, request.user).with_units()
    words = vietnamese.fold(request.GET.get("tim", "")[:100])
    for word in words.split():
        found = found.filter(fold__contains=word)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "filters": FILTERS.items(),
        "chosen": chosen,
        "words": request.GET.get("tim", ""),
        "day": localdate(),
        "may_order": may_order(request.user),
    }
    return render(request, "followups/orders.html", context)


def _chosen(orders, chosen: str, who):
    if chosen == "xong":
        return orders.exclude(pk__in=orders.open().values("pk")).order_by("-pk")
    if chosen == "tre":
        return orders.overdue_on(localdate())
    keys = keys_spoken_for(who) if chosen == "cho-toi" else None
    return orders.open() if keys is None else orders.waiting_for(keys)


@require_http_methods(["GET", "POST"])
@only(may_order)
def new(request):
    """What the order is about comes with the address; only the unit has to be chosen."""
    about = matter_asked(request)
    form = forms.order_form(request.user, about, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            orders = actions.give_orders(
                about=actions.About.matter(about),
                units=form.units,
                what=given["what"],
                due=given["due"],
                verifier=given["verifier"],
                sent_as=form.token,
                by=request.user,
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            named = ", ".join(order.unit.label for order in orders)
            messages.success(request, f"Đã giao {named}, hạn {vietnamese.format_date(orders[0].due)}.")
            return redirect(orders[0] if len(orders) == 1 else "followups:orders")
    context = {"matter": about, "form": form}
    return render(request, "followups/order_new.html", context, status=422 if form.errors else 200)


def _visible(request, pk) -> Order:
    orders = Order.objects.visible_to(request.user).with_units().select_related("document", "reminded__by")
    return get_object_or_404(orders, pk=pk)


@require_GET
@only(in_scope)
def order(request, pk):
    return _page(request, _visible(request, pk))


def _page(request, found: Order, bound: dict | None = None, status: int = 200):
    """The order with a form for each step that may be taken now; `bound`: the one that was sent and is not right."""
    steps = list(found.steps.select_related("entry__by"))
    files: dict[str, list[StoredFile]] = {}
    for file in StoredFile.objects.of(FILES, *(step.pk for step in steps)):
        files.setdefault(file.key, []).append(file)
    needs_another = who_else_verifies(request.user, found)
    possible = [kind for kind in MOVES if party_of(request.user, found, kind)]
    if needs_another:
        possible.remove(StepKind.VERIFY)
    shown = [(kind, (bound or {}).get(kind) or _form(kind)) for kind in possible]
    context = {
        "order": found,
        "needs_another": needs_another,
        "steps": [(step, files.get(str(step.pk), [])) for step in steps],
        "answer": next((form for kind, form in shown if kind == StepKind.ANSWER), None),
        "main": [(kind, form) for kind, form in shown if kind in {StepKind.REPLY, StepKind.VERIFY, StepKind.CLOSE}],
        "others": [(kind, form) for kind, form in shown if kind in {StepKind.ASK, StepKind.RETURN, StepKind.WITHDRAW}],
        "may_remind": may_remind_of(request.user, found),
        "may_block": may_tell_block(request.user, found),
        "message": order_message(found, localdate(), request.build_absolute_uri(found.get_absolute_url())),
        "is_late": found.is_late_on(localdate()),
        "is_over": not found.is_open,
        "good": found.state in {OrderState.CLOSED, OrderState.VERIFIED},
    }
    return render(request, "followups/order.html", context, status=status)


def _form(kind: StepKind, data=None, files=None):
    return forms.answer_form(data, files) if kind == StepKind.ANSWER else forms.step_form(kind, data)


@require_POST
@only(in_scope)
def step(request, pk, kind):
    found = _visible(request, pk)
    if kind not in MOVES:
        raise Http404
    kind = StepKind(kind)
    form = _form(kind, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, {kind: form}, status=422)
    given = {name: value for name, value in form.cleaned_data.items() if name != "sent_as"}
    given["files"] = [(file, file.name) for file in given.get("files", ())]
    try:
        actions.take_step(order=found, kind=kind, by=request.user, **given)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã ghi: {kind.label}.")
    return redirect(found)


@require_GET
@only(in_scope)
def matter(request, pk):
    """Opens again what the order is about, as its reader may see it; the words kept with the order stay readable."""
    found = _visible(request, pk)
    opened = open_matter(found.register, found.key, request.user)
    if opened is None:
        messages.info(request, "Nơi việc này nói tới không còn, hoặc nằm ngoài phạm vi bạn được xem.")
        return redirect(found)
    return redirect(opened.link)


@require_POST
@only(in_scope)
def remind(request, pk):
    found = _visible(request, pk)
    try:
        actions.remind_of(order=found, by=request.user)
        messages.success(request, "Đã nhắc; lời nhắc hiện ở “Việc của tôi” của đơn vị.")
    except Refused as error:
        messages.error(request, str(error))
    return redirect(found)

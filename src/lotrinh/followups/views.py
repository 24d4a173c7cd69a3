from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from lotrinh.core.registers.errors import Refused
from lotrinh.followups import actions
from lotrinh.followups.models import Block
from lotrinh.followups.rights import may_remind, may_resolve
from lotrinh.organizations.permissions import in_scope, only

PAGE = 40


@require_GET
@only(in_scope)
def index(request):
    """What stands in the way: open ones first by their day; the resolved ones on asking."""
    found = Block.objects.visible_to(request.user).select_related("unit", "clearer", "raised", "resolved", "reminded")
    is_past = "xong" in request.GET
    found = found.exclude(resolved=None).order_by("-pk") if is_past else found.open()
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return render(request, "followups/index.html", {"page": page, "is_past": is_past, "day": localdate()})


def _visible(request, pk) -> Block:
    blocks = Block.objects.visible_to(request.user)
    return get_object_or_404(
        blocks.select_related("unit", "clearer", "raised__by", "resolved__by", "reminded__by"), pk=pk
    )


@require_GET
@only(in_scope)
def block(request, pk):
    found = _visible(request, pk)
    context = {
        "obstacle": found,  # “block” is the template language's own word
        "day": localdate(),
        "may_resolve": found.resolved_id is None and may_resolve(request.user, found),
        "may_remind": found.resolved_id is None and may_remind(request.user, found),
    }
    return render(request, "followups/block.html", context)


@require_POST
@only(in_scope)
def resolve(request, pk):
    found = _visible(request, pk)
    try:
        actions.resolve(block=found, answer=request.POST.get("cach_go", "")[:4000], by=request.user)
        messages.success(request, "Đã ghi cách gỡ.")
    except Refused as error:
        messages.error(request, str(error))
    return redirect("followups:block", pk)


@require_POST
@only(in_scope)
def remind(request, pk):
    found = _visible(request, pk)
    try:
        actions.remind(block=found, by=request.user)
        messages.success(request, f"Đã nhắc {found.clearer.label}.")
    except Refused as error:
        messages.error(request, str(error))
    return redirect("followups:block", pk)

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.registers.errors import Refused
from lotrinh.followups import actions, forms
from lotrinh.followups.matters import open_matter
from lotrinh.followups.models import Block
from lotrinh.followups.reminding import block_message
from lotrinh.followups.rights import may_remind, may_resolve
from lotrinh.followups.views.asked import matter_asked
from lotrinh.organizations.permissions import in_scope, only

PAGE = 40


@require_GET
@only(in_scope)
def index(request):
    """What stands in the way: open ones first by their day; the resolved ones on asking."""
    found = Block.objects.visible_to(request.user).select_related(
        "unit", "clearer", "superior", "raised", "resolved", "reminded"
    )
    is_past = "xong" in request.GET
    found = found.exclude(resolved=None).order_by("-pk") if is_past else found.open()
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return render(request, "followups/index.html", {"page": page, "is_past": is_past, "day": localdate()})


def _visible(request, pk) -> Block:
    blocks = Block.objects.visible_to(request.user)
    return get_object_or_404(
        blocks.select_related("unit", "clearer", "raised__by", "resolved__by", "reminded__by", "escalated", "superior"),
        pk=pk,
    )


@require_GET
@only(in_scope)
def block(request, pk):
    found = _visible(request, pk)
    opened = open_matter(found.register, found.key, request.user)  # whoever clears it may not see what it is about
    context = {
        "link": opened.link if opened else "",
        "obstacle": found,  # “block” is the template language's own word
        "day": localdate(),
        "may_resolve": found.resolved_id is None and may_resolve(request.user, found),
        "message": block_message(found, localdate(), request.build_absolute_uri(request.path)),
        "may_remind": found.resolved_id is None and may_remind(request.user, found),
    }
    return render(request, "followups/block.html", context)


@require_http_methods(["GET", "POST"])
@only(in_scope)
def new(request):
    """Raise a block about anything that has an address; its subject is that thing."""
    about = matter_asked(request)
    form = forms.block_form(request.user, request.POST if request.method == "POST" else None, about.unit)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "sent_as"}
        try:
            found = actions.raise_block(
                register=about.register,
                key=about.key,
                subject=about.title,
                link=about.link,
                by=request.user,
                **given,
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã nêu; {found.clearer.label} thấy ở “Việc của tôi”.")
            return redirect("followups:block", found.pk)
    context = {"matter": about, "form": form}
    return render(request, "followups/block_new.html", context, status=422 if form.errors else 200)


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

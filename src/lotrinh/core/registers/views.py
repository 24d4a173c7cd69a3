"""Pages of every register. Each asks `Listing` or the register's scoped queryset; none asks the model."""

from django.contrib import messages
from django.http import Http404, HttpResponseForbidden, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core import vietnamese
from lotrinh.core.registers import exporting, forms, history, mapping, table
from lotrinh.core.registers.auditing import audit
from lotrinh.core.registers.declaration import Register, all_registers, register_named
from lotrinh.core.registers.errors import Changed, Refused
from lotrinh.core.registers.listing import Asked, Listing
from lotrinh.core.registers.writer import delete, write


def opened(request, slug: str, right: str = "view") -> Register:
    """The register of this address, if this user has the right; else 404, so that nothing is given away."""
    try:
        register = register_named(slug)
    except LookupError as error:
        raise Http404 from error
    if not getattr(register.may, right)(request.user):
        raise Http404
    return register


@require_GET
def index(request):
    rooms: dict[str, list] = {}
    for register in all_registers():
        if register.may.view(request.user):
            rooms.setdefault(register.room, []).append(register)
    return render(request, "core/registers/index.html", {"rooms": rooms})


@require_GET
def rows(request, slug):
    register = opened(request, slug)
    listing = Listing(register, request.user, Asked.of(register, request.GET))
    if request.GET.get("phan") == "tong":
        return render(request, "core/registers/_later.html", table.later(register, listing))
    template = "_rows.html" if request.htmx and not request.htmx.boosted else "list.html"
    return render(request, f"core/registers/{template}", table.context(register, listing, request.user))


@require_GET
def detail(request, slug, pk):
    register = opened(request, slug)
    row = get_object_or_404(_with_references(register, register.visible_rows(request.user, localdate())), pk=pk)
    hidden = frozenset(name for name in register.personal if not register.lets_see(request.user, name))
    if register.personal and not hidden:
        with audit("Xem dữ liệu cá nhân", by=request.user, register=register.slug, reason=f"{row.pk}"):
            pass
    facts = [(c.label, c.text(row)) for c in _all_columns(register) if c.path not in hidden]
    context = {
        "register": register,
        "row": row,
        "facts": facts,
        "history": history.tell(register, row, hide=hidden),
        "shape": mapping.feature(register, row, request.user),
        "may_change": register.may.change(request.user) and register.editable(request.user).filter(pk=pk).exists(),
        "deeds": [
            (number, deed)
            for number, deed in enumerate(register.deeds)
            if (deed.may or register.may.change)(request.user)
        ],
    }
    return render(request, "core/registers/detail.html", context)


def _with_references(register, rows):
    return (
        rows.select_related(*register.references) if register.references else rows
    )  # no argument would join everything


def _all_columns(register):
    return [register.column(path) for path in dict.fromkeys([*register.key, *register.columns, *register.form_fields])]


@require_http_methods(["GET", "POST"])
def edit(request, slug, pk=None):
    """Add (no pk) or change one row. Two people on one form: the second is shown what the first changed."""
    register = opened(request, slug, "change")
    row = get_object_or_404(register.editable(request.user), pk=pk) if pk else None
    seen = request.POST.get("_seen", "")
    context = {"register": register, "row": row, "seen": row.entry_id if row else ""}
    if request.method == "GET":
        form = forms.row_form(register, request.user, row=row)
        return render(
            request, "core/registers/form.html", context | {"form": form, "sections": forms.sections_of(register, form)}
        )
    form = forms.row_form(register, request.user, request.POST, row)
    status = 422
    if form.is_valid():
        changed = form.save(commit=False)
        if row is not None and seen != str(row.entry_id):
            stored = register.model.objects.get(pk=pk)
            context |= {
                "theirs": forms.changes_between(register, request.user, stored, changed),
                "theirs_by": stored.entry,
                "seen": stored.entry_id,
            }
            status = 409
        else:
            try:
                written = write(changed, by=request.user, reason=request.POST.get("_reason", "")[:500])
            except Changed as error:
                form.add_error(None, str(error))
                status = 409
            except Refused as error:
                _show(form, error)
            else:
                messages.success(request, "Đã ghi." if written.rows else "Không có gì thay đổi.")
                return redirect("registers:detail", slug, changed.pk)
    return render(
        request,
        "core/registers/form.html",
        context | {"form": form, "sections": forms.sections_of(register, form)},
        status=status,
    )


def _show(form, error: Refused) -> None:
    """Each problem at its field; what belongs to no field on top."""
    if not error.problems:
        form.add_error(None, error.summary)
    for problem in error.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


@require_POST
def remove(request, slug, pk):
    register = opened(request, slug, "delete")
    row = get_object_or_404(register.editable(request.user), pk=pk)
    try:
        delete(row, by=request.user, reason=request.POST.get("_reason", "")[:500])
    except Refused as error:
        messages.error(request, str(error))
        return redirect("registers:detail", slug, pk)
    messages.success(request, "Đã xoá khỏi sổ; lịch sử vẫn còn trong nhật ký.")
    return redirect("registers:rows", slug)


@require_GET
def export(request, slug, kind):
    register = opened(request, slug, "export")
    listing = Listing(register, request.user, Asked.of(register, request.GET))
    if register.personal and register.may.personal(request.user):
        with audit("Xuất dữ liệu cá nhân", by=request.user, register=register.slug, reason=f"{listing.count} dòng"):
            pass
    return exporting.response(listing, kind, empty="mau" in request.GET)


@require_GET
def shapes(request, slug):
    """The map layer of the same list, as GeoJSON."""
    register = opened(request, slug)
    listing = Listing(register, request.user, Asked.of(register, request.GET))
    return JsonResponse(mapping.collection(listing), content_type="application/geo+json")


@require_GET
def map_page(request, slug):
    register = opened(request, slug)
    if not register.shape:
        raise Http404
    listing = Listing(register, request.user, Asked.of(register, request.GET))
    return render(
        request, "core/registers/map.html", {"register": register, "listing": listing, "asked": listing.asked}
    )


@require_GET
def pick(request, slug):
    """Rows to choose from for a foreign key: the search box of a form."""
    register = opened(request, slug)
    name = request.GET.get("truong", "")
    if not name.isidentifier():
        return HttpResponseForbidden()
    words = request.GET.get(f"{name}__tim", "")
    found = list(Listing(register, request.user, Asked(localdate(), words=words)).ordered[:12]) if words.strip() else []
    return render(request, "core/registers/_picked.html", {"found": found, "name": name, "words": words})


@require_GET
def known(request, slug):
    """The rows as they were known at the end of a day: asked of history alone, never joined to today's rows."""
    register = opened(request, slug)
    try:
        day = vietnamese.parse_date(request.GET.get("biet", ""))
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("registers:rows", slug)
    context = {
        "register": register,
        "day": day,
        **history.known_on(register, request.user, day, page=request.GET.get("trang", "1")),
    }
    return render(request, "core/registers/known.html", context)

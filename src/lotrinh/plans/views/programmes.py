"""The list of plans, bringing a document in, and setting a plan up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.registers.errors import Refused
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.scope import holder_of, scope_of
from lotrinh.plans import actions, forms
from lotrinh.plans.actions.importing import LARGEST
from lotrinh.plans.choices import LinkKind
from lotrinh.plans.models import PlanVersion, Programme, ProgrammeOwner
from lotrinh.plans.rights import may_start
from lotrinh.plans.views.shared import editable_programme, editable_version, new_token, say_refusal

ACCEPTED = ".docx,.txt,.md,.html,.htm,.pdf,.doc"


@require_GET
def index(request):
    """Plans one takes part in, with their texts in force and, for those who run them, the drafts. Four queries."""
    day = localdate()
    programmes = (
        Programme.objects.visible_to(request.user)
        .prefetch_related(
            Prefetch("owners", ProgrammeOwner.objects.on(day).select_related("organization"), to_attr="owners_today"),
            Prefetch("versions", PlanVersion.objects.visible_to(request.user), to_attr="versions_seen"),
        )
        .order_by("sort_key")
    )
    mine = set(Programme.objects.editable_by(request.user).values_list("pk", flat=True))
    context = {"programmes": programmes, "mine": mine, "may_start": may_start(request.user)}
    return render(request, "plans/index.html", context)


@require_http_methods(["GET", "POST"])
def upload(request):
    """Bring a document in: for a new plan of one's unit, or as a later text of one (`cho`)."""
    if not may_start(request.user):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    key = key_in(asked.get("cho", ""))
    programme = None if key is None else editable_programme(request, key)
    owners = _owners(request.user)
    error = ""
    if request.method == "POST":
        try:
            return _import(request, programme, owners)
        except Refused as refusal:
            error = str(refusal)
    context = {
        "programme": programme,
        "owners": owners,
        "error": error,
        "accepted": ACCEPTED,
        "limit": LARGEST >> 20,
        "sent_as": new_token(),
    }
    return render(request, "plans/upload.html", context, status=422 if error else 200)


def _owners(who) -> list[Organization]:
    """Units in whose name one may open a plan: those where one is plan officer; for an administrator any."""
    if who.is_superuser or Role.ADMINISTRATOR in scope_of(who).roles:
        return list(Organization.objects.valid_on(localdate()).order_by("sort_key")[:2000])
    held = RoleHolding.objects.held_on(localdate()).filter(user=holder_of(who), role=Role.PLAN_OFFICER)
    return list(Organization.objects.filter(pk__in=held.values("organization")).order_by("sort_key"))


def _import(request, programme, owners):
    file = request.FILES.get("tep")
    if file is None:
        raise Refused(summary="Chưa chọn tệp nào. Hãy chọn văn bản kế hoạch.")
    owner = next((unit for unit in owners if str(unit.pk) == request.POST.get("don_vi")), None)
    if programme is None and owner is None:
        raise Refused(summary="Hãy chọn cơ quan thường trực của kế hoạch.")
    form = forms.ActionForm(request.POST)
    version = actions.import_document(file=file, programme=programme, owner=owner, by=request.user, sent_as=form.token)
    return redirect("plans:version", version.pk)


@require_POST
def read_again(request, pk):
    version = editable_version(request, pk)
    try:
        actions.read_again(version=version, by=request.user)
    except Refused as error:
        say_refusal(request, error)
    return redirect("plans:version", pk)


@require_GET
def original(request, pk):
    """The file as it was uploaded, always as an attachment."""
    version = get_object_or_404(PlanVersion.objects.visible_to(request.user), pk=pk)
    try:
        opened = version.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        opened, as_attachment=True, filename=version.filename, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


# --- setting up ------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def setup(request, pk):
    """Name and dates, areas, units, who leads it, which plans it hangs on: each part a small form of its own."""
    programme = editable_programme(request, pk)
    name = request.POST.get("lam", "")
    bound = {name: request.POST} if request.method == "POST" else {}
    parts = {
        "chung": forms.programme_form(request.user, bound.get("chung"), programme),
        "dia_ban": forms.small_form(bound.get("dia_ban"), area=forms.area_field(request.user, label="Thêm địa bàn")),
        "don_vi": forms.small_form(bound.get("don_vi"), unit=forms.unit_field(request.user, label="Thêm đơn vị")),
        "thuong_truc": forms.small_form(
            bound.get("thuong_truc"),
            organization=forms.unit_field(request.user, label="Cơ quan thường trực mới"),
            on=forms.DayField(label="Từ ngày"),
            legal_act=forms.forms.CharField(label="Theo văn bản", max_length=300, required=False),
        ),
        "lien_ket": forms.small_form(
            bound.get("lien_ket"),
            kind=forms.forms.ChoiceField(label="Quan hệ", choices=LinkKind.choices),
            other=forms.programme_field(request.user, but=programme),
            printed=forms.forms.CharField(label="Hoặc tên kế hoạch, ghi như văn bản", max_length=500, required=False),
        ),
    }
    if request.method == "POST":
        try:
            if _set_up(request, programme, name, parts.get(name)):
                messages.success(request, "Đã ghi.")
                return redirect("plans:setup", pk)
        except Refused as error:
            parts[name].refuse(error) if name in parts else say_refusal(request, error)
    context = {
        "programme": programme,
        "parts": parts,
        "owners": programme.owners.select_related("organization"),
        "links": _links_seen(request.user, programme),
    }
    return render(request, "plans/setup.html", context, status=422 if request.method == "POST" else 200)


def _set_up(request, programme: Programme, name: str, form) -> bool:
    """Do what one of the small forms asks; False when it is not filled in rightly."""
    by = request.user
    if name in {"bo_dia_ban", "bo_don_vi"}:
        kept = programme.areas if name == "bo_dia_ban" else programme.units
        left = kept.exclude(pk=key_in(request.POST.get("dong", "")))
        field = "areas" if name == "bo_dia_ban" else "units"
        actions.set_up_programme(programme=programme, by=by, **{field: list(left)})
        return True
    if name == "bo_lien_ket":
        link = programme.links.filter(pk=key_in(request.POST.get("dong", ""))).first()
        if link is not None:
            actions.unlink_programme(link=link, by=by)
        return True
    if form is None or not form.is_valid():
        return False
    given = form.cleaned_data
    if name == "chung":
        seen = request.POST.get("seen", "")
        actions.set_up_programme(programme=programme, by=by, seen=key_in(seen), **given)
    elif name == "dia_ban":
        actions.set_up_programme(programme=programme, by=by, areas=[*programme.areas.all(), given["area"]])
    elif name == "don_vi":
        actions.set_up_programme(programme=programme, by=by, units=[*programme.units.all(), given["unit"]])
    elif name == "thuong_truc":
        actions.change_owner(programme=programme, by=by, **given)
    elif name == "lien_ket":
        actions.link_programme(programme=programme, by=by, **given)
    return True


def _links_seen(who, programme: Programme):
    """Linked plans: those kept here are opened only to whoever may see them, the rest is only named."""
    seen = set(Programme.objects.visible_to(who).values_list("pk", flat=True))
    return [(link, link.other if link.other_id in seen else None) for link in programme.links.select_related("other")]

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.areas.models import Area
from lotrinh.core import vietnamese
from lotrinh.organizations.choices import OrganizationLevel
from lotrinh.organizations.models import Organization, OrganizationSuccession, RoleHolding
from lotrinh.organizations.permissions import administrator, in_scope, only
from lotrinh.organizations.sight import who_sees_area, who_sees_unit

PAGE = 60


@require_GET
@only(in_scope)
def index(request):
    """Offices that exist today, by level; with words, former ones too."""
    words = request.GET.get("tim", "").strip()[:100]
    level = request.GET.get("cap", "")
    found = Organization.objects.visible_to(request.user).with_places()
    for word in vietnamese.fold(words).split():
        found = found.filter(Q(fold__contains=word) | Q(area__fold__contains=word))
    if not words:
        found = found.valid_on(localdate())
    if level in OrganizationLevel.values:
        found = found.filter(level=level)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "words": words,
        "level": level,
        "levels": OrganizationLevel.choices,
        "is_administrator": administrator(request.user),
    }
    template = "_found.html" if request.htmx else "index.html"
    return render(request, f"organizations/{template}", context)


@require_GET
@only(in_scope)
def unit(request, pk):
    """One office: where it stands, what it came from, what became of it, who holds which role there."""
    organization = get_object_or_404(Organization.objects.visible_to(request.user).with_places(), pk=pk)
    steps = list(
        OrganizationSuccession.objects.filter(Q(predecessor=pk) | Q(successor=pk)).select_related(
            "predecessor", "successor"
        )
    )
    day = localdate()
    roles = list(RoleHolding.objects.filter(organization=pk).with_names().order_by("-valid_from"))
    return render(
        request,
        "organizations/unit.html",
        {
            "organization": organization,
            "origins": [step for step in steps if step.successor_id == organization.pk],
            "successions": [step for step in steps if step.predecessor_id == organization.pk],
            "children": organization.children.valid_on(day),
            "current": [role for role in roles if _is_held(role, day)],
            "past": [role for role in roles if not _is_held(role, day)],
            "is_administrator": administrator(request.user),
        },
    )


def _is_held(role: RoleHolding, day) -> bool:
    return role.user.is_active and role.valid_from <= day and (role.valid_to is None or day <= role.valid_to)


@require_GET
@only(in_scope)
def who_sees(request, kind, pk):
    """Everybody who sees what lies in an area, or what a unit holds: asked by those who may see it themselves."""
    if kind == "dia-ban":
        subject = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
        people = who_sees_area(subject, localdate())
    else:
        subject = get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)
        people = who_sees_unit(subject, localdate())
    context = {"subject": subject, "kind": kind, "people": people, "day": localdate()}
    return render(request, "organizations/who_sees.html", context)

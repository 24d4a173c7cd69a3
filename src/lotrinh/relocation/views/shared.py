from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from lotrinh.core.registers import Refused, audit, register_of
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.permissions import in_scope, only
from lotrinh.relocation.actions.stepping import FILES
from lotrinh.relocation.models import Dossier, OwnerMessage

staff = only(in_scope)
"""Whoever holds a role; what they see is the queryset's to say."""


def visible_dossier(request, pk) -> Dossier:
    rows = Dossier.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("establishment__area", "establishment__old_area", "cluster", "plot", "keeper",
                            "proposed_cluster", "stopped_by", "verified_by", "verified_photo"),
        pk=pk,
    )  # fmt: skip


def editable_dossier(request, pk) -> Dossier:
    """The dossier, for whoever may write it; else there is no such page."""
    if not register_of(Dossier).may.change(request.user):
        raise Http404
    return get_object_or_404(Dossier.objects.editable_by(request.user).select_related("establishment__area"), pk=pk)


def owner_facts(request, dossier: Dossier) -> list[tuple[str, str]]:
    """Who the owner is and how to reach them, for whoever may see that; the look is noted."""
    if not register_of(Establishment).lets_see(request.user, "owner_name"):
        return []
    note_look(request, dossier, "Xem dữ liệu cá nhân của chủ cơ sở")
    place = dossier.establishment
    return [("Chủ cơ sở", place.owner_name or "chưa ghi"), ("Điện thoại", place.phone or "chưa ghi")]


def note_look(request, dossier: Dossier, deed: str) -> None:
    with audit(deed, by=request.user, register=FILES, reason=str(dossier.pk)):
        pass


def say_refusal(request, error: Refused) -> None:
    messages.error(request, str(error))


def refusal_lines(error: Refused) -> list[str]:
    return [problem.message for problem in error.problems] or [str(error)]


def unread_letters(who):
    """Letters of owners that nobody entered yet, for whoever may write their dossiers."""
    if not register_of(Dossier).may.change(who):
        return OwnerMessage.objects.none()
    mine = Dossier.objects.editable_by(who).values("pk")
    return OwnerMessage.objects.filter(objection=None, link__dossier__in=mine)

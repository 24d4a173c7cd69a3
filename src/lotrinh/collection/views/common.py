"""What the pages of rounds share: fetching within sight, and forms that cannot be sent twice."""

import secrets

from django.contrib import messages
from django.shortcuts import get_object_or_404

from lotrinh.collection.models import Round, RoundUnit
from lotrinh.core.registers.errors import Refused


def round_or_404(request, pk: int, *, own: bool = False) -> Round:
    """A round that the asker may see; `own` one that he runs."""
    rounds = Round.objects.editable_by(request.user) if own else Round.objects.visible_to(request.user)
    return get_object_or_404(rounds.select_related("asker", "programme", "above__round", "above__unit"), pk=pk)


def line_or_404(request, pk: int) -> RoundUnit:
    return get_object_or_404(RoundUnit.objects.visible_to(request.user).with_names(), pk=pk)


def own_line_or_404(request, pk: int) -> RoundUnit:
    """A line of a round that the asker runs."""
    return get_object_or_404(RoundUnit.objects.run_by(request.user).with_names(), pk=pk)


def new_token() -> str:
    return secrets.token_urlsafe(24)


def tell(request, error: Refused) -> None:
    messages.error(request, str(error))

"""What several pages of plans ask: the row in one's scope, and the words of a refusal."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from lotrinh.core.registers.errors import Refused
from lotrinh.plans.models import Claim, Item, PlanVersion, Programme, Target, Task

NOUNS: dict[str, type[Item]] = {"chi-tieu": Target, "nhiem-vu": Task, "con-so": Claim}
"""Words for kinds of items in addresses."""
WORD_OF = {model: word for word, model in NOUNS.items()}


def model_named(word: str) -> type[Item]:
    if word not in NOUNS:
        raise Http404
    return NOUNS[word]


def visible_programme(request, pk) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)


def editable_programme(request, pk) -> Programme:
    return get_object_or_404(Programme.objects.editable_by(request.user), pk=pk)


def editable_version(request, pk) -> PlanVersion:
    return get_object_or_404(PlanVersion.objects.editable_by(request.user).select_related("programme", "job"), pk=pk)


def visible_task(request, pk) -> Task:
    tasks = Task.objects.visible_to(request.user).select_related(
        "version__programme", "sentence__block", "serves", "duty"
    )
    return get_object_or_404(tasks, pk=pk)


def visible_target(request, pk) -> Target:
    targets = Target.objects.visible_to(request.user)
    return get_object_or_404(
        targets.select_related("version__programme", "sentence__block", "contract__indicator"), pk=pk
    )


def new_token() -> str:
    return str(uuid4())


def say_refusal(request, error: Refused) -> None:
    """The refusal on top of the next page: for deeds behind a single button."""
    messages.error(request, str(error))

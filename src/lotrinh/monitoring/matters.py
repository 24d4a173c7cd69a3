"""How figures, targets, tasks and sentences are opened again from the address that an order or a block keeps."""

from urllib.parse import unquote

from django.urls import reverse

from lotrinh.core.keys import key_in
from lotrinh.followups.matters import FIGURE, SENTENCE, TARGET, TASK, Matter, opens
from lotrinh.indicators import labels, reading
from lotrinh.indicators.measures import FigureAddress, measure_named
from lotrinh.organizations.permissions import in_scope
from lotrinh.plans.choices import TaskRole
from lotrinh.plans.models import PlanVersion, Sentence, Target, Task
from lotrinh.plans.views.targets import figure_now


@opens(FIGURE)
def figure(who, key: str) -> Matter | None:
    """A value shows to everybody who works here, as on its own page."""
    parts = unquote(key).split("/")
    if not in_scope(who) or len(parts) != 3:
        return None
    try:
        address = FigureAddress.of_parts(*parts)
        found = reading.figure_at(address)
    except (LookupError, ValueError):
        return None
    indicator = reading.indicator_at(address)
    place = labels.scope_label(found.scope, None if found.declared else measure_named(found.measure))
    title = f"{found.label} ({place}), {found.period.label}"
    return Matter(FIGURE, key, title, address.url, found.text, indicator.owner if indicator else None)


@opens(TARGET)
def target(who, key: str) -> Matter | None:
    targets = Target.objects.visible_to(who).select_related("version__programme", "contract__indicator__owner")
    found = targets.filter(pk=key_in(key)).first()
    if found is None:
        return None
    contract = getattr(found, "contract", None)
    now = figure_now(contract) if contract else None
    value = f"{now.text}, phải đạt {found.asked}" if now and now.is_known else f"phải đạt {found.asked}"
    owner = contract.indicator.owner if contract and contract.indicator else None
    return Matter(TARGET, key, found.name, found.get_absolute_url(), value, owner)


@opens(TASK)
def task(who, key: str) -> Matter | None:
    found = Task.objects.visible_to(who).filter(pk=key_in(key)).first()
    if found is None:
        return None
    leading = found.assignments.filter(role=TaskRole.LEAD).exclude(organization=None).select_related("organization")
    part = leading.order_by("pk").first()
    return Matter(TASK, key, found.name, found.get_absolute_url(), unit=part.organization if part else None)


@opens(SENTENCE)
def sentence(who, key: str) -> Matter | None:
    """A sentence of a text since replaced is the same sentence in the text in force, where it still stands there."""
    visible = PlanVersion.objects.visible_to(who)
    found = Sentence.objects.filter(version__in=visible.values("pk"), pk=key_in(key)).select_related("version").first()
    if found is None:
        return None
    programme = found.version.programme_id
    in_force = Sentence.objects.filter(version__in=visible.published().filter(programme=programme).values("pk"))
    today = in_force.binding().filter(fold=found.identity).order_by("pk").first()
    if today is None:
        return Matter(SENTENCE, key, f"Câu “{found.text}”"[:500], reverse("monitoring:living", args=[programme]))
    link = reverse("monitoring:sentence", args=[programme, today.pk])
    return Matter(SENTENCE, key, f"Câu “{today.text}”"[:500], link)

"""What anybody may see of the programmes here: who promised what by when. No figures, no names of people, no tasks."""

from dataclasses import dataclass

from lotrinh.plans.models import PlanVersion, Target


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    version: PlanVersion
    targets: tuple[Target, ...]


def public_programmes() -> list[PublicProgramme]:
    """Every plan in force with the targets its text states; two queries."""
    versions = list(PlanVersion.objects.published().select_related("programme").order_by("programme__sort_key"))
    targets = Target.objects.in_force().filter(version__in=versions, sentence__isnull=False)
    by_version: dict[int, list[Target]] = {}
    for target in targets.order_by("sentence__block__index", "sentence__start", "pk"):
        by_version.setdefault(target.version_id, []).append(target)
    return [PublicProgramme(version, tuple(by_version.get(version.pk, ()))) for version in versions]

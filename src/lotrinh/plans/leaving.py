"""What of running plans is in the hands of one officer, for the day that officer leaves."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.organizations import leaving
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.plans.choices import VersionState
from lotrinh.plans.models import (
    Contest,
    PlanVersion,
    Programme,
    ProgrammeOwner,
    Task,
    TaskAssignment,
    TaskUpdate,
)

UNPUBLISHED = (VersionState.READING, VersionState.DRAFT)


def drafts_of(person: User):
    """Texts the person brought in that are not published yet."""
    drafts = PlanVersion.objects.filter(leaving.done_by(person, "uploaded"), state__in=UNPUBLISHED)
    return drafts.select_related("programme")


def parts_of(person: User):
    """Parts in open tasks of which the person told last, or that nobody else of the unit could tell of."""
    told = TaskUpdate.objects.filter(task=OuterRef("task"), organization=OuterRef("organization")).order_by("-pk")
    parts = TaskAssignment.objects.filter(
        organization__in=leaving.written_units(person), task__in=Task.objects.in_force().open().values("pk")
    ).annotate(last_by=Subquery(told.values("entry__by")[:1]), last_for=Subquery(told.values("entry__for_whom")[:1]))
    hands = Q(last_by=person.pk) | Q(last_for=person.pk) | Q(organization__in=leaving.alone_at(person))
    return parts.filter(hands).select_related("task", "organization").order_by("task__due", "pk")


def contests_raised_by(person: User):
    return Contest.objects.open().filter(leaving.done_by(person, "raised")).with_names()


def contests_to_decide(person: User):
    """Open ones that a unit decides where the person is plan officer; old ones by whoever leads the plan."""
    officer = RoleHolding.objects.held_on(localdate()).filter(user=person, role=Role.PLAN_OFFICER)
    units = officer.values("organization")
    owned = ProgrammeOwner.objects.filter(organization__in=units, valid_to=None).values("programme")
    mine = Q(decider__in=units) | Q(decider=None, target__version__programme__in=owned)
    return Contest.objects.open().filter(mine).with_names()


def owner_of(programme: Programme) -> Organization | None:
    owner = programme.owners.filter(valid_to=None).select_related("organization").first()
    return owner.organization if owner else None


def register() -> None:
    leaving.keeps(
        "plan-drafts",
        title="Bản dự thảo kế hoạch",
        find=drafts_of,
        unit=lambda version: owner_of(version.programme),
        describe=lambda version: f"{version} – {version.get_state_display()}",
    )
    leaving.keeps(
        "plan-parts",
        title="Nhiệm vụ và việc thường xuyên",
        find=parts_of,
        unit=lambda part: part.organization,
        describe=lambda part: f"{part.task} ({part.get_role_display()}, {part.organization.label})",
        link=lambda part: part.task.get_absolute_url(),
    )
    leaving.keeps(
        "plan-contests-raised",
        title="Ý kiến khác đã nêu, chưa được trả lời",
        find=contests_raised_by,
        unit=lambda contest: contest.organization,
        describe=lambda contest: f"{contest.about}: {contest.reason}",
    )
    leaving.keeps(
        "plan-contests-to-decide",
        title="Ý kiến khác phải trả lời",
        find=contests_to_decide,
        unit=lambda contest: contest.decider or owner_of(contest.target.version.programme),
        describe=lambda contest: f"{contest.organization.label}, {contest.about}: {contest.reason}",
    )

"""Who may do what to a plan. Views ask these to show a button; deeds ask them again and raise."""

from typing import Any

from lotrinh.core.models import User
from lotrinh.followups.rights import speaks_for
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of
from lotrinh.plans.errors import NotYourPlan, NotYourTask
from lotrinh.plans.models import Contest, Programme, Task
from lotrinh.rules.second_person import ANSWER_CONTEST, why_not


def may_start(who: User) -> bool:
    """May bring in a plan: any plan officer."""
    return bool(scope_of(who).roles & {Role.PLAN_OFFICER, Role.ADMINISTRATOR})


def runs(who: User, programme: Programme) -> bool:
    """Is plan officer of the unit that owns the programme today."""
    return Programme.objects.editable_by(who).filter(pk=programme.pk).exists()


def acts_for(who: User, organization: Organization) -> bool:
    """Holds a writing role at the unit, or at one above it."""
    units = scope_of(who).writing.organization_ids
    return units is None or organization.pk in units


def may_rule(who: User, contest: Contest) -> bool:
    """Answers for the unit that was named to decide; where none was, runs the programme."""
    if contest.decider_id:
        return speaks_for(who, contest.decider_id)
    return runs(who, contest.target.version.programme)


def second_half(contest: Contest) -> dict[str, Any]:
    """What `rules.second_person` asks of ruling: who objected, where a second person is, who may."""
    return {
        "authors": contest.raised.identities,
        "unit": contest.decider,
        "may": lambda user: may_rule(user, contest),
    }


def who_else_rules(who: User, contest: Contest) -> str:
    """Why `who`, who may rule, does not on this objection, and who does; "" when nothing is against it."""
    return why_not(ANSWER_CONTEST, by=who, **second_half(contest))


def must_run(who: User, programme: Programme) -> None:
    if not runs(who, programme):
        raise NotYourPlan()


def must_work(who: User, task: Task, organization: Organization) -> None:
    """`who` acts for a unit that has a part in the task, or runs the whole programme."""
    has_part = task.assignments.filter(organization=organization).exists()
    if has_part and acts_for(who, organization):
        return
    if not runs(who, task.version.programme):
        raise NotYourTask()


def units_of(who: User) -> frozenset[int] | None:
    """Keys of the units for which `who` may tell progress; None is all of them."""
    return scope_of(who).writing.organization_ids

"""Deeds that have a trade-off computed: money against exposure, keeping to what was announced against a better plan."""

from django.urls import reverse

from lotrinh.core.jobs import enqueue
from lotrinh.core.models import Job, User
from lotrinh.core.models.jobs import OPEN
from lotrinh.relocation.models import ScenarioRun
from lotrinh.relocation.models.scenarios import RunState
from lotrinh.relocation.scenarios import jobs
from lotrinh.relocation.scenarios.actions import must_plan
from lotrinh.relocation.scenarios.errors import NoPlan


def open_job(key: str) -> Job | None:
    """The job of this key that waits or runs."""
    return Job.objects.filter(key=key, status__in=OPEN).first()


def draw_front(*, run: ScenarioRun, by: User):
    """Have the trade-off of money and exposure computed; returns the job. Raises NotYourScenario, NoPlan."""
    must_plan(by, run.scenario.programme)
    if not run.problem:
        raise NoPlan()
    return enqueue(
        jobs.draw_front,
        by=by,
        key=f"front:{run.pk}",
        then=reverse("scenarios:front", args=[run.pk]),
        label=f"Tính đường đánh đổi của “{run.scenario.name}”",
        run_id=run.pk,
    )


def draw_change_front(*, run: ScenarioRun, by: User):
    """Have computed what fewer changes cost, of a plan kept close to another; returns the job.

    Raises NotYourScenario, NoPlan.
    """
    must_plan(by, run.scenario.programme)
    if run.near_id is None or run.state != RunState.PLANNED:
        raise NoPlan()
    return enqueue(
        jobs.draw_change_front,
        by=by,
        key=f"change-front:{run.pk}",
        then=reverse("scenarios:changes", args=[run.pk]),
        label=f"Tính giá của việc giữ điều đã báo, “{run.scenario.name}”",
        run_id=run.pk,
    )

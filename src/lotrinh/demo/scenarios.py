"""Two sample scenarios on the sample registers: one solved, and one that spares jobs more, left to be solved."""

from datetime import date

from lotrinh.core import worker
from lotrinh.core.models import User
from lotrinh.plans.models import Programme
from lotrinh.relocation.models import Scenario
from lotrinh.relocation.scenarios import actions

DAY = date(2026, 11, 25)
SOON = {"seconds": 10, "must_settle": 0, "unresolved": 100, "first_part": 100}
"""A short solving; support paid at once, so that one suffices."""
SPARING = {"must_settle": 0, "unresolved": 100, "job_loss_km": 400, "km_weight": 0.05}


def plan_relocation(programme: Programme, *, by: User) -> None:
    """Begun by the officer, solved by the worker."""
    scenario = _begin(programme, "Nhanh nhất với kinh phí hiện có (mẫu)", SOON, by=by)
    _begin(programme, "Giữ việc làm nhiều hơn (mẫu)", SPARING, by=by)
    actions.start_run(scenario=scenario, by=by)
    while worker.work_once("demo"):
        pass


def _begin(programme: Programme, name: str, assumptions: dict[str, float], *, by: User) -> Scenario:
    return actions.create_scenario(
        programme=programme, name=name, day=DAY, by=by, assumptions=assumptions, is_sample=True
    )

"""Invented labour returns: once a year since 2021, most workshops and all firms of the cluster."""

import random
from collections.abc import Iterator, Sequence
from datetime import date

from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.establishments import TENANTS
from lotrinh.establishments.models import Establishment
from lotrinh.workforce.models import LabourReturn

DAYS = (*(date(year, 12, 31) for year in range(2021, 2026)), date(2026, 6, 30))
TRAINED_SHARE = (0.58, 0.62, 0.66, 0.71, 0.765, 0.785)
"""Of all workers, with a certificate or skilled without one, on DAYS: below the 80 % the plan wanted by 2025."""
WITHOUT_CERTIFICATE = 0.35
"""Of the trained, those skilled on the job."""
FIRST_WORKERS = {name: workers for name, *_, workers in TENANTS}


def enter_returns(establishments: Sequence[Establishment], chance: random.Random, *, by: User) -> None:
    asked = [row for row in establishments if row.name in FIRST_WORKERS or chance.random() < 0.93]
    made = [form for row in asked for form in _returns_of(row, chance)]
    with audit("Nhập phiếu khai lao động (mẫu)", by=by):
        write(made, by=by)


def _returns_of(row: Establishment, chance: random.Random) -> Iterator[LabourReturn]:
    workers = FIRST_WORKERS.get(row.name) or chance.randint(2, 14)
    for day, share in zip(DAYS, TRAINED_SHARE, strict=True):
        is_at_work = (row.opened_on is None or row.opened_on <= day) and (row.closed_on is None or day <= row.closed_on)
        if is_at_work:
            yield _return(row, day, workers, share + chance.uniform(-0.03, 0.03), chance)
        workers = max(2, round(workers * chance.uniform(0.97, 1.12)))


def _return(row: Establishment, day: date, workers: int, share: float, chance: random.Random) -> LabourReturn:
    """Levels that add up to all workers, each worker once at the highest."""
    trained = min(workers, round(workers * share + chance.uniform(-0.4, 0.4)))
    skilled = round(trained * WITHOUT_CERTIFICATE)
    certified = trained - skilled
    elementary, intermediate, college = (int(certified * part) for part in (0.4, 0.25, 0.15))
    short = int((workers - trained) * 0.4)
    return LabourReturn(
        establishment=row,
        as_of=day,
        workers=workers,
        women=round(workers * chance.uniform(0.25, 0.55)),
        untrained=workers - trained - short,
        short_course=short,
        skilled_without_certificate=skilled,
        elementary=elementary,
        intermediate=intermediate,
        college=college,
        university=certified - elementary - intermediate - college,
        is_sample=True,
    )

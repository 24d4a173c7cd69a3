"""What the invented survey found of each workshop among homes: findings, samples, complaints, people near, needs."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from lotrinh.core.models import User
from lotrinh.core.registers import write
from lotrinh.establishments.choices import TradeType, Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.relocation.choices import Averaging, CountMethod, Fact, NeedMethod, Nuisance
from lotrinh.relocation.models import Complaint, Finding, Needs, ResidentsNear, Sample
from lotrinh.rules.book import Shelf

SURVEYED = date(2025, 9, 15)
NUISANCES = {
    TradeType.SAWMILL: Nuisance.DUST,
    TradeType.MECHANICAL: Nuisance.NOISE,
    TradeType.BRICK_KILN: Nuisance.SMOKE,
    TradeType.VERMICELLI: Nuisance.WATER,
    TradeType.SCRAP: Nuisance.TRAFFIC,
    TradeType.LIME_KILN: Nuisance.SMOKE,
}
AT_RISK = {TradeType.BRICK_KILN, TradeType.LIME_KILN, TradeType.SAWMILL}
"""Trades the invented survey found to be of a risky kind; of the others only some were."""


def enter_facts(places: Sequence[Establishment], chance: random.Random, *, by: User) -> None:
    shelf = Shelf()
    write([one for place in places for one in _findings(place, shelf, chance)], by=by)
    write([_sample(place, shelf, chance) for place in places[::4]], by=by)
    write([_complaint(place, chance) for place in places[::5]], by=by)
    write([_residents(place, chance) for place in places[::2]], by=by)
    write([_needs(place, chance) for place in places], by=by)


def _findings(place: Establishment, shelf: Shelf, chance: random.Random) -> Iterable[Finding]:
    is_risky = place.trade in AT_RISK or chance.random() < 0.35
    yield _finding(place, Fact.SECTOR, Tristate.YES if is_risky else Tristate.NO)
    if chance.random() < 0.4:
        limit = shelf.on("limit.noise.homes.day", SURVEYED)
        value = Decimal(chance.randrange(58, 86))
        over = Tristate.YES if value > limit.value else Tristate.NO
        yield _finding(place, Fact.EXCEEDANCE, over, value=value, unit="dBA", limit=limit)
    limit = shelf.on("limit.distance.homes", SURVEYED)
    yield _finding(
        place, Fact.DISTANCE, Tristate.UNKNOWN, value=Decimal(chance.randrange(2, 60)), unit="m", limit=limit
    )
    if chance.random() < 0.2:
        yield _finding(place, Fact.COMPLAINTS, Tristate.YES, value=Decimal(chance.randint(1, 5)), unit="lần")


def _finding(place: Establishment, fact: Fact, answer: Tristate, **more) -> Finding:
    paper = f"biên bản khảo sát mẫu {place.code}"
    return Finding(
        establishment=place, fact=fact, answer=answer, found_on=SURVEYED, paper=paper, is_sample=True, **more
    )


def _sample(place: Establishment, shelf: Shelf, chance: random.Random) -> Sample:
    return Sample(
        establishment=place, code=f"M-{place.code}", taken_on=SURVEYED, place="ranh giới cơ sở", receptor="nhà liền kề",
        parameter="Tiếng ồn", value=Decimal(chance.randrange(60, 88)), unit="dBA", averaging=Averaging.HOUR,
        lab="Trung tâm quan trắc mẫu", accreditation="số mẫu", limit=shelf.on("limit.noise.homes.day", SURVEYED),
        is_sample=True,
    )  # fmt: skip


def _complaint(place: Establishment, chance: random.Random) -> Complaint:
    on = date(2026, 1, 5) + timedelta(days=chance.randrange(300))
    return Complaint(
        establishment=place, number=f"PA-{place.code}", received_on=on,
        about=NUISANCES.get(TradeType(place.trade), Nuisance.OTHER), content="Phản ánh ảnh hưởng sinh hoạt (mẫu).",
        handled_on=on + timedelta(days=12) if chance.random() < 0.7 else None, outcome="Đã nhắc nhở (mẫu)",
        is_sample=True,
    )  # fmt: skip


def _residents(place: Establishment, chance: random.Random) -> ResidentsNear:
    """Denser where the old map has a ward."""
    most = 40 if place.on_urban_residential_land == Tristate.YES else 14
    near, mid = chance.randint(2, most), chance.randint(most, most * 3)
    return ResidentsNear(
        establishment=place, counted_on=SURVEYED, within_50=near, within_100=mid, within_200=mid * 3,
        within_500=mid * 14, method=CountMethod.ON_SITE, basis="đếm khi khảo sát (mẫu)", is_sample=True,
    )  # fmt: skip


def _needs(place: Establishment, chance: random.Random) -> Needs:
    is_declared = chance.random() < 0.6
    workers = chance.randint(2, 14)
    return Needs(
        establishment=place, declared_on=SURVEYED, method=NeedMethod.DECLARED if is_declared else NeedMethod.NORM,
        area_m2=place.land_area_m2, power_kw=Decimal(chance.randrange(5, 60)), workers=workers,
        water_m3_day=Decimal(chance.randrange(1, 9)), wastewater_m3_day=Decimal(chance.randrange(0, 6)),
        basis="phiếu khai mẫu" if is_declared else "định mức mẫu theo loại", is_sample=True,
    )  # fmt: skip
